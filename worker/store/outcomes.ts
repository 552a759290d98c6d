/** Outcomes: what a rep did with a next best action. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";
import { type FactOwner, withdrawnAt } from "./withdrawals.ts";

export type NewOutcome = {
  id: string;
  customerId: string;
  /** The catalogue entry's key. */ action: string;
  outcome: "done" | "later" | "not_useful";
  reasonSealed: string | null;
  occurredAt: number;
  userId: string;
};

/** Statement that stores an outcome. */
export function insertOutcome(db: Database, row: NewOutcome): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO action_outcomes (id, customer_id, action, outcome, reason_sealed, occurred_at,
        user_id) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.id,
      row.customerId,
      row.action,
      row.outcome,
      row.reasonSealed,
      row.occurredAt,
      row.userId,
    );
}

/** Returns whose an outcome is, or null where there is none. */
export function outcomeOwner(db: Database, id: string): Promise<FactOwner | null> {
  return db
    .prepare(
      `SELECT o.customer_id AS customerId, o.user_id AS userId, ${withdrawnAt("outcome", "o.id")}
        FROM action_outcomes o WHERE o.id = ?`,
    )
    .bind(id)
    .first<FactOwner>();
}
