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

/**
 * Days without an order until `today`, by the calendar that both are cut by; null without a
 * purchase. Every sentence of a card that says how long they have been silent counts so.
 */
export function daysWithoutOrder(days: readonly PurchaseDay[], today: number): number | null {
  const last = days.at(-1);
  return last ? today - last.day : null;
}

/** Returns one for each day, oldest first, from what was bought line by line. */
function merged(lines: PurchaseDay[]): PurchaseDay[] {
  if (!lines.every(({ day }, i) => i === 0 || day >= lines[i - 1]!.day))
    lines.sort((p, q) => p.day - q.day);
  let size = 0;
  for (const line of lines) {
    const open = lines[size - 1];
    if (size > 0 && open!.day === line.day) open!.amount += line.amount;
    else lines[size++] = line;
  }
  lines.length = size;
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
  return merged(
    keptPurchases(transactions, until, zone).map(({ occurredAt, amount }) => ({
      day: dayIn(zone, occurredAt),
      amount,
    })),
  );
}

/**
 * Sums over the purchases of one customer, which are added oldest first. Amounts in minor units.
 */
type Sums = {
  first: number;
  last: number;
  /** Purchase days so far. */ days: number;
  firstAmount: number;
  total: number;
  /** Σ ln of the gaps, in days. */ logGaps: number;
};

const nothingBought = (): Sums => ({
  first: 0,
  last: 0,
  days: 0,
  firstAmount: 0,
  total: 0,
  logGaps: 0,
});

/** Forgets what was added; the first purchase sets the days. */
function clear(sums: Sums): void {
  sums.days = 0;
  sums.firstAmount = 0;
  sums.total = 0;
  sums.logGaps = 0;
}

/** Adds a purchase; one on the day of the last is of the same purchase day. */
function add(sums: Sums, day: number, amount: number): void {
  if (sums.days === 0) sums.first = day;
  else if (day > sums.last) sums.logGaps += Math.log(day - sums.last);
  if (sums.days === 0 || day > sums.last) sums.days++;
  sums.last = day;
  sums.total += amount;
  if (day === sums.first) sums.firstAmount += amount;
}

/** The summary of what was added up; null for nothing. */
function summaryFrom(
  id: string,
  { first, last, days, firstAmount, total, logGaps }: Sums,
  today: number,
  unit: "day" | "week",
): PurchaseSummary | null {
  if (days === 0) return null;
  const frequency = days - 1;
  const length = daysOf[unit];
  return {
    id,
    frequency,
    recency: (last - first) / length,
    age: (today - first) / length,
    logGaps: Math.round((logGaps - frequency * Math.log(length)) * FRACTION) / FRACTION,
    monetary: frequency > 0 ? (total - firstAmount) / frequency : 0,
  };
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
  const sums = nothingBought();
  for (const { day, amount } of days) add(sums, day, amount);
  return summaryFrom(id, sums, dayOf(until, zone), unit);
}

type CustomerLine = Line & { customerId: string };

/** The first and the last line of a customer, how many there are, and whether some give back. */
type Own = { first: number; last: number; count: number; returns: boolean };

/** Finds the lines of each customer; `next` leads from each to the customer's next, −1 to none. */
function linesByCustomer(transactions: readonly CustomerLine[]) {
  const next = new Int32Array(transactions.length).fill(-1);
  const customers = new Map<string, Own>();
  for (let row = 0, own: Own | undefined, before; row < transactions.length; row++) {
    const { customerId, amount } = transactions[row]!;
    // The lines of a customer often stand together.
    if (customerId !== before) own = customers.get((before = customerId));
    if (own) own.last = next[own.last] = row;
    else customers.set(customerId, (own = { first: row, last: row, count: 0, returns: false }));
    own.count++;
    if (amount < 0) own.returns = true;
  }
  return { next, customers };
}

/** So many purchases are put in order by insertion sooner than by the sort of arrays. */
const FEW = 24;
/** Purchases in order of their days, oldest first: filled anew for each customer. */
type InOrder = { size: number; day: Float64Array; amount: Float64Array };

/** Inserts a purchase after those of its day and before later ones. */
function insert(into: InOrder, day: number, amount: number): void {
  let at = into.size++;
  for (; at > 0 && into.day[at - 1]! > day; at--) {
    into.day[at] = into.day[at - 1]!;
    into.amount[at] = into.amount[at - 1]!;
  }
  into.day[at] = day;
  into.amount[at] = amount;
}

/**
 * The purchase summaries of many customers, in the order in which they first appear; those without
 * a purchase by `until` are left out.
 */
export function summarise(
  transactions: readonly CustomerLine[],
  { until, unit, zone = "UTC" }: { until: Milliseconds; unit: "day" | "week"; zone?: string },
): PurchaseSummary[] {
  const today = dayOf(until, zone);
  const { next, customers } = linesByCustomer(transactions);
  const summaries: PurchaseSummary[] = [];
  const known: InOrder = { size: 0, day: new Float64Array(FEW), amount: new Float64Array(FEW) };
  const sums = nothingBought();
  for (const [id, { first, count, returns }] of customers) {
    clear(sums);
    if (returns || count > FEW) {
      const lines: Line[] = [];
      for (let row = first; row >= 0; row = next[row]!) lines.push(transactions[row]!);
      for (const { day, amount } of purchaseDays(lines, until, zone)) add(sums, day, amount);
    } else {
      known.size = 0;
      for (let row = first; row >= 0; row = next[row]!) {
        const { occurredAt, amount } = transactions[row]!;
        const day = dayIn(zone, occurredAt);
        if (day <= today) insert(known, day, amount);
      }
      for (let i = 0; i < known.size; i++) add(sums, known.day[i]!, known.amount[i]!);
    }
    const summary = summaryFrom(id, sums, today, unit);
    if (summary) summaries.push(summary);
  }
  return summaries;
}
