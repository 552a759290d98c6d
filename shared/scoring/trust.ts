/** Trust: how far the customer trusts us, as a beta reputation (Jøsang & Ismail 2002) over four dimensions. */
import type { Factor, Scores } from "../contract/card.ts";
import { explain, onGrid } from "./explain.ts";
import { remaining } from "./forgetting.ts";
import { byText } from "./order.ts";
import type { Policy } from "./policy.ts";
import { betaQuantile } from "./special.ts";
import { DAY } from "./summarise.ts";
import { DIMENSIONS, type Evidence } from "./trust-evidence.ts";
import type { Milliseconds } from "./types.ts";

export type Reputation = { good: number; bad: number };

const UNKNOWN = { score: null, low: null, high: null };

/** α = prior + Σ w (1 + v)/2 and β = prior + Σ w (1 − v)/2, where w is what forgetting left of the weight. */
export function betaReputation(evidence: readonly { value: number; weight: number }[], prior: Reputation): Reputation {
  return evidence.reduce(({ good, bad }, { value, weight }) =>
    ({ good: good + (weight * (1 + value)) / 2, bad: bad + (weight * (1 - value)) / 2 }), prior);
}

/** 90 % interval of a beta, in percent, widened where needed so that the mean lies in it. */
function interval({ good, bad }: Reputation, score: number): { score: number; low: number; high: number } {
  return { score, low: Math.min(score, 100 * betaQuantile(0.05, good, bad)), high: Math.max(score, 100 * betaQuantile(0.95, good, bad)) };
}

/** The beta with a given mean and variance, each in (0, 1). */
function betaOf(mean: number, variance: number): Reputation {
  const size = (mean * (1 - mean)) / variance - 1;
  return { good: mean * size, bad: (1 - mean) * size };
}

/** Evidence in one fixed order, so that sums agree to the last digit whatever order the facts came in. */
const inOrder = (evidence: readonly Evidence[]) => [...evidence].sort((p, q) =>
  p.at - q.at || byText(p.dimension, q.dimension) || byText(p.code, q.code) || p.value - q.value || p.weight - q.weight);

function scored(evidence: readonly Evidence[], policy: Policy["trust"], now: Milliseconds) {
  const left = inOrder(evidence).map((e) => ({ ...e, weight: e.weight * remaining(e.at, now, policy.halfLifeDays) }));
  return DIMENSIONS.map((dimension) => {
    const own = left.filter((e) => e.dimension === dimension);
    const { good, bad } = betaReputation(own, policy.prior);
    return { dimension, own, good, bad, mean: good / (good + bad), weight: own.length > 0 ? policy.weights[dimension] : 0 };
  });
}

/**
 * What each kind of evidence adds to the overall score. 100 α/(α+β) less the prior's own mean m is exactly the sum over the
 * evidence of 100 w [(1+v)/2 − m]/(α+β), so nothing has to be shared out.
 */
function factorsOf(dimensions: ReturnType<typeof scored>, policy: Policy["trust"], total: number): Factor[] {
  const m = policy.prior.good / (policy.prior.good + policy.prior.bad);
  return dimensions.flatMap((d) => [...Map.groupBy(d.own, (e) => e.code)].map(([code, all]): Factor => ({
    code,
    points: all.reduce((sum, e) => sum + (100 * (d.weight / total) * e.weight * ((1 + e.value) / 2 - m)) / (d.good + d.bad), 0),
    parameters: { dimension: d.dimension, count: all.length, date: new Date(all.at(-1)!.at).toISOString() },
  }))).sort((p, q) => Math.abs(q.points) - Math.abs(p.points) || byText(p.code, q.code));
}

/** The overall score alone, 0 to 100, as it was known at a moment; null where no evidence had been seen by then. */
export function trustAt(evidence: readonly Evidence[], policy: Policy["trust"], then: Milliseconds): number | null {
  const seen = evidence.filter((e) => e.at <= then);
  if (seen.length === 0) return null;
  const dimensions = scored(seen, policy, then);
  const total = dimensions.reduce((sum, d) => sum + d.weight, 0);
  return total > 0 ? onGrid((100 * dimensions.reduce((sum, d) => sum + d.weight * d.mean, 0)) / total) : null;
}

/**
 * Trust, 0 to 100, with 90 % intervals. A dimension without evidence is null. Overall: the weighted mean of the dimensions
 * that have evidence; its interval is that of the beta with the same mean and variance, the dimensions being taken as
 * independent (variance of a weighted mean: Σ s² var). `change` compares with the score as it was known `changeDays` ago.
 */
export function trust(evidence: readonly Evidence[], policy: Policy["trust"], now: Milliseconds): Scores["trust"] {
  if (evidence.length === 0) return { ...UNKNOWN, change: null, dimensions: DIMENSIONS.map((dimension) => ({ dimension, ...UNKNOWN, evidence: 0 })), explanation: null };
  const dimensions = scored(evidence, policy, now);
  const shown = dimensions.map((d) => ({
    dimension: d.dimension, evidence: d.own.length,
    ...(d.own.length > 0 ? interval(d, 100 * d.mean) : UNKNOWN),
  }));
  const total = dimensions.reduce((sum, d) => sum + d.weight, 0);
  if (total === 0) return { ...UNKNOWN, change: null, dimensions: shown, explanation: null };
  const explanation = explain((100 * policy.prior.good) / (policy.prior.good + policy.prior.bad), factorsOf(dimensions, policy, total), evidence.length);
  const variance = dimensions.reduce((sum, d) => sum + ((d.weight / total) ** 2 * d.mean * (1 - d.mean)) / (d.good + d.bad + 1), 0);
  const before = trustAt(evidence, policy, now - policy.changeDays * DAY);
  return {
    ...interval(betaOf(explanation.total / 100, variance), explanation.total),
    change: before === null ? null : onGrid(explanation.total - before), dimensions: shown, explanation,
  };
}
