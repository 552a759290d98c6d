/**
 * Shifted-beta-geometric (Fader & Hardie 2007, "How to project customer retention"), for
 * subscriptions: each period a customer leaves with their own constant probability, and those
 * differ by Beta(α, β). Retention of a cohort rises as the restless leave, though nobody changes.
 * Of customers who renewed n times everything holds with β + n in place of β (Fader & Hardie 2010).
 * No product code uses it yet: it comes into use with the portfolio.
 */
import {
  evaluate,
  fit,
  type ShiftedBetaGeometricParameters,
} from "./shifted-beta-geometric-fit.ts";
import { logBeta } from "../numerics/special.ts";

export type {
  ShiftedBetaGeometricFit,
  ShiftedBetaGeometricParameters,
} from "./shifted-beta-geometric-fit.ts";

/**
 * ln of the probability of what became of a cohort, from its sizes at the start and after each
 * period.
 */
const logLikelihood = (
  parameters: ShiftedBetaGeometricParameters,
  cohortSizes: readonly number[],
): number => evaluate(parameters, cohortSizes).value;

/**
 * Up to here survival is multiplied out, which loses no digit; beyond, it is B(α, β + t)/B(α, β).
 */
const FEW_PERIODS = 10_000;

/**
 * S(t), the share of a cohort still there after t whole periods: Π_{i<t} (β + i)/(α + β + i) (eq.
 * 6). 1 at 0.
 */
function survival({ alpha, beta }: ShiftedBetaGeometricParameters, t: number): number {
  const periods = Math.max(0, Math.floor(t));
  if (periods === Infinity) return 0;
  if (!(periods <= FEW_PERIODS))
    return Math.exp(logBeta(alpha, beta + periods) - logBeta(alpha, beta));
  let share = 1;
  for (let i = 0; i < periods; i++) share *= (beta + i) / (alpha + beta + i);
  return share;
}

/**
 * r(t), of those there at the start of period t = 1, 2, … the share that stays through it: (β + t −
 * 1)/(α + β + t − 1) (eq. 8). 1 in the end.
 */
const retention = ({ alpha, beta }: ShiftedBetaGeometricParameters, t: number): number =>
  1 / (1 + alpha / (beta + t - 1));

/**
 * Expected periods paid by a new customer, the first included: Σ_{t≥0} S(t) = (α + β − 1)/(α − 1).
 * Null for α ≤ 1, where the sum grows without end: so many stay so long that only a discount makes
 * it finite.
 */
const expectedLifetime = ({ alpha, beta }: ShiftedBetaGeometricParameters): number | null =>
  alpha > 1 ? 1 + beta / (alpha - 1) : null;

/** The fraction has settled by far before this for any discount above 10⁻⁹. */
const MOST_TERMS = 1_000_000;

/**
 * DEL, periods paid by a new customer in the money of the first: Σ_{t≥0} S(t)/(1+d)ᵗ = ₂F₁(1, β; α
 * + β; 1/(1+d)) (Fader & Hardie 2010, eq. 6), d per period, by Gauss's continued fraction 1/(1 −
 * k₁z/(1 − k₂z/(1 − …))), which settles also where the series takes for ever: with c = α + β, k₂ₘ₊₁
 * = (β+m)(c+m−1)/((c+2m−1)(c+2m)), k₂ₘ = m(α+m−1)/((c+2m−2)(c+2m−1)) (DLMF 15.7). Without a
 * discount the expected lifetime; null for a negative one, or where it is too small for the
 * fraction to settle.
 */
function discountedExpectedLifetime(
  parameters: ShiftedBetaGeometricParameters,
  discount: number,
): number | null {
  const { alpha, beta } = parameters;
  if (discount === 0) return expectedLifetime(parameters);
  if (!(discount > 0)) return null;
  const z = 1 / (1 + discount);
  const c = alpha + beta;
  const term = (j: number) => {
    const m = j >> 1;
    if (j === 1) return beta / c;
    return j % 2 === 1
      ? ((beta + m) / (c + 2 * m)) * ((c + m - 1) / (c + 2 * m - 1))
      : (m / (c + 2 * m - 1)) * ((alpha + m - 1) / (c + 2 * m - 2));
  };
  // Steed's way, forward: every denominator lies in (0, 1], since every part is a probability of
  // going on.
  let [sum, step, ratio] = [1, 1, 1];
  for (let j = 1; j < MOST_TERMS; j++) {
    ratio = 1 / (1 - term(j) * z * ratio);
    step *= ratio - 1;
    sum += step;
    if (Math.abs(step) <= 1e-17 * sum) return sum;
  }
  return null;
}

export const shiftedBetaGeometric = {
  fit,
  logLikelihood,
  survival,
  retention,
  expectedLifetime,
  discountedExpectedLifetime,
};
