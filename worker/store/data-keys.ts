/** The data keys of customers, wrapped, as hex. */
import type { Database } from "./database.ts";
import { forRows, queryRows } from "./rows.ts";

/**
 * A wrapped data key as a query answers it, null where there is none: `hex()` makes an empty text
 * of NULL.
 */
export const hexKey = (column: string): string => `nullif(hex(${column}), '')`;

type Row = { id: string; dataKey: string | null };

/** The data keys of customers by id, null where none was made yet; ids of nobody are left out. */
export async function dataKeysOf(
  db: Database,
  ids: Iterable<string>,
): Promise<Map<string, string | null>> {
  const rows = await queryRows<Row>(
    db,
    `SELECT c.id, ${hexKey("c.data_key")} AS dataKey
    FROM json_each(?1) j CROSS JOIN customers c ON c.id = j.value`,
    [...ids],
  );
  return new Map(rows.map((row) => [row.id, row.dataKey]));
}

/**
 * Gives customers without a data key these ones, and their cards the copy. Answers the keys that
 * they have then: another writer's may stand.
 */
export async function giveDataKeys(
  db: Database,
  made: readonly Row[],
): Promise<Map<string, string | null>> {
  const values = made.map(({ id, dataKey }) => [id, dataKey]);
  const results = await db.batch<Row>([
    ...forRows(
      db,
      `UPDATE customers SET data_key = unhex(j.value->>1) FROM json_each(?1) j
      WHERE customers.id = j.value->>0 AND customers.data_key IS NULL`,
      values,
    ),
    ...forRows(
      db,
      `UPDATE cards SET data_key = c.data_key FROM json_each(?1) j
        CROSS JOIN customers c ON c.id = j.value->>0
      WHERE cards.customer_id = c.id AND cards.data_key IS NULL`,
      values,
    ),
    ...forRows(
      db,
      `SELECT c.id, ${hexKey("c.data_key")} AS dataKey
      FROM json_each(?1) j CROSS JOIN customers c ON c.id = j.value->>0`,
      values,
    ),
  ]);
  return new Map(results.flatMap(({ results: rows }) => rows).map((row) => [row.id, row.dataKey]));
}
