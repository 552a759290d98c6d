/**
 * The one rule of plausible moments for what happened: from 1970-01-01 UTC to a day ahead of the
 * clock. A day covers a clock that runs fast and a date that has begun further east. It holds for
 * requests, imports, message headers, scores and cards alike.
 */
import { DAY_MS } from "./days.ts";

/**
 * 1970-01-01T00:00:00Z: what is older is a slip of the keyboard (0205) or an empty field (1899).
 */
export const EARLIEST_MS = 0;
export const AHEAD_MS = DAY_MS;

export type Implausible = "before_1970" | "in_the_future";

/** Returns why a moment cannot be that of something that happened, null where it can. */
export function findImplausible(at: number, now: number): Implausible | null {
  if (!(at >= EARLIEST_MS)) return "before_1970";
  return at > now + AHEAD_MS ? "in_the_future" : null;
}

export const isPlausible = (at: number, now: number): boolean => findImplausible(at, now) === null;
