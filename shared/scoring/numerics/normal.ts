/** The 97.5 % point of the standard normal: half-width of a 95 % interval in standard errors. */
export const Z95 = 1.959963984540054;

/** P(Z ≤ z) of the standard normal, by its Taylor series (Marsaglia 2004, equation 3). */
export function normalCdf(z: number): number {
  if (Math.abs(z) > 8) return z > 0 ? 1 : 0;
  let [sum, before, term] = [z, 0, z];
  for (let i = 3; sum !== before; i += 2) {
    before = sum;
    term *= (z * z) / i;
    sum += term;
  }
  return Math.min(1, Math.max(0, 0.5 + sum * Math.exp(-0.5 * z * z - 0.9189385332046727)));
}
