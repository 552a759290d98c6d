/** The first and the last purchase of one customer, as a card shows them. */
import { dayOf, purchaseDays } from "./summarise.ts";
import type { Milliseconds, Transaction } from "./types.ts";

export type PurchasesShown = { first: Milliseconds; last: { at: Milliseconds; /** Net of what was given back of it, minor units. */ amount: number } };

/**
 * When the customer first bought, and the latest order with what it came to. What was given back entirely, its order or
 * its whole day, is no purchase, as for RFM and the models. Null where nothing is left.
 */
export function purchasesShown(transactions: readonly Transaction[], now: Milliseconds): PurchasesShown | null {
  const days = new Set(purchaseDays(transactions, now).map(({ day }) => day));
  const net = new Map<string, number>();
  for (const { orderId, amount } of transactions) net.set(orderId, (net.get(orderId) ?? 0) + amount);
  const bought = transactions.filter((line) => line.amount > 0 && days.has(dayOf(line.occurredAt)) && (net.get(line.orderId) ?? 0) > 0)
    .sort((p, q) => p.occurredAt - q.occurredAt);
  const [first, last] = [bought[0], bought.at(-1)];
  return first === undefined || last === undefined ? null
    : { first: first.occurredAt, last: { at: last.occurredAt, amount: net.get(last.orderId) ?? 0 } };
}
