/** Customers of a book in groups of whom a function says the same, so that it is asked once. */
import type { History } from "../purchase-histories.ts";
import { DAYS_A_WEEK, type BookColumns } from "./book-columns.ts";

/** The group of each row, and the history of one customer of each group, in weeks. */
export type Alike = { groupOf: Int32Array; histories: History[] };

/** The history of one row, in weeks. */
export const historyAt = (
  { frequency, recencyDays, ageDays }: BookColumns,
  row: number,
): History => ({
  frequency: frequency[row]!,
  recency: recencyDays[row]! / DAYS_A_WEEK,
  age: ageDays[row]! / DAYS_A_WEEK,
});

/** Groups customers by frequency and age: a table by age for each frequency that occurs. */
export function alikeInFrequencyAndAge(book: BookColumns): Alike {
  const { frequency, ageDays } = book;
  const ages = book.oldestDays + 1;
  const groupsByAge: Int32Array[] = [];
  const found: Alike = { groupOf: new Int32Array(frequency.length), histories: [] };
  for (let row = 0; row < frequency.length; row++) {
    const groups = (groupsByAge[frequency[row]!] ??= new Int32Array(ages).fill(-1));
    const age = ageDays[row]!;
    if (groups[age]! < 0) {
      groups[age] = found.histories.length;
      found.histories.push(historyAt(book, row));
    }
    found.groupOf[row] = groups[age]!;
  }
  return found;
}

/** Groups customers by frequency, recency and age: all that purchase models know of them. */
export function alikeInAll(book: BookColumns): Alike {
  const { frequency, recencyDays, ageDays } = book;
  const days = book.oldestDays + 1;
  const groups = new Map<number, number>();
  const found: Alike = { groupOf: new Int32Array(frequency.length), histories: [] };
  for (let row = 0; row < frequency.length; row++) {
    const key = (frequency[row]! * days + recencyDays[row]!) * days + ageDays[row]!;
    let group = groups.get(key);
    if (group === undefined) {
      group = found.histories.length;
      groups.set(key, group);
      found.histories.push(historyAt(book, row));
    }
    found.groupOf[row] = group;
  }
  return found;
}

/** Asks a function once of each group, and gives each row its answer. */
export function ofEach({ groupOf, histories }: Alike, f: (of: History) => number): Float64Array {
  const said = Float64Array.from(histories, f);
  const all = new Float64Array(groupOf.length);
  for (let row = 0; row < all.length; row++) all[row] = said[groupOf[row]!]!;
  return all;
}
