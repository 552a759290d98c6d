/**
 * BG/NBD (Fader, Hardie & Lee 2005, "Counting your customers" the easy way): purchases come at a
 * gamma-distributed rate, after each repeat purchase a customer leaves with a beta-distributed
 * probability. Any unit of time; `alpha` is in it.
 */
import { aliveOfAll } from "./alive-of-all.ts";
import { probabilityOfPurchases } from "./distribution.ts";
import { expectedPurchasesWhile } from "./expectation.ts";
import { fitWith, type BetaGeometricModel } from "./fit.ts";
import { logLikelihood, type BgNbdParameters } from "./likelihood.ts";
import { simulateWith } from "./simulation.ts";
import { alikeInFrequencyAndAge } from "../columns/alike.ts";
import { overColumns } from "../columns/over-columns.ts";
import { chanceToBuy as chanceWhileThere, rate } from "../nbd.ts";
import { group, type History } from "../purchase-histories.ts";
import { logistic } from "../../numerics/special.ts";

export type { BgNbdParameters };

/**
 * The probability that a customer has not left: 1/(1 + a/(b+x−1) ((α+T)/(α+t_x))^(r+x)) for x ≥ 1,
 * the odds being the second term of the paper's likelihood (eq. 6) over the first. Without a repeat
 * purchase it is 1, which is a statement of the model and no knowledge.
 */
export function probabilityAlive(
  { r, alpha, a, b }: BgNbdParameters,
  { frequency: x, recency, age }: History,
): number {
  if (x === 0) return 1;
  const logOdds =
    Math.log(a / (b + (x - 1))) + (r + x) * Math.log1p((age - recency) / (alpha + recency));
  return logistic(-logOdds);
}

/**
 * Expected purchases in the next `horizon` of a customer who is there now: eq. 10 of the paper over
 * P(alive).
 */
export function expectedWhileAlive(
  { r, alpha, a, b }: BgNbdParameters,
  { frequency: x, age }: History,
  horizon: number,
): number {
  return expectedPurchasesWhile(r + x, a, b + x, horizon / (alpha + age));
}

/** Expected purchases in the next `horizon`, eq. 10 of the paper. */
export function expectedPurchases(
  parameters: BgNbdParameters,
  customer: History,
  horizon: number,
): number {
  return probabilityAlive(parameters, customer) * expectedWhileAlive(parameters, customer, horizon);
}

/**
 * P(at least one purchase in the next `horizon`): nobody who is there leaves before the next
 * purchase, so that only P(alive) tells it from NBD.
 */
function chanceToBuy(parameters: BgNbdParameters, customer: History, horizon: number): number {
  return probabilityAlive(parameters, customer) * chanceWhileThere(parameters, customer, horizon);
}

export const bgNbd: BetaGeometricModel = {
  ...overColumns<BgNbdParameters>({
    probabilityAliveAll: (parameters, book) => aliveOfAll(0, parameters, book),
    alike: alikeInFrequencyAndAge,
    expectedWhileAlive,
    chanceWhileAlive: chanceWhileThere,
  }),
  fit: (customers, options) => fitWith(0, customers, options),
  /** ln L of the customers' histories, eq. 6 of the paper. */
  logLikelihood: (parameters, customers) => logLikelihood(parameters, group(customers), 0),
  probabilityAlive,
  expectedWhileAlive,
  expectedPurchases,
  chanceToBuy,
  mixture: (parameters, customer, horizon) => ({
    alive: probabilityAlive(parameters, customer),
    parts: [rate(parameters, customer, horizon)],
    k: 1,
    a: parameters.a,
    b: parameters.b + customer.frequency,
  }),
  /** Expected repeat purchases of a new customer in the first `horizon`, eq. 9 of the paper. */
  expectedPurchasesOfNew: (parameters, horizon) =>
    expectedPurchases(parameters, { frequency: 0, recency: 0, age: 0 }, horizon),
  probabilityOfPurchases: (parameters, purchases, horizon) =>
    probabilityOfPurchases(0, parameters, purchases, horizon),
  simulate: (parameters, ages, seed) => simulateWith(0, parameters, ages, seed),
};
