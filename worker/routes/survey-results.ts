/** Results of surveys, for managers. */
import * as routes from "../../shared/contract/routes.ts";
import type { SurveyBody } from "../../shared/contract/survey.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { router } from "../router.ts";
import { customerKeys } from "../security/customer-keys.ts";
import { at } from "../security/places.ts";
import {
  anonymousScores,
  type CountedAnswer,
  countedAnswers,
  resultCounts,
} from "../store/survey-results.ts";
import type { Answers } from "../surveys/read-form.ts";
import { MOST_ANSWERS, MOST_OPENED, type OpenedAnswer, resultsOf } from "../surveys/results.ts";
import { surveyOf } from "../surveys/survey-of.ts";
import { ownersOf, segmentsOf } from "./snapshots.ts";

export const surveyResults = router();

/** Opens answers, each with the version that it was given to. */
async function open(
  { db, sealer }: App["Variables"],
  surveyId: string,
  rows: readonly CountedAnswer[],
): Promise<OpenedAnswer[]> {
  const keys = await customerKeys(
    db,
    sealer,
    rows.map(({ customerId }) => customerId),
  );
  const bodies = new Map<number, SurveyBody | null>();
  for (const version of new Set(rows.map((row) => row.version)))
    bodies.set(version, (await surveyOf(db, surveyId, version))?.body ?? null);
  const opened = await Promise.all(
    rows.map(async (row) => {
      const place = at("survey_answers.answers_sealed", row.id);
      const text = await keys.get(row.customerId)?.seals.open(place, row.answersSealed);
      const body = bodies.get(row.version);
      return text && body ? [{ row, body, answers: JSON.parse(text) as Answers }] : [];
    }),
  );
  return opened.flat();
}

surveyResults.openapi(routes.readSurveyResults, async (c) => {
  const { db, sealer, now } = c.var;
  const { id } = c.req.valid("param");
  const survey = await surveyOf(db, id);
  if (survey === null)
    throw new Refused("not_found", "There is no such survey. Choose one from the list.");
  const [counts, rows, anonymous] = await Promise.all([
    resultCounts(db, id),
    countedAnswers(db, id, MOST_ANSWERS),
    anonymousScores(db, id, MOST_ANSWERS),
  ]);
  const ids = (key: "segmentIndex" | "ownerId") => [
    ...new Set(rows.flatMap((row) => row[key] ?? [])),
  ];
  const [opened, segment, owner] = await Promise.all([
    open(c.var, id, rows.slice(0, MOST_OPENED)),
    segmentsOf(db, sealer, ids("segmentIndex")),
    ownersOf(db, sealer, ids("ownerId")),
  ]);
  return c.json(resultsOf(survey, counts, rows, opened, anonymous, { segment, owner }, now), 200);
});
