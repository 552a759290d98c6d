/** A chart's table as a CSV file. */
import type { TableData } from "./chart-data.ts";

/** Text that a spreadsheet would run as a formula (OWASP, CSV injection); numbers keep their sign. */
const formula = /^[=+\-@\t\r]/;

const cellOf = (value: number | string | null): string => {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  return formula.test(value) ? `'${value}` : value;
};

/** Quotes a cell that would end early (RFC 4180, section 2). */
const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Returns header and rows, with a byte order mark so that spreadsheets read Chinese as UTF-8. */
export function csvOf({ columns, rows }: TableData): string {
  const lines = [columns, ...rows.map((row) => row.map(({ value }) => value))];
  const text = lines.map((line) => line.map((cell) => quoted(cellOf(cell))).join(",")).join("\n");
  return `\uFEFF${text}\n`;
}
