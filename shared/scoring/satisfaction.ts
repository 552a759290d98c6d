/**
 * Satisfaction of one customer: what they said and what a rep noted, each a forgetting-weighted
 * mean on 0 to 100.
 */
import type { Scores } from "../contract/card.ts";
import type { Metric } from "../contract/fields.ts";
import { explain, onGrid } from "./explain.ts";
import { remaining } from "./forgetting.ts";
import { byText } from "./numerics/order.ts";
import type { Policy } from "./policy.ts";
import { DAY } from "./summarise.ts";
import type { Milliseconds, SatisfactionFact } from "./types.ts";

const RANGE: Record<Metric, readonly [number, number]> = {
  nps: [0, 10],
  csat: [1, 5],
  ces: [1, 7],
};

/** An answer on 0 to 100: NPS from 0–10, CSAT from 1–5, CES from 1–7 (7 is easy). */
export function satisfactionPoints(metric: Metric, value: number): number {
  const [low, high] = RANGE[metric];
  return (100 * (value - low)) / (high - low);
}

/**
 * Returns whether one answer comes before another where the newest is first; of the same moment the
 * smaller id.
 */
export const isNewer = (p: SatisfactionFact, q: SatisfactionFact): boolean =>
  p.occurredAt > q.occurredAt || (p.occurredAt === q.occurredAt && p.id < q.id);

const newestFirst = (answers: readonly SatisfactionFact[]) =>
  [...answers].sort((p, q) => q.occurredAt - p.occurredAt || byText(p.id, q.id));

type Side = Scores["satisfaction"]["customer"];

/**
 * For each metric what its answers come to: Σ f and Σ f s, where s are their points and f is what
 * forgetting left of each.
 */
function sumsOf(
  sorted: readonly SatisfactionFact[],
  policy: Policy["satisfaction"],
  now: Milliseconds,
) {
  // Relative to the newest: however old all of them are, the weights add up to at least 1.
  const moment = Math.min(now, sorted[0]?.occurredAt ?? now);
  const metrics: {
    metric: Metric;
    /** Its place among the answers. */ newest: number;
    count: number;
    weight: number;
    points: number;
  }[] = [];
  sorted.forEach((answer, newest) => {
    const left = remaining(answer.occurredAt, moment, policy.halfLifeDays);
    let sum = metrics.find((m) => m.metric === answer.metric);
    if (!sum)
      metrics.push((sum = { metric: answer.metric, newest, count: 0, weight: 0, points: 0 }));
    sum.count++;
    sum.weight += left;
    sum.points += left * satisfactionPoints(answer.metric, answer.value);
  });
  return { metrics, weight: metrics.reduce((sum, m) => sum + m.weight, 0) };
}

/**
 * The figure as it was known at a moment, from what a side had answered by then; null where that
 * was nothing.
 */
export function satisfactionAt(
  answers: readonly SatisfactionFact[],
  source: SatisfactionFact["source"],
  policy: Policy["satisfaction"],
  then: Milliseconds,
): number | null {
  const known = answers.filter((a) => a.source === source && a.occurredAt <= then);
  if (known.length === 0) return null;
  const { metrics, weight } = sumsOf(newestFirst(known), policy, then);
  return onGrid(metrics.reduce((sum, m) => sum + m.points, 0) / weight);
}

const iso = (at: Milliseconds) => new Date(at).toISOString();

/**
 * Σ f s / Σ f over the answers; its factors are the metrics' shares of that. `change` compares with
 * `changeDays` ago.
 */
function sideOf(
  answers: readonly SatisfactionFact[],
  source: SatisfactionFact["source"],
  policy: Policy["satisfaction"],
  now: Milliseconds,
): Side {
  const own = answers.filter((a) => a.source === source);
  if (own.length === 0) return { score: null, change: null, explanation: null, latest: [] };
  const sorted = newestFirst(own);
  const { metrics, weight } = sumsOf(sorted, policy, now);
  const latest = sorted.slice(0, 3).map(({ id, metric, value, comment, occurredAt }) => ({
    id,
    metric,
    value,
    comment,
    at: iso(occurredAt),
  }));
  const explanation = explain(
    0,
    metrics.map(({ metric, newest, count, points }) => ({
      code: `satisfaction_${metric}`,
      points: points / weight,
      parameters: {
        count,
        value: sorted[newest]!.value,
        date: latest[newest]?.at ?? iso(sorted[newest]!.occurredAt),
      },
    })),
    own.length,
  );
  const before = satisfactionAt(answers, source, policy, now - policy.changeDays * DAY);
  return {
    score: explanation.total,
    change: before === null ? null : onGrid(explanation.total - before),
    explanation,
    latest,
  };
}

/** The card's satisfaction; the two sides are never mixed in one figure. */
export function satisfaction(
  answers: readonly SatisfactionFact[],
  policy: Policy["satisfaction"],
  now: Milliseconds,
): Scores["satisfaction"] {
  return {
    customer: sideOf(answers, "customer", policy, now),
    rep: sideOf(answers, "rep", policy, now),
  };
}
