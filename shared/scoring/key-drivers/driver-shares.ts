/** The plain formulas of key drivers: each driver's part of R² in one sample. */
import { correlations, type Correlations } from "./correlations.ts";
import { lmg } from "./lmg.ts";
import { eigen, type Eigen } from "./matrix.ts";
import { relativeWeights } from "./relative-weights.ts";

export type Method = "relative-weights" | "lmg";

/** By column, the outcome last. */
export type DriverShares =
  | { refused: null; shares: number[]; coefficients: number[] }
  | { refused: "constant" | "collinear"; columns: number[] };

/**
 * Below this least eigenvalue of their correlations drivers determine each other, but for rounding.
 */
const SINGULAR = 1e-9;

const METHODS: Record<Method, (known: Correlations, among: Eigen) => number[]> = {
  "relative-weights": relativeWeights,
  lmg,
};

/**
 * The drivers' parts of R², which sum to it, and their standardised coefficients, from rows of
 * driver values with the outcome last; or the columns at fault. It asks not how many rows there
 * are: `keyDrivers` does.
 */
export function driverShares(sample: readonly (readonly number[])[], method: Method): DriverShares {
  const known = correlations(sample);
  if ("constant" in known) return { refused: "constant", columns: known.constant };
  const among = eigen(known.among);
  const { values, vectors } = among;
  const least = values.indexOf(Math.min(...values));
  if (values[least]! < SINGULAR) {
    return {
      refused: "collinear",
      columns: vectors.flatMap((row, j) => (Math.abs(row[least]!) > 1e-3 ? [j] : [])),
    };
  }
  // β = R⁻¹r in the axes of R.
  const along = values.map(
    (d, k) => vectors.reduce((sum, row, j) => sum + row[k]! * known.withOutcome[j]!, 0) / d,
  );
  const coefficients = vectors.map((row) => row.reduce((sum, v, k) => sum + v * along[k]!, 0));
  return { refused: null, shares: METHODS[method](known, among), coefficients };
}
