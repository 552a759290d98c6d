/** Older evidence counts less. */
import { DAY } from "./summarise.ts";
import type { Milliseconds } from "./types.ts";

/** What is left of a piece of evidence: halves with every half-life; 1 for what is not older than `now`. */
export function remaining(at: Milliseconds, now: Milliseconds, halfLifeDays: number): number {
  return 0.5 ** (Math.max(0, now - at) / DAY / halfLifeDays);
}
