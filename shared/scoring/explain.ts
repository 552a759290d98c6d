/** Explanations that add up exactly. */
import type { Explanation, Factor } from "../contract/card.ts";

/** Points are kept on a grid of 2⁻²⁰, on which sums of doubles are exact in any order. */
const GRID = 2 ** 20;
// Adding 0 turns −0, which JSON does not know, into 0.
export const onGrid = (points: number): number => Math.round(points * GRID) / GRID + 0;

/**
 * An explanation whose `total` is exactly `base` plus the points of the factors in order. What
 * rounding to the grid leaves over goes to the largest factor, so that the total is the score
 * itself, within its bounds.
 */
export function explain(base: number, factors: readonly Factor[], evidence: number): Explanation {
  const start = onGrid(base);
  const rounded: Factor[] = [];
  let exact = base;
  let sum = start;
  let largest: Factor | null = null;
  for (const { code, points, parameters } of factors) {
    const factor: Factor = parameters
      ? { code, points: onGrid(points), parameters }
      : { code, points: onGrid(points) };
    rounded.push(factor);
    exact += points;
    sum += factor.points;
    if (!largest || Math.abs(factor.points) > Math.abs(largest.points)) largest = factor;
  }
  const left = largest ? onGrid(exact) - sum : 0;
  if (largest) largest.points += left;
  return { base: start, factors: rounded, total: sum + left, evidence };
}
