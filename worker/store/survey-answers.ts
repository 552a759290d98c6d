/** Answers to surveys, and what was done with their links beside answering. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

export type AnswerState = "counted" | "held" | "replaced" | "withdrawn";
/** Ids of the facts that an answer became. */
export type AnswerFacts = { satisfaction: string[]; trust: string[] };

export type NewAnswer = {
  id: string;
  surveyId: string;
  version: number;
  language: string;
  invitationId: string;
  customerId: string;
  contactId: string;
  answersSealed: string;
  nps: number | null;
  csat: number | null;
  ces: number | null;
  wantsCall: boolean;
  flags: readonly string[];
  state: AnswerState;
  facts: AnswerFacts;
  visitor: string;
  answeredAt: number;
};

/** Statement that stores an answer, with the customer's owner and tier as they are now. */
export function insertAnswer(db: Database, row: NewAnswer): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO survey_answers (id, survey_id, version, language, invitation_id, customer_id,
        contact_id, owner_id, tier, answers_sealed, nps, csat, ces, wants_call, flags, state, facts,
        visitor, answered_at)
      SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7,
        (SELECT owner_id FROM customers WHERE id = ?6),
        (SELECT tier FROM cards WHERE customer_id = ?6),
        ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17`,
    )
    .bind(
      row.id,
      row.surveyId,
      row.version,
      row.language,
      row.invitationId,
      row.customerId,
      row.contactId,
      row.answersSealed,
      row.nps,
      row.csat,
      row.ces,
      row.wantsCall ? 1 : 0,
      row.flags.join(" "),
      row.state,
      JSON.stringify(row.facts),
      row.visitor,
      row.answeredAt,
    );
}

/** Statement that marks an invitation as answered; the first time stays. */
export function markAnswered(db: Database, id: string, now: number): D1PreparedStatement {
  return db
    .prepare("UPDATE invitations SET answered_at = coalesce(answered_at, ?) WHERE id = ?")
    .bind(now, id);
}

export type StoredAnswer = {
  id: string;
  answersSealed: string;
  nps: number | null;
  csat: number | null;
  ces: number | null;
  wantsCall: boolean;
  facts: AnswerFacts;
  visitor: string | null;
  answeredAt: number;
};

const answerColumns = `id, answers_sealed AS answersSealed, nps, csat, ces, facts, visitor,
  wants_call AS wantsCall, answered_at AS answeredAt`;
type AnswerRow = Omit<StoredAnswer, "facts" | "wantsCall"> & { facts: string; wantsCall: number };
const asStored = (row: AnswerRow | null): StoredAnswer | null =>
  row && {
    ...row,
    facts: JSON.parse(row.facts) as AnswerFacts,
    wantsCall: row.wantsCall === 1,
  };

/** The answer by an invitation that stands in figures, or null. */
export const standingAnswer = async (
  db: Database,
  invitationId: string,
): Promise<StoredAnswer | null> =>
  asStored(
    await db
      .prepare(
        `SELECT ${answerColumns} FROM survey_answers
          WHERE invitation_id = ? AND state = 'counted' ORDER BY id DESC LIMIT 1`,
      )
      .bind(invitationId)
      .first<AnswerRow>(),
  );

/** The newest answer by an invitation that a visitor's replaced, and that is not theirs, or null. */
export const replacedAnswer = async (
  db: Database,
  invitationId: string,
  visitor: string,
): Promise<StoredAnswer | null> =>
  asStored(
    await db
      .prepare(
        `SELECT ${answerColumns} FROM survey_answers
          WHERE invitation_id = ? AND state = 'replaced' AND visitor IS NOT ?
          ORDER BY id DESC LIMIT 1`,
      )
      .bind(invitationId, visitor)
      .first<AnswerRow>(),
  );

/**
 * Statement that holds back what a visitor answered in a visit and another has replaced since, so
 * that it never counts again.
 */
export function holdReplaced(
  db: Database,
  { invitationId, visitor, since }: { invitationId: string; visitor: string; since: number },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE survey_answers SET state = 'held', flags = trim(flags || ' trap')
        WHERE invitation_id = ? AND state = 'replaced' AND visitor = ? AND answered_at > ?`,
    )
    .bind(invitationId, visitor, since);
}

/** Statement that lets a replaced answer count again, as these facts. */
export const countAgain = (db: Database, id: string, facts: AnswerFacts): D1PreparedStatement =>
  db
    .prepare("UPDATE survey_answers SET state = 'counted', facts = ? WHERE id = ?")
    .bind(JSON.stringify(facts), id);

/** Returns true for the failure of an answer that another one of the same link came before. */
export const isSecondAnswer = (error: unknown): boolean =>
  error instanceof Error && error.message.includes("survey_answers.invitation_id");

/** Statement that gives an answer another state, and a flag where one is given. */
export function setState(
  db: Database,
  id: string,
  state: AnswerState,
  flag = "",
): D1PreparedStatement {
  return db
    .prepare("UPDATE survey_answers SET state = ?, flags = trim(flags || ' ' || ?) WHERE id = ?")
    .bind(state, flag, id);
}

/** Statement that flags the answers which one device gave to other invitations a moment before. */
export function flagSameDevice(
  db: Database,
  { visitor, invitationId, since }: { visitor: string; invitationId: string; since: number },
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE survey_answers SET flags = trim(flags || ' same_device')
        WHERE visitor = ?1 AND answered_at > ?3 AND invitation_id <> ?2
          AND instr(flags, 'same_device') = 0`,
    )
    .bind(visitor, invitationId, since);
}

/** Returns true where one device answered other invitations since a moment. */
export async function hasAnsweredOthers(
  db: Database,
  { visitor, invitationId, since }: { visitor: string; invitationId: string; since: number },
): Promise<boolean> {
  const found = await db
    .prepare(
      `SELECT 1 AS n FROM survey_answers
        WHERE visitor = ? AND answered_at > ? AND invitation_id <> ? LIMIT 1`,
    )
    .bind(visitor, since, invitationId)
    .first<number>("n");
  return found !== null;
}

export type OpeningKind = "score" | "head" | "trap";
export type Opening = { kind: OpeningKind; score: number | null; at: number };

/** Openings that are kept of a link: the newest, however many visitors follow it. */
const mostOpenings = 400;

/** Stores what was done with a link; a visitor's trap or HEAD once a visit. */
export async function insertOpening(
  db: Database,
  row: Opening & { invitationId: string; visitor: string },
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `DELETE FROM link_openings WHERE invitation_id = ?1 AND kind = ?2 AND visitor = ?3
          AND kind <> 'score'`,
      )
      .bind(row.invitationId, row.kind, row.visitor),
    db
      .prepare(
        `INSERT INTO link_openings (invitation_id, kind, score, visitor, at)
          VALUES (?, ?, ?, ?, ?)`,
      )
      .bind(row.invitationId, row.kind, row.score, row.visitor, row.at),
    db
      .prepare(
        `DELETE FROM link_openings WHERE id IN (SELECT id FROM link_openings
          WHERE invitation_id = ? ORDER BY at DESC, id DESC LIMIT -1 OFFSET ${mostOpenings})`,
      )
      .bind(row.invitationId),
  ]);
}

/** Openings of a link by one visitor since a moment, the oldest first. */
export async function openingsBy(
  db: Database,
  { invitationId, visitor, since }: { invitationId: string; visitor: string; since: number },
): Promise<Opening[]> {
  const { results } = await db
    .prepare(
      `SELECT kind, score, at FROM link_openings
        WHERE invitation_id = ? AND visitor = ? AND at > ? ORDER BY at, id`,
    )
    .bind(invitationId, visitor, since)
    .all<Opening>();
  return results;
}

/** Forgets what visitors did with links before a moment, and which of them answered. */
export async function forgetVisitors(db: Database, before: number): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM link_openings WHERE at < ?").bind(before),
    db
      .prepare(
        `UPDATE survey_answers SET visitor = NULL
          WHERE visitor IS NOT NULL AND answered_at < ?`,
      )
      .bind(before),
  ]);
}

/** Statement that lets a link be answered again. */
export const reopen = (db: Database, invitationId: string): D1PreparedStatement =>
  db.prepare("UPDATE invitations SET answered_at = NULL WHERE id = ?").bind(invitationId);
