/**
 * BG/NBD (Fader, Hardie & Lee 2005, "Counting your customers" the easy way): purchases come at a gamma-distributed rate,
 * after each a customer leaves with a beta-distributed probability. Any unit of time; `alpha` is in it.
 */
import { fit } from "./bg-nbd-fit.ts";
import { logLikelihood, type BgNbdParameters } from "./bg-nbd-likelihood.ts";
import type { History } from "./purchase-histories.ts";

export type { BgNbdParameters };


/**
 * Log of the odds that a customer has left: ln [a/(b+x−1) ((α+T)/(α+t_x))^(r+x)] for x ≥ 1. The second term of the paper's
 * likelihood (eq. 6) over the first.
 */
function logOddsGone({ r, alpha, a, b }: BgNbdParameters, x: number, recency: number, age: number): number {
  return Math.log(a / (b + x - 1)) + (r + x) * Math.log1p((age - recency) / (alpha + recency));
}

/**
 * The probability that a customer has not left. The model lets customers leave only after a repeat purchase: without one
 * it is 1, which is a statement of the model and no knowledge.
 */
export function probabilityAlive(parameters: BgNbdParameters, { frequency, recency, age }: History): number {
  return frequency === 0 ? 1 : 1 / (1 + Math.exp(logOddsGone(parameters, frequency, recency, age)));
}

/**
 * Expected purchases in the next `horizon` of a customer who is there now. If nobody left, their number N would be negative
 * binomial; the (j+1)-th of them is made with probability E[(1−p)^j] = (b+x)_j/(a+b+x)_j. So it is the sum over n of
 * P(N = n) Σ_{j<n} (b+x)_j/(a+b+x)_j: the paper's eq. 10 without its 2F1, whose difference loses digits and is 0/0 at a = 1.
 */
export function expectedWhileAlive({ r, alpha, a, b }: BgNbdParameters, { frequency, age }: History, horizon: number): number {
  const shape = r + frequency;
  const scale = alpha + age;
  const stay = b + frequency;
  const z = horizon / (scale + horizon);
  let logUnit = -shape * Math.log1p(horizon / scale);
  let probability = 1;
  let made = 0;
  let stayed = 1;
  let sum = 0;
  for (let n = 0; n < 5_000_000; n++) {
    sum += probability * made;
    const ratio = (z * (shape + n)) / (n + 1);
    if (n > 0 && ratio < 1 && probability * (made + 1) < 1e-17 * sum * (1 - ratio) ** 2) break;
    probability *= ratio;
    made += stayed;
    stayed *= (stay + n) / (a + stay + n);
    if (probability === 0) break;
    if (probability > 1e200) {
      probability /= 1e200;
      sum /= 1e200;
      logUnit += Math.log(1e200);
    }
  }
  return sum * Math.exp(logUnit);
}

/** Expected purchases in the next `horizon`, eq. 10 of the paper. */
export function expectedPurchases(parameters: BgNbdParameters, customer: History, horizon: number): number {
  return probabilityAlive(parameters, customer) * expectedWhileAlive(parameters, customer, horizon);
}

/** Expected repeat purchases of a new customer in the first `horizon`, eq. 9 of the paper. */
export function expectedPurchasesOfNew(parameters: BgNbdParameters, horizon: number): number {
  return expectedWhileAlive(parameters, { frequency: 0, recency: 0, age: 0 }, horizon);
}

export const bgNbd = { fit, logLikelihood, probabilityAlive, expectedPurchases, expectedPurchasesOfNew };
