/** From transactions to purchase days and to what the purchase models need. */
import type { Milliseconds, PurchaseSummary, Transaction } from "./types.ts";

export const DAY: Milliseconds = 86_400_000;
const daysOf = { day: 1, week: 7 } as const;

/** The day an instant falls on, as days since 1970 UTC. */
export const dayOf = (at: Milliseconds): number => Math.floor(at / DAY);

/** A day on which a customer bought something that they did not give back the same day; `amount` is net of refunds. */
export type PurchaseDay = { day: number; amount: number };

type Line = Pick<Transaction, "occurredAt" | "amount">;

/** Oldest first, as they come as a rule. */
function inOrder(lines: readonly Line[]): readonly Line[] {
  for (let i = 1; i < lines.length; i++) {
    if (lines[i]!.occurredAt < lines[i - 1]!.occurredAt) return [...lines].sort((p, q) => p.occurredAt - q.occurredAt);
  }
  return lines;
}

/**
 * The purchase days of one customer up to and including the day of `until`, oldest first. Refunds net out on their day: a
 * day on which they leave nothing is no purchase. Goods given free of charge are one.
 */
export function purchaseDays(transactions: readonly Line[], until: Milliseconds): PurchaseDay[] {
  const last = dayOf(until);
  const days: PurchaseDay[] = [];
  let refunded = false;
  const close = () => {
    const net = days.at(-1)?.amount ?? 0;
    if (!(net > 0 || (net === 0 && !refunded))) days.pop();
  };
  for (const { occurredAt, amount } of inOrder(transactions)) {
    const day = dayOf(occurredAt);
    if (day > last) break;
    const open = days.at(-1);
    if (open?.day === day) {
      open.amount += amount;
      refunded ||= amount < 0;
    } else {
      close();
      days.push({ day, amount });
      refunded = amount < 0;
    }
  }
  close();
  return days;
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
  transactions: readonly (Line & { customerId: string })[], { until, unit }: { until: Milliseconds; unit: "day" | "week" },
): PurchaseSummary[] {
  // Each line leads to the customer's next: a list for each customer would be most of the work.
  const next = new Int32Array(transactions.length).fill(-1);
  const ends = new Map<string, { first: number; last: number }>();
  for (let i = 0, own, before; i < transactions.length; i++) {
    const { customerId } = transactions[i]!;
    if (customerId !== before) own = ends.get(before = customerId);
    if (own) own.last = next[own.last] = i;
    else ends.set(customerId, own = { first: i, last: i });
  }
  const summaries: PurchaseSummary[] = [];
  const lines: Line[] = [];
  for (const [id, { first }] of ends) {
    lines.length = 0;
    for (let i = first; i >= 0; i = next[i]!) lines.push(transactions[i]!);
    const summary = summaryOf(id, purchaseDays(lines, until), until, unit);
    if (summary) summaries.push(summary);
  }
  return summaries;
}
