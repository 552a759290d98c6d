/**
 * Gamma-Gamma spend (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value"): a customer's purchases scatter around
 * their own mean by a gamma of shape `p`; the scale of those means is gamma with `q` and `gamma` (minor units).
 */
import { minimise, inverse, type Point } from "./optimise.ts";
import { digamma, logBeta } from "./special.ts";
import type { PurchaseSummary } from "./types.ts";

export type Spend = Pick<PurchaseSummary, "frequency" | "monetary">;
export type GammaGammaParameters = { p: number; q: number; gamma: number };
export type GammaGammaFit = {
  /** Null where fewer than three customers bought again. */
  parameters: GammaGammaParameters | null;
  logLikelihood: number; standardErrors: GammaGammaParameters | null;
  converged: boolean; identified: boolean; iterations: number; warnings: string[];
};

const repeats = (customers: readonly Spend[]) => customers.filter((c) => c.frequency > 0 && c.monetary > 0);

/**
 * ln f(z | x) = −ln B(px, q) − q ln(1 + xz/γ) − px ln(1 + γ/(xz)) − ln z, eq. 1a of the note, with slopes by p, q, γ. The parts
 * that depend on x alone are worked out once for each x.
 */
function evaluate({ p, q, gamma }: GammaGammaParameters, customers: readonly Spend[]): { value: number; slope: GammaGammaParameters } {
  const slope = { p: 0, q: 0, gamma: 0 };
  let value = 0;
  const byCount = new Map<number, { beta: number; both: number; own: number }>();
  const atQ = digamma(q);
  for (const { frequency: x, monetary: z } of customers) {
    let shape = byCount.get(x);
    if (!shape) byCount.set(x, shape = { beta: logBeta(p * x, q), both: digamma(p * x + q), own: digamma(p * x) });
    const above = Math.log1p((x * z) / gamma);
    const below = Math.log1p(gamma / (x * z));
    value -= shape.beta + q * above + p * x * below + Math.log(z);
    slope.p += x * (shape.both - shape.own - below);
    slope.q += shape.both - atQ - above;
    slope.gamma += (q * x * z) / (gamma * (gamma + x * z)) - (p * x) / (gamma + x * z);
  }
  return { value, slope };
}

/** The log-likelihood of the mean spends of those who bought again; the others say nothing about spend here. */
export function logLikelihood(parameters: GammaGammaParameters, customers: readonly Spend[]): number {
  return evaluate(parameters, repeats(customers)).value;
}

/** Maximum likelihood over customers who bought again; money is measured in its mean meanwhile, so that currency does not matter. */
export function fit(customers: readonly Spend[]): GammaGammaFit {
  const own = repeats(customers).sort((s, t) => s.frequency - t.frequency || s.monetary - t.monetary);
  if (own.length < 3) {
    return { parameters: null, logLikelihood: 0, standardErrors: null, converged: false, identified: false, iterations: 0, warnings: ["too_few_repeat_customers"] };
  }
  const mean = own.reduce((sum, c) => sum + c.monetary, 0) / own.length;
  const scaled = own.map((c) => ({ frequency: c.frequency, monetary: c.monetary / mean }));
  const objective = (x: number[]): Point => {
    const [p, q, gamma] = x.map(Math.exp) as [number, number, number];
    const { value, slope } = evaluate({ p, q, gamma }, scaled);
    return { value: -value / own.length, gradient: [p * slope.p, q * slope.q, gamma * slope.gamma].map((g) => -g / own.length) };
  };
  const tries = [[4, 3, 0.5], [1, 2, 1], [20, 10, 0.5]].map((start) =>
    minimise(objective, start.map(Math.log), [1e-3, 1e-3, 1e-5].map(Math.log), [1e4, 1e4, 1e5].map(Math.log)));
  const best = tries.reduce((a, b) => (b.value < a.value ? b : a));
  const [p, q, gamma] = best.x.map(Math.exp) as [number, number, number];
  const parameters = { p, q, gamma: gamma * mean };
  const bound = best.atBound.some(Boolean);
  const errors = bound ? null : inverse(best.hessian.map((row) => row.map((v) => v * own.length)))?.map((row, i) => Math.sqrt(row[i]!));
  return {
    parameters, logLikelihood: evaluate(parameters, own).value,
    standardErrors: errors ? { p: p * errors[0]!, q: q * errors[1]!, gamma: parameters.gamma * errors[2]! } : null,
    converged: best.converged, identified: best.converged && !bound, iterations: tries.reduce((sum, t) => sum + t.iterations, 0),
    warnings: [...(best.converged ? [] : ["spend_fit_not_converged"]), ...(bound ? ["spend_parameter_at_bound"] : [])],
  };
}

/**
 * Expected spend per purchase, minor units: p (γ + x z)/(p x + q − 1), between the customer's own mean and the book's. Null
 * where that expectation does not exist (p x + q ≤ 1).
 */
export function expectedSpend({ p, q, gamma }: GammaGammaParameters, { frequency: x, monetary: z }: Spend): number | null {
  const weight = p * x + q - 1;
  return weight > 0 ? (p * (gamma + x * z)) / weight : null;
}

export const gammaGamma = { fit, logLikelihood, expectedSpend };
