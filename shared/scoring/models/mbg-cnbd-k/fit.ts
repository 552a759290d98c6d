/** Maximum-likelihood fit of MBG/CNBD-k, k with it. */
import { fitHistories, type BgNbdFit } from "../bg-nbd/fit.ts";
import { nothingToFit } from "../nbd.ts";
import { group, type Grouped, type History } from "../purchase-histories.ts";
import type { PurchaseFit } from "../purchase-model.ts";
import { REGULARITIES, regularityOf } from "./regularity.ts";

/**
 * Tick rate with shape `r` and scale `alpha`, each k-th tick a purchase; drop-out beta with `a` and
 * `b`. k is whole.
 */
export type MbgCnbdKParameters = { r: number; alpha: number; a: number; b: number; k: number };

/** The fit with k among its parameters; it is chosen, not estimated, and has no standard error. */
function withK(fit: BgNbdFit, k: number): PurchaseFit<MbgCnbdKParameters> {
  return {
    parameters: fit.parameters && { ...fit.parameters, k },
    logLikelihood: fit.logLikelihood,
    standardErrors: fit.standardErrors && { ...fit.standardErrors, k: 0 },
    converged: fit.converged,
    tellsDropOut: fit.tellsDropOut,
    identified: fit.identified,
    iterations: fit.iterations,
    warnings: fit.warnings,
  };
}

/** Above it the gaps tell k well enough, and a fit costs k times as much. */
const CLIMBED = 6;

/**
 * Fits the k next to the regularity of the gaps, and up to 6 walks to its neighbours while the
 * likelihood rises. Where the gaps are not known the likelihoods of two k cannot be compared: k is
 * 1.
 */
function climb(data: Grouped, starts: number): PurchaseFit<MbgCnbdKParameters> {
  const steps: readonly number[] = data.logGaps === null ? [1] : REGULARITIES;
  const fits = new Map<number, BgNbdFit>();
  const fitOf = (step: number) => {
    const known = fits.get(step) ?? fitHistories(1, data, { starts, k: steps[step]! });
    fits.set(step, known);
    return known;
  };
  const valueOf = (step: number) => (step in steps ? fitOf(step).logLikelihood : -Infinity);
  const told = Math.log(regularityOf(data));
  const distance = (k: number) => Math.abs(Math.log(k) - told);
  let step = steps.reduce((near, k, i) => (distance(k) < distance(steps[near]!) ? i : near), 0);
  if (steps[step]! > CLIMBED) return withK(fitOf(step), steps[step]!);
  while (valueOf(step + 1) > valueOf(step)) step++;
  while (valueOf(step - 1) >= valueOf(step)) step--;
  return withK(fitOf(step), steps[step]!);
}

/**
 * Fits k = 1 … 384 by regularity and likelihood, and the four parameters of MBG/NBD with it. With
 * `k` given, that alone.
 */
export function fit(
  customers: readonly History[],
  { starts = 1, k }: { starts?: number; k?: number } = {},
): PurchaseFit<MbgCnbdKParameters> {
  const nothing = nothingToFit(customers);
  if (nothing) return nothing;
  const data = group(customers);
  return k === undefined ? climb(data, starts) : withK(fitHistories(1, data, { starts, k }), k);
}
