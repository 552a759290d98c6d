/** Plain figures of a book that its model keeps. */
import type { Measures } from "./measures.ts";
import { quantile } from "./numerics/percentile.ts";

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** Null of nothing. */
export const median = (values: readonly number[]): number | null =>
  values.length === 0 ? null : quantile(sorted(values), 0.5);

/**
 * Null of nothing. The same to the last digit whatever the order: values are added from the
 * smallest up.
 */
export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : sorted(values).reduce((sum, v) => sum + v, 0) / values.length;

/**
 * Categories that the broadest tenth of buyers buys, at least; null where that is no more than one.
 */
export function categoryBreadth(buyers: readonly Measures[]): number | null {
  const counts = sorted(buyers.map((m) => m.categories.length).filter((n) => n > 0));
  const breadth = counts.length === 0 ? 0 : quantile(counts, 0.9);
  return breadth > 1 ? breadth : null;
}
