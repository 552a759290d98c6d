/**
 * Ids of customers from outside: one that a customer had before it was merged means the customer it
 * is now.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { hexKey } from "./data-keys.ts";
import type { Database } from "./database.ts";

/**
 * The present id of the customer that a column names (with its table), for a query. Aliases never
 * lead to another alias.
 */
export const presentId = (column: string): string =>
  `coalesce(
    (SELECT alias.customer_id FROM customer_aliases alias WHERE alias.old_id = ${column}),
    ${column})`;

/** The customer that an id means, with its wrapped data key (hex); null where there is none. */
export function resolveCustomer(
  db: Database,
  id: string,
): Promise<{ id: string; dataKey: string | null } | null> {
  return db
    .prepare(
      `SELECT c.id, ${hexKey("c.data_key")} AS dataKey FROM customers c
        WHERE c.id = ${presentId("?1")}`,
    )
    .bind(id)
    .first<{ id: string; dataKey: string | null }>();
}

/** Statements that let an old id mean another customer, and whatever meant the old one too. */
export function addAlias(db: Database, oldId: string, customerId: string): D1PreparedStatement[] {
  return [
    db
      .prepare("UPDATE customer_aliases SET customer_id = ?2 WHERE customer_id = ?1")
      .bind(oldId, customerId),
    db
      .prepare(`INSERT INTO customer_aliases (old_id, customer_id) SELECT ?1, ${presentId("?2")}
        WHERE ?1 <> ?2
      ON CONFLICT (old_id) DO UPDATE SET customer_id = excluded.customer_id`)
      .bind(oldId, customerId),
  ];
}

/** Returns true for a customer that was merged into another, or that another was merged into. */
export async function isMerged(db: Database, id: string): Promise<boolean> {
  const row = await db
    .prepare("SELECT 1 FROM customer_aliases WHERE old_id = ?1 OR customer_id = ?1 LIMIT 1")
    .bind(id)
    .first();
  return row !== null;
}
