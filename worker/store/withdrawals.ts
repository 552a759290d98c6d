/** Withdrawals: a fact is never deleted, another row takes it back. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { type Database, listed } from "./database.ts";
import { forRows } from "./rows.ts";

export type FactType =
  | "transaction"
  | "interaction"
  | "satisfaction"
  | "trust"
  | "outcome"
  | "promise"
  | "promise_outcome"
  | "edit"
  | "override"
  | "case"
  | "case_step"
  | "case_handover";
/** Decisions, which no score rests on by itself. */
export type DecisionType = "move_decision" | "answer_decision";
/** Whoever was added may be taken back too: their rows then stand among the withdrawn ones. */
export type PersonType = "customer" | "contact" | "address";
export type NewWithdrawal = {
  type: FactType | PersonType | DecisionType;
  id: string;
  reasonSealed: string | null;
  /** Null where nobody of us did it. */ userId: string | null;
  at: number;
};

/**
 * Statement that withdraws a fact; does nothing where it is withdrawn already. An interaction goes
 * by its root id.
 */
export function withdraw(db: Database, row: NewWithdrawal): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO withdrawals (fact_type, fact_id, reason_sealed, user_id, at)
        VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    )
    .bind(row.type, row.id, row.reasonSealed, row.userId, row.at);
}

/** Statements that withdraw several facts of a kind, none with a reason. */
export function withdrawAll(
  db: Database,
  type: FactType,
  ids: readonly string[],
  userId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO withdrawals (fact_type, fact_id, reason_sealed, user_id, at)
      SELECT ?2, value, NULL, ?3, ?4 FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`,
    ids,
    type,
    userId,
    now,
  );
}

/**
 * Of logs, satisfaction responses and promises by their ids, those that were withdrawn and that somebody
 * other than `userId` made.
 */
export async function withdrawnOfOthers(
  db: Database,
  ids: readonly string[],
  userId: string,
): Promise<Set<string>> {
  const { results } = await db
    .prepare(`
    SELECT w.fact_id AS id FROM json_each(?1) j
      CROSS JOIN withdrawals w ON w.fact_type = 'interaction' AND w.fact_id = j.value
      JOIN interactions i ON i.id = w.fact_id WHERE i.user_id IS NOT ?2
    UNION ALL
    SELECT w.fact_id FROM json_each(?1) j CROSS JOIN withdrawals w ON w.fact_type = 'satisfaction'
      AND w.fact_id = j.value
      JOIN satisfaction_responses s ON s.id = w.fact_id WHERE s.user_id IS NOT ?2
    UNION ALL
    SELECT w.fact_id FROM json_each(?1) j CROSS JOIN withdrawals w ON w.fact_type = 'promise'
      AND w.fact_id = j.value
      JOIN promises p ON p.id = w.fact_id WHERE p.user_id IS NOT ?2`)
    .bind(listed(ids), userId)
    .all<{ id: string }>();
  return new Set(results.map(({ id }) => id));
}

/**
 * The part of a WHERE clause that leaves withdrawn facts out; `id` is the column that names the
 * fact.
 */
export const notWithdrawn = (type: FactType | DecisionType, id: string): string =>
  `NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.fact_type = '${type}' AND w.fact_id = ${id})`;

/** The moment a fact was withdrawn, or null, as a column. */
export const withdrawnAt = (type: FactType | DecisionType | "move", id: string): string =>
  `(SELECT w.at FROM withdrawals w WHERE w.fact_type = '${type}'
    AND w.fact_id = ${id}) AS withdrawnAt`;

/** Whose a fact is: what its withdrawal needs to know before. */
export type FactOwner = { customerId: string; userId: string | null; withdrawnAt: number | null };

/** When something was taken back, or null. */
export function withdrawalAt(
  db: Database,
  type: FactType | PersonType,
  id: string,
): Promise<number | null> {
  return db
    .prepare("SELECT at FROM withdrawals WHERE fact_type = ? AND fact_id = ?")
    .bind(type, id)
    .first<number>("at");
}
