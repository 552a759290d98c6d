/**
 * Rows of a recognised file as CSV of one kind of import, whose columns are named as its fields.
 * Dates and amounts stay as the file writes them: a column decides as a whole, and the import asks
 * where it cannot tell.
 */
import { csvCell } from "../csv-cell.ts";
import type { Row } from "../csv.ts";
import { isFooter, isRuledLine, isTotals } from "../footers.ts";
import { isBlank } from "../sift.ts";
import { type CellOf, cellsUnder, makeRow } from "./read-row.ts";
import type { Making, SourceFile } from "./source.ts";

export type SourceKind = Making["kind"];

/** Kinds in the order in which they are imported: who is bought by comes before what was bought. */
const order: readonly SourceKind[] = [
  "customers",
  "contacts",
  "transactions",
  "interactions",
  "satisfaction",
  "trust",
];

/** Fields without which a row of a kind is none: a row that has them is no total and no note. */
const keys: Readonly<Record<SourceKind, readonly string[]>> = {
  customers: ["externalId"],
  contacts: ["address"],
  transactions: ["order", "amount"],
  interactions: ["externalId", "date"],
  satisfaction: ["date"],
  trust: ["date"],
};

/** Kinds of import that a file makes, in the order in which they are imported. */
export const kindsOf = ({ makes }: SourceFile): SourceKind[] =>
  order.filter((kind) => makes.some((making) => making.kind === kind));

/** A row that was made, on the line of the file that it was made of. */
export type MadeRow = { line: number; cells: readonly string[] };
/** A row of the file that makes none, and why. */
export type LeftOutRow = { line: number; reason: string };

/** Makes the rows of one kind of import out of a recognised file's rows. */
export class RowMaker {
  /** Names of the fields, which are the header of what is sent. */ readonly fields: readonly string[];
  /** Rows of the file that make none of this kind. */ passedOver = 0;
  /** Rows that are totals, notes or ruled lines. */ readonly leftOut: LeftOutRow[] = [];
  readonly #makes: readonly Making[];
  readonly #keys: readonly string[];
  readonly #under: (cells: readonly string[]) => CellOf;
  readonly #lines: number[] = [];
  #line = 2;

  constructor(file: SourceFile, kind: SourceKind, header: readonly string[]) {
    this.#makes = file.makes.filter((making) => making.kind === kind);
    this.#keys = keys[kind];
    this.fields = [...new Set(this.#makes.flatMap(({ fields }) => Object.keys(fields)))];
    this.#under = cellsUnder(header);
  }

  /** Makes the rows of a row of the file: none, one, or an order and its refund. */
  make({ line, cells }: Row): MadeRow[] {
    if (isBlank(cells)) return [];
    const cellOf = this.#under(cells);
    const made = this.#makes
      .map((making) => makeRow(making, cellOf))
      .filter((row) => row !== null)
      .filter((row) => Object.values(row).some((value) => value !== ""));
    if (made.length === 0) this.passedOver++;
    const isFilled = made.some((row) => this.#keys.every((key) => (row[key] ?? "") !== ""));
    // A note stands alone in its row, perhaps in the column of the ids.
    const isAlone = cells.filter((cell) => cell.trim() !== "").length === 1;
    const reason = made.length === 0 ? null : reasonToLeaveOut(cells, isFilled && !isAlone);
    if (reason !== null) {
      this.leftOut.push({ line, reason });
      return [];
    }
    return made.map((row) => ({ line, cells: this.fields.map((field) => row[field] ?? "") }));
  }

  /** The header line of what is sent. */
  head(): string {
    return `${this.fields.join(",")}\n`;
  }

  /** Writes rows as CSV, and remembers on which line of the file each stands. */
  write(rows: readonly Row[]): string {
    let text = "";
    for (const row of rows) {
      for (const { line, cells } of this.make(row)) {
        const written = `${cells.map(csvCell).join(",")}\n`;
        this.#lines[this.#line] = line;
        this.#line += written.split("\n").length - 1;
        text += written;
      }
    }
    return text;
  }

  /** The line of the file that a line of what was sent stands for. */
  lineOf(line: number): number {
    return this.#lines[line] ?? line;
  }
}

function reasonToLeaveOut(cells: readonly string[], isData: boolean): string | null {
  if (isRuledLine(cells)) return "a ruled line";
  if (isTotals(cells)) return "a row of totals";
  return !isData && isFooter(cells) ? "a note, not a row of data" : null;
}
