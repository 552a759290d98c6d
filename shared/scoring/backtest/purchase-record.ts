/**
 * A customer's purchase days in a compact form, from which the customer can be seen as they stood
 * at an earlier day, and what they bought after it.
 */
import type { History } from "../models/purchase-histories.ts";
import { inSeason, type SeasonalTime } from "../season/seasonal-time.ts";
import type { PurchaseDay } from "../summarise.ts";
import type { PurchaseSummary } from "../types.ts";

/** Plain JSON. Days since 1970, amounts in minor units. */
export type PurchaseRecord = {
  first: PurchaseDay;
  /** Purchase days in all, and what they came to. */
  count: number;
  total: number;
  /** Σ ln of the gaps between them in weeks, which tells how regular they are. */
  logGaps: number;
  /** The newest purchase days, oldest first, as day, amount, day, amount, … */
  newest: number[];
};

/** A customer of a book and their record. */
export type Recorded = { id: string; record: PurchaseRecord };

/** Purchase days that a record holds at most: four years of a weekly buyer. */
const MOST = 208;

const WEEK = 7;

/** The ln of a gap between two days, in weeks. */
const logGap = (from: number, to: number): number => Math.log((to - from) / WEEK);

/** Makes the record of a customer from their purchase days, oldest first; null without any. */
export function purchaseRecord(days: readonly PurchaseDay[]): PurchaseRecord | null {
  const [first] = days;
  if (!first) return null;
  return {
    first: { day: first.day, amount: first.amount },
    count: days.length,
    total: days.reduce((sum, { amount }) => sum + amount, 0),
    logGaps: days.reduce((sum, { day }, i) => sum + (i > 0 ? logGap(days[i - 1]!.day, day) : 0), 0),
    newest: days.slice(-MOST).flatMap(({ day, amount }) => [day, amount]),
  };
}

/** A customer as they stood at the end of a day. Weeks; amounts in minor units. */
export type Sighting = Omit<PurchaseSummary, "id" | "spent"> & {
  /** The day at whose end they are seen, since 1970. */
  day: number;
  /** The day whose season the days ahead have, where it is not that day's own. */
  aheadFrom?: number;
  /** All that they had spent, and that of the 365 days before. */
  spent: number;
  spentLastYear: number;
  /** On the last purchase day. */ last: number;
};

const YEAR = 365;

/** Returns how a customer stands at the end of `day`, after all their purchase days; or null. */
export function sightingOf(days: readonly PurchaseDay[], day: number): Sighting | null {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  const frequency = days.length - 1;
  let [spent, spentLastYear] = [0, 0];
  for (const { day: on, amount } of days) {
    spent += amount;
    if (on > day - YEAR) spentLastYear += amount;
  }
  return {
    day,
    frequency,
    recency: (last.day - first.day) / WEEK,
    age: (day - first.day) / WEEK,
    monetary: frequency > 0 ? (spent - first.amount) / frequency : 0,
    spent,
    spentLastYear,
    last: last.amount,
  };
}

/**
 * Returns how a customer stood at the end of `day`; null before the first purchase, and where the
 * record does not reach back so far.
 */
export function sightingAt(record: PurchaseRecord, day: number): Sighting | null {
  const { first, newest, count } = record;
  if (first.day > day) return null;
  let after = newest.length;
  let spentAfter = 0;
  let spentLastYear = 0;
  let logGaps = record.logGaps;
  for (; after > 0 && newest[after - 2]! > day; after -= 2) {
    spentAfter += newest[after - 1]!;
    if (after > 2) logGaps -= logGap(newest[after - 4]!, newest[after - 2]!);
  }
  if (after === 0) return null;
  for (let i = after; i > 0 && newest[i - 2]! > day - YEAR; i -= 2) spentLastYear += newest[i - 1]!;
  const frequency = count - (newest.length - after) / 2 - 1;
  const spent = record.total - spentAfter;
  return {
    day,
    frequency,
    recency: (newest[after - 2]! - first.day) / WEEK,
    age: (day - first.day) / WEEK,
    monetary: frequency > 0 ? (spent - first.amount) / frequency : 0,
    spent,
    spentLastYear,
    last: newest[after - 1]!,
    // What was added up and taken off again is not exactly nothing.
    logGaps: frequency > 0 ? logGaps : 0,
  };
}

/**
 * Returns the history as of the end of `day` in seasonal weeks, gaps with it, for fits; null where
 * `sightingAt` is. Gaps that the record no longer holds are taken to be as many seasonal weeks.
 */
export function historyAt(record: PurchaseRecord, day: number, time: SeasonalTime): History | null {
  const seen = sightingAt(record, day);
  if (!seen) return null;
  const { newest } = record;
  let logGaps = seen.logGaps!;
  for (let i = 2; i < newest.length && newest[i]! <= day; i += 2) {
    const [from, to] = [newest[i - 2]!, newest[i]!];
    logGaps += Math.log(time(to) - time(from)) - logGap(from, to);
  }
  const { frequency, recency, age } = inSeason(seen, time);
  return { frequency, recency, age, logGaps };
}

/** Purchase days and spend (minor units) after the end of `from` and up to the end of `to`. */
export type Followed = { purchases: number; spend: number };

/** Counts what a customer bought after `from`, up to and including `to` (days since 1970). */
export function followedBy({ newest }: PurchaseRecord, from: number, to: number): Followed {
  const followed = { purchases: 0, spend: 0 };
  for (let i = newest.length; i > 0 && newest[i - 2]! > from; i -= 2) {
    if (newest[i - 2]! > to) continue;
    followed.purchases++;
    followed.spend += newest[i - 1]!;
  }
  return followed;
}
