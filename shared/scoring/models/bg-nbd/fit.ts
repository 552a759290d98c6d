/**
 * Maximum-likelihood fit of BG/NBD, MBG/NBD and MBG/CNBD-k at a given k, and whether the data can
 * tell their drop-out part at all.
 */
import { evaluate } from "./derivatives.ts";
import type { BgNbdParameters, First } from "./likelihood.ts";
import { ofGaps } from "../cnbd-likelihood.ts";
import { inverse } from "../../numerics/cholesky.ts";
import { fitGrouped, nothingToFit, type NbdParameters } from "../nbd.ts";
import { inLogarithms, minimise, type Minimum, type Point } from "../../numerics/optimise.ts";
import { group, inUnit, meanAge, type Grouped, type History } from "../purchase-histories.ts";
import type { PurchaseFit, PurchaseModel } from "../purchase-model.ts";

export type BgNbdFit = PurchaseFit<BgNbdParameters> & {
  /** The model without drop-out, NBD or CNBD-k; null where there is nothing to fit. */
  withoutDropOut: { parameters: NbdParameters; logLikelihood: number } | null;
};

/**
 * BG/NBD or MBG/NBD: what every purchase model can do, and how many purchases a new customer makes.
 */
export type BetaGeometricModel = Omit<PurchaseModel<BgNbdParameters>, "fit"> & {
  fit(customers: readonly History[], options?: { starts?: number }): BgNbdFit;
  /**
   * P(X(t) = x): the probability that a new customer makes x repeat purchases in the first
   * `horizon`.
   */
  probabilityOfPurchases(parameters: BgNbdParameters, purchases: number, horizon: number): number;
};

/** 95 % point of χ² with the two degrees of freedom that drop-out adds. */
const LIKELIHOOD_RATIO = 5.991464547107979;
/**
 * Bounds of r, α (in mean ages), a, b: far outside any real customer base, near enough to keep
 * every digit.
 */
const LOWER = [1e-4, 1e-4, 1e-5, 1e-3].map(Math.log);
const UPPER = [1e4, 1e6, 1e4, 1e4].map(Math.log);
/**
 * Below this a + b each customer leaves at once or never: of those who stayed after one chance, all
 * but one in fifty are said to stay for good, whatever follows.
 */
const AT_ONCE_OR_NEVER = 0.02;
/** Relative standard errors above this tell of a surface so flat that it may have another top. */
const FLAT = 0.5;
/** Of customers more regular than this leaving is plain: a purchase that is overdue tells of it. */
const REGULAR = 6;
/** a and b to start from: drop-out from little and even to much and uneven. */
const STARTS = [
  [1, 2],
  [0.05, 1],
  [2, 10],
] as const;

/** Returns standard errors of the logarithms, which are relative ones; null at a bound. */
const errorsOf = ({ atBound, hessian }: Minimum, customers: number): number[] | null =>
  atBound.some(Boolean)
    ? null
    : (inverse(hessian)?.map((row, i) => Math.sqrt(row[i]! / customers)) ?? null);

/**
 * Fits by Newton's method in the logarithms of the parameters, from the purchase rate of NBD; the
 * later starts are tried only where the first did not arrive at a sharp top that tells drop-out (or
 * `starts` asks for them). Time is measured in mean ages meanwhile, so that the answer does not
 * depend on the unit.
 */
export function fitWith(
  first: First,
  customers: readonly History[],
  options: { starts?: number } = {},
): BgNbdFit {
  const nothing = nothingToFit(customers);
  if (nothing) return { ...nothing, withoutDropOut: null };
  return fitHistories(first, group(customers), options);
}

/** The same for grouped histories with at least one repeat purchase among them, and for any k. */
export function fitHistories(
  first: First,
  whole: Grouped,
  { starts = 1, k = 1 }: { starts?: number; k?: number } = {},
): BgNbdFit {
  const scale = meanAge(whole);
  const data = inUnit(whole, scale);
  const n = data.customers;
  /** A mean in mean ages is a density of times: each purchase brings a factor of the unit. */
  const total = (value: number) => ofGaps(data, k) - value * n - data.purchases * Math.log(scale);
  const objective = (x: number[]): Point => {
    const [r, alpha, a, b] = x.map(Math.exp) as [number, number, number, number];
    return inLogarithms([r, alpha, a, b], evaluate({ r, alpha, a, b }, data, first, k), n);
  };
  const plain = fitGrouped(data, k);
  const tells = (found: Minimum) => 2 * n * (plain.value - found.value) > LIKELIHOOD_RATIO;
  const sharp = (found: Minimum) =>
    found.converged &&
    tells(found) &&
    (k > REGULAR || errorsOf(found, n)?.every((error) => error < FLAT));
  let best: Minimum | null = null;
  let iterations = 0;
  for (const [i, dropOut] of STARTS.entries()) {
    if (best && i >= starts && sharp(best)) break;
    const found = minimise(objective, [...plain.x, ...dropOut.map(Math.log)], LOWER, UPPER);
    iterations += found.iterations;
    if (!best || found.value < best.value) best = found;
  }
  const { x, value, converged, atBound } = best!;
  const [r, alpha, a, b] = x.map(Math.exp) as [number, number, number, number];
  const errors = errorsOf(best!, n);
  const told = tells(best!);
  return {
    parameters: { r, alpha: alpha * scale, a, b },
    logLikelihood: total(value),
    standardErrors: errors
      ? {
          r: r * errors[0]!,
          alpha: alpha * scale * errors[1]!,
          a: a * errors[2]!,
          b: b * errors[3]!,
        }
      : null,
    converged,
    tellsDropOut: told,
    identified: told && converged && a + b >= AT_ONCE_OR_NEVER,
    iterations,
    warnings: [
      ...(told ? [] : ["drop_out_not_identified"]),
      ...(converged ? [] : ["fit_not_converged"]),
      ...(atBound.some(Boolean) ? ["parameter_at_bound"] : []),
    ],
    withoutDropOut: {
      parameters: { r: Math.exp(plain.x[0]!), alpha: Math.exp(plain.x[1]!) * scale },
      logLikelihood: total(plain.value),
    },
  };
}
