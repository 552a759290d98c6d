/**
 * NBD (Ehrenberg 1959): purchases come at a gamma-distributed rate, nobody ever leaves. What is
 * left of the other purchase models when their drop-out part cannot be told from the data.
 */
import { inverse } from "../numerics/cholesky.ts";
import { evaluate as evaluateCnbd } from "./cnbd-likelihood.ts";
import { alikeInFrequencyAndAge } from "./columns/alike.ts";
import { overColumns } from "./columns/over-columns.ts";
import type { Part } from "./mixture.ts";
import { evaluate, type NbdParameters } from "./nbd-likelihood.ts";
import { inLogarithms, minimise, type Point } from "../numerics/optimise.ts";
import { group, inUnit, meanAge, type Grouped, type History } from "./purchase-histories.ts";
import type { PurchaseFit, PurchaseModel } from "./purchase-model.ts";
import { seeded } from "../numerics/random.ts";

export type { NbdParameters };

/** P(alive) is never known of it: `identified` is false by construction. */
export type NbdFit = PurchaseFit<NbdParameters> & { parameters: NbdParameters };

const LOWER = [1e-4, 1e-4].map(Math.log);
const UPPER = [1e5, 1e6].map(Math.log);

/**
 * Maximum likelihood for histories whose unit of time is their mean age: of NBD, or of CNBD-k
 * (without `ofGaps`).
 */
export function fitGrouped(data: Grouped, k = 1) {
  const objective = (x: number[]): Point => {
    const [r, alpha] = x.map(Math.exp) as [number, number];
    return inLogarithms([r, alpha], evaluateCnbd({ r, alpha }, data, k), data.customers);
  };
  const start = [0.5, (0.5 * data.time) / (k * data.purchases)];
  return minimise(objective, start.map(Math.log), LOWER, UPPER);
}

/** Maximum likelihood; needs at least one repeat purchase among the customers. */
export function fit(customers: readonly History[]): NbdFit {
  const whole = group(customers);
  const scale = meanAge(whole);
  const best = fitGrouped(inUnit(whole, scale));
  const [r, alpha] = [Math.exp(best.x[0]!), Math.exp(best.x[1]!) * scale];
  const bound = best.atBound.some(Boolean);
  const errors = bound
    ? null
    : inverse(best.hessian)?.map((row, i) => Math.sqrt(row[i]! / whole.customers));
  return {
    parameters: { r, alpha },
    logLikelihood: -best.value * whole.customers - whole.purchases * Math.log(scale),
    standardErrors: errors ? { r: r * errors[0]!, alpha: alpha * errors[1]! } : null,
    converged: best.converged,
    tellsDropOut: false,
    identified: false,
    iterations: best.iterations,
    warnings: [
      ...(best.converged ? [] : ["fit_not_converged"]),
      ...(bound ? ["parameter_at_bound"] : []),
    ],
  };
}

/**
 * The answer where no purchase model can be fitted: without customers, or without a repeat purchase
 * among them.
 */
export function nothingToFit(customers: readonly History[]): PurchaseFit<never> | null {
  if (customers.some((c) => c.frequency > 0)) return null;
  return {
    parameters: null,
    logLikelihood: 0,
    standardErrors: null,
    converged: false,
    tellsDropOut: false,
    identified: false,
    iterations: 0,
    warnings: [customers.length === 0 ? "no_customers" : "no_repeat_purchases"],
  };
}

/** The log-likelihood of the customers' histories (density of the purchase times). */
export function logLikelihood(parameters: NbdParameters, customers: readonly History[]): number {
  return evaluate(parameters, group(customers)).value;
}

/** Expected purchases in the next `horizon`: t (r + x)/(α + T); 0 over no time. */
export function expectedPurchases(
  { r, alpha }: NbdParameters,
  { frequency, age }: History,
  horizon: number,
): number {
  return (Math.max(0, horizon) * (r + frequency)) / (alpha + age);
}

/**
 * P(at least one purchase in the next `horizon`) of who does not leave before it: 1 −
 * ((α+T)/(α+T+t))^(r+x).
 */
export function chanceToBuy(
  { r, alpha }: NbdParameters,
  { frequency, age }: History,
  horizon: number,
): number {
  return -Math.expm1(-(r + frequency) * Math.log1p(Math.max(0, horizon) / (alpha + age)));
}

/** The rate of who is there: a gamma of shape r + x and scale α + T. */
export const rate = (
  { r, alpha }: NbdParameters,
  { frequency, age }: History,
  horizon: number,
): Part => ({
  weight: 1,
  shape: r + frequency,
  u: Math.max(0, horizon) / (alpha + age),
  ticks: 0,
});

export const nbd: PurchaseModel<NbdParameters> = {
  ...overColumns<NbdParameters>({
    probabilityAliveAll: (_, { frequency }) => new Float64Array(frequency.length).fill(1),
    alike: alikeInFrequencyAndAge,
    expectedWhileAlive: expectedPurchases,
    chanceWhileAlive: chanceToBuy,
  }),
  fit: (customers) => nothingToFit(customers) ?? fit(customers),
  logLikelihood,
  expectedPurchases,
  probabilityAlive: () => 1,
  expectedWhileAlive: expectedPurchases,
  chanceToBuy,
  mixture: (parameters, customer, horizon) => ({
    alive: 1,
    parts: [rate(parameters, customer, horizon)],
    k: 1,
    a: 0,
    b: 1,
  }),
  expectedPurchasesOfNew: (parameters, horizon) =>
    expectedPurchases(parameters, { frequency: 0, recency: 0, age: 0 }, horizon),
  simulate({ r, alpha }, ages, seed) {
    const random = seeded(seed);
    return ages.map((age, id) => {
      const rate = random.gamma(r) / alpha;
      const times: number[] = [];
      for (let at = random.exponential() / rate; at <= age; at += random.exponential() / rate)
        times.push(at);
      const [frequency, recency] = [times.length, times.at(-1) ?? 0];
      return { id: String(id + 1), frequency, recency, age, leftAt: Infinity, times };
    });
  },
};
