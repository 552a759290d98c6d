/** Many rows as few bound parameters. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

/** D1 binds strings up to 2 MB; a character may be three bytes. */
const longestParameter = 500_000;

/** Rows as JSON arrays, each of them short enough to be one bound parameter. */
function parameters(rows: readonly unknown[]): string[] {
  const parts: string[] = [];
  let part: string[] = [];
  let length = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (length + text.length > longestParameter && part.length > 0) {
      parts.push(`[${part.join(",")}]`);
      part = [];
      length = 0;
    }
    part.push(text);
    length += text.length + 1;
  }
  if (part.length > 0) parts.push(`[${part.join(",")}]`);
  return parts;
}

/** A statement for each part of the rows: `sql` takes the part as ?1 and `others` from ?2 on. */
export function forRows(
  db: Database,
  sql: string,
  rows: readonly unknown[],
  ...others: (string | number | null)[]
): D1PreparedStatement[] {
  const statement = db.prepare(sql);
  return parameters(rows).map((part) => statement.bind(part, ...others));
}

/**
 * All rows that `sql`, a query over ?1 as a JSON array and `others` from ?2 on, answers for a list
 * of values.
 */
export async function queryRows<R>(
  db: Database,
  sql: string,
  values: readonly unknown[],
  ...others: (string | number | null)[]
): Promise<R[]> {
  const statements = forRows(db, sql, values, ...others);
  if (statements.length === 0) return [];
  return (await db.batch<R>(statements)).flatMap((result) => result.results);
}
