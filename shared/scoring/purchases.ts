/**
 * Kept purchases: what is left of a customer's purchases when what was given back is taken off.
 * Every measure starts from here, so that all of them agree on what a returned purchase is: one
 * that never was.
 */
import { clockDayIn, DAY_MS, dayIn, isDateOnly } from "../time/days.ts";
import { byText } from "./numerics/order.ts";
import type { Milliseconds, Transaction } from "./types.ts";

/** The part of a transaction that settling needs; lines without an order are linked to none. */
export type Line = Pick<Transaction, "occurredAt" | "amount"> &
  Partial<Pick<Transaction, "orderId" | "category" | "kind" | "refersTo">>;

/** A refund, or the part of it that one purchase bears: minor units, above zero. */
export type Return = {
  /** Of the purchase. */ orderId: string | null;
  amount: number;
  at: Milliseconds;
};

/** A purchase and what is left of it, minor units. */
type Open<L> = { line: L; left: number };

const compare = (p: Line, q: Line) =>
  p.occurredAt - q.occurredAt ||
  byText(p.orderId ?? "", q.orderId ?? "") ||
  byText(p.category ?? "", q.category ?? "") ||
  p.amount - q.amount ||
  byText(p.kind ?? "", q.kind ?? "");

/** Shorter parts of a number are too common to name an order. */
const SHORTEST_NAME = 4;

/**
 * The order that a refund's own number names, where it holds the order's as a whole part:
 * RMA-10482, 10482/CN1, CN10482. Null where it names none of `orders`; the longest where it names
 * several.
 */
function orderNamedIn(number: string, orders: { has(order: string): boolean }): string | null {
  const parts = new Set<string>([number.replace(/^\p{L}+(?=\d)/u, "")]);
  for (const { index, 0: mark } of number.matchAll(/[^\p{L}\p{N}]+/gu)) {
    parts.add(number.slice(0, index));
    parts.add(number.slice(index + mark.length));
  }
  const named = [...parts].filter((part) => part.length >= SHORTEST_NAME && orders.has(part));
  return named.sort((p, q) => q.length - p.length || byText(p, q))[0] ?? null;
}

/**
 * The order a refund belongs to: the one it refers to, the one it is booked under, or the one that
 * its number names.
 */
export function orderOf(
  { refersTo, orderId }: Pick<Line, "refersTo" | "orderId">,
  orders: { has(order: string): boolean },
): string | null {
  for (const order of [refersTo, orderId]) if (order != null && orders.has(order)) return order;
  for (const number of [refersTo, orderId]) {
    const order = number == null ? null : orderNamedIn(number, orders);
    if (order !== null) return order;
  }
  return null;
}

/** Takes an amount off purchases in their order until it is used up; answers what is left of it. */
function take<L extends Line>(
  from: readonly Open<L>[],
  amount: number,
  at: Milliseconds,
  returned: Return[],
): number {
  let rest = amount;
  for (const open of from) {
    if (rest === 0) break;
    const part = Math.min(open.left, rest);
    if (part === 0) continue;
    open.left -= part;
    rest -= part;
    returned.push({ orderId: open.line.orderId ?? null, amount: part, at });
  }
  return rest;
}

/**
 * Takes refunds off purchases, both newest first; answers what was returned of which, oldest first.
 */
function settleRefunds<L extends Line>(
  open: readonly Open<L>[],
  refunds: readonly L[],
  zone: string,
): Return[] {
  const orders = new Map<string, Open<L>[]>();
  for (const one of open) {
    const { orderId } = one.line;
    if (orderId === undefined) continue;
    const lines = orders.get(orderId);
    if (lines) lines.push(one);
    else orders.set(orderId, [one]);
  }
  const returned: Return[] = [];
  // The order first: what belongs to one must not be used up by a refund that only guesses.
  const rests = refunds.map((line) => {
    const order = orderOf(line, orders);
    const lines = order === null ? [] : orders.get(order)!;
    const alike = lines.filter((one) => (one.line.category ?? null) === (line.category ?? null));
    return take(
      lines,
      take(alike, -line.amount, line.occurredAt, returned),
      line.occurredAt,
      returned,
    );
  });
  const isBefore = (purchase: Milliseconds, refund: Milliseconds) =>
    isDateOnly(purchase) || isDateOnly(refund)
      ? dayIn(zone, purchase) <= dayIn(zone, refund)
      : purchase <= refund;
  refunds.forEach((line, i) => {
    if (rests[i]! > 0)
      take(
        open.filter((one) => isBefore(one.line.occurredAt, line.occurredAt)),
        rests[i]!,
        line.occurredAt,
        returned,
      );
  });
  return returned.sort((p, q) => p.at - q.at);
}

/**
 * Settles refunds (amounts below zero) with the purchases of one customer, as known on the day of
 * `until` in a time zone. A refund comes off the order it names, lines of its category first; what
 * it names none for, or more than the order came to, comes off the newest purchases before it,
 * until it is used up. Of two refunds the earlier goes first. What finds no purchase is of one that
 * the book does not know, and counts nowhere. Partly returned purchases are kept with what is left
 * of them.
 */
export function settle<L extends Line>(
  lines: readonly L[],
  until: Milliseconds,
  zone = "UTC",
): { kept: readonly L[]; returned: Return[] } {
  const today = clockDayIn(zone, until);
  const surelyKnown = until - 2 * DAY_MS;
  const isKnown = ({ occurredAt }: L) =>
    occurredAt <= surelyKnown || dayIn(zone, occurredAt) <= today;
  const known = lines.every(isKnown) ? lines : lines.filter(isKnown);
  // As a rule nothing was given back: then nothing is copied.
  if (known.every(({ amount }) => amount >= 0)) return { kept: known, returned: [] };
  const open = known
    .filter(({ amount }) => amount >= 0)
    .sort((p, q) => compare(q, p))
    .map((line): Open<L> => ({ line, left: line.amount }));
  const refunds = known.filter(({ amount }) => amount < 0).sort(compare);
  const returned = settleRefunds(open, refunds, zone);
  const kept = open
    .filter(({ line, left }) => left > 0 || line.amount === 0)
    .map(({ line, left }) => (left === line.amount ? line : { ...line, amount: left }));
  return { kept: kept.reverse(), returned };
}

/** Returns what is left of a customer's purchases: see `settle`. */
export const keptPurchases = <L extends Line>(
  lines: readonly L[],
  until: Milliseconds,
  zone = "UTC",
): readonly L[] => settle(lines, until, zone).kept;
