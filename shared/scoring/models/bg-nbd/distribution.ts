/** The distribution of a new customer's repeat purchases, under BG/NBD and MBG/NBD. */
import type { BgNbdParameters, First } from "./likelihood.ts";
import { betaRegularised, logBeta } from "../../numerics/special.ts";

/**
 * P(X(t) = x) of a new customer (Fader, Hardie & Lee 2005, eq. 8). With N the negative binomial
 * number of who never leaves, p the chance to leave and n = x + first: E[(1−p)ⁿ] P(N = x) + [n>0]
 * E[p (1−p)^(n−1)] P(N ≥ x).
 */
export function probabilityOfPurchases(
  first: First,
  { r, alpha, a, b }: BgNbdParameters,
  x: number,
  horizon: number,
): number {
  const n = x + first;
  let stayed = 1;
  let leaves = 0;
  for (let k = 0; k < n; k++) {
    leaves = (stayed * a) / (a + b + k);
    stayed *= (b + k) / (a + b + k);
  }
  if (horizon <= 0) return x === 0 ? stayed + leaves : 0;
  const share = 1 / (1 + alpha / horizon);
  const none = -r * Math.log1p(horizon / alpha);
  const exactly =
    x === 0 ? Math.exp(none) : Math.exp(none + x * Math.log(share) - logBeta(r, x)) / x;
  return stayed * exactly + leaves * (x === 0 ? 1 : betaRegularised(share, x, r));
}
