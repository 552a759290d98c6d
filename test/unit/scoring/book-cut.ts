/** Simulated books cut at a date: what a model could know then, and what followed. */
import type { Simulated } from "../../../shared/scoring/models/purchase-model.ts";
import type { History } from "../../../shared/scoring/models/purchase-histories.ts";

export type Followed = { customer: History; isAlive: boolean; purchases: number };

/**
 * Cuts each customer of the book at `horizon` before their age: the history until then, whether
 * they were still there, and the purchases of the horizon.
 */
export const cutBook = (book: readonly Simulated[], horizon: number): Followed[] =>
  book.map(({ age: end, leftAt, times }) => {
    const age = end - horizon;
    const before = times.filter((time) => time <= age);
    return {
      customer: { frequency: before.length, recency: before.at(-1) ?? 0, age },
      isAlive: leftAt > age,
      purchases: times.length - before.length,
    };
  });
