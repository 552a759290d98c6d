/**
 * NBD (Ehrenberg 1959): purchases come at a gamma-distributed rate, nobody ever leaves. What is left of BG/NBD when its
 * drop-out part cannot be told from the data.
 */
import { minimise } from "./optimise.ts";
import { group, timeScale, type Grouped, type History } from "./purchase-histories.ts";

/** Shape `r` and scale `alpha` (in the unit of time) of the purchase rate. */
export type NbdParameters = { r: number; alpha: number };
export type NbdFit = { parameters: NbdParameters; logLikelihood: number; converged: boolean; atBound: boolean };

/** ln L = Σ ln (r)ₓ − r ln(1 + T/α) − x ln(α + T), and its slopes by r and α. */
function evaluate(r: number, alpha: number, data: Grouped): { value: number; r: number; alpha: number } {
  const sum = { value: 0, r: 0, alpha: 0 };
  data.exceeding.forEach((n, k) => {
    sum.value += n * Math.log(r + k);
    sum.r += n / (r + k);
  });
  for (const { x, age, count } of data.groups) {
    const stretch = Math.log1p(age / alpha);
    sum.value -= count * (r * stretch + x * (Math.log(alpha) + stretch));
    sum.r -= count * stretch;
    sum.alpha += count * ((r * age) / alpha - x) / (alpha + age);
  }
  return sum;
}

/** The log-likelihood of the customers' histories (density of the purchase times). */
export function logLikelihood({ r, alpha }: NbdParameters, customers: readonly History[]): number {
  return evaluate(r, alpha, group(customers)).value;
}

/** Maximum likelihood; needs at least one repeat purchase among the customers. */
export function fit(customers: readonly History[]): NbdFit {
  const scale = timeScale(customers);
  const data = group(customers, scale);
  const bound = [Math.log(1e-4), Math.log(1e-4), Math.log(1e5), Math.log(1e6)] as const;
  const objective = ([r, alpha]: number[]) => {
    const at = evaluate(Math.exp(r!), Math.exp(alpha!), data);
    return { value: -at.value / data.customers, gradient: [(-at.r * Math.exp(r!)) / data.customers, (-at.alpha * Math.exp(alpha!)) / data.customers] };
  };
  const rate = data.purchases / data.time;
  const best = minimise(objective, [Math.log(0.5), Math.log(0.5 / rate)], [bound[0], bound[1]], [bound[2], bound[3]]);
  const parameters = { r: Math.exp(best.x[0]!), alpha: Math.exp(best.x[1]!) * scale };
  return { parameters, logLikelihood: logLikelihood(parameters, customers), converged: best.converged, atBound: best.atBound.some(Boolean) };
}

/** Expected purchases in the next `horizon`: t (r + x)/(α + T). */
export function expectedPurchases({ r, alpha }: NbdParameters, customer: History, horizon: number): number {
  return (horizon * (r + customer.frequency)) / (alpha + customer.age);
}

export const nbd = { fit, logLikelihood, expectedPurchases };
