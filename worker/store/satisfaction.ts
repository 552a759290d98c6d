/** Satisfaction responses: what a customer said, what a rep noted. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Metric } from "../../shared/contract/fields.ts";
import type { Database } from "./database.ts";
import { type FactOwner, withdrawnAt } from "./withdrawals.ts";

export type NewSatisfaction = {
  id: string;
  customerId: string;
  contactId: string | null;
  metric: Metric;
  value: number;
  commentSealed: string | null;
  source: "customer" | "rep";
  occurredAt: number;
  /** Null where the customer answered. */ userId: string | null;
  now: number;
};

/** Statement that stores a response. */
export function insertSatisfaction(db: Database, row: NewSatisfaction): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO satisfaction_responses (id, customer_id, contact_id, metric, value,
        comment_sealed, source, occurred_at, user_id, recorded_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.id,
      row.customerId,
      row.contactId,
      row.metric,
      row.value,
      row.commentSealed,
      row.source,
      row.occurredAt,
      row.userId,
      row.now,
    );
}

/** Returns whose a response is, or null where there is none. */
export function satisfactionOwner(db: Database, id: string): Promise<FactOwner | null> {
  return db
    .prepare(
      `SELECT s.customer_id AS customerId, s.user_id AS userId,
        ${withdrawnAt("satisfaction", "s.id")} FROM satisfaction_responses s WHERE s.id = ?`,
    )
    .bind(id)
    .first<FactOwner>();
}
