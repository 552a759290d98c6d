/**
 * A book as it stood at the beginning of several windows, as columns: what ways of stating the
 * chance are learned from and judged by.
 */
import { seedOf } from "../numerics/random.ts";
import { followedBy, sightingAt, type Recorded, type Sighting } from "./purchase-record.ts";
import type { Teller } from "./teller.ts";
import type { Window } from "./windows.ts";

/** A row for each customer and window, one window after the other. */
export type Looks = {
  seen: Sighting[];
  /** 1 for who bought in the window. */ came: number[];
  /** Halves customers by their ids: 0 or 1. */ half: number[];
  /** The place of its window, and the rows that each window begins and ends before. */
  window: number[];
  bounds: { from: number; to: number; days: number }[];
  /** The chances that each model gives, by its name. */
  chances: Map<string, Float64Array>;
};

/** Looks at a book in each window, and states the chances of some models. */
export function looksOf(
  book: readonly Recorded[],
  windows: readonly Window[],
  tellers: readonly Teller[],
): Looks {
  const looks: Looks = {
    seen: [],
    came: [],
    half: [],
    window: [],
    bounds: [],
    chances: new Map(),
  };
  const halves = book.map(({ id }) => seedOf(id) & 1);
  windows.forEach(({ at, to }, place) => {
    const from = looks.seen.length;
    for (let i = 0; i < book.length; i++) {
      const { record } = book[i]!;
      const sighting = sightingAt(record, at);
      if (!sighting) continue;
      looks.seen.push(sighting);
      looks.came.push(followedBy(record, at, to).purchases > 0 ? 1 : 0);
      looks.half.push(halves[i]!);
      looks.window.push(place);
    }
    looks.bounds.push({ from, to: looks.seen.length, days: to - at });
  });
  stateChances(looks, tellers);
  return looks;
}

/** Adds the chances that models give the customers of each window. */
export function stateChances(looks: Looks, tellers: readonly Teller[]): void {
  for (const { name, chancesToBuy } of tellers) {
    const chances = new Float64Array(looks.seen.length);
    for (const { from, to, days } of looks.bounds)
      chances.set(chancesToBuy(looks.seen.slice(from, to), days), from);
    looks.chances.set(name, chances);
  }
}

/** Rows to learn from, in order, and a 1 for each of them among all rows. */
export type Lesson = { rows: Int32Array; has: Uint8Array };

/** Makes a lesson of the rows that are wanted. */
export function lessonOf({ seen }: Looks, isWanted: (row: number) => boolean): Lesson {
  const has = new Uint8Array(seen.length);
  const rows = new Int32Array(seen.length);
  let size = 0;
  for (let row = 0; row < seen.length; row++) {
    if (!isWanted(row)) continue;
    has[row] = 1;
    rows[size++] = row;
  }
  return { rows: rows.subarray(0, size), has };
}

/** Returns the rows of a lesson in an order that all rows are in. */
export function inOrder(order: Uint32Array, { rows, has }: Lesson): Uint32Array {
  const own = new Uint32Array(rows.length);
  let size = 0;
  for (let i = 0; i < order.length; i++) if (has[order[i]!] === 1) own[size++] = order[i]!;
  return own;
}

/**
 * Prepares what each half of the customers is judged by in each window: the other half in the other
 * windows (the same one, where there is but one). So no customer and, where possible, no window
 * judges itself.
 */
export function trialsOf(looks: Looks): { judged: Int32Array; lesson: Lesson }[] {
  const { half, window, bounds } = looks;
  const isAlone = bounds.length === 1;
  return bounds.flatMap((_, own) =>
    [0, 1].map((of) => ({
      judged: lessonOf(looks, (row) => window[row] === own && half[row] === of).rows,
      lesson: lessonOf(looks, (row) => (isAlone || window[row] !== own) && half[row] !== of),
    })),
  );
}
