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

/** A share of a sum of doubles too small to change it. */
const ROUNDING = 2 ** -54;
/** Terms are kept below this, which is a power of 2, so that scaling loses no digit. */
export const LARGEST_TERM = 2 ** 700;

/**
 * ln Σ_{j<k} (s)ⱼ/j! qʲ: the odds that after the last purchase fewer than k ticks came, to none
 * having come. With s = r + kx and q = (T−t_x)/(α+T).
 */
export function unfinished(s: number, q: number, k: number): Curved {
  let [term, slope, bend, scaled] = [1, 0, 0, 0];
  let [sum, byS, byQ, ss, sq, qq] = [1, 0, 0, 0, 0, 0];
  for (let j = 1; j < k; j++) {
    const rising = s + (j - 1);
    term *= (rising * q) / j;
    if (term > LARGEST_TERM) {
      term /= LARGEST_TERM;
      sum /= LARGEST_TERM;
      [byS, byQ] = [byS / LARGEST_TERM, byQ / LARGEST_TERM];
      [ss, sq, qq] = [ss / LARGEST_TERM, sq / LARGEST_TERM, qq / LARGEST_TERM];
      scaled++;
    }
    slope += 1 / rising;
    bend -= 1 / (rising * rising);
    sum += term;
    byS += term * slope;
    byQ += term * j;
    ss += term * (slope * slope + bend);
    sq += term * slope * j;
    qq += term * j * j;
    // Once terms fall they fall ever faster, and what is left is less than a digit of the sum.
    if (term * k * k * k < ROUNDING * sum && (rising + 1) * q < j + 1) break;
  }
  const [meanS, meanQ] = [byS / sum, byQ / sum];
  return {
    log: Math.log(sum) + scaled * Math.log(LARGEST_TERM),
    byS: meanS,
    byQ: meanQ,
    ss: ss / sum - meanS * meanS,
    sq: sq / sum - meanS * meanQ,
    qq: qq / sum - meanQ * meanQ,
  };
}

/** The same without its derivatives. */
export function logUnfinished(s: number, q: number, k: number): number {
  let [term, sum, scaled] = [1, 1, 0];
  for (let j = 1; j < k; j++) {
    term *= ((s + (j - 1)) * q) / j;
    if (term > LARGEST_TERM) {
      term /= LARGEST_TERM;
      sum /= LARGEST_TERM;
      scaled++;
    }
    sum += term;
    if (term * k < ROUNDING * sum && (s + j) * q < j + 1) break;
  }
  return Math.log(sum) + scaled * Math.log(LARGEST_TERM);
}

/** `unfinished` of each group of histories; none at k = 1, where it is 1. */
export const waitsOf = ({ r, alpha }: NbdParameters, data: Grouped, k: number): Curved[] =>
  k === 1
    ? []
    : Array.from(data.x, (x, i) => {
        const silence = data.age[i]! - data.recency[i]!;
        return unfinished(r + k * x, silence / (alpha + data.age[i]!), k);
      });

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
export function evaluate(
  parameters: NbdParameters,
  data: Grouped,
  k: number,
  waits: readonly Curved[] = waitsOf(parameters, data, k),
): Derivatives {
  if (k === 1) return evaluateNbd(parameters, data);
  const { value, gradient, hessian } = evaluateNbd(parameters, ticksOf(data, k));
  const { alpha } = parameters;
  let [log, byR, byAlpha] = [value, ...gradient];
  let [[rr, rAlpha], [, alphaAlpha]] = hessian;
  for (let i = 0; i < data.x.length; i++) {
    const count = data.count[i]!;
    const until = alpha + data.age[i]!;
    const wait = waits[i]!;
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
  let logFactorial = 0;
  for (let j = 2; j < k; j++) logFactorial += Math.log(j);
  return (k - 1) * (logGaps ?? NaN) - purchases * logFactorial;
}
