/**
 * Isotonic calibration: the rising curve nearest to what came (Ayer, Brunk, Ewing, Reid & Silverman
 * 1955, pool adjacent violators), which bends wherever the data do, where Platt's is one S.
 */
import { sortedBy } from "../numerics/radix-sort.ts";
import { logit } from "../numerics/special.ts";

/**
 * The share that came at each logit of what was stated; between them straight lines. Plain JSON.
 */
export type Isotonic = { kind: "isotonic"; logits: number[]; rates: number[] };

/** Customers of a step at least: fewer are joined with those next to them. */
const FEWEST = 25;

/** Customers next to each other, of whom the same share is said to come. */
type Step = { customers: number; came: number; logits: number };

const rateOf = ({ customers, came }: Step): number => came / customers;

/** Joins the last steps while they fall, or the last but one is too small. */
function pool(steps: Step[]): void {
  for (;;) {
    const [before, last] = [steps.at(-2), steps.at(-1)];
    if (!before || !last) return;
    if (rateOf(before) < rateOf(last) && before.customers >= FEWEST) return;
    steps.splice(-2, 2, {
      customers: before.customers + last.customers,
      came: before.came + last.came,
      logits: before.logits + last.logits,
    });
  }
}

/** Numbers of the stated chances, the least first. */
export const risingOrder = (stated: ArrayLike<number>): Uint32Array =>
  sortedBy(Float64Array.from(stated));

/**
 * Fits the curve to stated chances and what came of each (0 or 1), of those in `order`, which
 * rises.
 */
export function fitIsotonic(
  stated: ArrayLike<number>,
  came: ArrayLike<number>,
  order: ArrayLike<number> = risingOrder(stated),
): Isotonic {
  const steps: Step[] = [];
  for (let at = 0; at < order.length;) {
    const step: Step = { customers: 0, came: 0, logits: 0 };
    for (const own = stated[order[at]!]!; at < order.length && stated[order[at]!] === own; at++) {
      step.customers++;
      step.came += came[order[at]!]!;
      step.logits += logit(own);
    }
    steps.push(step);
    pool(steps);
  }
  // Of few nobody knows that all came or none (Jeffreys 1946).
  return {
    kind: "isotonic",
    logits: steps.map(({ logits, customers }) => logits / customers),
    rates: steps.map((step) => (step.came + 0.5) / (step.customers + 1)),
  };
}

/** Returns the calibrated chance; the chance itself where nothing was learned. */
export function isotonic(chance: number, { logits, rates }: Isotonic): number {
  const x = logit(chance);
  const above = logits.findIndex((one) => one > x);
  if (logits.length === 0) return chance;
  if (above === 0) return rates[0]!;
  if (above < 0) return rates.at(-1)!;
  const [left, right] = [logits[above - 1]!, logits[above]!];
  const part = (x - left) / (right - left);
  return rates[above - 1]! + part * (rates[above]! - rates[above - 1]!);
}
