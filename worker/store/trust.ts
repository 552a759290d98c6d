/** Trust responses: answers to the four-dimension questionnaire. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { TrustAnswers } from "../../shared/contract/trust-answers.ts";
import type { Database } from "./database.ts";
import { type FactOwner, withdrawnAt } from "./withdrawals.ts";

export type NewTrust = {
  id: string;
  customerId: string;
  contactId: string | null;
  source: "customer" | "rep";
  answers: TrustAnswers;
  occurredAt: number;
  /** Null where the customer answered. */ userId: string | null;
  now: number;
};

/** Statement that stores a response. */
export function insertTrust(db: Database, row: NewTrust): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO trust_responses (id, customer_id, contact_id, source, answers, occurred_at,
        user_id, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.id,
      row.customerId,
      row.contactId,
      row.source,
      JSON.stringify(row.answers),
      row.occurredAt,
      row.userId,
      row.now,
    );
}

/** Returns whose a response is, or null where there is none. */
export function trustOwner(db: Database, id: string): Promise<FactOwner | null> {
  return db
    .prepare(
      `SELECT t.customer_id AS customerId, t.user_id AS userId, ${withdrawnAt("trust", "t.id")}
        FROM trust_responses t WHERE t.id = ?`,
    )
    .bind(id)
    .first<FactOwner>();
}
