/** Fisher's F distribution. */
import { betaQuantile } from "./special.ts";

/**
 * The quantile of F with `first` and `second` degrees of freedom: x = d₁F/(d₁F + d₂) follows
 * Beta(d₁/2, d₂/2) (Abramowitz & Stegun 26.6.2).
 */
export function fisherQuantile(p: number, first: number, second: number): number {
  const x = betaQuantile(p, first / 2, second / 2);
  return (second * x) / (first * (1 - x));
}
