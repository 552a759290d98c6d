/** Tells whether a customer buys more than before. */
import type { Policy } from "./policy.ts";
import { dayOf, type PurchaseDay } from "./summarise.ts";
import type { Milliseconds } from "./types.ts";

/** Repeat purchase days of the last `windowDays` and of as many days before. */
export type Trend = { recent: number; previous: number; windowDays: number };

/**
 * Counts repeat purchase days in two windows of equal length: half a year each, or half of the
 * customer's age. Null while the customer is too young for that.
 */
export function trend(
  days: readonly PurchaseDay[],
  now: Milliseconds,
  policy: Policy["potential"],
  zone = "UTC",
): Trend | null {
  const first = days[0];
  const today = dayOf(now, zone);
  if (!first || today - first.day < policy.fewestDays) return null;
  const windowDays = Math.min(policy.windowDays, Math.floor((today - first.day) / 2));
  const moved = { recent: 0, previous: 0, windowDays };
  // Newest first, as far back as both windows reach; the first purchase is no repeat.
  for (let i = days.length - 1; i > 0; i--) {
    const ago = today - days[i]!.day;
    if (ago >= 2 * windowDays) break;
    if (ago < windowDays) moved.recent++;
    else moved.previous++;
  }
  return moved;
}

/**
 * The share of purchases that falls into the later window, as a posterior mean under a uniform
 * prior: ½ is steady.
 */
export const growth = ({ recent, previous }: Trend): number =>
  (recent + 1) / (recent + previous + 2);
