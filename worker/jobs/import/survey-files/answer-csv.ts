/** Answers of a mapped survey table as the import takes them: one row a response. */
import { csvCell } from "../csv-cell.ts";
import { ordersOf, type DateOrder } from "../dates.ts";
import { isUnanswered, scoreIn } from "./column-values.ts";
import { type ColumnRole, dimensions, type MappedColumn } from "./propose-columns.ts";
import type { SurveyRow, SurveyTable } from "./survey-table.ts";

/** The order of day and month that dates show; `open` where none of them tells and it matters. */
export type FoundOrder = { order: DateOrder | null; isOpen: boolean };

export type AnswerFile = {
  csv: string;
  /** The line of the file on which the answer at each line of `csv` stands. */
  lineOf(line: number): number;
  /** Whom each answer names. */
  people: { address: string | null; customer: string | null }[];
  /** Rows without any answer, and those that name nobody. */
  unanswered: number;
  unnamed: number;
};

const cellsOf = ({ rows }: SurveyTable, at: number) =>
  rows.map(({ cells }) => (cells[at] ?? "").trim()).filter((cell) => cell !== "");

/** Finds the order of day and month in the column of times. */
export function dateOrderOf(table: SurveyTable, columns: readonly MappedColumn[]): FoundOrder {
  const time = columns.find(({ role }) => role === "time");
  const told = new Set<DateOrder>();
  let isOpen = false;
  for (const cell of time === undefined ? [] : cellsOf(table, time.at)) {
    const orders = ordersOf(cell);
    if (orders.length === 1) told.add(orders[0]!.order);
    else if (orders.length > 1) isOpen = true;
  }
  const [order = null] = told.size === 1 ? told : [];
  return { order, isOpen: isOpen && order === null };
}

const head = ["externalId", "customer", "address", "date", "nps", "csat", "ces"] as const;
/** A cell on one line, as the book is asked for it. */
const named = (cell: string | undefined, most: number) =>
  (cell ?? "").replace(/\s+/g, " ").trim().slice(0, most) || null;

/** Writes the answers of a table. */
export function answerCsv(table: SurveyTable, columns: readonly MappedColumn[]): AnswerFile {
  // A column that the file lacks would be named where an address is missing.
  const header = [...head, ...dimensions, "comment"].filter(
    (name) => name !== "customer" || columns.some(({ role }) => role === "customer"),
  );
  const lines = [header.join(",")];
  const sources: number[] = [];
  const people: AnswerFile["people"] = [];
  let unanswered = 0;
  let unnamed = 0;
  // A csvCell comment may have several lines.
  let line = 2;
  for (const row of table.rows) {
    const answer = readRow(row, columns);
    if (answer === null) {
      unanswered++;
      continue;
    }
    if (!answer["address"] && !answer["customer"]) {
      unnamed++;
      continue;
    }
    const text = header.map((name) => csvCell(answer[name] ?? "")).join(",");
    sources[line] = row.line;
    line += text.split("\n").length;
    lines.push(text);
    people.push({
      address: named(answer["address"], 320),
      customer: named(answer["customer"], 200),
    });
  }
  return {
    csv: `${lines.join("\n")}\n`,
    lineOf: (at) => sources[at] ?? at,
    people,
    unanswered,
    unnamed,
  };
}

/** The cells of one response by field; null where nothing was answered. */
function readRow(
  { cells }: SurveyRow,
  columns: readonly MappedColumn[],
): Record<string, string> | null {
  const of = (role: ColumnRole) => columns.filter((column) => column.role === role);
  const text = (role: ColumnRole) =>
    of(role)
      .map(({ at }) => (cells[at] ?? "").trim())
      .filter((cell) => !isUnanswered(cell))
      .join("\n");
  const scores = (role: ColumnRole) =>
    of(role).flatMap(({ at, isReversed }) => {
      const score = scoreIn(cells[at] ?? "");
      if (score === null || score === undefined) return [];
      return [isReversed ? 8 - score : score];
    });
  const given = Object.fromEntries(
    (["nps", "csat", "ces", ...dimensions] as const).map((role) => [role, wholeScale(role)]),
  );
  function wholeScale(role: ColumnRole): string {
    const own = scores(role);
    // Items of a dimension answered in part are no scale: only their mean is known.
    if (own.length === of(role).length || own.length < 2) return own.join(";");
    return String(own.reduce((sum, score) => sum + score, 0) / own.length);
  }
  if (Object.values(given).every((value) => value === "")) return null;
  const [address, customer, date] = [text("address"), text("customer"), text("time")];
  const id = text("id") || `${date} ${address || customer}`;
  return {
    ...given,
    externalId: id,
    address,
    customer,
    date,
    comment: text("comment").replace(/\r\n?/g, "\n").slice(0, 2000),
  };
}
