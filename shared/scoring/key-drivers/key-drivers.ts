/**
 * Key drivers: what moves an outcome such as satisfaction, as each driver's part of R².
 * No product code uses it yet: it comes into use with the portfolio.
 */
import { correlations, type Correlations } from "./correlations.ts";
import { lmg, MOST_DRIVERS } from "./lmg.ts";
import { eigen, type Eigen } from "./matrix.ts";
import { relativeWeights } from "./relative-weights.ts";
import { byText } from "../numerics/order.ts";
import { quantile } from "../numerics/percentile.ts";
import { seeded } from "../numerics/random.ts";

export type Method = "relative-weights" | "lmg";
export type Driver = {
  driver: string;
  /** Part of R², 0 to 1; all together R². */ share: number;
  /**
   * The middle 95 % over bootstrap samples; null without bootstrap, or where too few samples could
   * be fitted.
   */
  low: number | null;
  high: number | null;
  /** Standardised coefficient: which way the driver moves the outcome, the others held. */ coefficient: number;
};
/** Complete rows, and those left out. */
type Counts = { rows: number; dropped: number };
export type KeyDrivers = { refused: null; rSquared: number; drivers: Driver[] } & Counts;
export type Refusal = {
  refused: "no_drivers" | "too_few_rows" | "constant" | "collinear" | "too_many_drivers";
  /** The drivers, or the outcome, at fault. */ columns: string[];
} & Counts;

/** Rows a coefficient needs at least. */
const ROWS_A_DRIVER = 2;
/**
 * Below this least eigenvalue of their correlations drivers determine each other, but for rounding.
 */
const SINGULAR = 1e-9;

const METHODS: Record<Method, (known: Correlations, among: Eigen) => number[]> = {
  "relative-weights": relativeWeights,
  lmg,
};

/** The parts and coefficients of one sample, or the columns at fault. */
function fit(sample: readonly (readonly number[])[], method: Method) {
  const known = correlations(sample);
  if ("constant" in known) return { refused: "constant" as const, columns: known.constant };
  const among = eigen(known.among);
  const { values, vectors } = among;
  const least = values.indexOf(Math.min(...values));
  if (values[least]! < SINGULAR) {
    return {
      refused: "collinear" as const,
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

/**
 * Percentile intervals (Efron 1979) of each driver's share. Samples that cannot be fitted are
 * passed over; null where half cannot.
 */
function intervals(
  rows: readonly (readonly number[])[],
  method: Method,
  bootstrap: number,
  seed: number,
): { low: number; high: number }[] | null {
  const random = seeded(seed);
  const draws = Array.from({ length: bootstrap }, () =>
    fit(
      rows.map(() => rows[Math.floor(random.uniform() * rows.length)]!),
      method,
    ),
  ).flatMap((draw) => (draw.refused === null ? [draw.shares] : []));
  if (draws.length === 0 || draws.length < bootstrap / 2) return null;
  return draws[0]!.map((_, j) => {
    const sorted = draws.map((shares) => shares[j]!).sort((a, b) => a - b);
    return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
  });
}

/**
 * Returns how much each column but `outcome` moves it, by Johnson's relative weights or by LMG
 * (Shapley): parts of R² that sum to it, strongest first. Rows with a missing value (null, absent
 * or not finite) are dropped and counted. `bootstrap` is how many samples intervals are from (0 for
 * none), `seed` draws them; the order of rows and columns does not matter. Refused where an answer
 * would be invented: a column that does not vary, drivers that determine each other, fewer rows
 * than twice the drivers and two, more drivers than LMG can go through.
 */
export function keyDrivers(
  rows: readonly Readonly<Record<string, number | null | undefined>>[],
  outcome: string,
  { method, bootstrap, seed }: { method: Method; bootstrap: number; seed: number },
): KeyDrivers | Refusal {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    .filter((name) => name !== outcome)
    .sort(byText);
  const columns = [...names, outcome];
  const complete = rows
    .map((row) => columns.map((name) => row[name] ?? NaN))
    .filter((row) => row.every(Number.isFinite))
    .sort((a, b) => a.map((v, j) => v - b[j]!).find((difference) => difference !== 0) ?? 0);
  const counts = { rows: complete.length, dropped: rows.length - complete.length };
  const refuse = (refused: Refusal["refused"], at: readonly number[]): Refusal => ({
    refused,
    columns: at.map((j) => columns[j]!),
    ...counts,
  });
  const all = names.map((_, j) => j);
  if (names.length === 0) return refuse("no_drivers", []);
  if (method === "lmg" && names.length > MOST_DRIVERS) return refuse("too_many_drivers", all);
  if (complete.length < ROWS_A_DRIVER * (names.length + 1)) return refuse("too_few_rows", []);
  const known = fit(complete, method);
  if (known.refused) return refuse(known.refused, known.columns);
  const bounds = intervals(complete, method, bootstrap, seed);
  const drivers = names
    .map((driver, j) => ({
      driver,
      share: known.shares[j]!,
      low: bounds?.[j]!.low ?? null,
      high: bounds?.[j]!.high ?? null,
      coefficient: known.coefficients[j]!,
    }))
    .sort((a, b) => b.share - a.share);
  return {
    refused: null,
    rSquared: known.shares.reduce((sum, s) => sum + s, 0),
    ...counts,
    drivers,
  };
}
