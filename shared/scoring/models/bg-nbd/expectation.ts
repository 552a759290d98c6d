/**
 * Expected purchases of a customer who is there and may leave after each purchase: exact for all
 * parameters and horizons.
 */
import { bySeries } from "./series.ts";

/**
 * The longest horizon in α+T: the square of a longer one is no double. Who asks for more gets what
 * is expected until then.
 */
const LONGEST = 1e140;
/**
 * Step of the trapezoidal rule in logits: the integrand is analytic within ±π/2 i, so that its
 * error is near e^(−π²/h).
 */
const STEP = 0.25;

/**
 * E[Y] over a horizon of `u` times α+T, with purchase rate of shape `s` and drop-out beta(a, b): of
 * the N purchases that somebody staying would make, the (j+1)-th is made with probability
 * E[(1−p)^j] = (b)ⱼ/(a+b)ⱼ. Without end (`u` = Infinity) they add up to E[1/p] = (a+b−1)/(a−1), and
 * to no number for a ≤ 1. 0 over no time.
 */
export function expectedPurchasesWhile(s: number, a: number, b: number, u: number): number {
  if (!(u > 0)) return Number.isNaN(u) ? u : 0;
  if (u === Infinity) return a > 1 ? (a + b - 1) / (a - 1) : Infinity;
  return bySeries(s, a, b, u) ?? integral(s, a, b, Math.min(u, LONGEST));
}

/**
 * E[f(p)] over p ~ beta(a, b), where f(p) = [1 − (1+pu)^(−s)]/p is what is expected given p.
 * Integrated by parts, which leaves nothing but positive terms and no singular end however small a
 * and b are: f(1) + b/(a+b+1) E[(f(p)−f(1))/(1−p) − f′(p)/(a+b)] over p ~ beta(a+1, b+1). In logits
 * that is a bell with tails that fall like e^(−|y|) or faster, where the trapezoidal rule loses
 * nothing; dividing by its weights spares the beta function.
 */
function integral(s: number, a: number, b: number, u: number): number {
  const [left, right] = [a + 1, b + 1];
  const [mode, certain] = [left / (left + right), made(s, u, 1)];
  const middle = Math.log(left / right);
  const step = Math.min(STEP, 0.5 * Math.sqrt(1 / left + 1 / right));
  let [sum, weights] = [0, 0];
  for (const direction of [-1, 1]) {
    let before = 0;
    for (let k = direction < 0 ? 0 : 1; k < 100_000; k++) {
      const y = direction * step * k;
      const weight = Math.exp(
        -left * Math.log1p((1 - mode) * Math.expm1(-y)) - right * Math.log1p(mode * Math.expm1(y)),
      );
      const [p, rest] = [1 / (1 + Math.exp(-middle - y)), 1 / (1 + Math.exp(middle + y))];
      const term = weight * ((made(s, u, p) - certain) / rest + steepness(s, u, p) / (a + b));
      sum += term;
      weights += weight;
      if (term <= before && term < 1e-18 * sum && weight < 1e-18 * weights) break;
      before = term;
    }
  }
  return certain + (b / (a + b + 1)) * (sum / weights);
}

/** f(p): expected purchases of who leaves with probability p after each. */
const made = (s: number, u: number, p: number): number => -Math.expm1(-s * Math.log1p(p * u)) / p;

/**
 * −f′(p) = [1 − (1+q)^(−s) (1 + s w)]/p² with q = pu and w = q/(1+q): over p², the incomplete beta
 * function I_w(2, s). For small w by its series of positive terms.
 */
function steepness(s: number, u: number, p: number): number {
  const q = p * u;
  const w = q / (1 + q);
  const stay = -s * Math.log1p(q);
  if ((s + 2) * w > 0.5) return (-Math.expm1(stay) - s * w * Math.exp(stay)) / p / p;
  let [term, sum] = [1, 1];
  for (let k = 2; term > 1e-17 * sum; k++) sum += term *= ((s + k) * w) / (k + 1);
  return (s * (s + 1) * (u / (1 + q)) ** 2 * Math.exp(stay) * sum) / 2;
}
