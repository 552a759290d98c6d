/**
 * Tells the rows of a file that are data from those that are not: blank rows, totals and footers,
 * the header once more. Rows that contradict the header are refused. What is left out is reported,
 * row by row.
 */
import { plainName, type Columns } from "./columns.ts";
import { UnreadableFile, type Row } from "./csv.ts";
import { isFooter, isRuledLine, isTotals } from "./footers.ts";
import type { LineRefusal } from "./kind.ts";

export type Sifted = { rows: Row[]; refused: LineRefusal[]; leftOut: LineRefusal[] };
export type Layout = {
  header: Row;
  columns: Columns;
  /** Sets of fields, one of which a row must fill. */ needs: readonly (readonly string[])[];
  /** Number of fields that cells name when they are a header, 0 where too few. */ countFields: (
    cells: readonly string[],
  ) => number;
};

/** Returns true where no cell holds a visible character. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "" || /^[\s\u00ad\u200b-\u200f\u2060\ufeff]*$/.test(cell));
}

/** Sifts the rows of one file, in their order. */
export class Sieve {
  /** Rows without any value. */
  blank = 0;
  /** Rows with fewer cells than the header, whose missing cells were read as empty. */
  short = 0;
  #taken = 0;
  readonly #layout: Layout;
  readonly #plainHeader: readonly string[];
  readonly #names: ReadonlySet<string>;
  /** Columns without a name, and those of them that hold something. */
  readonly #nameless: readonly number[];
  readonly #filledNameless = new Set<number>();

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#plainHeader = layout.header.cells.map(plainName);
    this.#names = new Set(this.#plainHeader);
    this.#nameless = layout.header.cells.flatMap((name, at) => (isBlank([name]) ? [at] : []));
  }

  sift(rows: readonly Row[]): Sifted {
    const sifted: Sifted = { rows: [], refused: [], leftOut: [] };
    for (const row of rows) this.#sort(row, sifted);
    return sifted;
  }

  /** Names of the columns that no field was read from, as the header has them. */
  unusedColumns(): string[] {
    const used = new Set([...this.#layout.columns.values()].flat());
    return this.#layout.header.cells.flatMap((name, at) => {
      if (used.has(at)) return [];
      if (!this.#nameless.includes(at)) return [name.trim().slice(0, 60)];
      return this.#filledNameless.has(at) ? [`column ${at + 1}, without a name`] : [];
    });
  }

  #sort(row: Row, { rows, refused, leftOut }: Sifted): void {
    const { line, cells, fault, isUnended } = row;
    if (fault !== undefined) {
      refused.push({ line, field: null, reason: fault });
      return;
    }
    if (isBlank(cells)) {
      this.blank++;
      return;
    }
    const reason = this.#reasonToLeaveOut(row);
    if (reason !== null) {
      leftOut.push({ line, field: null, reason });
      return;
    }
    const width = this.#layout.header.cells.length;
    if (cells.length < width) {
      // Some programs leave off empty cells at the end of rows; a file that breaks off looks the
      // same once.
      if (isUnended === true && this.short * 2 <= this.#taken) {
        refused.push({
          line,
          field: null,
          reason: `has ${cells.length} of ${width} cells and no line end: the file breaks off here`,
        });
        return;
      }
      this.short++;
    }
    for (const at of this.#nameless)
      if ((cells[at] ?? "").trim() !== "") this.#filledNameless.add(at);
    this.#taken++;
    rows.push(row);
  }

  #reasonToLeaveOut({ line, cells }: Row): string | null {
    if (this.#isHeader(cells)) {
      if (cells.map(plainName).join("\n") === this.#plainHeader.slice(0, cells.length).join("\n"))
        return "the header line again";
      throw new UnreadableFile(
        `Line ${line} is another header, with other columns than the one at line ` +
          `${this.#layout.header.line}: files were joined. Import them one by one.`,
      );
    }
    if (isRuledLine(cells)) return "a ruled line";
    if (this.#isFilled(cells)) return null;
    const key = this.#keyOf(cells);
    if (isTotals(cells, key)) return "a row of totals";
    return isFooter(cells, key) ? "a note, not a row of data" : null;
  }

  #isHeader(cells: readonly string[]): boolean {
    const first = cells.find((cell) => cell.trim() !== "") ?? "";
    if (first.length > 60 || !this.#names.has(plainName(first))) return false;
    const named = cells.filter((cell) => this.#names.has(plainName(cell))).length;
    const filled = cells.filter((cell) => cell.trim() !== "").length;
    return (
      named >= Math.min(2, this.#names.size) &&
      2 * named > filled &&
      this.#layout.countFields(cells) > 0
    );
  }

  /** The cell that alone makes a row of data, where one field is all that is needed. */
  #keyOf(cells: readonly string[]): string {
    const { needs, columns } = this.#layout;
    const [field] = needs.find((choice) => choice.length === 1) ?? [];
    return cells[columns.get(field ?? "")?.[0] ?? -1] ?? "";
  }

  /**
   * Returns true where the row has all that a row of data needs; a number alone is not enough to
   * tell.
   */
  #isFilled(cells: readonly string[]): boolean {
    const { needs, columns } = this.#layout;
    const isFull = (field: string) =>
      columns.get(field)?.some((at) => (cells[at] ?? "").trim() !== "") ?? false;
    return needs.some((choice) => choice.length > 1 && choice.every(isFull));
  }
}
