/** Satisfaction of one customer: what they said and what a rep noted, each a forgetting-weighted mean on 0 to 100. */
import type { Scores } from "../contract/card.ts";
import type { Metric } from "../contract/fields.ts";
import { explain } from "./explain.ts";
import { remaining } from "./forgetting.ts";
import { byText } from "./order.ts";
import type { Policy } from "./policy.ts";
import type { Milliseconds, SatisfactionFact } from "./types.ts";

const RANGE: Record<Metric, readonly [number, number]> = { nps: [0, 10], csat: [1, 5], ces: [1, 7] };

/** An answer on 0 to 100: NPS from 0–10, CSAT from 1–5, CES from 1–7 (7 is easy). */
export function satisfactionPoints(metric: Metric, value: number): number {
  const [low, high] = RANGE[metric];
  return (100 * (value - low)) / (high - low);
}

/** Newest first. */
export const newestFirst = (answers: readonly SatisfactionFact[]) =>
  [...answers].sort((p, q) => q.occurredAt - p.occurredAt || byText(p.id, q.id));

type Side = Scores["satisfaction"]["customer"];

/** Σ f s / Σ f over the answers s, where f is what forgetting left of each; its factors are the metrics' shares of that. */
function sideOf(answers: readonly SatisfactionFact[], policy: Policy["satisfaction"], now: Milliseconds): Side {
  const sorted = newestFirst(answers);
  const latest = sorted.slice(0, 3).map(({ id, metric, value, comment, occurredAt }) => ({ id, metric, value, comment, at: new Date(occurredAt).toISOString() }));
  const newest = sorted[0];
  if (!newest) return { score: null, explanation: null, latest };
  // Weights relative to the newest: however old all of them are, their sum is at least 1.
  const moment = Math.min(now, newest.occurredAt);
  const weighed = sorted.map((a) => ({ ...a, weight: remaining(a.occurredAt, moment, policy.halfLifeDays) }));
  const total = weighed.reduce((sum, a) => sum + a.weight, 0);
  const factors = [...Map.groupBy(weighed, (a) => a.metric)].map(([metric, all]) => ({
    code: `satisfaction_${metric}`,
    points: all.reduce((sum, a) => sum + (a.weight / total) * satisfactionPoints(metric, a.value), 0),
    parameters: { count: all.length, value: all[0]!.value, date: new Date(all[0]!.occurredAt).toISOString() },
  }));
  const explanation = explain(0, factors, answers.length);
  return { score: explanation.total, explanation, latest };
}

/** The card's satisfaction; the two sides are never mixed in one figure. */
export function satisfaction(answers: readonly SatisfactionFact[], policy: Policy["satisfaction"], now: Milliseconds): Scores["satisfaction"] {
  return {
    customer: sideOf(answers.filter((a) => a.source === "customer"), policy, now),
    rep: sideOf(answers.filter((a) => a.source === "rep"), policy, now),
  };
}
