/**
 * The likelihood of Pareto/NBD with its slopes and curvatures (Schmittlein, Morrison & Colombo
 * 1987; Fader & Hardie 2005).
 */
import { depart, type ParetoNbdParameters } from "./departure.ts";
import { group, type Grouped, type History } from "../purchase-histories.ts";

/** By ln r, ln α, ln s and ln β. */
export type Curved = { value: number; gradient: number[]; hessian: number[][] };

const R = 0;
const ALPHA = 1;
const S = 2;
const BETA = 3;
/** Where the second derivative by the i-th and the j-th parameter is kept, j ≤ i. */
const at = (i: number, j: number): number => (i * (i + 1)) / 2 + j;
const RR = at(R, R);
const R_ALPHA = at(ALPHA, R);
const ALPHA_ALPHA = at(ALPHA, ALPHA);
const SS = at(S, S);
const S_BETA = at(BETA, S);
const BETA_BETA = at(BETA, BETA);

/**
 * ln L = Σ ln (r)ₓ − r ln(1+T/α) − x ln(α+T) − s ln(1+T/β) + ln(1 + I), I the odds of having left.
 * The slopes of ln(1+I) are q E[D], its curvatures q (E[D′] + E[D Dᵀ]) − q² E[D] E[D]ᵀ, with q =
 * I/(1+I) the probability of having left, D the slopes of the log of the integrand at u, D′ its
 * curvatures, and E over the time u of leaving.
 */
// Whole: the value, its slopes and its curvatures share every term of the hot loop.
export function evaluate(parameters: ParetoNbdParameters, data: Grouped): Curved {
  const { r, alpha, s, beta } = parameters;
  const logAlpha = Math.log(alpha);
  let value = 0;
  const [slope, mean, d] = [new Float64Array(4), new Float64Array(4), new Float64Array(4)];
  const [curvature, square] = [new Float64Array(10), new Float64Array(10)];
  for (let k = 0; k < data.exceeding.length; k++) {
    const n = data.exceeding[k]!;
    value += n * Math.log(r + k);
    slope[R]! += (n * r) / (r + k);
    curvature[RR]! += (n * r * k) / (r + k) ** 2;
  }
  for (let g = 0; g < data.x.length; g++) {
    const [x, recency, age, count] = [data.x[g]!, data.recency[g]!, data.age[g]!, data.count[g]!];
    const { logOdds, logGone, size, weight, v, w, shedAlpha, shedBeta } = depart(
      parameters,
      x,
      recency,
      age,
    );
    const [stretchA, stretchB] = [Math.log1p(age / alpha), Math.log1p(age / beta)];
    // The larger of the two terms stands before the logarithm of their sum, so that it never is a
    // difference of large numbers.
    const gone = logOdds > 0;
    const small = Math.exp(-Math.abs(logOdds));
    const [lastA, lastB] = gone
      ? [Math.log1p(recency / alpha), Math.log1p(recency / beta)]
      : [stretchA, stretchB];
    value +=
      count *
      ((gone ? logGone : 0) + Math.log1p(small) - r * lastA - x * (logAlpha + lastA) - s * lastB);

    const [tauA, tauB] = [alpha / (alpha + age), beta / (beta + age)];
    const [pastA, pastB] = [age / (alpha + age), age / (beta + age)];
    slope[R]! -= count * r * stretchA;
    slope[ALPHA]! += count * (r * pastA - x * tauA);
    slope[S]! -= count * s * stretchB;
    slope[BETA]! += count * s * pastB;
    curvature[RR]! -= count * r * stretchA;
    curvature[R_ALPHA]! += count * r * pastA;
    curvature[ALPHA_ALPHA]! -= count * (r + x) * tauA * pastA;
    curvature[SS]! -= count * s * stretchB;
    curvature[S_BETA]! += count * s * pastB;
    curvature[BETA_BETA]! -= count * s * tauB * pastB;

    mean.fill(0);
    square.fill(0);
    for (let node = 0; node < size; node++) {
      const p = weight[node]!;
      const shedA = shedAlpha[node]!;
      const shedB = shedBeta[node]!;
      const shareA = shedA + tauA;
      const shareB = shedB + tauB;
      d[R] = r * v[node]!;
      d[ALPHA] = -(r + x) * shedA;
      d[S] = 1 + s * w[node]!;
      d[BETA] = -s * shedB - shareB;
      for (let i = 0, k = 0; i < 4; i++) {
        const weighed = p * d[i]!;
        mean[i]! += weighed;
        for (let j = 0; j <= i; j++, k++) square[k]! += weighed * d[j]!;
      }
      square[RR]! += p * r * v[node]!;
      square[R_ALPHA]! -= p * r * shedA;
      square[ALPHA_ALPHA]! += p * (r + x) * shedA * (shareA + tauA - 1);
      square[SS]! += p * s * w[node]!;
      square[S_BETA]! -= p * s * shedB;
      square[BETA_BETA]! += p * (s * shedB * (shareB + tauB - 1) - shareB * (1 - shareB));
    }
    const q = gone ? 1 / (1 + small) : small / (1 + small);
    for (let i = 0, k = 0; i < 4; i++) {
      slope[i]! += count * q * mean[i]!;
      for (let j = 0; j <= i; j++, k++)
        curvature[k]! += count * q * (square[k]! - q * mean[i]! * mean[j]!);
    }
  }
  return {
    value,
    gradient: [...slope],
    hessian: [R, ALPHA, S, BETA].map((i) =>
      [R, ALPHA, S, BETA].map((j) => curvature[at(Math.max(i, j), Math.min(i, j))]!),
    ),
  };
}

/** The log-likelihood of the customers' histories (density of the purchase times). */
export function logLikelihood(
  parameters: ParetoNbdParameters,
  customers: readonly History[],
): number {
  return evaluate(parameters, group(customers)).value;
}
