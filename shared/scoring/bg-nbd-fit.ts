/** Maximum-likelihood fit of BG/NBD, and whether the data can tell its drop-out part at all. */
import { evaluate, logLikelihood, type BgNbdParameters } from "./bg-nbd-likelihood.ts";
import * as nbd from "./nbd.ts";
import { inverse, minimise, type Point } from "./optimise.ts";
import { group, timeScale, type History } from "./purchase-histories.ts";

export type BgNbdFit = {
  /** Null where there is nothing to fit: no customer, or no repeat purchase. */
  parameters: BgNbdParameters | null;
  logLikelihood: number;
  standardErrors: BgNbdParameters | null;
  converged: boolean;
  /** False where a model in which nobody leaves explains the data as well: P(alive) would be invented. */
  identified: boolean;
  iterations: number;
  warnings: string[];
  /** The model without drop-out, to fall back to. */
  withoutDropOut: nbd.NbdFit | null;
};

const nothing = (warning: string): BgNbdFit => ({
  parameters: null, logLikelihood: 0, standardErrors: null, converged: false, identified: false, iterations: 0,
  warnings: [warning], withoutDropOut: null,
});

/** 95 % point of χ² with the two degrees of freedom that drop-out adds. */
const LIKELIHOOD_RATIO = 5.991464547107979;
/** Bounds of r, α (in mean ages), a, b: far outside any real customer base, near enough to keep every digit. */
const LOWER = [1e-4, 1e-4, 1e-5, 1e-3].map(Math.log);
const UPPER = [1e4, 1e6, 1e4, 1e4].map(Math.log);
/** Mean drop-out probability and spread, from little and even to much and uneven. */
const STARTS = [[0.5, 2], [0.05, 1], [2, 10]] as const;

/**
 * Fits by damped Newton in the logarithms of the parameters, from several starts; time is measured in mean ages meanwhile,
 * so that the answer does not depend on the unit.
 */
export function fit(customers: readonly History[]): BgNbdFit {
  if (customers.length === 0) return nothing("no_customers");
  if (customers.every((c) => c.frequency === 0)) return nothing("no_repeat_purchases");
  const scale = timeScale(customers);
  const data = group(customers, scale);
  const withoutDropOut = nbd.fit(customers);
  const objective = (x: number[]): Point => {
    const [r, alpha, a, b] = x.map(Math.exp) as [number, number, number, number];
    const { value, slope } = evaluate({ r, alpha, a, b }, data);
    return { value: -value / data.customers, gradient: [r * slope.r, alpha * slope.alpha, a * slope.a, b * slope.b].map((g) => -g / data.customers) };
  };
  const rate = [withoutDropOut.parameters.r, withoutDropOut.parameters.alpha / scale] as const;
  const tries = STARTS.map((dropOut) => minimise(objective, [...rate, ...dropOut].map(Math.log), LOWER, UPPER));
  const best = tries.reduce((p, q) => (q.value < p.value ? q : p));
  const [r, alpha, a, b] = best.x.map(Math.exp) as [number, number, number, number];
  const parameters = { r, alpha: alpha * scale, a, b };
  const errors = inverse(best.hessian.map((row) => row.map((v) => v * data.customers)))?.map((row, i) => Math.sqrt(row[i]!));
  const standardErrors = errors && !best.atBound.some(Boolean)
    ? { r: r * errors[0]!, alpha: parameters.alpha * errors[1]!, a: a * errors[2]!, b: b * errors[3]! } : null;
  const maximum = logLikelihood(parameters, customers);
  const tells = 2 * (maximum - withoutDropOut.logLikelihood) > LIKELIHOOD_RATIO;
  const warnings = [
    ...(tells ? [] : ["drop_out_not_identified"]),
    ...(best.converged ? [] : ["fit_not_converged"]),
    ...(best.atBound.some(Boolean) ? ["parameter_at_bound"] : []),
  ];
  return {
    parameters, logLikelihood: maximum, standardErrors, converged: best.converged, identified: tells && best.converged,
    iterations: tries.reduce((sum, t) => sum + t.iterations, 0), warnings, withoutDropOut,
  };
}
