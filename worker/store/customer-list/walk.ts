/** Customers of some cells in one order, merged from the cells' parts of an index. */
import type { Parameters } from "./condition.ts";

/** The last customer of a page, or of those passed over: the sort's value, then its number. */
export type Position = { value: number | null; number: number };

type Walk = {
  cells: readonly number[];
  column: string;
  index: string;
  direction: "ASC" | "DESC";
  /** True for those with a value in the column, false for those without, by their numbers. */
  isKnown: boolean;
  after: Position | null;
  /** Rows of it at most. */
  walked: number;
  /** True to make the walk once, however often it is read; false to make it as far as it is read. */
  isKept: boolean;
  add: Parameters["add"];
};

/**
 * Common table expression `q(v, n, cell)`: the next `walked` customers after a position. A
 * recursive query with ORDER BY is a priority queue: it holds the next customer of each cell, and
 * whoever comes out first lets in the one behind them, so that no more is read than is taken. (D1
 * allows five terms of UNION ALL; the merge that SQLite makes of them would need one a cell.)
 */
export function walkSql({
  cells,
  column,
  index,
  direction,
  isKnown,
  after,
  walked,
  isKept,
  add,
}: Walk): string {
  const beyond = direction === "ASC" ? ">" : "<";
  const first = (cell: string, condition: string) =>
    `(SELECT number FROM customer_list INDEXED BY ${index} WHERE cell = ${cell} AND ${condition}
      ORDER BY ${column} ${direction}, number ${direction} LIMIT 1)`;
  // Not as one row value: SQLite would search by the column alone, and look at all that are equal.
  const behind = (cell: string, value: string, number: string) => {
    const equal = `${column} ${isKnown ? `= ${value}` : "IS NULL"} AND number ${beyond} ${number}`;
    return isKnown
      ? `coalesce(${first(cell, equal)}, ${first(cell, `${column} ${beyond} ${value}`)})`
      : first(cell, equal);
  };
  const start =
    after === null
      ? first("c.value", `${column} IS ${isKnown ? "NOT NULL" : "NULL"}`)
      : behind("c.value", isKnown ? add(after.value) : "NULL", add(after.number));
  return `WITH RECURSIVE q(v, n, cell) AS ${isKept ? "" : "NOT "}MATERIALIZED (
    SELECT l.${column}, l.number, l.cell FROM json_each('[${cells.join(",")}]') c
      CROSS JOIN customer_list l ON l.number = ${start}
    UNION ALL
    SELECT l.${column}, l.number, l.cell FROM q
      CROSS JOIN customer_list l ON l.number = ${behind("q.cell", "q.v", "q.n")}
    ORDER BY ${isKnown ? `1 ${direction}, ` : ""}2 ${direction} LIMIT ${walked})`;
}
