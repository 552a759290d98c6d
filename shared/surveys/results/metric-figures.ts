/** Figures of one metric over answers: score and mean with their intervals, and bands. */
import { customerSatisfaction } from "../../scoring/customer-satisfaction.ts";
import { netPromoterScore } from "../../scoring/net-promoter-score.ts";
import { wilson } from "../../scoring/numerics/proportion.ts";
import { studentQuantile } from "../../scoring/numerics/student.ts";
import { varianceOf } from "../../scoring/trust/reliability.ts";
import { sumsOf } from "../../scoring/trust/sums.ts";
import type { metricKinds } from "../survey-faults.ts";

export type MetricKind = (typeof metricKinds)[number];
/** A mean with its 95 % interval by Student's t; ends are null with fewer than two values. */
export type Mean = { n: number; mean: number; low: number | null; high: number | null };
export type MetricFigures = {
  metric: MetricKind;
  n: number;
  /** NPS −100 to 100; of CSAT and CES the share of the two highest scores, 0 to 1. */ score: number;
  low: number;
  high: number;
  mean: Mean;
  /** Answers of each kind: detractors, passives, promoters; unhappy, in between, happy. */
  bands: { low: number; middle: number; high: number };
};

/** Scores up to which an answer is unhappy, and from which it is happy. */
export const bandEdges = {
  nps: { low: 6, high: 9 },
  csat: { low: 2, high: 4 },
  ces: { low: 3, high: 6 },
} as const;

/** Returns the band of a score. */
export function bandOf(metric: MetricKind, score: number): "low" | "middle" | "high" {
  const { low, high } = bandEdges[metric];
  return score <= low ? "low" : score >= high ? "high" : "middle";
}

/** Returns the mean of values; null without any. */
export function meanOf(values: readonly number[]): Mean | null {
  const sums = sumsOf(values);
  const { n, sum } = sums;
  if (n === 0) return null;
  const mean = sum / n;
  const variance = varianceOf(sums);
  if (variance === null) return { n, mean, low: null, high: null };
  const half = studentQuantile(0.975, n - 1) * Math.sqrt(variance / n);
  return { n, mean, low: mean - half, high: mean + half };
}

function scoreOf(metric: MetricKind, { low, middle, high }: MetricFigures["bands"], n: number) {
  if (metric === "nps") {
    const found = netPromoterScore({ promoters: high, passives: middle, detractors: low });
    // The adjusted interval may pass what a score can be.
    return (
      found && {
        score: found.score,
        low: Math.max(-100, found.low),
        high: Math.min(100, found.high),
      }
    );
  }
  if (metric === "csat") return customerSatisfaction({ satisfied: high, total: n });
  return n === 0 ? null : { score: high / n, ...wilson(high, n) };
}

/** Returns the figures of a metric's scores; null without any. */
export function metricFigures(metric: MetricKind, scores: readonly number[]): MetricFigures | null {
  const mean = meanOf(scores);
  const bands = { low: 0, middle: 0, high: 0 };
  for (const score of scores) bands[bandOf(metric, score)]++;
  const found = scoreOf(metric, bands, scores.length);
  if (mean === null || found === null) return null;
  const { score, low, high } = found;
  return { metric, n: scores.length, score, low, high, mean, bands };
}
