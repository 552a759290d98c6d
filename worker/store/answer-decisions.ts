/** Decisions of managers on answers, and the parts of an answer that they rest on. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { AnswerDecision } from "../../shared/contract/survey-answers.ts";
import type { NewCase } from "./cases.ts";
import type { Database } from "./database.ts";
import type { AnswerFacts, AnswerState } from "./survey-answers.ts";
import { notWithdrawn, withdrawnAt } from "./withdrawals.ts";

export type DecidableAnswer = {
  id: string;
  surveyId: string;
  version: number;
  invitationId: string;
  customerId: string;
  contactId: string;
  /** The person who asked. */ askedBy: string;
  answersSealed: string;
  wantsCall: boolean;
  state: AnswerState;
  facts: AnswerFacts;
  answeredAt: number;
  /** 1 where another answer by the same invitation counts. */ hasOther: boolean;
};

const columns = `a.id, a.survey_id AS surveyId, a.version, a.invitation_id AS invitationId,
  a.customer_id AS customerId, a.contact_id AS contactId, i.user_id AS askedBy,
  a.answers_sealed AS answersSealed, a.wants_call AS wantsCall, a.state, a.facts,
  a.answered_at AS answeredAt, EXISTS (SELECT 1 FROM survey_answers o
    WHERE o.invitation_id = a.invitation_id AND o.state = 'counted' AND o.id <> a.id) AS hasOther
  FROM survey_answers a JOIN invitations i ON i.id = a.invitation_id`;
type Row = Omit<DecidableAnswer, "facts" | "wantsCall" | "hasOther"> & {
  facts: string;
  wantsCall: number;
  hasOther: number;
};
const asAnswer = (row: Row | null): DecidableAnswer | null =>
  row && {
    ...row,
    facts: { satisfaction: [], trust: [], ...(JSON.parse(row.facts) as Partial<AnswerFacts>) },
    wantsCall: row.wantsCall === 1,
    hasOther: row.hasOther === 1,
  };

/** The answer of an id, or null. */
export const answerById = async (db: Database, id: string): Promise<DecidableAnswer | null> =>
  asAnswer(await db.prepare(`SELECT ${columns} WHERE a.id = ?`).bind(id).first<Row>());

/** The answer that counts and became a fact, or null: what else must go when the fact does. */
export const answerOfFact = async (
  db: Database,
  type: "satisfaction" | "trust",
  factId: string,
): Promise<DecidableAnswer | null> =>
  asAnswer(
    await db
      .prepare(
        `SELECT ${columns} WHERE a.state = 'counted'
          AND a.customer_id = (SELECT customer_id
            FROM ${type === "trust" ? "trust_responses" : "satisfaction_responses"} WHERE id = ?1)
          AND EXISTS (SELECT 1 FROM json_each(a.facts, '$.${type}') f WHERE f.value = ?1)`,
      )
      .bind(factId)
      .first<Row>(),
  );

export type NewAnswerDecision = {
  id: string;
  answerId: string;
  customerId: string;
  decision: AnswerDecision;
  reasonSealed: string | null;
  caseId: string | null;
  userId: string;
  at: number;
};

/** Statement that stores a decision on an answer. */
export const insertAnswerDecision = (db: Database, row: NewAnswerDecision): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO answer_decisions (id, answer_id, customer_id, decision, reason_sealed, case_id,
        user_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.id,
      row.answerId,
      row.customerId,
      row.decision,
      row.reasonSealed,
      row.caseId,
      row.userId,
      row.at,
    );

export type StoredDecision = Pick<
  NewAnswerDecision,
  "id" | "answerId" | "customerId" | "decision" | "caseId" | "at"
> & { withdrawnAt: number | null; /** 1 where a later one stands. */ isOld: number };

/** The decision of an id, or null. */
export function answerDecisionById(db: Database, id: string): Promise<StoredDecision | null> {
  return db
    .prepare(
      `SELECT d.id, d.answer_id AS answerId, d.customer_id AS customerId, d.decision,
        d.case_id AS caseId, d.at, ${withdrawnAt("answer_decision", "d.id")},
        EXISTS (SELECT 1 FROM answer_decisions n WHERE n.answer_id = d.answer_id AND n.id > d.id
          AND ${notWithdrawn("answer_decision", "n.id")}) AS isOld
      FROM answer_decisions d WHERE d.id = ?`,
    )
    .bind(id)
    .first<StoredDecision>();
}

/** Statement that ends the link of an answer that was taken back: nobody answers by it again. */
export const endLink = (db: Database, invitationId: string, at: number): D1PreparedStatement =>
  db
    .prepare("UPDATE invitations SET withdrawn_at = coalesce(withdrawn_at, ?) WHERE id = ?")
    .bind(at, invitationId);

/** Statement that opens a link again that a decision of this moment ended. */
export const unendLink = (db: Database, invitationId: string, at: number): D1PreparedStatement =>
  db
    .prepare("UPDATE invitations SET withdrawn_at = NULL WHERE id = ? AND withdrawn_at = ?")
    .bind(invitationId, at);

/** The case of an id as it was opened, taken back or not; null where there is none. */
export function openedCase(db: Database, id: string): Promise<NewCase | null> {
  return db
    .prepare(
      `SELECT id, customer_id AS customerId, contact_id AS contactId, answer_id AS answerId, reason,
        metric, score, owner_id AS ownerId, opened_at AS openedAt, due_at AS dueAt
      FROM cases WHERE id = ?`,
    )
    .bind(id)
    .first<NewCase>();
}

/** True where an answer has a case that was not taken back: somebody has followed it up. */
export async function hasCase(db: Database, answerId: string): Promise<boolean> {
  const found = await db
    .prepare(
      `SELECT 1 AS n FROM cases k WHERE k.answer_id = ? AND ${notWithdrawn("case", "k.id")} LIMIT 1`,
    )
    .bind(answerId)
    .first<number>("n");
  return found !== null;
}
