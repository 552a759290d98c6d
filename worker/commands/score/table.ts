/**
 * The header of a file, also of one without: columns by their numbers, and which is which by what
 * they hold.
 */
import type { Mapping } from "../../jobs/import/columns.ts";
import type { Row } from "../../jobs/import/csv.ts";
import { parseDate } from "../../jobs/import/dates.ts";

export type Table = {
  header: readonly string[];
  /**
   * The mapping that was asked for, and for a file without a header what its columns were taken
   * for.
   */
  mapping: Mapping;
  /** In words, for a file without a header. */
  headless: string | null;
  /** Cells of a row; those of a file set in columns by blanks come as one. */
  cells: (row: Row) => Row;
};

/**
 * Looks at the first rows, at least one. A header holds no date: a first line that does is a
 * transaction.
 */
export function tableOf(rows: readonly Row[], mapping: Mapping): Table {
  const [line = ""] = rows[0]?.cells ?? [];
  const blanks = rows[0]?.cells.length === 1 && /\S\s+\S+\s+\S/.test(line);
  const cells = (row: Row): Row =>
    blanks ? { line: row.line, cells: (row.cells[0] ?? "").trim().split(/\s+/) } : row;
  const header = rows[0] === undefined ? [] : cells(rows[0]).cells;
  const date = header.findIndex(isDate);
  if (date < 0) return { header, mapping, headless: null, cells };
  const numbers = header.map((_, at) => String(at + 1));
  const headers = new Map([
    ...guessed(
      rows.map((row) => cells(row).cells),
      date,
    ),
    ...mapping.headers,
  ]);
  const headless = [...headers]
    .map(([field, of]) => `${field} is column ${of.join(" × ")}`)
    .join(", ");
  return { header: numbers, mapping: { ...mapping, headers }, headless, cells };
}

const isDate = (cell: string) =>
  parseDate(cell.trim(), "dmy") !== null || parseDate(cell.trim(), "mdy") !== null;

/**
 * The date where there is one, the amount in the last column with decimals (else the last), the
 * customer in the first of the rest.
 */
function guessed(rows: readonly string[][], date: number): [string, readonly string[]][] {
  const columns = (rows[0] ?? []).map((_, at) => at).filter((at) => at !== date);
  const decimals = columns.filter((at) =>
    rows.some((row) => /\d[.,]\d{1,2}$/.test((row[at] ?? "").trim())),
  );
  const amount = decimals.at(-1) ?? columns.at(-1) ?? date;
  const customer = columns.find((at) => at !== amount) ?? date;
  return [
    ["customer", customer],
    ["date", date],
    ["amount", amount],
  ].map(([field, at]) => [String(field), [String(Number(at) + 1)]]);
}
