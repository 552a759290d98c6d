/** Maximum-likelihood fit of MBG/CNBD-k, k with it. */
import { fitHistories, type BgNbdFit } from "../bg-nbd/fit.ts";
import { nothingToFit } from "../nbd.ts";
import { group, type Grouped, type History } from "../purchase-histories.ts";
import type { PurchaseFit } from "../purchase-model.ts";
import { MOST_REGULAR, regularityOf } from "./regularity.ts";

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

/**
 * Fits the k next to the regularity of the gaps and walks to its neighbours while the likelihood
 * rises. Where the gaps are not known the likelihoods of two k cannot be compared: k is 1.
 */
function climb(data: Grouped, starts: number): PurchaseFit<MbgCnbdKParameters> {
  const fits = new Map<number, BgNbdFit>();
  const fitOf = (k: number) => {
    const known = fits.get(k) ?? fitHistories(1, data, { starts, k });
    fits.set(k, known);
    return known;
  };
  const valueOf = (k: number) =>
    k < 1 || k > (data.logGaps === null ? 1 : MOST_REGULAR) ? -Infinity : fitOf(k).logLikelihood;
  let k = Math.round(regularityOf(data));
  while (valueOf(k + 1) > valueOf(k)) k++;
  while (valueOf(k - 1) >= valueOf(k)) k--;
  return withK(fitOf(k), k);
}

/**
 * Fits k = 1 … 6 by likelihood, and the four parameters of MBG/NBD with it. With `k` given, that
 * alone.
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
