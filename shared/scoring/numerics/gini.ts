/** Gini coefficient: how unequally customers contribute, in one number. */
import { distribution } from "./lorenz.ts";

/**
 * The Gini coefficient, 0 (all bring the same) to 1 − 1/n (one brings everything): twice the area
 * between diagonal and Lorenz curve, G = Σᵢ (2i − n − 1) xᵢ / (n Σ xᵢ) with x ascending (Gini 1912;
 * of the customers as they are, without the n/(n − 1) of a sample). Null where nobody brings
 * anything, or someone less than nothing.
 */
export function gini(values: readonly number[]): number | null {
  const known = distribution(values);
  if (!known) return null;
  const { sorted, total } = known;
  const n = sorted.length;
  return sorted.reduce((sum, x, i) => sum + ((2 * i + 1 - n) / n) * (x / total), 0);
}
