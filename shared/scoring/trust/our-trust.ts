/**
 * Our own figure of trust: what reps noted and saw, as a beta reputation (Jøsang & Ismail 2002)
 * over four dimensions. It stands beside the customer's and is never part of it.
 */
import type { Factor } from "../../contract/card.ts";
import type { DimensionName } from "../../contract/fields.ts";
import { explain, onGrid } from "../explain.ts";
import { remaining } from "../forgetting.ts";
import { byText } from "../numerics/order.ts";
import type { Policy } from "../policy.ts";
import { betaQuantile } from "../numerics/special.ts";
import { DAY } from "../summarise.ts";
import type { Milliseconds } from "../types.ts";
import type { Side } from "./customer-trust.ts";
import type { Evidence } from "./our-evidence.ts";
import { DIMENSIONS } from "./questionnaires.ts";

export type Reputation = { good: number; bad: number };

const UNKNOWN = { score: null, low: null, high: null };
const unknownOf = (dimension: DimensionName) => ({
  dimension,
  score: null,
  low: null,
  high: null,
  evidence: 0,
});

/**
 * α = prior + Σ w (1 + v)/2 and β = prior + Σ w (1 − v)/2, where w is what forgetting left of the
 * weight.
 */
export function betaReputation(
  evidence: readonly { value: number; weight: number }[],
  prior: Reputation,
): Reputation {
  return evidence.reduce(
    ({ good, bad }, { value, weight }) => ({
      good: good + (weight * (1 + value)) / 2,
      bad: bad + (weight * (1 - value)) / 2,
    }),
    prior,
  );
}

/**
 * 90 % interval of a beta, in percent, widened where needed so that the mean lies in it; null
 * leaves the mean alone.
 */
function interval(
  known: Reputation | null,
  score: number,
): { score: number; low: number; high: number } {
  if (!known) return { score, low: score, high: score };
  const { good, bad } = known;
  return {
    score,
    low: Math.min(score, 100 * betaQuantile(0.05, good, bad)),
    high: Math.max(score, 100 * betaQuantile(0.95, good, bad)),
  };
}

/**
 * The beta with a given mean and variance; null where it is so narrow that doubles cannot tell it
 * from its mean.
 */
function betaOf(mean: number, variance: number): Reputation | null {
  const size = (mean * (1 - mean)) / variance - 1;
  return size > 0 && size < Infinity ? { good: mean * size, bad: (1 - mean) * size } : null;
}

/**
 * Evidence in one fixed order, so that sums agree to the last digit whatever order the facts came
 * in.
 */
const inOrder = (evidence: readonly Evidence[]) =>
  [...evidence].sort(
    (p, q) =>
      p.at - q.at ||
      byText(p.dimension, q.dimension) ||
      byText(p.code, q.code) ||
      p.value - q.value ||
      p.weight - q.weight,
  );

/**
 * Evidence with what forgetting and saturation left of its weight. All of one code within a
 * half-life weighs cap·(1 − e^(−Σw/cap)): the tenth promise kept in a row says less than the first.
 * Half-lives are counted from 1970, so that time alone moves nothing from one to the next; weights
 * and cap are as at the end of each, and forgotten from there.
 */
function saturate(
  evidence: readonly Evidence[],
  { halfLifeDays }: Policy["trust"],
  now: Milliseconds,
): Evidence[] {
  const halfLife = halfLifeDays * DAY;
  const periodOf = ({ at }: Evidence) => Math.floor(at / halfLife);
  const groups = Map.groupBy(
    inOrder(evidence),
    (e) => `${e.code} ${e.dimension} ${periodOf(e)}`,
  ).values();
  return [...groups].flatMap((all) => {
    const left = all.map((e) => e.weight * remaining(e.at, now, halfLifeDays));
    const cap = all[0]!.cap * remaining((periodOf(all[0]!) + 1) * halfLife, now, halfLifeDays);
    const filled = left.reduce((sum, w) => sum + w, 0) / cap;
    const share = filled > 0 && filled < Infinity ? -Math.expm1(-filled) / filled : 0;
    return all.map((e, i) => ({ ...e, weight: left[i]! * share }));
  });
}

function scored(evidence: readonly Evidence[], policy: Policy["trust"], now: Milliseconds) {
  const left = inOrder(saturate(evidence, policy, now));
  return DIMENSIONS.map((dimension) => {
    const own = left.filter((e) => e.dimension === dimension);
    const { good, bad } = betaReputation(own, policy.prior);
    return {
      dimension,
      own,
      good,
      bad,
      mean: good / (good + bad),
      weight: own.length > 0 ? policy.weights[dimension] : 0,
    };
  });
}

type Dimension = ReturnType<typeof scored>[number];
const priorMean = ({ prior }: Policy["trust"]) => prior.good / (prior.good + prior.bad);
/**
 * Returns how much of a dimension's mean is the prior: k/(n + k) with n events of evidence and the
 * prior's k.
 */
const doubt = ({ good, bad }: Dimension, { prior }: Policy["trust"]) =>
  (prior.good + prior.bad) / (good + bad);

/**
 * Adds up the weights in the overall score. A dimension counts by how much is known of it, its
 * weight times the credibility n/(n + k) (Bühlmann 1967); the prior counts with the doubt that is
 * left in the best known dimension. So the prior is believed once and not once for each dimension:
 * a first good word about something new never lowers the whole.
 */
function totalOf(dimensions: readonly Dimension[], policy: Policy["trust"]): number {
  const counted = dimensions.filter((d) => d.weight > 0);
  if (counted.length === 0) return 0;
  const least = Math.min(...Object.values(policy.weights).filter((weight) => weight > 0));
  return counted.reduce(
    (sum, d) => sum + d.weight * (1 - doubt(d, policy)),
    least * Math.min(...counted.map((d) => doubt(d, policy))),
  );
}

/**
 * Returns what each kind of evidence adds to the overall score: a dimension's mean α/(α+β) less the
 * prior's own mean m is exactly the sum over its evidence of w [(1+v)/2 − m]/(α+β), so nothing has
 * to be shared out.
 */
function factorsOf(
  dimensions: readonly Dimension[],
  policy: Policy["trust"],
  total: number,
): Factor[] {
  const m = priorMean(policy);
  return dimensions
    .flatMap((d) =>
      [...Map.groupBy(d.own, (e) => e.code)].map(([code, all]): Factor => ({
        code,
        points: all.reduce(
          (sum, e) =>
            sum +
            (100 * (d.weight / total) * e.weight * ((1 + e.value) / 2 - m)) / (d.good + d.bad),
          0,
        ),
        parameters: {
          dimension: d.dimension,
          count: all.length,
          date: new Date(all.at(-1)!.at).toISOString(),
        },
      })),
    )
    .sort((p, q) => Math.abs(q.points) - Math.abs(p.points) || byText(p.code, q.code));
}

/** Returns true for evidence that nothing had made good by then. */
const isOpen = ({ until = Infinity }: Evidence, then: Milliseconds) => until > then;

/**
 * The overall score alone, 0 to 100, as it was known at a moment; null where no evidence had been
 * seen by then.
 */
function ourTrustAt(
  evidence: readonly Evidence[],
  policy: Policy["trust"],
  then: Milliseconds,
): number | null {
  const seen = evidence.filter((e) => e.at <= then && isOpen(e, then));
  if (seen.length === 0) return null;
  const dimensions = scored(seen, policy, then);
  const total = totalOf(dimensions, policy);
  const m = priorMean(policy);
  return total > 0
    ? onGrid(100 * (m + dimensions.reduce((sum, d) => sum + d.weight * (d.mean - m), 0) / total))
    : null;
}

/**
 * Variance of the overall score: of a mean of independent betas, weighted as in `totalOf`; the
 * prior's own where nothing weighs.
 */
function varianceOf(dimensions: readonly Dimension[], policy: Policy["trust"]): number {
  const weights = dimensions.map((d) => d.weight * (1 - doubt(d, policy)));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const [m, k] = [priorMean(policy), policy.prior.good + policy.prior.bad];
  if (sum === 0) return (m * (1 - m)) / (k + 1);
  return dimensions.reduce(
    (all, d, i) => all + ((weights[i]! / sum) ** 2 * d.mean * (1 - d.mean)) / (d.good + d.bad + 1),
    0,
  );
}

/**
 * Our view of a customer's trust, 0 to 100, with 90 % intervals. A dimension without evidence is
 * null. Overall: the mean m + Σ s (mean − m)/total over the dimensions that have evidence, with
 * weights s, the prior's mean m and the total of `totalOf`; of one dimension alone it is that
 * dimension's score. Its interval is that of the beta with the same mean and variance. `change`
 * compares with the score as it was known `changeDays` ago.
 */
export function ourTrust(
  all: readonly Evidence[],
  policy: Policy["trust"],
  now: Milliseconds,
): Side {
  const evidence = all.filter(({ until }) => until === undefined);
  if (evidence.length === 0)
    return { ...UNKNOWN, change: null, dimensions: DIMENSIONS.map(unknownOf), explanation: null };
  const dimensions = scored(evidence, policy, now);
  const shown = dimensions.map((d) => ({
    dimension: d.dimension,
    evidence: d.own.length,
    ...(d.own.length > 0 ? interval(d, 100 * d.mean) : UNKNOWN),
  }));
  const total = totalOf(dimensions, policy);
  if (total === 0) return { ...UNKNOWN, change: null, dimensions: shown, explanation: null };
  const explanation = explain(
    100 * priorMean(policy),
    factorsOf(dimensions, policy, total),
    evidence.length,
  );
  const variance = varianceOf(dimensions, policy);
  const before = ourTrustAt(all, policy, now - policy.changeDays * DAY);
  return {
    ...interval(betaOf(explanation.total / 100, variance), explanation.total),
    change: before === null ? null : onGrid(explanation.total - before),
    dimensions: shown,
    explanation,
  };
}
