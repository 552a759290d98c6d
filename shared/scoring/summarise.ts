/** From transactions to purchase days and to what the purchase models need. */
import { clockDayIn, DAY_MS, dayIn } from "../time/days.ts";
import { keptPurchases, type Line } from "./purchases.ts";
import type { Milliseconds, PurchaseSummary } from "./types.ts";

export const DAY: Milliseconds = DAY_MS;
/** Logarithms are kept to so small a part of 1 that their sums are exact in any order. */
const FRACTION = 2 ** 30;
const daysOf = { day: 1, week: 7 } as const;

/** The day a clock shows in a time zone, as days since 1970. */
export const dayOf = (at: Milliseconds, zone = "UTC"): number => clockDayIn(zone, at);

/** A day on which a customer bought something that they kept; `amount` is what is left of it. */
export type PurchaseDay = { day: number; amount: number };

/** Oldest first, as they come as a rule. */
function inOrder(lines: readonly Line[]): readonly Line[] {
  for (let i = 1; i < lines.length; i++) {
    if (lines[i]!.occurredAt < lines[i - 1]!.occurredAt)
      return [...lines].sort((p, q) => p.occurredAt - q.occurredAt);
  }
  return lines;
}

/**
 * The purchase days of one customer up to and including the day of `until` in a time zone, oldest
 * first. What was given back, whenever it was, is taken off the purchase it belongs to
 * (`purchases.ts`). Goods given free of charge are a purchase.
 */
export function purchaseDays(
  transactions: readonly Line[],
  until: Milliseconds,
  zone = "UTC",
): PurchaseDay[] {
  const days: PurchaseDay[] = [];
  for (const { occurredAt, amount } of inOrder(keptPurchases(transactions, until, zone))) {
    const day = dayIn(zone, occurredAt);
    const open = days.at(-1);
    if (open?.day === day) open.amount += amount;
    else days.push({ day, amount });
  }
  // A date without a time stands before the times of its day and those of the day before, east of
  // UTC.
  return days.every(({ day }, i) => i === 0 || day > days[i - 1]!.day) ? days : mergedDays(days);
}

function mergedDays(days: readonly PurchaseDay[]): PurchaseDay[] {
  const amounts = new Map<number, number>();
  for (const { day, amount } of days) amounts.set(day, (amounts.get(day) ?? 0) + amount);
  return [...amounts].map(([day, amount]) => ({ day, amount })).sort((p, q) => p.day - q.day);
}

/**
 * The purchase summary of one customer: repeat purchase days, first to last, first to now and the
 * gaps between in `unit`, mean spend of the repeat days (the first purchase is not counted in it:
 * Fader & Hardie 2005). Null without a purchase.
 */
export function summaryOf(
  id: string,
  days: readonly PurchaseDay[],
  until: Milliseconds,
  unit: "day" | "week" = "week",
  zone = "UTC",
): PurchaseSummary | null {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const frequency = days.length - 1;
  const repeat = days.reduce((sum, d) => sum + d.amount, -first.amount);
  let logGaps = 0;
  for (let i = 1; i <= frequency; i++)
    logGaps += Math.log((days[i]!.day - days[i - 1]!.day) / daysOf[unit]);
  return {
    id,
    frequency,
    recency: (last.day - first.day) / daysOf[unit],
    age: (dayOf(until, zone) - first.day) / daysOf[unit],
    logGaps: Math.round(logGaps * FRACTION) / FRACTION,
    monetary: frequency > 0 ? repeat / frequency : 0,
  };
}

/**
 * The purchase summaries of many customers, in the order in which they first appear; those without
 * a purchase by `until` are left out.
 */
export function summarise(
  transactions: readonly (Line & { customerId: string })[],
  { until, unit, zone = "UTC" }: { until: Milliseconds; unit: "day" | "week"; zone?: string },
): PurchaseSummary[] {
  // Each line leads to the customer's next: a list for each customer would be most of the work.
  const next = new Int32Array(transactions.length).fill(-1);
  const ends = new Map<string, { first: number; last: number }>();
  for (let i = 0, own, before; i < transactions.length; i++) {
    const { customerId } = transactions[i]!;
    if (customerId !== before) own = ends.get((before = customerId));
    if (own) own.last = next[own.last] = i;
    else ends.set(customerId, (own = { first: i, last: i }));
  }
  const summaries: PurchaseSummary[] = [];
  const lines: Line[] = [];
  for (const [id, { first }] of ends) {
    lines.length = 0;
    for (let i = first; i >= 0; i = next[i]!) lines.push(transactions[i]!);
    const summary = summaryOf(id, purchaseDays(lines, until, zone), until, unit, zone);
    if (summary) summaries.push(summary);
  }
  return summaries;
}
