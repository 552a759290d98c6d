/** Answers of many customers as sums: each customer counts by the mean of their own. */
import type { Metric } from "../../contract/fields.ts";
import { shareOfMeans } from "../numerics/clustered.ts";

/** Over customers: their means, each between 0 and 1, and Σ of those and of their squares. */
export type AnswerSums = { answers: number; n: number; sum: number; squares: number };

/** An answer between 0 and 1, and back to the scale that the metric is shown on. */
const SCALES: Record<Metric, { part: (value: number) => number; shown: (part: number) => number }> =
  {
    nps: {
      part: (value) => (value >= 9 ? 1 : value <= 6 ? 0 : 0.5),
      shown: (part) => 100 * (2 * part - 1),
    },
    csat: { part: (value) => (value >= 4 ? 1 : 0), shown: (part) => 100 * part },
    ces: { part: (value) => (value - 1) / 6, shown: (part) => 1 + 6 * part },
  };

/** An answer between 0 and 1, as its metric counts it. */
export const partOf = (metric: Metric, value: number): number => SCALES[metric].part(value);

/** Adds one customer's `count` answers, whose parts come to `sum`. */
export function addCustomer(sums: AnswerSums, count: number, sum: number): void {
  const mean = sum / count;
  sums.answers += count;
  sums.n++;
  sums.sum += mean;
  sums.squares += mean * mean;
}

/** The figure with its 95 % interval, customers being independent, not answers. */
export function figureOf(metric: Metric, { answers, ...sums }: AnswerSums) {
  const { shown } = SCALES[metric];
  const known = shareOfMeans(sums);
  return {
    value: known && shown(known.share),
    low: known && shown(known.low),
    high: known && shown(known.high),
    n: answers,
    customers: sums.n,
  };
}
