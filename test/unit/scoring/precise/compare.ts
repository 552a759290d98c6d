/**
 * Holds a purchase model of the project against its precise evaluation, point by point, and says
 * where it is furthest off.
 */
import { digits, div, mul, real, sub, toNumber, type Real } from "./number.ts";
import { logLikelihood, probabilityAlive, probabilityGone, type Precise } from "./model.ts";
import type { Point } from "./grid.ts";

type History = { frequency: number; recency: number; age: number };
/** The part of a purchase model that is tested here. */
export type Tested<P> = {
  logLikelihood(parameters: P, customers: readonly History[]): number;
  probabilityAlive(parameters: P, customer: History): number;
  expectedWhileAlive(parameters: P, customer: History, horizon: number): number;
  expectedPurchases(parameters: P, customer: History, horizon: number): number;
  expectedPurchasesOfNew(parameters: P, horizon: number): number;
};
export type Deviation = {
  quantity: string;
  error: number;
  got: number;
  expected: Real;
  at: string;
};

/** Below this doubles lose their digits: there, whatever is as small is right. */
const TINY = 1e-290;
/** Rounding that 1 − p cannot avoid, whatever computed p. */
const ROUNDING = 2 ** -52;

const difference = (got: number, expected: Real): number =>
  Number.isFinite(got) ? Math.abs(toNumber(sub(real(got), expected))) : Infinity;

/** |got/expected − 1|; 0 where both are 0 or below 1e-290. */
export function relative(got: number, expected: Real): number {
  if (Math.abs(toNumber(expected)) < TINY) return Math.abs(got) <= 2 * TINY ? 0 : Infinity;
  return Number.isFinite(got)
    ? Math.abs(toNumber(div(sub(real(got), expected), expected)))
    : Infinity;
}
/** |got − expected|/max(1, |expected|). */
export const absolute = (got: number, expected: Real): number =>
  difference(got, expected) / Math.max(1, Math.abs(toNumber(expected)));
/** Of a complement 1 − p: relative, beyond what the subtraction itself rounds away. */
export const complement = (got: number, expected: Real): number => {
  const beyond = Math.max(0, difference(got, expected) - ROUNDING);
  return beyond === 0 ? 0 : beyond / Math.abs(toNumber(expected));
};

/**
 * The deviations at `points` of ln L, P(alive) and 1 − P(alive); and of the expectations, which
 * take longer to evaluate, at the first `expectations` of them.
 */
export function deviations<P>(
  tested: Tested<P>,
  precise: Precise<P>,
  points: readonly Point<P>[],
  expectations: number,
): Deviation[] {
  return points.flatMap(({ parameters, customer, horizon }, i) => {
    const history = { frequency: customer.x, recency: customer.tx, age: customer.T };
    const at = JSON.stringify({ ...parameters, ...customer, horizon });
    const row = (
      quantity: string,
      got: number,
      expected: Real,
      measure: typeof relative,
    ): Deviation => ({ quantity, got, expected, error: measure(got, expected), at });
    const odds = precise.oddsGone(parameters, customer);
    const alive = tested.probabilityAlive(parameters, history);
    const rows = [
      row(
        "ln L",
        tested.logLikelihood(parameters, [history]),
        logLikelihood(precise.logThere(parameters, customer), odds),
        absolute,
      ),
      row("P(alive)", alive, probabilityAlive(odds), relative),
      row("1 - P(alive)", 1 - alive, probabilityGone(odds), complement),
    ];
    if (i >= expectations) return rows;
    const there = precise.whileAlive(parameters, customer, horizon);
    return [
      ...rows,
      row("E[Y | alive]", tested.expectedWhileAlive(parameters, history, horizon), there, relative),
      row(
        "E[Y]",
        tested.expectedPurchases(parameters, history, horizon),
        mul(probabilityAlive(odds), there),
        relative,
      ),
      row(
        "E[X] of a new customer",
        tested.expectedPurchasesOfNew(parameters, horizon),
        precise.ofNew(parameters, horizon),
        relative,
      ),
    ];
  });
}

/** The worst of each quantity, in a line for people to read. */
export function worst(all: readonly Deviation[]): Deviation[] {
  const found = new Map<string, Deviation>();
  for (const one of all)
    if (one.error >= (found.get(one.quantity)?.error ?? 0)) found.set(one.quantity, one);
  return [...found.values()];
}
export const told = ({ quantity, error, got, expected, at }: Deviation): string =>
  `${quantity}: ${error.toExponential(1)} (${got} for ${digits(expected)} at ${at})`;
