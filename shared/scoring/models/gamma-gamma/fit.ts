/** Fitting Gamma-Gamma spend by maximum likelihood. */
import { inverse } from "../../numerics/cholesky.ts";
import type { GammaGammaParameters } from "./density.ts";
import { evaluate } from "./likelihood.ts";
import { repeatSpends, spendData, thinned, type Spend, type SpendData } from "./sums.ts";
import { inLogarithms, minimise } from "../../numerics/optimise.ts";

export type GammaGammaFit = {
  /** Null where fewer than three customers bought again. */
  parameters: GammaGammaParameters | null;
  logLikelihood: number;
  standardErrors: GammaGammaParameters | null;
  converged: boolean;
  /**
   * False where a parameter runs to its bound: all spend alike, or nobody's own mean can be told
   * from chance.
   */
  identified: boolean;
  iterations: number;
  /** Codes: `too_few_repeat_customers`, `spend_fit_not_converged`, `spend_parameter_at_bound`. */
  warnings: string[];
};

const FEWEST = 3;
/**
 * Where to begin and how far to look, p, q and γ, with the geometric mean of spends as the unit of
 * money.
 */
const STARTS = [
  [4, 3, 0.5],
  [1, 2, 1],
  [20, 10, 0.5],
];
const LOWEST = [1e-3, 1e-3, 1e-8];
const HIGHEST = [1e4, 1e4, 1e8];
/** So many customers tell which beginning is best. */
const ENOUGH = 500;

const climb = (data: SpendData, start: number[]) =>
  minimise(
    (x) => {
      const [p, q, gamma] = x.map(Math.exp) as [number, number, number];
      return inLogarithms([p, q, gamma], evaluate({ p, q, gamma }, data), data.totals.length);
    },
    start,
    LOWEST.map(Math.log),
    HIGHEST.map(Math.log),
  );

/**
 * Maximum likelihood over customers who bought again, by Newton's method in logarithms, from the
 * best of several beginnings. Money is measured in its geometric mean meanwhile, so that the
 * currency does not matter, and one huge spend does not either; nor does the order of customers.
 */
export function fit(customers: readonly Spend[]): GammaGammaFit {
  const own = repeatSpends(customers);
  const n = own.length;
  if (n < FEWEST) {
    const nothing = {
      parameters: null,
      logLikelihood: 0,
      standardErrors: null,
      converged: false,
      identified: false,
      iterations: 0,
    };
    return { ...nothing, warnings: ["too_few_repeat_customers"] };
  }
  const unit = Math.exp(
    Float64Array.from(own, (c) => Math.log(c.monetary))
      .sort()
      .reduce((sum, log) => sum + log / n, 0),
  );
  const data = spendData(own, unit);
  const few = thinned(data, ENOUGH);
  const tries = STARTS.map((start) => climb(few, start.map(Math.log)));
  const best = climb(data, tries.reduce((a, b) => (b.value < a.value ? b : a)).x);
  const [p, q, gamma] = best.x.map(Math.exp) as [number, number, number];
  const errors = best.atBound.some(Boolean)
    ? null
    : (inverse(best.hessian)?.map((row, i) => Math.sqrt(row[i]! / n)) ?? null);
  return {
    parameters: { p, q, gamma: gamma * unit },
    logLikelihood: -best.value * n - n * Math.log(unit),
    standardErrors: errors && {
      p: p * errors[0]!,
      q: q * errors[1]!,
      gamma: gamma * unit * errors[2]!,
    },
    converged: best.converged,
    identified: best.converged && errors !== null,
    iterations: tries.reduce((sum, t) => sum + t.iterations, best.iterations),
    warnings: [
      ...(best.converged ? [] : ["spend_fit_not_converged"]),
      ...(errors ? [] : ["spend_parameter_at_bound"]),
    ],
  };
}
