/** Loyalty of one customer: how steadily they come back. */
import { dayOf, type PurchaseDay } from "./summarise.ts";
import type { Milliseconds } from "./types.ts";

/**
 * The share of periods (a quarter each, counted from the first purchase) in which the customer bought again: periods with a
 * purchase k of n complete ones, as the posterior mean (k + 1)/(n + 2) under a uniform prior, so that one good quarter is
 * not yet perfect loyalty. Null before the first period is complete.
 */
export function loyalty(days: readonly PurchaseDay[], now: Milliseconds, periodDays: number): number | null {
  const first = days[0];
  if (!first) return null;
  const complete = Math.floor((dayOf(now) - first.day) / periodDays);
  if (complete < 1) return null;
  const active = new Set(days.slice(1).map((d) => Math.ceil((d.day - first.day) / periodDays)).filter((period) => period <= complete));
  return (active.size + 1) / (complete + 2);
}
