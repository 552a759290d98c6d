/** Results of surveys for managers: figures, the answers behind them, words, and decisions. */
import * as routes from "../../shared/contract/routes.ts";
import { readBar } from "../../shared/surveys/results/bar.ts";
import { Refused } from "../errors.ts";
import { router } from "../router.ts";
import { answersByIds } from "../store/answer-list.ts";
import { insertAuditEntry } from "../store/audit.ts";
import { anonymousScores, resultCounts } from "../store/survey-results.ts";
import { visibleTo } from "../store/visibility.ts";
import { decide, decisionWrite, undoDecision } from "../surveys/decide-answer.ts";
import { openAnswers, wordsIn } from "../surveys/open-answers.ts";
import { readAnswers } from "../surveys/read-answers.ts";
import { knownSurvey, openNewest, readCounted } from "../surveys/read-results.ts";
import { resultsOf } from "../surveys/results.ts";
import { ownersOf, segmentsOf } from "./snapshots.ts";

export const surveyResults = router();

surveyResults.openapi(routes.readSurveyResults, async (c) => {
  const { db, sealer, now } = c.var;
  const { id } = c.req.valid("param");
  const survey = await knownSurvey(c.var, id);
  const [counts, { rows, policy }, anonymous] = await Promise.all([
    resultCounts(db, id),
    readCounted(c.var, id),
    anonymousScores(db, id),
  ]);
  const ids = (key: "segmentIndex" | "ownerId") => [
    ...new Set(rows.flatMap((row) => row[key] ?? [])),
  ];
  const [opened, segment, owner] = await Promise.all([
    openNewest(c.var, id, rows),
    segmentsOf(db, sealer, ids("segmentIndex")),
    ownersOf(db, sealer, ids("ownerId")),
  ]);
  const names = { segment, owner };
  const basis = { now, policy };
  return c.json(resultsOf(survey, counts, rows, opened, anonymous, names, basis), 200);
});

surveyResults.openapi(routes.listSurveyAnswers, async (c) => {
  const { bar: text, after, limit } = c.req.valid("query");
  const bar = readBar(text);
  if (bar === null) throw new Refused("invalid_request", "Name a bar of the results.", "bar");
  return c.json(await readAnswers(c, c.req.valid("param").id, { bar, after, limit }), 200);
});

surveyResults.openapi(routes.openSurveyWords, async (c) => {
  const { db, user, now } = c.var;
  const { id } = c.req.valid("param");
  const { answers: ids } = c.req.valid("json");
  await knownSurvey(c.var, id);
  const rows = (await answersByIds(db, id, [...new Set(ids)], visibleTo(user)))
    .filter(({ customerId }) => customerId !== null)
    .map((row) => ({ ...row, customerId: row.sealedFor }));
  const partIds = rows.map((row) => row.id);
  // Before anything is opened: what was not noted is not shown.
  if (partIds.length > 0)
    await insertAuditEntry(db, {
      action: "survey_words.open",
      subjectId: id,
      partIds,
      userId: user.id,
      at: now,
    }).run();
  const opened = await openAnswers(c.var, id, rows);
  return c.json({ answers: opened.map((one) => ({ id: one.row.id, words: wordsIn(one) })) }, 200);
});

surveyResults.openapi(routes.decideAnswer, (c) =>
  decisionWrite(c, () => {
    const { decision, reason } = c.req.valid("json");
    return decide(c, c.req.valid("param").id, decision, reason);
  }),
);

surveyResults.openapi(routes.withdrawAnswerDecision, (c) =>
  decisionWrite(c, () => undoDecision(c, c.req.valid("param").id)),
);
