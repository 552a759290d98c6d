/** Customers by blind indexes of the beginnings of their names' words. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { TierName } from "../../shared/contract/fields.ts";
import { hexKey } from "./data-keys.ts";
import { type Database, listed } from "./database.ts";
import { forRows } from "./rows.ts";

/** Statements that make customers found by these words, and note that they are. */
export function indexWords(
  db: Database,
  customers: readonly { id: string; wordIndexes: readonly string[] }[],
): D1PreparedStatement[] {
  const rows = customers.map(({ id, wordIndexes }) => [id, wordIndexes]);
  return [
    ...forRows(
      db,
      `INSERT INTO customer_words (word_index, customer_id)
       SELECT word.value, j.value->>0 FROM json_each(?1) j, json_each(j.value, '$[1]') word
         WHERE true ON CONFLICT DO NOTHING`,
      rows,
    ),
    ...forRows(
      db,
      "UPDATE customers SET searchable = 1 FROM json_each(?1) j WHERE customers.id = j.value->>0",
      rows,
    ),
  ];
}

/** Statement that makes a customer found by its words no longer. */
export function forgetWords(
  db: Database,
  customerId: string,
  wordIndexes: readonly string[],
): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM customer_words WHERE customer_id = ?1
        AND word_index IN (SELECT value FROM json_each(?2))`,
    )
    .bind(customerId, listed(wordIndexes));
}

export type Unsearchable = { id: string; nameSealed: string | null; dataKey: string | null };

/** The next customers whose names are not indexed yet. */
export async function unsearchable(db: Database, size: number): Promise<Unsearchable[]> {
  const { results } = await db
    .prepare(`SELECT id, name_sealed AS nameSealed, ${hexKey("data_key")} AS dataKey
    FROM customers WHERE searchable IS NULL ORDER BY id LIMIT ?`)
    .bind(size)
    .all<Unsearchable>();
  return results;
}

export type NamedCustomer = {
  id: string;
  kind: "company" | "person";
  externalId: string | null;
  nameSealed: string;
  tier: TierName | null;
  /** 1 where the tier is that of before. */
  former: number | null;
  dataKey: string | null;
};

/**
 * Customers that have all of these words, `most` at most. One query; the first word should be the
 * rarest.
 */
export async function customersByWords(
  db: Database,
  wordIndexes: readonly string[],
  most: number,
  visible: string | null,
): Promise<NamedCustomer[]> {
  const [first, ...others] = wordIndexes;
  if (first === undefined) return [];
  const also = others.map(
    (_, at) =>
      `AND EXISTS (SELECT 1 FROM customer_words o WHERE o.word_index = ?${at + 3}
        AND o.customer_id = w.customer_id)`,
  );
  const { results } = await db
    .prepare(`
    SELECT c.id, c.kind, c.external_id AS externalId, c.name_sealed AS nameSealed, k.tier,
      l.former,
      ${hexKey("c.data_key")} AS dataKey
    FROM customer_words w JOIN customers c ON c.id = w.customer_id
      LEFT JOIN cards k ON k.customer_id = c.id
      LEFT JOIN customer_list l ON l.customer_id = c.id
    WHERE w.word_index = ?1 AND c.name_sealed IS NOT NULL ${also.join(" ")}
      AND ${visible ?? "TRUE"} LIMIT ?2`)
    .bind(first, most, ...others)
    .all<NamedCustomer>();
  return results;
}
