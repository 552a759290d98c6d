/** Explanations that add up exactly. */
import type { Explanation, Factor } from "../contract/card.ts";

/** Points are kept on a grid of 2⁻²⁰, on which sums of doubles are exact in any order. */
const GRID = 2 ** 20;
// Adding 0 turns −0, which JSON does not know, into 0.
export const onGrid = (points: number): number => Math.round(points * GRID) / GRID + 0;

/**
 * An explanation whose `total` is exactly `base` plus the points of the factors in order. What rounding to the grid leaves
 * over goes to the largest factor, so that the total is the score itself, within its bounds.
 */
export function explain(base: number, factors: readonly Factor[], evidence: number): Explanation {
  const score = onGrid(factors.reduce((sum, f) => sum + f.points, base));
  const rounded = factors.map((f) => ({ ...f, points: onGrid(f.points) }));
  const start = onGrid(base);
  const left = score - rounded.reduce((sum, f) => sum + f.points, start);
  const largest = rounded.reduce<Factor | null>((p, q) => (p && Math.abs(p.points) >= Math.abs(q.points) ? p : q), null);
  if (largest) largest.points += left;
  return { base: start, factors: rounded, total: rounded.reduce((sum, f) => sum + f.points, start), evidence };
}
