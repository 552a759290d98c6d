/** Whether a customer buys more than before. */
import type { Policy } from "./policy.ts";
import { dayOf, type PurchaseDay } from "./summarise.ts";
import type { Milliseconds } from "./types.ts";

/** Repeat purchase days of the last `windowDays` and of as many days before. */
export type Trend = { recent: number; previous: number; windowDays: number };

/**
 * Counts repeat purchase days in two windows of equal length: half a year each, or half of the customer's age. Null while
 * the customer is too young for that.
 */
export function trend(days: readonly PurchaseDay[], now: Milliseconds, policy: Policy["potential"]): Trend | null {
  const first = days[0];
  const today = dayOf(now);
  if (!first || today - first.day < policy.fewestDays) return null;
  const windowDays = Math.min(policy.windowDays, Math.floor((today - first.day) / 2));
  const repeats = days.slice(1).map((d) => today - d.day);
  return {
    windowDays,
    recent: repeats.filter((ago) => ago < windowDays).length,
    previous: repeats.filter((ago) => ago >= windowDays && ago < 2 * windowDays).length,
  };
}

/** The share of purchases that falls into the later window, as a posterior mean under a uniform prior: ½ is steady. */
export const growth = ({ recent, previous }: Trend): number => (recent + 1) / (recent + previous + 2);
