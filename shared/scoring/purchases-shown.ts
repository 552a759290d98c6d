/**
 * The first and the last purchase of one customer, and what they returned, as a card shows them.
 */
import { settle } from "./purchases.ts";
import type { Milliseconds, Transaction } from "./types.ts";

export type PurchasesShown = {
  first: Milliseconds;
  last: { at: Milliseconds; /** The rest of it, minor units. */ amount: number };
};
export type ReturnsShown = {
  /** In all, minor units, above zero, and of how many orders. */ amount: number;
  orders: number;
  /** When and of which order it was last; null where the file named none. */ at: Milliseconds;
  order: string | null;
};

const sum = (lines: readonly { amount: number }[]) =>
  lines.reduce((all, { amount }) => all + amount, 0);

/**
 * When the customer first bought, and the latest order with what is left of it. What was given back
 * entirely is no purchase, as for all measures. Null where nothing is left.
 */
export function purchasesShown(
  transactions: readonly Transaction[],
  now: Milliseconds,
  zone = "UTC",
): PurchasesShown | null {
  const bought = settle(transactions, now, zone)
    .kept.filter(({ amount }) => amount > 0)
    .sort((p, q) => p.occurredAt - q.occurredAt);
  const [first, last] = [bought[0], bought.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    first: first.occurredAt,
    last: {
      at: last.occurredAt,
      amount: sum(bought.filter(({ orderId }) => orderId === last.orderId)),
    },
  };
}

/** Returns what the customer gave back of purchases that the book knows; null for nothing. */
export function returnsShown(
  transactions: readonly Transaction[],
  now: Milliseconds,
  zone = "UTC",
): ReturnsShown | null {
  const { returned } = settle(transactions, now, zone);
  const last = returned.at(-1);
  if (last === undefined) return null;
  return {
    amount: sum(returned),
    orders: new Set(returned.map(({ orderId }) => orderId)).size,
    at: last.at,
    order: last.orderId,
  };
}
