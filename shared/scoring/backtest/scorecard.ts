/**
 * Stated probabilities against what came: Brier score (Brier 1950) and its reliability by tenths.
 */
import { sortedBy } from "../numerics/radix-sort.ts";

/** A tenth of the customers in order of what was stated of them. */
export type Tenth = {
  /** The least probability stated in it. */ from: number;
  /** Mean stated, and the share that came true. */ stated: number;
  came: number;
  customers: number;
};
export type Scorecard = {
  customers: number;
  /** Share of all that came true. */ base: number;
  /** Mean squared difference of what was stated and what came: 0 is perfect. */ brier: number;
  /** Murphy 1973: mean squared difference of stated and came, tenth by tenth. */
  reliability: number;
  tenths: Tenth[];
};

const TENTHS = 10;

/**
 * Scores stated probabilities against what came (0 or 1 each). Equal statements stay in one tenth,
 * so that their order says nothing. Null without any.
 */
export function scorecard(stated: readonly number[], came: readonly number[]): Scorecard | null {
  const customers = stated.length;
  if (customers === 0) return null;
  const order = sortedBy(Float64Array.from(stated));
  const tenths: Tenth[] = [];
  let reliability = 0;
  for (let at = 0, tenth = 1; at < customers; tenth++) {
    let end = Math.max(at + 1, Math.round((tenth * customers) / TENTHS));
    while (end < customers && stated[order[end]!] === stated[order[end - 1]!]) end++;
    const own = order.subarray(at, end);
    const mean = (of: readonly number[]) => own.reduce((sum, i) => sum + of[i]!, 0) / own.length;
    const [said, happened] = [mean(stated), mean(came)];
    tenths.push({ from: stated[own[0]!]!, stated: said, came: happened, customers: own.length });
    reliability += (own.length / customers) * (said - happened) ** 2;
    at = end;
  }
  return {
    customers,
    base: came.reduce((sum, c) => sum + c, 0) / customers,
    brier: stated.reduce((sum, p, i) => sum + (p - came[i]!) ** 2, 0) / customers,
    reliability,
    tenths,
  };
}

/** The tenth that a stated probability falls into: what came of customers of whom it was said. */
export const tenthOf = (tenths: readonly Tenth[], stated: number): Tenth | null =>
  tenths.findLast(({ from }) => from <= stated) ?? tenths[0] ?? null;
