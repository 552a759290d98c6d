/**
 * The density of a customer's mean spend under Gamma-Gamma, to the last digits for any parameters.
 */
import type { Spend } from "./sums.ts";
import { logBeta } from "../../numerics/special.ts";

export type GammaGammaParameters = { p: number; q: number; gamma: number };

/** From here on three terms of Stirling's series are exact to double precision. */
const LARGE = 100;
const stirlingRest = (x: number) => (1 / 12 - (1 / 360 - 1 / 1260 / x / x) / x / x) / x;

/** −ln B(a, b) + a ln(a/(a + b)) + b ln(b/(a + b)), for large a and b. */
const atMiddle = (a: number, b: number) =>
  0.5 * (Math.log(a) - Math.log1p(a / b) - Math.log(2 * Math.PI)) -
  stirlingRest(a) -
  stirlingRest(b) +
  stirlingRest(a + b);

/** u − ln(1 + u) for u > −1, without the cancellation near 0. */
function excess(u: number): number {
  if (Math.abs(u) > 0.1) return u - Math.log1p(u);
  let sum = 0;
  for (let k = 18; k >= 2; k--) sum = u * sum + (k % 2 === 0 ? 1 : -1) / k;
  return u * u * sum;
}

/**
 * ln f(z | x) of a mean spend z > 0 over x > 0 purchases (Fader & Hardie 2013, eq. 1a): with a =
 * px, b = q, t = xz it is −ln B(a, b) − b ln(1 + t/γ) − a ln(1 + γ/t) − ln z. Where a and b are
 * large these terms cancel almost wholly. There it is taken as deviance from the middle (Loader
 * 2000): with v = t/(γ + t), w = 1 − v and δ = v b − w a, −ln B(a, b) + a ln a/(a+b) + b ln b/(a+b)
 * − a φ(δ/a) − b φ(−δ/b) − ln z, φ(u) = u − ln(1 + u).
 */
export function logDensity(
  { p, q, gamma }: GammaGammaParameters,
  { frequency: x, monetary: z }: Spend,
): number {
  const [a, b, t] = [p * x, q, x * z];
  const [v, w] = [1 / (1 + gamma / t), 1 / (1 + t / gamma)];
  const delta = v * b - w * a;
  const least = Math.min(a, b);
  if (least > LARGE && Math.abs(delta) < least / 2)
    return atMiddle(a, b) - a * excess(delta / a) - b * excess(-delta / b) - Math.log(z);
  // Of the two logarithms one is near 0, the other that and the distance of t and γ.
  const distance = Math.log(z) + Math.log(x) - Math.log(gamma);
  const rest = Math.log1p(distance > 0 ? gamma / t : t / gamma);
  return (
    -logBeta(a, b) -
    b * (Math.max(0, distance) + rest) -
    a * (Math.max(0, -distance) + rest) -
    Math.log(z)
  );
}
