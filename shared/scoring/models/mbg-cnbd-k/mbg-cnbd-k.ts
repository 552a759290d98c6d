/**
 * MBG/CNBD-k (Platzer & Reutterer 2016, "Ticking away the moments: timing regularity helps to
 * better predict customer activity"): MBG/NBD whose times between purchases are Erlang-k. A hidden
 * clock ticks at the customer's rate, each k-th tick is a purchase: the larger k, the more regular.
 * Any unit of time; `alpha` is in it, and tells of ticks.
 */
import { logLikelihood } from "../bg-nbd/likelihood.ts";
import { alikeInAll } from "../columns/alike.ts";
import { overColumns } from "../columns/over-columns.ts";
import { LARGEST_TERM, logUnfinished } from "../cnbd-likelihood.ts";
import { aliveOfAll } from "./alive-of-all.ts";
import { fit, type MbgCnbdKParameters } from "./fit.ts";
import { expectedByTicks } from "./expectation.ts";
import { chanceOfTicks, moreThan, type Mixture, type Part } from "../mixture.ts";
import { bySeries } from "../bg-nbd/series.ts";
import { expectedPurchasesWhile } from "../bg-nbd/expectation.ts";
import { simulateWith } from "../bg-nbd/simulation.ts";
import { group, type History } from "../purchase-histories.ts";
import type { PurchaseModel } from "../purchase-model.ts";
import { logistic } from "../../numerics/special.ts";

export type { MbgCnbdKParameters } from "./fit.ts";

/**
 * The probability that a customer has not left: 1/(1 + a/((b+x) H)), H the probability that of a
 * customer who is there the next purchase is still to come: Σ_{j<k} (s)ⱼ/j! qʲ
 * ((α+t_x)/(α+T))^s, s = r + kx and q = (T−t_x)/(α+T).
 */
export function probabilityAlive(
  { r, alpha, a, b, k }: MbgCnbdKParameters,
  { frequency: x, recency, age }: History,
): number {
  const [shape, silence] = [r + k * x, age - recency];
  const wait = logUnfinished(shape, silence / (alpha + age), k);
  const logOdds = Math.log(a / (b + x)) + shape * Math.log1p(silence / (alpha + recency)) - wait;
  return logistic(-logOdds);
}

/** Parts below this share of the largest are nothing to a sum of doubles. */
const LEAST_PART = 2 ** -56;

/** Parts told apart; where there are more, no group of them weighs more than this part of all. */
const MOST_PARTS = 24;

/**
 * Takes neighbouring parts together where there are many, each group as one at its mean: the chance
 * to buy is off by less than a hundredth, and by that only where nearly nothing is known of a rate.
 */
function together(parts: Part[]): Part[] {
  if (parts.length <= MOST_PARTS) return parts;
  const most = parts.reduce((sum, { weight }) => sum + weight, 0) / MOST_PARTS;
  const joined: Part[] = [];
  let [weight, moment] = [0, 0];
  parts.forEach((part, i) => {
    weight += part.weight;
    moment += part.weight * part.ticks;
    const next = parts[i + 1];
    if (next && weight + next.weight <= most) return;
    const mean = moment / weight;
    const ticks = Math.round(mean);
    joined.push({ weight, shape: part.shape - part.ticks + mean, u: part.u, ticks });
    [weight, moment] = [0, 0];
  });
  return joined;
}

/**
 * Weights (s)ⱼ/j! qʲ of the ticks j < k of the next purchase that have come in the silence, of sum 1.
 */
function ticksInSilence(shape: number, q: number, k: number): Float64Array {
  const weights = new Float64Array(k);
  let [weight, sum] = [1, 0];
  for (let j = 0; j < k && weight > 0; j++) {
    if (weight > LARGEST_TERM) {
      for (let i = 0; i < j; i++) weights[i] = weights[i]! / LARGEST_TERM;
      weight /= LARGEST_TERM;
      sum /= LARGEST_TERM;
    }
    weights[j] = weight;
    sum += weight;
    weight *= ((shape + j) * q) / (j + 1);
  }
  return weights.map((one) => one / sum);
}

/**
 * The rate of who is there, as gammas: with weight (s)ⱼ/j! qʲ of its sum over j < k, j ticks of the
 * next purchase have come in the silence, and the rate has shape s + j and scale α + T.
 */
function rates(
  { r, alpha, k }: MbgCnbdKParameters,
  { frequency: x, recency, age }: History,
  horizon: number,
): Part[] {
  const shape = r + k * x;
  const q = (age - recency) / (alpha + age);
  const u = Math.max(0, horizon) / (alpha + age);
  const weights = ticksInSilence(shape, q, k);
  const parts = Array.from(weights, (weight, ticks) => ({
    weight,
    shape: shape + ticks,
    u,
    ticks,
  }));
  const largest = Math.max(...weights);
  const kept = together(parts.filter((part) => part.weight >= LEAST_PART * largest));
  const sum = kept.reduce((all, part) => all + part.weight, 0);
  for (const part of kept) part.weight /= sum;
  return kept;
}

/** The distribution of the purchases in the next `horizon`. */
function mixture(parameters: MbgCnbdKParameters, customer: History, horizon: number): Mixture {
  const { a, b, k } = parameters;
  return {
    alive: probabilityAlive(parameters, customer),
    parts: rates(parameters, customer, horizon),
    k,
    a,
    b: b + customer.frequency + 1,
  };
}

/**
 * Expected purchases in the next `horizon` of a customer who is there now. Where more ticks are
 * expected than can be counted, as if purchases came at random at a k-th of the rate, which over so
 * many is off by less than one purchase.
 */
export function expectedWhileAlive(
  parameters: MbgCnbdKParameters,
  customer: History,
  horizon: number,
): number {
  const { a, b, k } = parameters;
  const left = b + customer.frequency + 1;
  const exact = k > MOST_SERIES ? byTicks(parameters, customer, horizon) : null;
  if (exact !== null) return exact;
  const parts = rates(parameters, customer, horizon);
  let sum = 0;
  for (const { weight, shape, u, ticks } of parts) {
    if (u === 0) return 0;
    const series = bySeries(shape, a, left, u, { k, ticks });
    if (series === null) return counted({ alive: 1, parts, k, a, b: left });
    sum += weight * series;
  }
  return sum;
}

/** Ticks a purchase up to which a series for each of them is no slower. */
const MOST_SERIES = 6;

/** The same purchase by purchase; null where there are too many ticks to count. */
function byTicks(
  { r, alpha, a, b, k }: MbgCnbdKParameters,
  { frequency: x, recency, age }: History,
  horizon: number,
): number | null {
  if (!(horizon > 0)) return 0;
  const shape = r + k * x;
  const u = horizon / (alpha + age);
  const atLeast = chanceOfTicks({ weight: 1, shape, u, ticks: 0 });
  const weights = ticksInSilence(shape, (age - recency) / (alpha + age), k);
  return atLeast && expectedByTicks({ shape, u, k }, weights, a, b + x + 1, atLeast);
}

/** Σ P(X > n), or the expectation of purchases at random where there are too many to count. */
function counted(all: Mixture): number {
  const { parts, k, a, b } = all;
  return (
    moreThan(all)?.reduce((sum, tail) => sum + tail, 0) ??
    parts.reduce(
      (sum, { weight, shape, u }) => sum + weight * expectedPurchasesWhile(shape, a, b, u / k),
      0,
    )
  );
}

/** Expected purchases in the next `horizon`. */
function expectedPurchases(
  parameters: MbgCnbdKParameters,
  customer: History,
  horizon: number,
): number {
  return probabilityAlive(parameters, customer) * expectedWhileAlive(parameters, customer, horizon);
}

/**
 * P(at least one purchase in the next `horizon`) of a customer who is there now: 1 −
 * H(T+t−t_x)/H(T−t_x), H(w) the probability that the next purchase takes longer than w.
 */
function chanceWhileAlive(
  { r, alpha, k }: MbgCnbdKParameters,
  customer: History,
  horizon: number,
): number {
  if (!(horizon > 0)) return 0;
  const { frequency, recency, age } = customer;
  const shape = r + k * frequency;
  const logWaits = (until: number) =>
    until === Infinity
      ? -Infinity
      : logUnfinished(shape, (until - recency) / (alpha + until), k) -
        shape * Math.log1p((until - recency) / (alpha + recency));
  return Math.max(0, -Math.expm1(logWaits(age + horizon) - logWaits(age)));
}

/** P(at least one purchase in the next `horizon`) of a customer who may have left. */
function chanceToBuy(parameters: MbgCnbdKParameters, customer: History, horizon: number): number {
  return probabilityAlive(parameters, customer) * chanceWhileAlive(parameters, customer, horizon);
}

export const mbgCnbdK: PurchaseModel<MbgCnbdKParameters> & { fit: typeof fit } = {
  ...overColumns<MbgCnbdKParameters>({
    probabilityAliveAll: aliveOfAll,
    alike: alikeInAll,
    expectedWhileAlive,
    chanceWhileAlive,
  }),
  fit,
  logLikelihood: (parameters, customers) =>
    logLikelihood(parameters, group(customers), 1, parameters.k),
  probabilityAlive,
  expectedWhileAlive,
  expectedPurchases,
  chanceToBuy,
  mixture,
  /**
   * Expected repeat purchases of a new customer in the first `horizon`, who may already have left
   * for good.
   */
  expectedPurchasesOfNew: (parameters, horizon) =>
    expectedPurchases(parameters, { frequency: 0, recency: 0, age: 0 }, horizon),
  simulate: (parameters, ages, seed) => simulateWith(1, parameters, ages, seed, parameters.k),
};
