/** The likelihood of BG/NBD and its slopes (Fader, Hardie & Lee 2005, eq. 6). */
import { group, type Grouped, type History } from "./purchase-histories.ts";

/** Purchase rate: shape `r`, scale `alpha` (unit of time). Drop-out after a purchase: beta with `a` and `b`. */
export type BgNbdParameters = { r: number; alpha: number; a: number; b: number };

/**
 * ln L = Σ ln (r)ₓ + Σ ln (b)ₓ/(a+b)ₓ − r ln(1+T/α) − x ln(α+T) + ln(1 + δ_{x>0} a/(b+x−1) ((α+T)/(α+t_x))^(r+x)), with its
 * slopes by r, α, a and b. Rising factorials are sums of logarithms, which keep their digits however large b is, where
 * differences of log-gammas do not.
 */
export function evaluate(parameters: BgNbdParameters, data: Grouped): { value: number; slope: BgNbdParameters } {
  const { r, alpha, a, b } = parameters;
  const slope = { r: 0, alpha: 0, a: 0, b: 0 };
  let value = 0;
  data.exceeding.forEach((n, k) => {
    value += n * (Math.log(r + k) - Math.log1p(a / (b + k)));
    slope.r += n / (r + k);
    slope.a -= n / (a + b + k);
    slope.b += (n * a) / ((b + k) * (a + b + k));
  });
  const logAlpha = Math.log(alpha);
  for (const { x, recency, age, count } of data.groups) {
    const stretch = Math.log1p(age / alpha);
    value -= count * (r * stretch + x * (logAlpha + stretch));
    slope.r -= count * stretch;
    slope.alpha += (count * ((r * age) / alpha - x)) / (alpha + age);
    if (x === 0) continue;
    const silence = Math.log1p((age - recency) / (alpha + recency));
    const odds = Math.log(a / (b + x - 1)) + (r + x) * silence;
    const small = Math.exp(-Math.abs(odds));
    const gone = odds > 0 ? 1 / (1 + small) : small / (1 + small);
    value += count * (Math.max(odds, 0) + Math.log1p(small));
    slope.r += count * gone * silence;
    slope.alpha -= (count * gone * (r + x) * (age - recency)) / ((alpha + age) * (alpha + recency));
    slope.a += (count * gone) / a;
    slope.b -= (count * gone) / (b + x - 1);
  }
  return { value, slope };
}

/** The log-likelihood of the customers' histories. */
export function logLikelihood(parameters: BgNbdParameters, customers: readonly History[]): number {
  return evaluate(parameters, group(customers)).value;
}
