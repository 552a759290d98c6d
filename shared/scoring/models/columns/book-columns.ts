/**
 * A book of customers as columns. Books know whole days, so that what depends on a time is
 * tabulated by day, and what depends on frequency and age is worked out once for all who share
 * them.
 */
import type { PurchaseSummary } from "../../types.ts";

/** A row for each customer: the i-th of every column is of the same one. */
export type BookColumns = {
  /** Repeat purchase days. */ frequency: Int32Array;
  /** First to last purchase, days. */ recencyDays: Int32Array;
  /** First purchase to now, days. */ ageDays: Int32Array;
  /** Mean spend of the repeat purchase days, minor units. */ monetary: Float64Array;
  /** The largest of their columns, 0 of none: tables go so far. */
  mostFrequent: number;
  oldestDays: number;
};

export const DAYS_A_WEEK = 7;
/** Weeks that were divided or added up differ from whole days in their last digits. */
const ROUNDING = 1e-6;

/** Whole days of a time in weeks. Throws a RangeError where it is not one. */
function daysOf(weeks: number): number {
  const days = Math.round(DAYS_A_WEEK * weeks);
  if (!(Math.abs(DAYS_A_WEEK * weeks - days) <= ROUNDING && days < 2 ** 31))
    throw new RangeError(`Not a time of whole days: ${weeks} weeks.`);
  return days;
}

/** The columns of a book of purchase summaries, times in weeks. */
export function columnsOf(
  customers: readonly Pick<PurchaseSummary, "frequency" | "recency" | "age" | "monetary">[],
): BookColumns {
  const rows = customers.length;
  const book: BookColumns = {
    frequency: new Int32Array(rows),
    recencyDays: new Int32Array(rows),
    ageDays: new Int32Array(rows),
    monetary: new Float64Array(rows),
    mostFrequent: 0,
    oldestDays: 0,
  };
  for (let i = 0; i < rows; i++) {
    const { frequency, recency, age, monetary } = customers[i]!;
    book.frequency[i] = frequency;
    book.recencyDays[i] = daysOf(recency);
    book.ageDays[i] = daysOf(age);
    book.monetary[i] = monetary;
    book.mostFrequent = Math.max(book.mostFrequent, frequency);
    book.oldestDays = Math.max(book.oldestDays, book.ageDays[i]!);
  }
  return book;
}

/** ln(1 + t/α) at the t-th day of a book; `alpha` in weeks. */
export function logTimes(alpha: number, { oldestDays }: BookColumns): Float64Array {
  const logs = new Float64Array(oldestDays + 1);
  for (let day = 0; day <= oldestDays; day++) logs[day] = Math.log1p(day / (DAYS_A_WEEK * alpha));
  return logs;
}
