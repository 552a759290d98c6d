/**
 * Calibration of a chance to buy by what followed earlier ones: logistic regression on its logit
 * (Platt 1999), alone or with what the purchase models do not look at, or a rising curve.
 */
import { cholesky, substitute } from "../numerics/cholesky.ts";
import { logistic, logit } from "../numerics/special.ts";
import { fitIsotonic, isotonic, type Isotonic } from "./isotonic.ts";

/**
 * The figures a calibration looks at. `spent` and `frequency` are of the same moment as `chance`.
 */
export type Statement = { chance: number; spent: number; frequency: number };

/**
 * Weights of 1, logit(chance), ln(1 + spent/scale) and ln(1 + repeat purchases). With `platt` the
 * last two are 0. `scale` in minor units.
 */
type Weighted = { kind: "platt" | "adjusted"; weights: number[]; scale: number };
export type Calibration = Weighted | Isotonic;

const SIZES = { platt: 2, adjusted: 4 } as const;
/** The chance as it is, which a calibration leaves only where the data say so. */
const IDENTITY = [0, 1, 0, 0];
/** Customers' worth of belief in the identity. */
const RIDGE = 1;
const ROUNDS = 30;
/** A step after which weights are exact to five digits. */
const ENOUGH = 3e-3;

/** Writes what weights are of to a row: 1, logit(chance), ln(1 + spent/scale), ln(1 + x). */
function write(
  rows: Float64Array,
  row: number,
  { chance, spent, frequency }: Statement,
  scale: number,
) {
  const from = SIZES.adjusted * row;
  rows[from] = 1;
  rows[from + 1] = logit(chance);
  rows[from + 2] = Math.log1p(Math.max(0, spent) / scale);
  rows[from + 3] = Math.log1p(frequency);
}

/** Statements as a calibration looks at them, laid out one after the other. */
export function rowsOf(
  chances: ArrayLike<number>,
  seen: readonly Pick<Statement, "spent" | "frequency">[],
  scale: number,
): Float64Array {
  const rows = new Float64Array(SIZES.adjusted * seen.length);
  seen.forEach(({ spent, frequency }, row) =>
    write(rows, row, { chance: chances[row]!, spent, frequency }, scale),
  );
  return rows;
}

/** The calibrated chance of a row. */
export function calibrateRow(rows: Float64Array, row: number, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * rows[SIZES.adjusted * row + i]!;
  return logistic(sum);
}

/** The calibrated chance, in (0, 1). */
export function calibrate(of: Statement, calibration: Calibration): number {
  if (calibration.kind === "isotonic") return isotonic(of.chance, calibration);
  const { weights, scale } = calibration;
  const row = new Float64Array(SIZES.adjusted);
  write(row, 0, of, scale);
  return calibrateRow(row, 0, weights);
}

/** Slopes and curvatures of a log-likelihood by some weights. */
type Slopes = { slope: number[]; curve: number[][] };

/** Adds up the slopes of the first `size` weights over some of the rows. */
function slopesAt(
  weights: readonly number[],
  { rows, came, lesson }: Taught,
  size: number,
): Slopes {
  const slope = new Float64Array(size);
  const curve = new Float64Array(size * size);
  for (let n = 0; n < lesson.length; n++) {
    const from = SIZES.adjusted * lesson[n]!;
    let sum = 0;
    for (let i = 0; i < size; i++) sum += rows[from + i]! * weights[i]!;
    const p = 1 / (1 + Math.exp(-sum));
    const [miss, spread] = [came[lesson[n]!]! - p, p * (1 - p)];
    for (let i = 0; i < size; i++) {
      const value = rows[from + i]!;
      slope[i]! += miss * value;
      for (let j = 0; j <= i; j++) curve[size * i + j]! += spread * value * rows[from + j]!;
    }
  }
  const at = (i: number, j: number) => curve[size * Math.max(i, j) + Math.min(i, j)]!;
  return {
    slope: [...slope],
    curve: Array.from(slope, (_, i) => Array.from(slope, (__, j) => at(i, j))),
  };
}

/** Rows of `rowsOf`, what came of each (0 or 1), and the numbers of those to learn from. */
type Taught = { rows: Float64Array; came: readonly number[]; lesson: Int32Array };

/**
 * Fits a calibration to rows and what came of them, by Newton's method with a ridge towards the
 * chance as it is. `scale` is that of the rows; `start` are weights that may be near.
 */
export function learnCalibration(
  kind: Weighted["kind"],
  taught: Taught,
  scale: number,
  start: readonly number[] = IDENTITY,
): Weighted {
  const size = SIZES[kind];
  let weights = [...start];
  for (let round = 0; round < ROUNDS; round++) {
    const { slope, curve } = slopesAt(weights, taught, size);
    for (let i = 0; i < size; i++) {
      slope[i]! += RIDGE * (IDENTITY[i]! - weights[i]!);
      curve[i]![i]! += RIDGE;
    }
    const factor = cholesky(curve);
    if (!factor) break;
    const step = substitute(factor, slope);
    weights = weights.map((w, i) => w + (step[i] ?? 0));
    // Newton's next error is of the order of this step squared.
    if (Math.max(...step.map(Math.abs)) < ENOUGH) break;
  }
  return { kind, weights, scale };
}

/**
 * Fits a calibration to statements and what came of each (0 or 1). `scale` (minor units, > 0) makes
 * spend a number without a unit.
 */
export function fitCalibration(
  kind: Calibration["kind"],
  statements: readonly Statement[],
  came: readonly number[],
  scale: number,
): Calibration {
  const stated = statements.map(({ chance }) => chance);
  if (kind === "isotonic") return fitIsotonic(stated, came);
  const rows = rowsOf(stated, statements, scale);
  const lesson = Int32Array.from(statements, (_, row) => row);
  return learnCalibration(kind, { rows, came, lesson }, scale);
}
