/** The difference of two means from their sums, with Welch's interval. */
import { studentQuantile } from "../../scoring/numerics/student.ts";

export type Sums = { count: number; sum: number; squares: number };

/** Fewer answers than this say too little to compare. */
export const FEWEST_COMPARED = 10;

/** Returns the mean of so many values; null where they are too few to say. */
export const meanOfSums = ({ count, sum }: Sums): number | null =>
  count < FEWEST_COMPARED ? null : sum / count;

/** The variance of the mean, from sums. */
const varianceOfMean = ({ count, sum, squares }: Sums): number =>
  Math.max(0, squares - (sum * sum) / count) / (count - 1) / count;

/**
 * Returns the mean of one sample less that of another, with its interval of 95 % by Welch 1947
 * ("The generalization of 'Student's' problem"); null where either is too few to say.
 */
export function meanDifference(
  one: Sums,
  other: Sums,
): { mean: number; low: number; high: number } | null {
  const [first, second] = [meanOfSums(one), meanOfSums(other)];
  if (first === null || second === null) return null;
  const mean = first - second;
  const [p, q] = [varianceOfMean(one), varianceOfMean(other)];
  const variance = p + q;
  if (variance === 0) return { mean, low: mean, high: mean };
  const freedom = (variance * variance) / ((p * p) / (one.count - 1) + (q * q) / (other.count - 1));
  const half = studentQuantile(0.975, freedom) * Math.sqrt(variance);
  return { mean, low: mean - half, high: mean + half };
}
