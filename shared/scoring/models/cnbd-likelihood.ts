/**
 * The likelihood of CNBD-k with its derivatives: NBD whose purchases are each k-th tick of a hidden
 * clock, so that the times between are Erlang-k, the more regular the larger k (Chatfield &
 * Goodhardt 1973, "A consumer purchasing model with Erlang inter-purchase times").
 */
import { evaluate as evaluateNbd, type NbdParameters } from "./nbd-likelihood.ts";
import type { Grouped } from "./purchase-histories.ts";

type Derivatives = ReturnType<typeof evaluateNbd>;

/** A logarithm, with slopes and curvatures by a shape s and by ln q. */
export type Curved = {
  log: number;
  byS: number;
  byQ: number;
  ss: number;
  sq: number;
  qq: number;
};

/**
 * ln Σ_{j<k} (s)ⱼ/j! qʲ: the odds that after the last purchase fewer than k ticks came, to none
 * having come. With s = r + kx and q = (T−t_x)/(α+T).
 */
export function unfinished(s: number, q: number, k: number): Curved {
  let [term, slope, bend] = [1, 0, 0];
  let [sum, byS, byQ, ss, sq, qq] = [1, 0, 0, 0, 0, 0];
  for (let j = 1; j < k; j++) {
    const rising = s + (j - 1);
    term *= (rising * q) / j;
    slope += 1 / rising;
    bend -= 1 / (rising * rising);
    sum += term;
    byS += term * slope;
    byQ += term * j;
    ss += term * (slope * slope + bend);
    sq += term * slope * j;
    qq += term * j * j;
  }
  const [meanS, meanQ] = [byS / sum, byQ / sum];
  return {
    log: Math.log(sum),
    byS: meanS,
    byQ: meanQ,
    ss: ss / sum - meanS * meanS,
    sq: sq / sum - meanS * meanQ,
    qq: qq / sum - meanQ * meanQ,
  };
}

/** The same without its derivatives. */
export function logUnfinished(s: number, q: number, k: number): number {
  let [term, sum] = [1, 1];
  for (let j = 1; j < k; j++) sum += term *= ((s + (j - 1)) * q) / j;
  return Math.log(sum);
}

/** The book with each purchase as the k ticks it stands for, as NBD's likelihood takes it. */
const ticksOf = ({ exceeding, exposure }: Grouped, k: number) => ({
  exceeding: Float64Array.from({ length: k * exceeding.length }, (_, i) => {
    return exceeding[Math.floor(i / k)]!;
  }),
  exposure: { ...exposure, purchases: exposure.purchases.map((n) => k * n) },
});

/**
 * Σ ln (r)ₖₓ − r ln(1 + T/α) − kx ln(α + T) + ln Σ_{j<k} (r+kx)ⱼ/j! qʲ, with first and second
 * derivatives by r and α; NBD's at k = 1. Without what is the same for all r and α, which
 * `ofGaps` is.
 */
export function evaluate(parameters: NbdParameters, data: Grouped, k: number): Derivatives {
  if (k === 1) return evaluateNbd(parameters, data);
  const { r, alpha } = parameters;
  const { value, gradient, hessian } = evaluateNbd(parameters, ticksOf(data, k));
  let [log, byR, byAlpha] = [value, ...gradient];
  let [[rr, rAlpha], [, alphaAlpha]] = hessian;
  for (let i = 0; i < data.x.length; i++) {
    const count = data.count[i]!;
    const until = alpha + data.age[i]!;
    const wait = unfinished(r + k * data.x[i]!, (data.age[i]! - data.recency[i]!) / until, k);
    log += count * wait.log;
    byR += count * wait.byS;
    byAlpha -= (count * wait.byQ) / until;
    rr += count * wait.ss;
    rAlpha -= (count * wait.sq) / until;
    alphaAlpha += (count * (wait.qq + wait.byQ)) / (until * until);
  }
  return {
    value: log,
    gradient: [byR, byAlpha],
    hessian: [
      [rr, rAlpha],
      [rAlpha, alphaAlpha],
    ],
  };
}

/**
 * The part of the likelihood that only gaps between purchases and k tell: (k−1) Σ ln gap − Σ x ln
 * (k−1)!. NaN where the gaps are not known: without them books cannot be compared across k.
 */
export function ofGaps({ logGaps, purchases }: Grouped, k: number): number {
  if (k === 1) return 0;
  let factorial = 1;
  for (let j = 2; j < k; j++) factorial *= j;
  return (k - 1) * (logGaps ?? NaN) - purchases * Math.log(factorial);
}
