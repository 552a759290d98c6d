/** Reliability of a questionnaire's scales: how far the items of one agree. */
import type { Sums } from "./questionnaire-sums.ts";

export type Reliability = {
  items: number;
  /** Complete questionnaires that it rests on. */
  questionnaires: number;
  /** Cronbach's α; null where it cannot be told. */
  alpha: number | null;
  unknownBecause: "fewer_than_three_items" | "too_few_questionnaires" | "no_variance" | null;
};

/** Items below which agreement says next to nothing of a scale. */
export const FEWEST_ITEMS = 3;

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

/** The reliability of a scale of these items, or why there is none to tell. */
export function reliabilityOf(
  items: readonly Sums[],
  total: Sums,
  fewestQuestionnaires: number,
): Reliability {
  const about = { items: items.length, questionnaires: total.n, alpha: null };
  if (items.length < FEWEST_ITEMS) return { ...about, unknownBecause: "fewer_than_three_items" };
  if (total.n < fewestQuestionnaires) return { ...about, unknownBecause: "too_few_questionnaires" };
  const alpha = cronbachAlpha(items, total);
  return { ...about, alpha, unknownBecause: alpha === null ? "no_variance" : null };
}
