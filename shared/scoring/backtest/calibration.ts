/**
 * Calibration of a chance to buy by what followed earlier ones: logistic regression on its logit
 * (Platt 1999), alone or with what the purchase models do not look at.
 */
import { cholesky, substitute } from "../numerics/cholesky.ts";
import { logistic } from "../numerics/special.ts";

/** The figures a calibration looks at. `spent` and `frequency` are of the same moment as `chance`. */
export type Statement = { chance: number; spent: number; frequency: number };

/**
 * Weights of 1, logit(chance), ln(1 + spent/scale) and ln(1 + repeat purchases). With `platt` the
 * last two are 0. `scale` in minor units.
 */
export type Calibration = { kind: "platt" | "adjusted"; weights: number[]; scale: number };

/** A chance is never taken for more certain than this. */
const LEAST = 1e-4;
const SIZES = { platt: 2, adjusted: 4 } as const;
/** The chance as it is, which a calibration leaves only where the data say so. */
const IDENTITY = [0, 1, 0, 0];
/** Customers' worth of belief in the identity. */
const RIDGE = 1;
const ROUNDS = 30;

const logit = (chance: number): number => {
  const held = Math.min(1 - LEAST, Math.max(LEAST, chance));
  return Math.log(held / (1 - held));
};

const rowOf = ({ chance, spent, frequency }: Statement, scale: number): number[] => [
  1,
  logit(chance),
  Math.log1p(Math.max(0, spent) / scale),
  Math.log1p(frequency),
];

/** The calibrated chance, in (0, 1). */
export function calibrate(of: Statement, { weights, scale }: Calibration): number {
  return logistic(rowOf(of, scale).reduce((sum, value, i) => sum + value * weights[i]!, 0));
}

/**
 * Fits a calibration to statements and what came of each (0 or 1), by Newton's method with a ridge
 * towards the chance as it is. `scale` (minor units, > 0) makes spend a number without a unit.
 */
export function fitCalibration(
  kind: Calibration["kind"],
  statements: readonly Statement[],
  came: readonly number[],
  scale: number,
): Calibration {
  const size = SIZES[kind];
  const rows = statements.map((one) => rowOf(one, scale));
  let weights = [...IDENTITY];
  for (let round = 0; round < ROUNDS; round++) {
    const slope = weights.map((w, i) => RIDGE * (IDENTITY[i]! - w)).slice(0, size);
    const curve = slope.map((_, i) => slope.map((__, j) => (i === j ? RIDGE : 0)));
    rows.forEach((row, n) => {
      const p = logistic(row.reduce((sum, value, i) => sum + value * weights[i]!, 0));
      const [miss, spread] = [came[n]! - p, p * (1 - p)];
      for (let i = 0; i < size; i++) {
        slope[i]! += miss * row[i]!;
        for (let j = 0; j <= i; j++) curve[i]![j]! += spread * row[i]! * row[j]!;
      }
    });
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) curve[j]![i] = curve[i]![j]!;
    const factor = cholesky(curve);
    if (!factor) break;
    const step = substitute(factor, slope);
    weights = weights.map((w, i) => w + (step[i] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return { kind, weights, scale };
}
