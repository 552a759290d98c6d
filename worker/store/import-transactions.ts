/** Transactions as an import adds them up: one row an order and category. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { presentId } from "./aliases.ts";
import type { Database } from "./database.ts";
import { forRows, queryRows } from "./rows.ts";
import { whileRunning } from "./imports.ts";

export type TransactionRow = {
  customer: string; order: string; category: string; kind: "purchase" | "refund" | "renewal";
  /** Minor units. */ amount: number; /** Milliseconds since 1970. */ occurredAt: number;
};
export type KnownTransaction = { order: string; category: string; importId: string | null; customer: string | null };

/** Of `transactions t`: its import is over and done. One that runs may yet break off, and then its rows never were facts; one that is being taken back counts no more. */
export const wholeImport = "(t.import_id IS NULL OR t.import_id IN (SELECT id FROM imports WHERE status = 'finished' AND withdrawal IS NULL AND withdrawn_at IS NULL))";

/** Which of these orders and categories are in the book, of which import, and whose (external id). */
export function knownTransactions(db: Database, keys: readonly (readonly [order: string, category: string])[]): Promise<KnownTransaction[]> {
  return queryRows(db,
    `SELECT t.order_id AS "order", t.category, t.import_id AS importId, c.external_id AS customer
     FROM json_each(?1) j CROSS JOIN transactions t ON t.order_id = j.value->>0 AND t.category = j.value->>1
     LEFT JOIN customers c ON c.id = t.customer_id`, keys);
}

/**
 * Statements that store transactions, or add to those which this import stored before: amounts add up, the earliest
 * moment stands. What an earlier import stored stays as it is. Customers are given by external id and must exist;
 * the statements answer the `customerId` of each row they stored.
 */
export function addTransactions(
  db: Database, rows: readonly TransactionRow[], currency: string, importId: string, now: number,
): D1PreparedStatement[] {
  return forRows(db,
    `INSERT INTO transactions (customer_id, order_id, category, kind, amount, currency, occurred_at, import_id, recorded_at)
     SELECT ${presentId("c.id")}, j.value->>1, j.value->>2, j.value->>3, j.value->>4, ?3, j.value->>5, ?2, ?4
     FROM json_each(?1) j CROSS JOIN customers c ON c.external_id = j.value->>0 WHERE ${whileRunning("?2")}
     ON CONFLICT (order_id, category) DO UPDATE SET
       amount = amount + excluded.amount, occurred_at = min(occurred_at, excluded.occurred_at),
       kind = CASE WHEN amount + excluded.amount < 0 THEN 'refund' WHEN kind = 'renewal' OR excluded.kind = 'renewal' THEN 'renewal' ELSE 'purchase' END
     WHERE import_id = excluded.import_id AND customer_id = excluded.customer_id RETURNING customer_id AS customerId`,
    rows.map((row) => [row.customer, row.order, row.category, row.kind, row.amount, row.occurredAt]), importId, currency, now);
}
