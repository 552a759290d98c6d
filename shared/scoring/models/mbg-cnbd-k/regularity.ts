/**
 * The regularity of the times between purchases, before any model of rates and leaving: the k of
 * Erlang-k that explains how each customer's own gaps divide their time.
 */
import { digamma } from "../../numerics/special.ts";
import type { Grouped } from "../purchase-histories.ts";

/**
 * The regularities considered: from purchases at random to yearly renewals within three weeks of
 * their date. Above 6 neighbours differ by a half or less, which no book tells from its leaving.
 */
export const REGULARITIES = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384,
] as const;
const MOST_REGULAR = REGULARITIES.at(-1)!;

/**
 * The real k in [1, 384] of highest likelihood, given how many purchases each customer made and
 * when the last: gaps over their sum are Dirichlet(k, …, k), whatever the customer's rate, so that
 * the slope is Σ [x (ψ(kx) − ψ(k)) + Σ ln gap − x ln t_x]. Wheat & Morrison (1990, "Estimating
 * purchase regularity with two interpurchase times") compare two gaps a customer, a beta(k, k);
 * this takes all. 1 where the gaps are not known, or nobody has two.
 */
export function regularityOf({ x, recency, count, logGaps }: Grouped): number {
  if (logGaps === null) return 1;
  const customers = new Map<number, number>();
  let spread = logGaps;
  for (let i = 0; i < x.length; i++) {
    const [purchases, n] = [x[i]!, count[i]!];
    if (purchases === 0) continue;
    spread -= n * purchases * Math.log(recency[i]!);
    customers.set(purchases, (customers.get(purchases) ?? 0) + n);
  }
  const slope = (k: number) => {
    let sum = spread;
    for (const [purchases, n] of customers)
      sum += n * purchases * (digamma(k * purchases) - digamma(k));
    return sum;
  };
  // A slope of rounding alone is no evidence; times rounded to 0 have no logarithm.
  if (!(Number.isFinite(spread) && slope(1) > 1e-9 * Math.abs(logGaps))) return 1;
  let [low, high]: [number, number] = [1, MOST_REGULAR];
  if (slope(high) >= 0) return high;
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
