/** Rows waiting for their batch, which is full at so many rows, cells or bytes. */
import type { Row } from "./csv.ts";

/** Cells and bytes of a batch: where rows are wide or long, fewer make one. */
const cellsAtOnce = 200_000;
const bytesAtOnce = 4_000_000;
/** Cells and bytes that are held at most while the forms of dates are still open. */
const cellsHeld = 1_000_000;
const bytesHeld = 16_000_000;

type Cost = { cells: number; /** Of memory: two a character. */ bytes: number };

function costOf({ cells }: Row): Cost {
  return { cells: cells.length, bytes: 2 * cells.reduce((sum, cell) => sum + cell.length, 0) };
}

export class RowQueue {
  readonly #rowsAtOnce: number;
  #rows: Row[] = [];
  #cost: Cost = { cells: 0, bytes: 0 };

  constructor(rowsAtOnce: number) {
    this.#rowsAtOnce = rowsAtOnce;
  }

  get length(): number {
    return this.#rows.length;
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      this.#rows.push(row);
      this.#count(row, 1);
    }
  }

  /** Returns true where a batch is complete. */
  isFull(): boolean {
    return (
      this.#rows.length >= this.#rowsAtOnce ||
      this.#cost.cells >= cellsAtOnce ||
      this.#cost.bytes >= bytesAtOnce
    );
  }

  /** Returns true where no more rows should be held. */
  isHeavy(): boolean {
    return this.#cost.cells >= cellsHeld || this.#cost.bytes >= bytesHeld;
  }

  /** Takes the rows of a batch out, at least one where there are any. */
  take(): Row[] {
    const taken: Cost = { cells: 0, bytes: 0 };
    let count = 0;
    while (
      count < this.#rows.length &&
      count < this.#rowsAtOnce &&
      taken.cells < cellsAtOnce &&
      taken.bytes < bytesAtOnce
    ) {
      const row = this.#rows[count++];
      if (row === undefined) break;
      const { cells, bytes } = costOf(row);
      taken.cells += cells;
      taken.bytes += bytes;
      this.#count(row, -1);
    }
    const batch = this.#rows.slice(0, count);
    this.#rows = this.#rows.slice(count);
    return batch;
  }

  #count(row: Row, sign: 1 | -1): void {
    const { cells, bytes } = costOf(row);
    this.#cost.cells += sign * cells;
    this.#cost.bytes += sign * bytes;
  }
}
