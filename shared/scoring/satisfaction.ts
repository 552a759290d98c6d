/** Satisfaction of one customer: what they said and what a rep noted, each a forgetting-weighted mean on 0 to 100. */
import type { Scores } from "../contract/card.ts";
import type { Metric } from "../contract/fields.ts";
import { explain, onGrid } from "./explain.ts";
import { remaining } from "./forgetting.ts";
import { byText } from "./order.ts";
import type { Policy } from "./policy.ts";
import { DAY } from "./summarise.ts";
import type { Milliseconds, SatisfactionFact } from "./types.ts";

const RANGE: Record<Metric, readonly [number, number]> = { nps: [0, 10], csat: [1, 5], ces: [1, 7] };

/** An answer on 0 to 100: NPS from 0–10, CSAT from 1–5, CES from 1–7 (7 is easy). */
export function satisfactionPoints(metric: Metric, value: number): number {
  const [low, high] = RANGE[metric];
  return (100 * (value - low)) / (high - low);
}

/** Whether one answer comes before another where the newest is first; of the same moment the smaller id. */
export const isNewer = (p: SatisfactionFact, q: SatisfactionFact): boolean => p.occurredAt > q.occurredAt || (p.occurredAt === q.occurredAt && p.id < q.id);

const newestFirst = (answers: readonly SatisfactionFact[]) =>
  [...answers].sort((p, q) => q.occurredAt - p.occurredAt || byText(p.id, q.id));

type Side = Scores["satisfaction"]["customer"];

/** Each answer's part of the figure: f / Σ f of its points, where f is what forgetting left of it. Newest first, as it comes. */
function parts(sorted: readonly SatisfactionFact[], policy: Policy["satisfaction"], now: Milliseconds) {
  // Weights relative to the newest: however old all of them are, their sum is at least 1.
  const moment = Math.min(now, sorted[0]?.occurredAt ?? now);
  const weighed = sorted.map((answer) => ({ answer, weight: remaining(answer.occurredAt, moment, policy.halfLifeDays) }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.map(({ answer, weight }) => ({ answer, points: (weight / total) * satisfactionPoints(answer.metric, answer.value) }));
}

/** The figure as it was known at a moment, from what a side had answered by then; null where that was nothing. */
export function satisfactionAt(answers: readonly SatisfactionFact[], source: SatisfactionFact["source"], policy: Policy["satisfaction"], then: Milliseconds): number | null {
  const known = answers.filter((a) => a.source === source && a.occurredAt <= then);
  return known.length === 0 ? null : onGrid(parts(newestFirst(known), policy, then).reduce((sum, { points }) => sum + points, 0));
}

/** Σ f s / Σ f over the answers s; its factors are the metrics' shares of that. `change` compares with `changeDays` ago. */
function sideOf(answers: readonly SatisfactionFact[], source: SatisfactionFact["source"], policy: Policy["satisfaction"], now: Milliseconds): Side {
  const own = answers.filter((a) => a.source === source);
  if (own.length === 0) return { score: null, change: null, explanation: null, latest: [] };
  const sorted = newestFirst(own);
  const latest = sorted.slice(0, 3).map(({ id, metric, value, comment, occurredAt }) => ({ id, metric, value, comment, at: new Date(occurredAt).toISOString() }));
  const shares = parts(sorted, policy, now);
  const factors = [...new Set(sorted.map((a) => a.metric))].map((metric) => {
    const all = shares.filter((p) => p.answer.metric === metric);
    const newest = all[0]!.answer;
    return {
      code: `satisfaction_${metric}`, points: all.reduce((sum, { points }) => sum + points, 0),
      parameters: { count: all.length, value: newest.value, date: new Date(newest.occurredAt).toISOString() },
    };
  });
  const explanation = explain(0, factors, own.length);
  const before = satisfactionAt(answers, source, policy, now - policy.changeDays * DAY);
  return { score: explanation.total, change: before === null ? null : onGrid(explanation.total - before), explanation, latest };
}

/** The card's satisfaction; the two sides are never mixed in one figure. */
export function satisfaction(answers: readonly SatisfactionFact[], policy: Policy["satisfaction"], now: Milliseconds): Scores["satisfaction"] {
  return {
    customer: sideOf(answers, "customer", policy, now), rep: sideOf(answers, "rep", policy, now),
  };
}
