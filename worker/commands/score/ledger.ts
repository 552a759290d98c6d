/**
 * Purchases by customer in typed arrays: 24 bytes for what a customer bought in one order on one
 * day, however many lines that had. Refunds keep the texts that name their order.
 */
import { DAY, dayOf } from "../../../shared/scoring/summarise.ts";
import type { Milliseconds, Transaction } from "../../../shared/scoring/index.ts";
import { orderOf } from "../../../shared/scoring/purchases.ts";

/** The order that a refund names, by its number or by a reference. */
type Reference = { orderId: string | null; refersTo: string | null };

export type Ledger = {
  /**
   * `order` is null in a file without orders: a day's purchases are then one. `amount` in minor
   * units.
   */
  add(line: {
    customer: string;
    order: string | null;
    refersTo: string | null;
    at: Milliseconds;
    amount: number;
  }): void;
  /**
   * Every customer up to and including the day of `until`, in the order in which they first
   * appeared.
   */
  customers(
    until: Milliseconds,
  ): Generator<{ id: string; transactions: Transaction[] }, void, undefined>;
  /** The last day with a line, its first moment. */
  lastDay(): Milliseconds;
};

/**
 * Sums what arrives in the order of a file; lines of an order that follow one another share an
 * entry.
 */
export function ledger(): Ledger {
  const customers = new Map<string, number>();
  let size = 0;
  let who = new Uint32Array(4096);
  let day = new Int32Array(4096);
  let order = new Float64Array(4096);
  let amount = new Float64Array(4096);
  const references = new Map<number, Reference>();
  let latest: { text: string | null; key: number } = { text: null, key: 0 };

  const grow = () => {
    [who, day, order, amount] = [longer(who), longer(day), longer(order), longer(amount)];
  };
  return {
    add(line) {
      const customer = customers.get(line.customer) ?? customers.size;
      if (customer === customers.size) customers.set(line.customer, customer);
      const on = dayOf(line.at);
      if (line.order !== null && line.order !== latest.text)
        latest = { text: line.order, key: keyOf(line.order) };
      const key = line.order === null ? on : latest.key;
      const last = size - 1;
      // A refund and a purchase stay two: a day on which they cancel out is no purchase day, one of
      // free goods is.
      if (
        size > 0 &&
        who[last] === customer &&
        day[last] === on &&
        order[last] === key &&
        amount[last]! < 0 === line.amount < 0 &&
        (references.get(last)?.refersTo ?? null) === line.refersTo
      ) {
        amount[last]! += line.amount;
        return;
      }
      if (size === who.length) grow();
      who[size] = customer;
      day[size] = on;
      order[size] = key;
      amount[size] = line.amount;
      const { order: orderId, refersTo } = line;
      if (line.amount < 0 && (orderId ?? refersTo) !== null)
        references.set(size, { orderId, refersTo });
      size++;
    },
    lastDay: () =>
      day.subarray(0, size).reduce((latestDay, one) => Math.max(latestDay, one), 0) * DAY,
    *customers(until) {
      const { starts, entries } = byCustomer(who.subarray(0, size), customers.size);
      const last = dayOf(until);
      for (const [id, at] of customers) {
        const own = [...entries.subarray(starts[at], starts[at + 1])].filter(
          (entry) => day[entry]! <= last,
        );
        if (own.length === 0) continue;
        yield { id, transactions: transactionsOf(own, { day, order, amount }, references) };
      }
    },
  };
}

/** Builds the transactions of one customer from its entries. */
function transactionsOf(
  entries: readonly number[],
  { day, order, amount }: { day: Int32Array; order: Float64Array; amount: Float64Array },
  references: ReadonlyMap<number, Reference>,
): Transaction[] {
  const bought = new Set(
    references.size === 0
      ? []
      : entries.filter((entry) => amount[entry]! >= 0).map((entry) => order[entry]!),
  );
  return entries.map((entry) => ({
    orderId: String(order[entry]),
    occurredAt: day[entry]! * DAY,
    amount: amount[entry]!,
    category: null,
    kind: amount[entry]! < 0 ? "refund" : "purchase",
    refersTo: orderMeant(references.get(entry), bought),
  }));
}

/** Finds the key of the order that a refund names among those of its customer. */
function orderMeant(reference: Reference | undefined, bought: ReadonlySet<number>): string | null {
  if (reference === undefined) return null;
  const order = orderOf(
    { refersTo: reference.refersTo, orderId: reference.orderId ?? undefined },
    { has: (text) => bought.has(keyOf(text)) },
  );
  return order === null ? null : String(keyOf(order));
}

/**
 * 53 bits stand for an order's number, from two hashes of 32 (FNV-1a, and the polynomial in 33 by
 * Bernstein): two orders of one customer would have to agree in both to be taken for one.
 */
function keyOf(order: string): number {
  let one = 0x811c9dc5;
  let other = 5381;
  for (let at = 0; at < order.length; at++) {
    const letter = order.charCodeAt(at);
    one = Math.imul(one ^ letter, 0x01000193);
    other = (Math.imul(other, 33) + letter) | 0;
  }
  return (one >>> 0) * 2 ** 21 + (Math.imul(other, 0x9e3779b1) >>> 11);
}

function longer<A extends Uint32Array | Int32Array | Float64Array>(array: A): A {
  const twice = new (array.constructor as new (length: number) => A)(2 * array.length);
  twice.set(array);
  return twice;
}

/** Entries in order of customer, and where each customer's begin: a counting sort. */
function byCustomer(
  who: Uint32Array,
  count: number,
): { starts: Uint32Array; entries: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const customer of who) starts[customer + 1]!++;
  for (let at = 0; at < count; at++) starts[at + 1]! += starts[at]!;
  const next = starts.slice();
  const entries = new Uint32Array(who.length);
  who.forEach((customer, entry) => {
    entries[next[customer]!++] = entry;
  });
  return { starts, entries };
}
