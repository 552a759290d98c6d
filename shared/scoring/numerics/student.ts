/** Student's t distribution. */
import { betaQuantile } from "./special.ts";

/**
 * The quantile of t with `freedom` degrees of freedom for p in [½, 1): t² = ν(1 − x)/x, where x is
 * the 2(1 − p) quantile of Beta(ν/2, ½) (Abramowitz & Stegun 26.7.1).
 */
export function studentQuantile(p: number, freedom: number): number {
  const x = betaQuantile(2 * (1 - p), freedom / 2, 0.5);
  return Math.sqrt((freedom * (1 - x)) / x);
}
