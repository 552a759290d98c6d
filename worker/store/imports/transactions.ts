/**
 * Transactions as imports bring them: a row for what one brought of an order, category, kind and
 * moment.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { presentId } from "../aliases.ts";
import type { Database } from "../database.ts";
import { forRows, queryRows } from "../rows.ts";
import { whileRunning } from "../imports.ts";

export type TransactionRow = {
  /** External id, null where an address told the customer. */ customer: string | null;
  /** Id of a customer that an address told. */ customerId: string | null;
  order: string;
  category: string;
  kind: "purchase" | "refund" | "renewal";
  /** Minor units. */ amount: number;
  /** Milliseconds since 1970. */ occurredAt: number;
  /** The order that a refund says it is of. */ refersTo: string | null;
};
/**
 * `lines`: amounts with commas between; null for one line, "" for a sum whose lines are not known.
 */
export type StoredLines = TransactionRow & { lines: string | null };
export type KnownTransaction = Omit<StoredLines, "customer" | "customerId"> & {
  id: number;
  importId: string | null;
  customerId: string;
};

/**
 * Of `transactions t`: its import is over and done. One that runs may yet break off, and then its
 * rows never were facts; one that is being taken back counts no more.
 */
export const wholeImport = `(t.import_id IS NULL OR t.import_id IN (
  SELECT id FROM imports
    WHERE status = 'finished' AND withdrawal IS NULL AND withdrawn_at IS NULL))`;

/** Facts about these orders, of imports that are over and done or of this one. */
export function knownTransactions(
  db: Database,
  orders: readonly string[],
  importId: string,
): Promise<KnownTransaction[]> {
  return queryRows(
    db,
    `SELECT t.id, t.order_id AS "order", t.category, t.kind, t.amount, t.occurred_at AS occurredAt,
      t.lines, t.refers_to AS refersTo,
       t.import_id AS importId, ${presentId("t.customer_id")} AS customerId
     FROM json_each(?1) j CROSS JOIN transactions t ON t.order_id = j.value
     WHERE t.import_id = ?2 OR ${wholeImport} ORDER BY t.id`,
    orders,
    importId,
  );
}

/**
 * Statements that store transactions; what an earlier import stored stays as it is. Customers are
 * given by external id or by id, and must exist.
 */
export function addTransactions(
  db: Database,
  rows: readonly StoredLines[],
  currency: string,
  importId: string,
  now: number,
): D1PreparedStatement[] {
  const add = (column: "external_id" | "id", some: readonly StoredLines[]) =>
    forRows(
      db,
      `INSERT INTO transactions (customer_id, order_id, category, kind, amount, currency,
        occurred_at, import_id, recorded_at, lines, refers_to)
       SELECT ${presentId("c.id")}, j.value->>1, j.value->>2, j.value->>3, j.value->>4, ?3,
         j.value->>5, ?2, ?4, j.value->>6, j.value->>7
       FROM json_each(?1) j CROSS JOIN customers c ON c.${column} = j.value->>0
         WHERE ${whileRunning("?2")}`,
      some.map((row) => [
        row[column === "id" ? "customerId" : "customer"],
        row.order,
        row.category,
        row.kind,
        row.amount,
        row.occurredAt,
        row.lines,
        row.refersTo,
      ]),
      importId,
      currency,
      now,
    );
  const isTold = ({ customerId }: StoredLines) => customerId !== null;
  return [
    ...add(
      "external_id",
      rows.filter((row) => !isTold(row)),
    ),
    ...add("id", rows.filter(isTold)),
  ];
}
