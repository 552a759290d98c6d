/** Expected purchases of regular customers: exact, and in steps of k for each purchase. */
import { logGamma } from "../../numerics/special.ts";

/** Purchases that the rest of a sum is not worth. */
const ENOUGH = 1e-13;
/** So many standard deviations away a count of ticks is out of the question. */
const OUT_OF_REACH = 30;

/** A customer who is there: ticks of shape `shape` over `u` times their scale. */
export type Ticks = { shape: number; u: number; k: number };

/**
 * Σⱼ wⱼ P(N_{s+j} ≥ m − j) over j < k: the ticks of the next purchase that have come in the silence
 * are j with weight wⱼ, and m ticks since the last purchase are asked for. All N are negative
 * binomial, and as (m − j) + (s + j) is the same for all j, each chance is the one before and a
 * binomial term: P(N_{s+j+1} ≥ m−j−1) = P(N_{s+j} ≥ m−j) + dⱼ, dⱼ = C(m+s−1, m−1−j) z^(m−1−j)
 * (1−z)^(s+j), z = u/(1+u). `none` is P(N_s ≥ m).
 */
function atLeastTicks(
  m: number,
  weights: Float64Array,
  { shape: s, u }: Ticks,
  none: number,
): number {
  const z = u / (1 + u);
  const [logZ, logRest] = [Math.log(u) - Math.log1p(u), -Math.log1p(u)];
  // Where the first terms are below the smallest double, later ones are begun with.
  const spread = OUT_OF_REACH * Math.sqrt((m + s) * z * (1 - z));
  const start = Math.min(weights.length - 1, Math.max(0, Math.floor(m - (m + s) * z - spread)));
  let term = Math.exp(
    logGamma(m + s) -
      logGamma(m - start) -
      logGamma(s + start + 1) +
      (m - 1 - start) * logZ +
      (s + start) * logRest,
  );
  let chance = start === 0 ? none : 0;
  let sum = 0;
  for (let j = start; j < weights.length; j++) {
    sum += weights[j]! * chance;
    chance += term;
    term *= (m - 1 - j) / ((s + j + 1) * u);
  }
  return sum;
}

/**
 * Expected purchases of a customer who is there: Σₙ E[(1−p)ⁿ⁻¹] P(n purchases or more), where p is
 * beta(a, b). `weights` are those of the ticks that have come already, `atLeast(m)` is P(N ≥ m) of
 * the ticks that follow, asked for ever larger m.
 */
export function expectedByTicks(
  ticks: Ticks,
  weights: Float64Array,
  a: number,
  b: number,
  atLeast: (m: number) => number,
): number {
  let [sum, stayed] = [0, 1];
  for (let n = 1; ; n++) {
    const m = n * ticks.k;
    const more = stayed * atLeastTicks(m, weights, ticks, atLeast(m));
    sum += more;
    if (!(more > ENOUGH)) return sum;
    stayed *= (b + n - 1) / (a + b + n - 1);
  }
}
