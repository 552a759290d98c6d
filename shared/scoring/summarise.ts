/** From transactions to purchase days and to what the purchase models need. */
import { clockDayIn, DAY_MS, dayIn } from "../time/days.ts";
import { sortedByKeys } from "./numerics/counting-sort.ts";
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

/** So few are put in order by insertion sooner than by the sort of arrays. */
const FEW = 24;

/** Puts days in order, oldest first. */
function sort(days: PurchaseDay[]): void {
  if (days.length > FEW) {
    days.sort((p, q) => p.day - q.day);
    return;
  }
  for (let i = 1; i < days.length; i++) {
    const own = days[i]!;
    let at = i;
    for (; at > 0 && days[at - 1]!.day > own.day; at--) days[at] = days[at - 1]!;
    days[at] = own;
  }
}

/** Returns one for each day, oldest first, from what was bought line by line. */
function merged(lines: PurchaseDay[]): PurchaseDay[] {
  if (!lines.every(({ day }, i) => i === 0 || day >= lines[i - 1]!.day)) sort(lines);
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

/** Sums over the purchases of one customer, which are added oldest first. Amounts in minor units. */
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

/** Lines as columns: whose each is, by place in `ids`, day, amount, and who gave something back. */
function columnsOfLines(transactions: readonly CustomerLine[], zone: string) {
  const places = new Map<string, number>();
  const customer = new Int32Array(transactions.length);
  const day = new Int32Array(transactions.length);
  const amounts = new Float64Array(transactions.length);
  const returning = new Set<number>();
  for (let row = 0, place = 0, before; row < transactions.length; row++) {
    const { customerId, occurredAt, amount } = transactions[row]!;
    // The lines of a customer often stand together.
    if (customerId !== before) {
      place = places.get(customerId) ?? places.size;
      if (place === places.size) places.set(customerId, place);
      before = customerId;
    }
    customer[row] = place;
    day[row] = dayIn(zone, occurredAt);
    amounts[row] = amount;
    if (amount < 0) returning.add(place);
  }
  return { ids: [...places.keys()], customer, day, amounts, returning };
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
  const { ids, customer, day, amounts, returning } = columnsOfLines(transactions, zone);
  const rows = sortedByKeys(day, customer);
  const summaries: PurchaseSummary[] = [];
  for (let from = 0, to = 0; from < rows.length; from = to) {
    const place = customer[rows[from]!]!;
    while (to < rows.length && customer[rows[to]!] === place) to++;
    const id = ids[place]!;
    let summary: PurchaseSummary | null;
    if (returning.has(place)) {
      const lines = Array.from(rows.subarray(from, to), (row) => transactions[row]!);
      summary = summaryOf(id, purchaseDays(lines, until, zone), until, unit, zone);
    } else {
      const sums = nothingBought();
      for (let i = from; i < to && day[rows[i]!]! <= today; i++)
        add(sums, day[rows[i]!]!, amounts[rows[i]!]!);
      summary = summaryFrom(id, sums, today, unit);
    }
    if (summary) summaries.push(summary);
  }
  return summaries;
}
