/** Where the tiers are cut. */
import { abcCuts } from "./abc.ts";
import { grid, percentile } from "./numerics/percentile.ts";
import type { Policy } from "./policy.ts";

/**
 * At `high` and above is high, at `mid` and above mid; the margins are how far past a cut a change
 * must go.
 */
export type TierCuts = {
  of: "score" | "value";
  high: number;
  mid: number;
  highMargin: number;
  midMargin: number;
};

/**
 * The figure from which on the middle rank is at least `share`: half-way between it and the figure
 * before, so that equal figures stand on one side and noise in the last digit does not matter.
 * Above all of them where nobody ranks so high.
 */
function cutAt(sorted: readonly number[], share: number): number {
  const distinct = [...new Set(sorted)];
  const first = distinct.findIndex((v) => percentile(sorted, v)! >= 100 * share - 1e-9);
  if (first < 0) return distinct.at(-1)! + 1;
  return first === 0 ? distinct[0]! - 1 : (distinct[first - 1]! + distinct[first]!) / 2;
}

/**
 * The cuts of a book; null with fewer customers than the policy's fewest, or by `pareto` where
 * nobody brings anything. High and mid by `pareto` are A and B of ABC; a `threshold` asks for no
 * book.
 */
export function tierCuts(
  customers: readonly { score: number | null; value: number | null }[],
  policy: Policy["tier"],
): TierCuts | null {
  const { cut, margin } = policy;
  if (cut.method === "threshold")
    return { of: "score", high: cut.high, mid: cut.mid, highMargin: margin, midMargin: margin };
  if (cut.method === "pareto") {
    const values = customers.map((c) => c.value).filter((v) => v !== null);
    const cuts =
      values.length < policy.fewestCustomers ? null : abcCuts(values, { a: cut.high, b: cut.mid });
    if (!cuts) return null;
    const { a: high, b: mid } = cuts;
    return {
      of: "value",
      high,
      mid,
      highMargin: (margin / 100) * Math.abs(high),
      midMargin: (margin / 100) * Math.abs(mid),
    };
  }
  const scores = customers.map((c) => c.score).filter((v) => v !== null);
  if (scores.length < policy.fewestCustomers) return null;
  const sorted = grid(scores);
  return {
    of: "score",
    high: cutAt(sorted, 1 - cut.high),
    mid: cutAt(sorted, 1 - cut.high - cut.mid),
    highMargin: margin,
    midMargin: margin,
  };
}
