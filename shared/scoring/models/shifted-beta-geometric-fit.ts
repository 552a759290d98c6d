/** Fitting the shifted-beta-geometric to how many of a cohort are left after each period. */
import { inverse } from "../numerics/cholesky.ts";
import { inLogarithms, minimise, type Point } from "../numerics/optimise.ts";

export type ShiftedBetaGeometricParameters = { alpha: number; beta: number };
export type ShiftedBetaGeometricFit = {
  /** Null where the sizes tell nothing of leaving. */
  parameters: ShiftedBetaGeometricParameters | null;
  logLikelihood: number;
  standardErrors: ShiftedBetaGeometricParameters | null;
  converged: boolean;
  /**
   * False where one rate of leaving for all explains the sizes as well: how customers differ would
   * be invented.
   */
  identified: boolean;
  iterations: number;
  /**
   * Codes: `no_customers`, `too_few_periods`, `cohort_sizes_rise`, `nobody_left`,
   * `all_left_at_once`, `differences_not_identified`,
   * `parameter_at_bound`, `fit_not_converged`.
   */
  warnings: string[];
};

const LOWEST = 1e-3;
const HIGHEST = 1e4;
/**
 * 2 ln of the likelihood ratio to one rate for all, at which chance is ruled out at 5 %: half of
 * χ²₁ has its mass at 0 (Self & Liang 1987).
 */
const BY_CHANCE = 2.7055;

/**
 * Log-likelihood with slopes and second derivatives by α and β. Of the n_{t−1} customers at the
 * start of period t each leaves with probability α/(α+β+t−1) and stays with (β+t−1)/(α+β+t−1), eqs.
 * 5 to 8 of the paper; so with n_t who stayed, d_t who left, ln L = Σ_t d_t ln α + n_t ln(β+t−1) −
 * n_{t−1} ln(α+β+t−1).
 */
export function evaluate(
  { alpha, beta }: ShiftedBetaGeometricParameters,
  sizes: readonly number[],
): Point {
  let [value, byAlpha, byBeta, alphaAlpha, alphaBeta, betaBeta] = [0, 0, 0, 0, 0, 0];
  for (let t = 1; t < sizes.length; t++) {
    const [before, stayed] = [sizes[t - 1]!, sizes[t]!];
    const [left, loyal, all] = [before - stayed, beta + t - 1, alpha + beta + t - 1];
    value += left * Math.log(alpha / all) - stayed * Math.log1p(alpha / loyal);
    byAlpha += left / alpha - before / all;
    byBeta += stayed / loyal - before / all;
    alphaAlpha += before / all ** 2 - left / alpha ** 2;
    alphaBeta += before / all ** 2;
    betaBeta += before / all ** 2 - stayed / loyal ** 2;
  }
  return {
    value,
    gradient: [byAlpha, byBeta],
    hessian: [
      [alphaAlpha, alphaBeta],
      [alphaBeta, betaBeta],
    ],
  };
}

/** Why sizes cannot be fitted, if they cannot. */
function refusal(sizes: readonly number[]): string | null {
  if (!(sizes[0]! > 0)) return "no_customers";
  if (sizes.some((n, t) => t > 0 && !(n <= sizes[t - 1]! && n >= 0))) return "cohort_sizes_rise";
  if (sizes.at(-1) === sizes[0]) return sizes.length > 1 ? "nobody_left" : "too_few_periods";
  if (sizes[1] === 0) return "all_left_at_once";
  return sizes.length < 3 ? "too_few_periods" : null;
}

/** The best log-likelihood of one rate of leaving for all. */
function geometric(sizes: readonly number[]): number {
  const atRisk = sizes.slice(0, -1).reduce((sum, n) => sum + n, 0);
  const left = sizes[0]! - sizes.at(-1)!;
  return (
    left * Math.log(left / atRisk) +
    (left < atRisk ? (atRisk - left) * Math.log1p(-left / atRisk) : 0)
  );
}

/**
 * Maximum likelihood from how many of a cohort are there at the start and after each period:
 * `[1000, 869, 743, …]`, falling or level. By Newton's method in logarithms, from several
 * beginnings.
 */
export function fit(cohortSizes: readonly number[]): ShiftedBetaGeometricFit {
  const refused = refusal(cohortSizes);
  if (refused) {
    return {
      parameters: null,
      logLikelihood: 0,
      standardErrors: null,
      converged: false,
      identified: false,
      iterations: 0,
      warnings: [refused],
    };
  }
  const customers = cohortSizes[0]!;
  const both = (v: number) => [Math.log(v), Math.log(v)];
  const tries = [
    [1, 1],
    [0.5, 4],
    [10, 40],
  ].map((start) =>
    minimise(
      (x) => {
        const [alpha, beta] = x.map(Math.exp) as [number, number];
        return inLogarithms([alpha, beta], evaluate({ alpha, beta }, cohortSizes), customers);
      },
      start.map(Math.log),
      both(LOWEST),
      both(HIGHEST),
    ),
  );
  const best = tries.reduce((a, b) => (b.value < a.value ? b : a));
  const [alpha, beta] = best.x.map(Math.exp) as [number, number];
  const logLikelihood = evaluate({ alpha, beta }, cohortSizes).value;
  const bound = best.atBound.some(Boolean);
  const errors = bound
    ? null
    : (inverse(best.hessian)?.map((row, i) => Math.sqrt(row[i]! / customers)) ?? null);
  const differ = 2 * (logLikelihood - geometric(cohortSizes)) > BY_CHANCE;
  return {
    parameters: { alpha, beta },
    logLikelihood,
    standardErrors: errors && { alpha: alpha * errors[0]!, beta: beta * errors[1]! },
    converged: best.converged,
    identified: best.converged && !bound && differ,
    iterations: tries.reduce((sum, t) => sum + t.iterations, 0),
    warnings: [
      ...(best.converged ? [] : ["fit_not_converged"]),
      ...(bound ? ["parameter_at_bound"] : []),
      ...(differ ? [] : ["differences_not_identified"]),
    ],
  };
}
