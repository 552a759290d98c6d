/** Rounding a list of contributions so that what is shown still adds up. */
import type { Factor } from "../contract/card.ts";

/**
 * Rounds `parts` to `digits` decimals so that they add up exactly to their sum rounded (largest
 * remainder, Hamilton). No part moves by a whole unit of the last digit or more.
 */
export function addUp(parts: number[], digits: number): { parts: number[]; total: number } {
  const unit = 10 ** digits;
  const total = Math.round(parts.reduce((sum, part) => sum + part, 0) * unit);
  const floors = parts.map((part) => Math.floor(part * unit));
  const order = parts
    .map((part, index) => ({ index, rest: part * unit - Math.floor(part * unit) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let missing = total - floors.reduce((sum, part) => sum + part, 0);
  for (const { index } of order) {
    if (missing <= 0) break;
    floors[index] = (floors[index] ?? 0) + 1;
    missing -= 1;
  }
  return { parts: floors.map((part) => part / unit + 0), total: total / unit + 0 };
}

/**
 * Returns the weight of each factor as shown, a share of one in whole per cent. Together they make
 * exactly their sum, 100 % as a rule; factors without a weight get nothing.
 */
export function shownWeights(factors: readonly Factor[]): { weight?: number }[] {
  const weightOf = ({ parameters }: Factor) =>
    typeof parameters?.["weight"] === "number" ? parameters["weight"] : null;
  const { parts } = addUp(
    factors.map((factor) => weightOf(factor) ?? 0),
    2,
  );
  return factors.map((factor, index) =>
    weightOf(factor) === null ? {} : { weight: parts[index] ?? 0 },
  );
}
