/** Answers in lists: of a state a page at a time, or by their ids. */
import type { CaseState } from "../../shared/contract/fields.ts";
import type { AnswerDecision } from "../../shared/contract/survey-answers.ts";
import type { BarState } from "../../shared/surveys/results/bar.ts";
import { presentId } from "./aliases.ts";
import { hexKey } from "./data-keys.ts";
import { type Database, listed } from "./database.ts";
import type { AnswerState } from "./survey-answers.ts";
import { notWithdrawn } from "./withdrawals.ts";

/** The end of the page before: when it was answered, and its id. */
export type AnswerPlace = { at: number; id: string };

const stateOf: Record<BarState, string> = {
  counted: "a.state = 'counted'",
  held: "a.state = 'held'",
  withdrawn: "a.state = 'withdrawn'",
  flagged: "a.state = 'counted' AND a.flags <> ''",
};

/** SQLite takes the index of all answers else, whose terms are more. */
const fromAnswers = (state: BarState) =>
  `survey_answers a${state === "flagged" ? " INDEXED BY survey_answers_flagged" : ""}`;

/** The query of a page: ?1 the survey, ?2 and ?3 the place, ?4 how many. */
export const statePageSql = (state: BarState): string =>
  `SELECT a.id FROM ${fromAnswers(state)} WHERE a.survey_id = ?1 AND ${stateOf[state]}
    AND (a.answered_at, a.id) < (?2, ?3) ORDER BY a.answered_at DESC, a.id DESC LIMIT ?4`;

/** Ids of a page of answers, the newest first. */
export async function answersInState(
  db: Database,
  surveyId: string,
  state: BarState,
  after: AnswerPlace | null,
  count: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(statePageSql(state))
    .bind(surveyId, after?.at ?? Number.MAX_SAFE_INTEGER, after?.id ?? "", count)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Counts the answers of a state, and the people who gave them. */
export async function countInState(
  db: Database,
  surveyId: string,
  state: BarState,
): Promise<{ count: number; people: number }> {
  const found = await db
    .prepare(
      `SELECT count(*) AS count, count(DISTINCT a.contact_id) AS people FROM ${fromAnswers(state)}
        WHERE a.survey_id = ? AND ${stateOf[state]}`,
    )
    .bind(surveyId)
    .first<{ count: number; people: number }>();
  return found ?? { count: 0, people: 0 };
}

export type ListedAnswerRow = {
  id: string;
  version: number;
  /** The customer that it is sealed for. */ sealedFor: string;
  customerId: string | null;
  nameSealed: string | null;
  dataKey: string | null;
  contactId: string | null;
  contactNameSealed: string | null;
  contactOf: string | null;
  contactKey: string | null;
  answersSealed: string;
  nps: number | null;
  csat: number | null;
  ces: number | null;
  wantsCall: number;
  flags: string;
  state: AnswerState;
  answeredAt: number;
  caseId: string | null;
  caseState: CaseState | null;
  decisionId: string | null;
  decision: AnswerDecision | null;
  reasonSealed: string | null;
  /** The customer that the reason is sealed for. */ decidedOf: string | null;
  decidedBy: string | null;
  decidedAt: number | null;
};

const ofCase = `(SELECT k.id FROM cases k WHERE k.answer_id = a.id
  AND ${notWithdrawn("case", "k.id")} ORDER BY k.id DESC LIMIT 1)`;
const ofDecision = `(SELECT n.id FROM answer_decisions n WHERE n.answer_id = a.id
  AND ${notWithdrawn("answer_decision", "n.id")} ORDER BY n.id DESC LIMIT 1)`;

/** Answers of a survey by their ids, in their order; `visible` is the condition of `visibleTo`. */
export async function answersByIds(
  db: Database,
  surveyId: string,
  ids: readonly string[],
  visible: string | null,
): Promise<ListedAnswerRow[]> {
  const { results } = await db
    .prepare(
      `SELECT a.id, a.version, a.customer_id AS sealedFor, c.id AS customerId,
        c.name_sealed AS nameSealed, ${hexKey("c.data_key")} AS dataKey, t.id AS contactId,
        t.name_sealed AS contactNameSealed, t.customer_id AS contactOf,
        ${hexKey("o.data_key")} AS contactKey, a.answers_sealed AS answersSealed, a.nps, a.csat,
        a.ces, a.wants_call AS wantsCall, a.flags, a.state, a.answered_at AS answeredAt,
        k.id AS caseId, k.state AS caseState, d.id AS decisionId, d.decision,
        d.reason_sealed AS reasonSealed, d.customer_id AS decidedOf, d.user_id AS decidedBy,
        d.at AS decidedAt
      FROM json_each(?1) j CROSS JOIN survey_answers a ON a.id = j.value
        LEFT JOIN customers c ON c.id = ${presentId("a.customer_id")}
          ${visible === null ? "" : `AND EXISTS (SELECT 1 FROM customer_list l WHERE l.customer_id = c.id AND ${visible})`}
        LEFT JOIN contacts t ON t.id = a.contact_id AND c.id IS NOT NULL
        LEFT JOIN customers o ON o.id = t.customer_id
        LEFT JOIN cases k ON k.id = ${ofCase}
        LEFT JOIN answer_decisions d ON d.id = ${ofDecision}
      WHERE a.survey_id = ?2 ORDER BY j.key`,
    )
    .bind(listed(ids), surveyId)
    .all<ListedAnswerRow>();
  return results;
}
