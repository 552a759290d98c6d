/**
 * MBG/NBD (Batislam, Denizel & Filiztekin 2007, "Empirical validation and comparison of models for
 * customer base analysis"; the CBG/NBD of Hoppe & Wagner 2007): BG/NBD where customers may leave
 * after their first purchase too, so that P(alive) of who bought once falls with time as it should.
 * Any unit of time; `alpha` is in it.
 */
import { aliveOfAll } from "./bg-nbd/alive-of-all.ts";
import { probabilityOfPurchases } from "./bg-nbd/distribution.ts";
import { expectedPurchasesWhile } from "./bg-nbd/expectation.ts";
import { fitWith, type BetaGeometricModel } from "./bg-nbd/fit.ts";
import { logLikelihood, type BgNbdParameters } from "./bg-nbd/likelihood.ts";
import { simulateWith } from "./bg-nbd/simulation.ts";
import { alikeInFrequencyAndAge } from "./columns/alike.ts";
import { overColumns } from "./columns/over-columns.ts";
import { chanceToBuy as chanceWhileThere, rate } from "./nbd.ts";
import { group, type History } from "./purchase-histories.ts";
import { logistic } from "../numerics/special.ts";

/** As of BG/NBD: purchase rate with shape `r` and scale `alpha`, drop-out beta with `a` and `b`. */
export type MbgNbdParameters = BgNbdParameters;

/**
 * The probability that a customer has not left: 1/(1 + a/(b+x) ((α+T)/(α+t_x))^(r+x)). Just after
 * the first purchase b/(a+b).
 */
export function probabilityAlive(
  { r, alpha, a, b }: MbgNbdParameters,
  { frequency: x, recency, age }: History,
): number {
  const logOdds = Math.log(a / (b + x)) + (r + x) * Math.log1p((age - recency) / (alpha + recency));
  return logistic(-logOdds);
}

/**
 * Expected purchases in the next `horizon` of a customer who is there now, and so has passed x + 1
 * chances to leave.
 */
export function expectedWhileAlive(
  { r, alpha, a, b }: MbgNbdParameters,
  { frequency: x, age }: History,
  horizon: number,
): number {
  return expectedPurchasesWhile(r + x, a, b + x + 1, horizon / (alpha + age));
}

/** Expected purchases in the next `horizon`. */
export function expectedPurchases(
  parameters: MbgNbdParameters,
  customer: History,
  horizon: number,
): number {
  return probabilityAlive(parameters, customer) * expectedWhileAlive(parameters, customer, horizon);
}

/**
 * P(at least one purchase in the next `horizon`): nobody who is there leaves before the next
 * purchase, so that only P(alive) tells it from NBD.
 */
function chanceToBuy(parameters: MbgNbdParameters, customer: History, horizon: number): number {
  return probabilityAlive(parameters, customer) * chanceWhileThere(parameters, customer, horizon);
}

export const mbgNbd: BetaGeometricModel = {
  ...overColumns<MbgNbdParameters>({
    probabilityAliveAll: (parameters, book) => aliveOfAll(1, parameters, book),
    alike: alikeInFrequencyAndAge,
    expectedWhileAlive,
    chanceWhileAlive: chanceWhileThere,
  }),
  fit: (customers, options) => fitWith(1, customers, options),
  logLikelihood: (parameters, customers) => logLikelihood(parameters, group(customers), 1),
  probabilityAlive,
  expectedWhileAlive,
  expectedPurchases,
  chanceToBuy,
  mixture: (parameters, customer, horizon) => ({
    alive: probabilityAlive(parameters, customer),
    parts: [rate(parameters, customer, horizon)],
    k: 1,
    a: parameters.a,
    b: parameters.b + customer.frequency + 1,
  }),
  /**
   * Expected repeat purchases of a new customer in the first `horizon`, who may already have left
   * for good.
   */
  expectedPurchasesOfNew: (parameters, horizon) =>
    expectedPurchases(parameters, { frequency: 0, recency: 0, age: 0 }, horizon),
  probabilityOfPurchases: (parameters, purchases, horizon) =>
    probabilityOfPurchases(1, parameters, purchases, horizon),
  simulate: (parameters, ages, seed) => simulateWith(1, parameters, ages, seed),
};
