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

/** Logarithms of (s)ⱼ/j! for j < k, and their first and second derivatives by s. */
type Rising = { s: number; logs: Float64Array; slopes: Float64Array; bends: Float64Array };

function risingTo(s: number, k: number): Rising {
  const [logs, slopes, bends] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  for (let j = 1; j < k; j++) {
    const rising = s + (j - 1);
    logs[j] = logs[j - 1]! + Math.log(rising / j);
    slopes[j] = slopes[j - 1]! + 1 / rising;
    bends[j] = bends[j - 1]! - 1 / (rising * rising);
  }
  return { s, logs, slopes, bends };
}

/**
 * ln Σ_{j<k} (s)ⱼ/j! qʲ: the odds that after the last purchase fewer than k ticks came, to none
 * having come. With s = r + kx and q = (T−t_x)/(α+T). The sum runs from its largest term both ways,
 * so that none leaves doubles; moments are about it, so that their differences keep their digits.
 */
function waitOf({ s, logs, slopes, bends }: Rising, q: number): Curved {
  const k = logs.length;
  const negligible = ROUNDING / k;
  const top = Math.min(k - 1, Math.max(0, Math.floor((s * q - 1) / (1 - q))));
  const slope = slopes[top]!;
  let sum = 1;
  let byS = 0;
  let byQ = 0;
  let ss = 0;
  let sq = 0;
  let qq = 0;
  let bend = bends[top]!;
  let term = 1;
  for (let j = top + 1; j < k && term >= negligible; j++) {
    term *= ((s + (j - 1)) * q) / j;
    const ds = slopes[j]! - slope;
    const dq = j - top;
    sum += term;
    byS += term * ds;
    byQ += term * dq;
    ss += term * ds * ds;
    sq += term * ds * dq;
    qq += term * dq * dq;
    bend += term * bends[j]!;
  }
  term = 1;
  const unit = 1 / q;
  for (let j = top - 1; j >= 0 && term >= negligible; j--) {
    term *= ((j + 1) / (s + j)) * unit;
    const ds = slopes[j]! - slope;
    const dq = j - top;
    sum += term;
    byS += term * ds;
    byQ += term * dq;
    ss += term * ds * ds;
    sq += term * ds * dq;
    qq += term * dq * dq;
    bend += term * bends[j]!;
  }
  const [meanS, meanQ] = [byS / sum, byQ / sum];
  return {
    log: Math.log(sum) + logs[top]! + (top > 0 ? top * Math.log(q) : 0),
    byS: slope + meanS,
    byQ: top + meanQ,
    ss: bend / sum + ss / sum - meanS * meanS,
    sq: sq / sum - meanS * meanQ,
    qq: qq / sum - meanQ * meanQ,
  };
}

/** The same of one customer. */
export const unfinished = (s: number, q: number, k: number): Curved => waitOf(risingTo(s, k), q);

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
export function waitsOf({ r, alpha }: NbdParameters, data: Grouped, k: number): Curved[] {
  if (k === 1) return [];
  // Groups are in the order of x.
  let [last, rising] = [-1, risingTo(r, k)];
  return Array.from(data.x, (x, i) => {
    if (x !== last) rising = risingTo(r + k * x, k);
    last = x;
    return waitOf(rising, (data.age[i]! - data.recency[i]!) / (alpha + data.age[i]!));
  });
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
