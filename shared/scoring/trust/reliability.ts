/** Reliability of a questionnaire's scales: how far the items of one agree. */
import { fisherQuantile } from "../numerics/fisher.ts";
import type { Sums } from "./sums.ts";

export type Reliability = {
  items: number;
  /** Complete questionnaires that it rests on. */
  questionnaires: number;
  /** Cronbach's α; null where it cannot be told. */
  alpha: number | null;
  /** The 95 % interval of α. Absent from models that were fitted before there was one. */
  low?: number | null;
  high?: number | null;
  /** Of two items; null of any other number. Absent like the interval. */
  spearmanBrown?: number | null;
  unknownBecause: "fewer_than_two_items" | "too_few_questionnaires" | "no_variance" | null;
};

/** Items that it takes to agree with each other. */
export const FEWEST_ITEMS = 2;

/** Variance of a sample from its sums; null with fewer than two, 0 where rounding leaves less. */
export const varianceOf = ({ n, sum, squares }: Sums): number | null =>
  n < 2 ? null : Math.max(0, (squares - (sum * sum) / n) / (n - 1));

/**
 * Cronbach's α (1951, eq. 2) of k items: k/(k − 1)·(1 − Σ s_j²/s_T²), where s_T² is the variance of
 * their sum. Null where the sum does not vary.
 */
export function cronbachAlpha(items: readonly Sums[], total: Sums): number | null {
  const k = items.length;
  const ofTotal = varianceOf(total);
  if (k < 2 || ofTotal === null || ofTotal <= 1e-9) return null;
  const ofItems = items.reduce((sum, item) => sum + (varianceOf(item) ?? 0), 0);
  return (k / (k - 1)) * (1 - ofItems / ofTotal);
}

/**
 * The 95 % interval of α (Feldt 1965): (1 − α)/(1 − α̂) follows F with n − 1 and (n − 1)(k − 1)
 * degrees of freedom.
 */
export function alphaInterval(
  alpha: number,
  items: number,
  questionnaires: number,
): { low: number; high: number } {
  const [first, second] = [questionnaires - 1, (questionnaires - 1) * (items - 1)];
  return {
    low: 1 - (1 - alpha) * fisherQuantile(0.975, first, second),
    high: 1 - (1 - alpha) * fisherQuantile(0.025, first, second),
  };
}

/**
 * Spearman & Brown's coefficient of two items, 2r/(1 + r), which Eisinga, te Grotenhuis & Pelzer
 * (2013) advise for two: α is lower where their variances differ. Null where an item does not vary.
 */
export function spearmanBrown(items: readonly Sums[], total: Sums): number | null {
  if (items.length !== 2) return null;
  const [first, second] = items.map((item) => varianceOf(item) ?? 0) as [number, number];
  const ofTotal = varianceOf(total);
  if (ofTotal === null || first <= 1e-9 || second <= 1e-9) return null;
  const r = (ofTotal - first - second) / (2 * Math.sqrt(first * second));
  return r <= -1 + 1e-12 ? null : (2 * r) / (1 + r);
}

/** The reliability of a scale of these items, or why there is none to tell. */
export function reliabilityOf(
  items: readonly Sums[],
  total: Sums,
  fewestQuestionnaires: number,
): Reliability {
  const unknown = { low: null, high: null, spearmanBrown: null };
  const about = { items: items.length, questionnaires: total.n, alpha: null, ...unknown };
  if (items.length < FEWEST_ITEMS) return { ...about, unknownBecause: "fewer_than_two_items" };
  if (total.n < Math.max(2, fewestQuestionnaires))
    return { ...about, unknownBecause: "too_few_questionnaires" };
  const alpha = cronbachAlpha(items, total);
  if (alpha === null) return { ...about, unknownBecause: "no_variance" };
  return {
    ...about,
    alpha,
    ...alphaInterval(alpha, items.length, total.n),
    spearmanBrown: spearmanBrown(items, total),
    unknownBecause: null,
  };
}
