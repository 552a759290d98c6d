/** Cases: follow-ups of unhappy answers. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { CaseReason, CaseState, Metric } from "../../shared/contract/fields.ts";
import type { Database } from "./database.ts";
import { type FactOwner, notWithdrawn, withdraw, withdrawnAt } from "./withdrawals.ts";

export type NewCase = {
  id: string;
  customerId: string;
  contactId: string;
  answerId: string;
  reason: CaseReason;
  metric: Metric | null;
  score: number | null;
  ownerId: string;
  openedAt: number;
  dueAt: number;
};

const openOf = (customer: string, contact: string) =>
  `EXISTS (SELECT 1 FROM cases WHERE customer_id = ${customer} AND contact_id = ${contact}
    AND closed_at IS NULL)`;

/** Returns true where a case of a contact is open: no other is opened beside it. */
export async function hasOpenCase(
  db: Database,
  { customerId, contactId }: Pick<NewCase, "customerId" | "contactId">,
): Promise<boolean> {
  const found = await db
    .prepare(`SELECT ${openOf("?1", "?2")} AS n`)
    .bind(customerId, contactId)
    .first<number>("n");
  return found === 1;
}

/** Statement that opens a case, unless one of the same contact is open. */
export function insertCase(db: Database, row: NewCase): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO cases (id, customer_id, contact_id, answer_id, reason, metric, score, owner_id,
        opened_at, due_at)
      SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
      WHERE NOT ${openOf("?2", "?3")}`,
    )
    .bind(
      row.id,
      row.customerId,
      row.contactId,
      row.answerId,
      row.reason,
      row.metric,
      row.score,
      row.ownerId,
      row.openedAt,
      row.dueAt,
    );
}

/** SQL: the owner that case `k` was opened for, whoever it was handed to since. */
export const openedFor = `coalesce((SELECT h.from_id FROM case_handovers h WHERE h.case_id = k.id
  ORDER BY h.id LIMIT 1), k.owner_id)`;

export type CaseRow = {
  id: string;
  customerId: string;
  ownerId: string | null;
  state: CaseState;
  openedAt: number;
};

/** Returns a case that was not taken back with its answer, or null. */
export function caseById(db: Database, id: string): Promise<CaseRow | null> {
  return db
    .prepare(
      `SELECT k.id, k.customer_id AS customerId, k.owner_id AS ownerId, k.state,
        k.opened_at AS openedAt
      FROM cases k WHERE k.id = ? AND ${notWithdrawn("case", "k.id")}`,
    )
    .bind(id)
    .first<CaseRow>();
}

/** Returns the case that an answer opened and that nobody has touched yet, or null. */
export function untouchedCaseOf(db: Database, answerId: string): Promise<string | null> {
  return db
    .prepare(
      `SELECT k.id FROM cases k WHERE k.answer_id = ? AND k.closed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM case_steps s WHERE s.case_id = k.id)
        AND ${notWithdrawn("case", "k.id")}`,
    )
    .bind(answerId)
    .first<string>("id");
}

/** Statements that take a case back with the answer that opened it. */
export const withdrawCase = (db: Database, id: string, now: number): D1PreparedStatement[] => [
  withdraw(db, { type: "case", id, reasonSealed: null, userId: null, at: now }),
  db.prepare("UPDATE cases SET state = 'cannot', closed_at = ? WHERE id = ?").bind(now, id),
];

export type NewCaseStep = {
  id: string;
  caseId: string;
  customerId: string;
  state: CaseState;
  reasonSealed: string | null;
  userId: string;
  at: number;
};

/** Statements that store a step of a case. */
export const insertCaseStep = (db: Database, row: NewCaseStep): D1PreparedStatement[] => [
  db
    .prepare(
      `INSERT INTO case_steps (id, case_id, customer_id, state, reason_sealed, user_id, at)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(row.id, row.caseId, row.customerId, row.state, row.reasonSealed, row.userId, row.at),
  refreshCase(db, row.caseId),
];

/** Statement that gives a case the state and owner that its facts say by then. */
export function refreshCase(db: Database, caseId: string): D1PreparedStatement {
  const newest = (column: string) =>
    `(SELECT s.${column} FROM case_steps s WHERE s.case_id = cases.id
      AND ${notWithdrawn("case_step", "s.id")} ORDER BY s.id DESC LIMIT 1)`;
  return db
    .prepare(
      `UPDATE cases SET state = coalesce(${newest("state")}, 'new'),
        closed_at = iif(${newest("state")} IN ('resolved', 'cannot'), ${newest("at")}, NULL),
        contacted_at = (SELECT min(s.at) FROM case_steps s WHERE s.case_id = cases.id
          AND s.state IN ('contacted', 'resolved') AND ${notWithdrawn("case_step", "s.id")}),
        owner_id = coalesce(
          (SELECT h.owner_id FROM case_handovers h WHERE h.case_id = cases.id
            AND ${notWithdrawn("case_handover", "h.id")} ORDER BY h.id DESC LIMIT 1),
          ${openedFor.replaceAll("k.", "cases.")})
      WHERE id = ? AND ${notWithdrawn("case", "cases.id")}`,
    )
    .bind(caseId);
}

export type NewHandover = {
  id: string;
  caseId: string;
  customerId: string;
  fromId: string | null;
  ownerId: string;
  userId: string;
  at: number;
};

/** Statements that hand a case to another owner. */
export const insertHandover = (db: Database, row: NewHandover): D1PreparedStatement[] => [
  db
    .prepare(
      `INSERT INTO case_handovers (id, case_id, customer_id, from_id, owner_id, user_id, at)
        VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(row.id, row.caseId, row.customerId, row.fromId, row.ownerId, row.userId, row.at),
  refreshCase(db, row.caseId),
];

type NotedOfCase = FactOwner & { caseId: string };

/** Returns whose a step or a handover is and of which case, or null where there is none. */
export function notedOfCase(
  db: Database,
  type: "case_step" | "case_handover",
  id: string,
): Promise<NotedOfCase | null> {
  return db
    .prepare(
      `SELECT f.case_id AS caseId, f.customer_id AS customerId, f.user_id AS userId,
        ${withdrawnAt(type, "f.id")}
      FROM ${type}s f WHERE f.id = ?`,
    )
    .bind(id)
    .first<NotedOfCase>();
}
