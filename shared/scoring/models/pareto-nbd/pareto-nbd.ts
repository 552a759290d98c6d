/**
 * Pareto/NBD (Schmittlein, Morrison & Colombo 1987, "Counting your customers: who are they and what
 * will they do next?"): a customer buys at a gamma-distributed rate and leaves, at any time and
 * unseen, at another. Any unit of time; `alpha` and
 * `beta` are in it.
 */
import { alikeInAll, alikeInFrequencyAndAge, ofEach } from "../columns/alike.ts";
import { overColumns } from "../columns/over-columns.ts";
import { depart, type ParetoNbdParameters } from "./departure.ts";
import { staysOf } from "./stays.ts";
import { fit } from "./fit.ts";
import { logLikelihood } from "./likelihood.ts";
import type { History } from "../purchase-histories.ts";
import type { PurchaseModel, Simulated } from "../purchase-model.ts";
import { seeded } from "../../numerics/random.ts";

export type { ParetoNbdParameters };

/**
 * The probability that a customer has not left: 1/(1 + I), I the odds of having left since the last
 * purchase (Schmittlein, Morrison & Colombo 1987, in the form of Fader & Hardie 2005). 1 where the
 * last purchase was just now.
 */
function probabilityAlive(
  parameters: ParetoNbdParameters,
  { frequency, recency, age }: History,
): number {
  return 1 / (1 + Math.exp(depart(parameters, frequency, recency, age).logOdds));
}

/**
 * Expected purchases in the next `horizon` of a customer who is there now: (r+x)/(α+T) purchases a
 * unit of time, for (β+T)/(s−1) [1 − ((β+T)/(β+T+t))^(s−1)] of them, which is (β+T) ln(1 + t/(β+T))
 * at s = 1 (conditional expectation of Fader & Hardie 2005). Over a horizon without end
 * (β+T)/(s−1), and no number for s ≤ 1. 0 over no time.
 */
function expectedWhileAlive(
  { r, alpha, s, beta }: ParetoNbdParameters,
  { frequency, age }: History,
  horizon: number,
): number {
  const stretch = Math.log1p(Math.max(0, horizon) / (beta + age));
  const decay = (s - 1) * stretch;
  // At s = 1, and where the decay is too small to tell from none, what is left is the logarithm.
  const stay = (beta + age) * (Math.abs(decay) > 1e-290 ? -Math.expm1(-decay) / (s - 1) : stretch);
  return ((r + frequency) / (alpha + age)) * stay;
}

/** Expected purchases in the next `horizon`: P(alive) times those of a customer who is there. */
function expectedPurchases(
  parameters: ParetoNbdParameters,
  customer: History,
  horizon: number,
): number {
  return probabilityAlive(parameters, customer) * expectedWhileAlive(parameters, customer, horizon);
}

/**
 * P(at least one purchase in the next `horizon`) of a customer who is there now: E[λ/(λ+μ) (1 −
 * e^(−(λ+μ)t))] over the rates of who is there, gammas of shapes r + x and s and scales α + T and β
 * + T. That is (r+x) ∫ ((α+T)/(α+T+u))^(r+x) ((β+T)/(β+T+u))^s du/(α+T+u) over u from 0 to t: the
 * integral of `depart`, with buying first in the place of leaving first.
 */
function chanceWhileAlive(
  { r, alpha, s, beta }: ParetoNbdParameters,
  { frequency, age }: History,
  horizon: number,
): number {
  const next = { r: s, alpha: beta + age, s: r + frequency, beta: alpha + age };
  return Math.min(1, Math.exp(depart(next, 0, 0, Math.max(0, horizon)).logGone));
}

/** P(at least one purchase in the next `horizon`) of a customer who may have left. */
function chanceToBuy(parameters: ParetoNbdParameters, customer: History, horizon: number): number {
  return probabilityAlive(parameters, customer) * chanceWhileAlive(parameters, customer, horizon);
}

/**
 * Expected repeat purchases of a new customer in the first `horizon`: rβ/[α(s−1)] [1 −
 * (β/(β+t))^(s−1)].
 */
function expectedPurchasesOfNew(parameters: ParetoNbdParameters, horizon: number): number {
  return expectedWhileAlive(parameters, { frequency: 0, recency: 0, age: 0 }, horizon);
}

/**
 * A customer for each age: their two rates, when they leave, and exponential times between
 * purchases until then.
 */
function simulate(
  { r, alpha, s, beta }: ParetoNbdParameters,
  ages: readonly number[],
  seed: number,
): Simulated[] {
  const random = seeded(seed);
  return ages.map((age, i) => {
    const rate = random.gamma(r) / alpha;
    const leftAt = (random.exponential() * beta) / random.gamma(s);
    const end = Math.min(age, leftAt);
    const times: number[] = [];
    for (let next = random.exponential() / rate; next <= end; next += random.exponential() / rate)
      times.push(next);
    const [frequency, recency] = [times.length, times.at(-1) ?? 0];
    return { id: String(i + 1), frequency, recency, age, leftAt, times };
  });
}

export const paretoNbd: PurchaseModel<ParetoNbdParameters> = {
  ...overColumns<ParetoNbdParameters>({
    probabilityAliveAll: (parameters, book) =>
      ofEach(alikeInAll(book), (customer) => probabilityAlive(parameters, customer)),
    alike: alikeInFrequencyAndAge,
    expectedWhileAlive,
    chanceWhileAlive,
  }),
  fit,
  logLikelihood,
  probabilityAlive,
  expectedWhileAlive,
  expectedPurchases,
  chanceToBuy,
  mixture: (parameters, customer, horizon) => ({
    alive: probabilityAlive(parameters, customer),
    parts: staysOf(parameters, customer, horizon),
    k: 1,
    a: 0,
    b: 1,
  }),
  expectedPurchasesOfNew,
  simulate,
};
