/** From transactions to purchase days and to what the purchase models need. */
import type { Milliseconds, PurchaseSummary, Transaction } from "./types.ts";

export const DAY: Milliseconds = 86_400_000;
const daysOf = { day: 1, week: 7 } as const;

/** The day an instant falls on, as days since 1970 UTC. */
export const dayOf = (at: Milliseconds): number => Math.floor(at / DAY);

/** A day on which a customer bought something that they did not give back the same day; `amount` is net of refunds. */
export type PurchaseDay = { day: number; amount: number };

/**
 * The purchase days of one customer up to and including the day of `until`, oldest first. Refunds net out on their day: a
 * day on which they leave nothing is no purchase. Goods given free of charge are one.
 */
export function purchaseDays(transactions: readonly Pick<Transaction, "occurredAt" | "amount">[], until: Milliseconds): PurchaseDay[] {
  const last = dayOf(until);
  const net = new Map<number, { amount: number; refunded: boolean }>();
  for (const { occurredAt, amount } of transactions) {
    const day = dayOf(occurredAt);
    if (day > last) continue;
    const known = net.get(day);
    if (known) {
      known.amount += amount;
      known.refunded ||= amount < 0;
    } else net.set(day, { amount, refunded: amount < 0 });
  }
  return [...net].filter(([, { amount, refunded }]) => amount > 0 || (amount === 0 && !refunded))
    .sort(([a], [b]) => a - b).map(([day, { amount }]) => ({ day, amount }));
}

/**
 * The purchase summary of one customer: repeat purchase days, first to last and first to now in `unit`, mean spend of the
 * repeat days (the first purchase is not counted in it: Fader & Hardie 2005). Null without a purchase.
 */
export function summaryOf(id: string, days: readonly PurchaseDay[], until: Milliseconds, unit: "day" | "week" = "week"): PurchaseSummary | null {
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const frequency = days.length - 1;
  const repeat = days.reduce((sum, d) => sum + d.amount, -first.amount);
  return {
    id, frequency,
    recency: (last.day - first.day) / daysOf[unit],
    age: (dayOf(until) - first.day) / daysOf[unit],
    monetary: frequency > 0 ? repeat / frequency : 0,
  };
}

/**
 * The purchase summaries of many customers, in the order in which they first appear; those without a purchase by `until`
 * are left out.
 */
export function summarise(
  transactions: readonly (Pick<Transaction, "occurredAt" | "amount"> & { customerId: string })[],
  { until, unit }: { until: Milliseconds; unit: "day" | "week" },
): PurchaseSummary[] {
  return [...Map.groupBy(transactions, (t) => t.customerId)]
    .map(([id, own]) => summaryOf(id, purchaseDays(own, until), until, unit))
    .filter((summary) => summary !== null);
}
