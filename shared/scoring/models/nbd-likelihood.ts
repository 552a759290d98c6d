/** The likelihood of NBD (Ehrenberg 1959), with its derivatives. */
import type { Grouped } from "./purchase-histories.ts";

/** Shape `r` and scale `alpha` (in the unit of time) of the purchase rate. */
export type NbdParameters = { r: number; alpha: number };

/** ln L = Σ ln (r)ₓ − r ln(1 + T/α) − x ln(α + T), with first and second derivatives by r and α. */
export function evaluate(
  { r, alpha }: NbdParameters,
  { exceeding, exposure }: Pick<Grouped, "exceeding" | "exposure">,
): { value: number; gradient: [number, number]; hessian: [[number, number], [number, number]] } {
  let [value, byR, byAlpha, byRR, byRAlpha, byAlphaAlpha] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < exceeding.length; k++) {
    const n = exceeding[k]!;
    value += n * Math.log(r + k);
    byR += n / (r + k);
    byRR -= n / ((r + k) * (r + k));
  }
  const logAlpha = Math.log(alpha);
  for (let i = 0; i < exposure.age.length; i++) {
    const age = exposure.age[i]!;
    const count = exposure.count[i]!;
    const purchases = exposure.purchases[i]!;
    const stretch = Math.log1p(age / alpha);
    const until = alpha + age;
    value -= (count * r + purchases) * stretch + purchases * logAlpha;
    byR -= count * stretch;
    byAlpha += ((count * r * age) / alpha - purchases) / until;
    byRAlpha += (count * age) / (alpha * until);
    byAlphaAlpha +=
      (purchases - (count * r * age * (alpha + until)) / (alpha * alpha)) / (until * until);
  }
  return {
    value,
    gradient: [byR, byAlpha],
    hessian: [
      [byRR, byRAlpha],
      [byRAlpha, byAlphaAlpha],
    ],
  };
}
