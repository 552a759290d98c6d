/** Lists of answers behind a figure: which, whose, their scores and flags, and no words. */
import type { Context } from "hono";
import {
  answerFlag,
  type ListedAnswer,
  type ListedAnswers,
} from "../../shared/contract/survey-answers.ts";
import type { Bar, BarState } from "../../shared/surveys/results/bar.ts";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { instant } from "../scoring/card.ts";
import { at } from "../security/places.ts";
import {
  answersByIds,
  answersInState,
  type AnswerPlace,
  countInState,
  type ListedAnswerRow,
} from "../store/answer-list.ts";
import { insertAuditEntry } from "../store/audit.ts";
import { visibleTo } from "../store/visibility.ts";
import { ownersOf, segmentsOf } from "../routes/snapshots.ts";
import { type BarAnswer, barAnswers, type FigureBar, isOfOpened } from "./bar-answers.ts";
import { peopleOf } from "./breakdowns.ts";
import { openAnswers, wordsIn } from "./open-answers.ts";
import { namesOf, type PersonNames } from "./read-cases.ts";
import { knownSurvey, openNewest, readCounted } from "./read-results.ts";
import type { KnownSurvey } from "./survey-of.ts";

/** A page of a list: ids in order with the bar's value of each, and how many there are in all. */
type Page = Pick<ListedAnswers, "count" | "people"> & {
  ids: string[];
  values: Map<string, number>;
};

/** The place after which a page begins; null for the first, and for a text that is none. */
function placeIn(after: string | undefined): AnswerPlace | null {
  const found = /^(\d{1,16})_([\w-]{1,60})$/.exec(after ?? "");
  return found === null ? null : { at: Number(found[1]), id: found[2] ?? "" };
}

async function pageOfState(
  { var: { db } }: Context<App>,
  surveyId: string,
  state: BarState,
  after: AnswerPlace | null,
  size: number,
): Promise<Page> {
  const [ids, counts] = await Promise.all([
    answersInState(db, surveyId, state, after, size),
    // Reads every answer of the state: once a list.
    after === null ? countInState(db, surveyId, state) : { count: null, people: null },
  ]);
  return { ids, values: new Map(), ...counts };
}

const isAfter = ({ answeredAt, id }: BarAnswer["row"], place: AnswerPlace): boolean =>
  answeredAt < place.at || (answeredAt === place.at && id < place.id);

async function pageOfFigure(
  c: Context<App>,
  surveyId: string,
  bar: FigureBar,
  after: AnswerPlace | null,
  size: number,
): Promise<Page> {
  const { rows, policy } = await readCounted(c.var, surveyId);
  const opened = isOfOpened(bar) ? await openNewest(c.var, surveyId, rows) : [];
  const all = barAnswers(bar, rows, opened, policy);
  if (all === null)
    throw new Refused(
      "not_found",
      "The results do not show this figure: there is no such group, or it would tell of fewer than " +
        "five people. Go back to the results.",
      "bar",
    );
  const page = all.filter(({ row }) => after === null || isAfter(row, after)).slice(0, size);
  return {
    ids: page.map(({ row }) => row.id),
    values: new Map(page.flatMap(({ row, value }) => (value === null ? [] : [[row.id, value]]))),
    count: all.length,
    people: peopleOf(all.map(({ row }) => row)),
  };
}

/** Returns a page of the answers that a bar counts. Refuses with `not_found` for a hidden one. */
export async function readAnswers(
  c: Context<App>,
  id: string,
  { bar, after, limit }: { bar: Bar; after: string | undefined; limit: number },
): Promise<ListedAnswers> {
  const { db, user, now } = c.var;
  const survey = await knownSurvey(c.var, id);
  const place = placeIn(after);
  const page = await (bar.kind === "state"
    ? pageOfState(c, id, bar.state, place, limit + 1)
    : pageOfFigure(c, id, bar, place, limit + 1));
  const shown = page.ids.slice(0, limit);
  if (bar.kind === "theme")
    await insertAuditEntry(db, {
      action: "survey_theme.list",
      subjectId: id,
      partIds: shown,
      userId: user.id,
      at: now,
    }).run();
  const answers = await describeAnswers(c, id, shown, page.values);
  const last = answers.at(-1);
  return {
    survey: { id, name: survey.body.name },
    ...(await namesOfBar(c, survey, bar)),
    count: page.count,
    people: page.people,
    answers,
    next:
      page.ids.length > limit && last !== undefined
        ? `${Date.parse(last.answeredAt)}_${last.id}`
        : null,
  };
}

/** Names in a bar that the page cannot know: of a segment, an owner, a driver. */
async function namesOfBar({ var: { db, sealer } }: Context<App>, survey: KnownSurvey, bar: Bar) {
  const none = { name: null, label: null };
  if (bar.kind === "driver") {
    const asked = survey.body.questions.find(({ key }) => key === bar.key);
    return { ...none, label: asked?.label ?? null };
  }
  if (bar.kind !== "group" || (bar.by !== "segment" && bar.by !== "owner")) return none;
  const names = await (bar.by === "segment" ? segmentsOf : ownersOf)(db, sealer, [bar.key]);
  return { ...none, name: names[bar.key] ?? null };
}

async function describeAnswers(
  c: Context<App>,
  surveyId: string,
  ids: readonly string[],
  values: ReadonlyMap<string, number>,
): Promise<ListedAnswer[]> {
  const { db, sealer, user } = c.var;
  const rows = await answersByIds(db, surveyId, ids, visibleTo(user));
  const [opened, names] = await Promise.all([
    openAnswers(
      c.var,
      surveyId,
      rows.map((row) => ({ ...row, customerId: row.sealedFor })),
    ),
    namesOf(
      db,
      sealer,
      rows.flatMap(({ decidedBy }) => decidedBy ?? []),
    ),
  ]);
  const wordy = new Set(opened.filter((one) => wordsIn(one).length > 0).map(({ row }) => row.id));
  return Promise.all(
    rows.map(async (row) => ({
      ...(await openPeople(c, row)),
      id: row.id,
      answeredAt: instant(row.answeredAt),
      nps: row.nps,
      csat: row.csat,
      ces: row.ces,
      value: values.get(row.id) ?? null,
      wantsCall: row.wantsCall === 1,
      flags: row.flags.split(" ").flatMap((flag) => answerFlag.safeParse(flag).data ?? []),
      state: row.state,
      hasWords: wordy.has(row.id),
      case:
        row.caseId === null || row.caseState === null
          ? null
          : { id: row.caseId, state: row.caseState },
      decision: await openDecision(c, row, names),
    })),
  );
}

/** The customer and the contact of an answer, where the reader may see them. */
async function openPeople({ var: { sealer } }: Context<App>, row: ListedAnswerRow) {
  if (row.customerId === null) return { customer: null, contact: null };
  const name = await sealer
    .customer(row.customerId, row.dataKey)
    .open(at("customers.name_sealed", row.customerId), row.nameSealed);
  const contact =
    row.contactId === null || row.contactOf === null
      ? null
      : await sealer
          .customer(row.contactOf, row.contactKey)
          .open(at("contacts.name_sealed", row.contactId), row.contactNameSealed);
  return { customer: { id: row.customerId, name }, contact };
}

async function openDecision(
  { var: { sealer } }: Context<App>,
  row: ListedAnswerRow,
  names: PersonNames,
): Promise<ListedAnswer["decision"]> {
  const { decisionId: id, decision, decidedBy, decidedAt } = row;
  if (id === null || decision === null || decidedBy === null || decidedAt === null) return null;
  const isSealedHere = row.decidedOf !== null && row.decidedOf === row.customerId;
  return {
    id,
    decision,
    by: names.get(decidedBy) ?? null,
    reason: isSealedHere
      ? await sealer
          .customer(row.decidedOf ?? "", row.dataKey)
          .open(at("answer_decisions.reason_sealed", id), row.reasonSealed)
      : null,
    at: instant(decidedAt),
  };
}
