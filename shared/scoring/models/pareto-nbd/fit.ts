/** Maximum-likelihood fit of Pareto/NBD, and whether the data can tell its drop-out part at all. */
import { inverse } from "../../numerics/cholesky.ts";
import { fitGrouped, nothingToFit } from "../nbd.ts";
import { minimise, type Minimum, type Point } from "../../numerics/optimise.ts";
import type { ParetoNbdParameters } from "./departure.ts";
import { evaluate } from "./likelihood.ts";
import { group, inUnit, meanAge, type Grouped, type History } from "../purchase-histories.ts";
import type { PurchaseFit } from "../purchase-model.ts";

/** 95 % point of χ² with the two degrees of freedom that drop-out adds. */
const LIKELIHOOD_RATIO = 5.991464547107979;
/**
 * Bounds of r, α, s, β (times in mean ages): far outside any real customer base, near enough to
 * keep every digit.
 */
const LOWER = [1e-4, 1e-4, 1e-4, 1e-4].map(Math.log);
const UPPER = [1e4, 1e6, 1e4, 1e6].map(Math.log);
/**
 * A standard error of a parameter's logarithm that says no more than "far out": the top is a ridge
 * that runs to the bound.
 */
const RIDGE = 10;
/**
 * s and β to start from: drop-out uneven, even, and soon or never. The first leads to the top
 * unless nothing does.
 */
const STARTS = [
  [0.5, 0.5],
  [3, 10],
  [0.1, 0.02],
] as const;
/** Of more distinct histories than this, one in `THINNING` shows the neighbourhood of the top. */
const MANY = 10_000;
const THINNING = 16;

const parametersAt = (x: number[]): ParetoNbdParameters => {
  const [r, alpha, s, beta] = x.map(Math.exp) as [number, number, number, number];
  return { r, alpha, s, beta };
};
/** True where s or β is at its lower bound: who leaves, leaves within hours. */
const leavesAtOnceOrNever = ({ x }: Minimum): boolean => x[2] === LOWER[2] || x[3] === LOWER[3];
const isAtBound = ({ atBound }: Minimum): boolean => atBound.some(Boolean);

/** Minus the log-likelihood of a customer on average, by the logarithms of the parameters. */
const averaged =
  (data: Grouped) =>
  (x: number[]): Point => {
    const { value, gradient, hessian } = evaluate(parametersAt(x), data);
    const mean = (sum: number) => -sum / data.customers;
    return {
      value: mean(value),
      gradient: gradient.map(mean),
      hessian: hessian.map((row) => row.map(mean)),
    };
  };

/** Every k-th distinct history of an ordered table: a small picture of the whole. */
const thinned = ({ x, recency, age, count }: Grouped): Grouped =>
  group(
    Array.from({ length: Math.ceil(x.length / THINNING) }, (_, i) => i * THINNING).map((i) => ({
      frequency: x[i]!,
      recency: recency[i]!,
      age: age[i]!,
      count: count[i]!,
    })),
  );

type Top = { found: Minimum; told: boolean; iterations: number };

/**
 * The top of the likelihood, and whether it is significantly above that of NBD, in which nobody
 * leaves. From the purchase rate of NBD and the first start; the later ones are tried where that
 * did not arrive at a top that tells drop-out (or `starts` asks for them). Of very many histories
 * only the last steps are made on all.
 */
function top(data: Grouped, starts: number): Top {
  const plain = fitGrouped(data);
  const from = STARTS.map((dropOut) => [...plain.x, ...dropOut.map(Math.log)]);
  const reach = (start: number[], before: number): Top => {
    const found = minimise(averaged(data), start, LOWER, UPPER);
    return {
      found,
      told: 2 * data.customers * (plain.value - found.value) > LIKELIHOOD_RATIO,
      iterations: before + found.iterations,
    };
  };
  if (data.x.length > MANY) {
    const part = top(thinned(data), starts);
    // At a bound the surface may be so flat that nothing leads away from it.
    return reach(isAtBound(part.found) ? from[0]! : part.found.x, part.iterations);
  }
  let best = reach(from[0]!, 0);
  for (
    let i = 1;
    i < from.length && (i < starts || !best.told || !best.found.converged || isAtBound(best.found));
    i++
  ) {
    const other = reach(from[i]!, best.iterations);
    best = {
      ...(other.found.value < best.found.value ? other : best),
      iterations: other.iterations,
    };
  }
  return best;
}

/**
 * Fits by Newton's method in the logarithms of the parameters; time is measured in mean ages
 * meanwhile, so that the answer does not depend on the unit.
 */
export function fit(
  customers: readonly History[],
  { starts = 1 }: { starts?: number } = {},
): PurchaseFit<ParetoNbdParameters> {
  const nothing = nothingToFit(customers);
  if (nothing) return nothing;
  const whole = group(customers);
  const scale = meanAge(whole);
  const data = inUnit(whole, scale);
  const { found, told, iterations } = top(data, starts);
  const { r, alpha, s, beta } = parametersAt(found.x);
  const parameters = { r, alpha: alpha * scale, s, beta: beta * scale };
  const errors =
    inverse(found.hessian)?.map((row, i) => Math.sqrt(row[i]! / data.customers)) ?? null;
  const bound = isAtBound(found) || !errors?.every((error) => error < RIDGE);
  return {
    parameters,
    iterations,
    converged: found.converged,
    tellsDropOut: told,
    identified: told && found.converged && !leavesAtOnceOrNever(found),
    // In mean ages it is a density of times in mean ages: each purchase brings a factor of the
    // unit.
    logLikelihood: -found.value * data.customers - data.purchases * Math.log(scale),
    standardErrors:
      errors && !bound
        ? {
            r: r * errors[0]!,
            alpha: parameters.alpha * errors[1]!,
            s: s * errors[2]!,
            beta: parameters.beta * errors[3]!,
          }
        : null,
    warnings: [
      ...(told ? [] : ["drop_out_not_identified"]),
      ...(found.converged ? [] : ["fit_not_converged"]),
      ...(bound ? ["parameter_at_bound"] : []),
    ],
  };
}
