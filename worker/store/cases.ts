/** Cases: follow-ups of unhappy answers. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Metric } from "../../shared/contract/fields.ts";
import type { Database } from "./database.ts";

export type NewCase = {
  id: string;
  customerId: string;
  contactId: string;
  answerId: string;
  reason: "low_score" | "wants_call";
  metric: Metric | null;
  score: number | null;
  /** The asker, for a customer without an owner. */ askedBy: string;
  openedAt: number;
  dueAt: number;
};

/** Statement that opens a case for the customer's owner, unless one of the customer is open. */
export function insertCase(db: Database, row: NewCase): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO cases (id, customer_id, contact_id, answer_id, reason, metric, score, owner_id,
        opened_at, due_at)
      SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7,
        coalesce((SELECT owner_id FROM customers WHERE id = ?2), ?8), ?9, ?10
      WHERE NOT EXISTS (SELECT 1 FROM cases WHERE customer_id = ?2 AND contact_id = ?3
        AND closed_at IS NULL)`,
    )
    .bind(
      row.id,
      row.customerId,
      row.contactId,
      row.answerId,
      row.reason,
      row.metric,
      row.score,
      row.askedBy,
      row.openedAt,
      row.dueAt,
    );
}
