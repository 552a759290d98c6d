/** Older evidence counts less. */
import { DAY } from "./summarise.ts";
import type { Milliseconds } from "./types.ts";

/**
 * A grid on which sums of a hundred thousand of them are exact, and so the same in whatever order
 * facts come.
 */
const GRID = 2 ** 36;

/**
 * Returns what is left of a piece of evidence: halves with every half-life; 1 for what is not older
 * than `now`.
 */
export function remaining(at: Milliseconds, now: Milliseconds, halfLifeDays: number): number {
  return at >= now
    ? 1
    : Math.round(GRID * Math.exp((-Math.LN2 * (now - at)) / DAY / halfLifeDays)) / GRID;
}
