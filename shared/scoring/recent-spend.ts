/** Recent spend: what a customer has spent, where money of long ago counts less. */
import type { PurchaseDay } from "./summarise.ts";

/**
 * The day that ages are counted from: half a mean interval after the last purchase as long as the
 * next is not due, and half of one before today from then on. So who buys once a year does not seem
 * to spend less and less until the day before the next order.
 */
function dayOfRhythm(days: readonly PurchaseDay[], today: number): number {
  const [first, last] = [days[0]!.day, days.at(-1)!.day];
  const interval = days.length > 1 ? (last - first) / (days.length - 1) : 0;
  return today - last <= interval ? last + interval / 2 : today - interval / 2;
}

/**
 * Returns Σ amount · 2^(−age in days / half-life), whole minor units, of purchase days up to
 * `today` (days since 1970), oldest first. Unlike the sum of the last twelve months it has no edge
 * over which an order of a year ago falls from one day to the next.
 */
export function recentSpend(
  days: readonly PurchaseDay[],
  today: number,
  halfLifeDays: number,
): number {
  if (days.length === 0) return 0;
  const now = dayOfRhythm(days, today);
  let spend = 0;
  for (const { day, amount } of days) spend += amount * 2 ** ((day - now) / halfLifeDays);
  return Math.round(spend);
}
