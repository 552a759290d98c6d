/**
 * The likelihood of BG/NBD (Fader, Hardie & Lee 2005, eq. 6), MBG/NBD (Batislam, Denizel &
 * Filiztekin 2007, eq. 3) and MBG/CNBD-k (Platzer & Reutterer 2016).
 */
import { ofGaps, logUnfinished } from "../cnbd-likelihood.ts";
import type { Grouped } from "../purchase-histories.ts";

/**
 * Purchase rate: shape `r`, scale `alpha` (unit of time). Drop-out after a purchase: beta with `a`
 * and `b`.
 */
export type BgNbdParameters = { r: number; alpha: number; a: number; b: number };

/**
 * Chances to leave that the first purchase brings: none in BG/NBD, one in MBG/NBD. The two differ
 * in nothing else.
 */
export type First = 0 | 1;

/** Sums of f(0), f(1), … f(k−1) at the k-th place: the logarithms of rising factorials. */
function sums(of: (k: number) => number, length: number): Float64Array {
  const totals = new Float64Array(length + 1);
  for (let k = 0; k < length; k++) totals[k + 1] = totals[k]! + of(k);
  return totals;
}

/**
 * Σ ln L, L = (r)ₓ αʳ { (b)ₙ/(a+b)ₙ (α+T)^−(r+x) + [n>0] a (b)ₙ₋₁/(a+b)ₙ (α+t_x)^−(r+x) }: still
 * there, or gone since the last purchase, where n = x + first is how often the customer could have
 * left. Rising factorials are sums of logarithms, which keep their digits however large b is, where
 * differences of log-gammas do not; the larger of the two terms is factored out. Above k = 1 a
 * purchase is k ticks of the rate, kx stands for x as an exponent, and who is still there waits for
 * an unfinished one; with `first` = 1 alone.
 */
export function logLikelihood(
  { r, alpha, a, b }: BgNbdParameters,
  data: Grouped,
  first: First,
  k = 1,
): number {
  const most = data.exceeding.length + first;
  const bought = sums((tick) => Math.log(r + tick), k * data.exceeding.length);
  const stayed = sums((n) => -Math.log1p(a / (b + n)), most);
  const until = (time: number, ticks: number) =>
    -r * Math.log1p(time / alpha) - ticks * Math.log(alpha + time);
  let total = ofGaps(data, k);
  for (let i = 0; i < data.x.length; i++) {
    const [x, recency, age] = [data.x[i]!, data.recency[i]!, data.age[i]!];
    const n = x + first;
    const ticks = k * x;
    const silence = age - recency;
    const wait = k === 1 ? 0 : logUnfinished(r + ticks, silence / (alpha + age), k);
    const survived = b + (n - 1);
    const odds =
      n === 0
        ? -Infinity
        : Math.log(a / survived) + (r + ticks) * Math.log1p(silence / (alpha + recency)) - wait;
    const larger =
      odds <= 0
        ? stayed[n]! + until(age, ticks) + wait
        : stayed[n - 1]! - Math.log1p(survived / a) + until(recency, ticks);
    total += data.count[i]! * (bought[ticks]! + larger + Math.log1p(Math.exp(-Math.abs(odds))));
  }
  return total;
}
