/** Season of a book: how much more or less than usual its customers buy in each calendar month. */
import type { PurchaseRecord } from "../backtest/purchase-record.ts";
import { DAY } from "../summarise.ts";
import { MONTH_DAYS, type Season } from "./seasonal-time.ts";

/** A book's season and its use, as its model keeps them. */
export type SeasonTold = {
  /** Whole calendar months that the book holds. */ months: number;
  /** Null under two years, and where a month is empty. */ season: Season | null;
  /** True where the chance to buy rests on it, as it held better so in the back-test. */
  isUsed: boolean;
};

/** Two years tell a month's index from its noise; in fewer nothing can be said. */
export const LEAST_MONTHS = 24;
/** Rounds after which customers' rates and months' indices no longer move in their sixth digit. */
const ROUNDS = 8;
/** Time never stands still, however little is bought in a month. */
const LEAST_INDEX = 0.05;

/** A whole calendar month: days since 1970, the last one included. */
type Month = { from: number; to: number; of: number };

/** Returns the whole months between two days, both included, oldest first. */
export function wholeMonths(first: number, last: number): Month[] {
  const date = new Date(first * DAY);
  let [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (date.getUTCDate() > 1) month++;
  const months: Month[] = [];
  for (;;) {
    const from = Date.UTC(year, month, 1) / DAY;
    const to = Date.UTC(year, month + 1, 1) / DAY - 1;
    if (!(to <= last)) return months;
    months.push({ from, to, of: ((month % 12) + 12) % 12 });
    month++;
  }
}

/** Purchases within whole months, and the days that customers were certainly there, by month. */
type Counted = { bought: number; from: number; to: number };

const overlap = ({ from, to }: Counted, month: Month): number =>
  Math.max(0, Math.min(to, month.to) - Math.max(from + 1, month.from) + 1);

/**
 * Counts a customer's repeat purchases within the months, and takes them to be there for one more
 * of their own gaps after the last that is known. Adds to `counts`. Null without any.
 */
function countOf(
  { newest }: PurchaseRecord,
  months: readonly Month[],
  until: number,
  counts: Float64Array,
): Counted | null {
  const [start, end] = [months[0]!.from - 1, months.at(-1)!.to];
  const from = Math.max(start, newest[0]!);
  let [bought, last, at] = [0, from, 0];
  for (let i = 2; i < newest.length && newest[i]! <= until; i += 2) {
    const day = newest[i]!;
    if (day <= from) continue;
    last = day;
    if (day > end) break;
    while (months[at]!.to < day) at++;
    counts[at]!++;
    bought++;
  }
  if (bought === 0) return null;
  return { bought, from, to: Math.min(end, Math.round(last + (last - from) / bought)) };
}

/**
 * Counts the purchases to expect by month where each customer buys at their own rate times the
 * month's index: rates and indices in turn, which is the likelihood's maximum for Poisson counts
 * with a factor for each customer and month (Deming & Stephan 1940, iterative proportional
 * fitting).
 */
function expectedOf(
  customers: readonly Counted[],
  months: readonly Month[],
  counts: Float64Array,
): Float64Array {
  const indices = new Float64Array(12).fill(1);
  const expected = new Float64Array(months.length);
  for (let round = 0; round < ROUNDS; round++) {
    expected.fill(0);
    for (const one of customers) {
      const first = months.findIndex(({ to }) => to > one.from);
      let time = 0;
      for (let t = first; t < months.length && months[t]!.from <= one.to; t++)
        time += overlap(one, months[t]!) * indices[months[t]!.of]!;
      const rate = one.bought / time;
      for (let t = first; t < months.length && months[t]!.from <= one.to; t++)
        expected[t]! += rate * overlap(one, months[t]!);
    }
    const [came, due] = [new Float64Array(12), new Float64Array(12)];
    months.forEach(({ of }, t) => {
      came[of]! += counts[t]!;
      due[of]! += expected[t]!;
    });
    for (let m = 0; m < 12; m++) indices[m] = due[m]! > 0 ? came[m]! / due[m]! : 1;
  }
  return expected;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Draws ratios by calendar month and year towards 1 as far as chance explains them: empirical Bayes
 * with the noise that the same month has from year to year (at least Poisson's). Mean 1.
 */
function shrunk(ratios: readonly number[][], purchases: readonly number[]): number[] {
  const means = ratios.map(mean);
  const years = ratios[0]!.length;
  const squares = ratios.flatMap((own, m) => own.map((ratio) => (ratio - means[m]!) ** 2));
  const yearly = squares.reduce((sum, one) => sum + one, 0) / (12 * (years - 1)) / years;
  const noise = Math.max(yearly, mean(purchases.map((n) => 1 / Math.max(1, n))));
  const middle = mean(means);
  const spread = means.reduce((sum, one) => sum + (one - middle) ** 2, 0) / 11;
  const kept = spread > noise ? (spread - noise) / spread : 0;
  const drawn = means.map((one) => Math.max(LEAST_INDEX, 1 + kept * (one / middle - 1)));
  const year = drawn.reduce((sum, index, m) => sum + index * MONTH_DAYS[m]!, 0);
  return drawn.map((index) => (365 * index) / year);
}

const firstDayOf = (records: readonly PurchaseRecord[]): number =>
  records.reduce((day, record) => Math.min(day, record.first.day), Infinity);

/** Counts the whole months of a book by the end of `until` (days since 1970). */
export function monthsOf(records: readonly PurchaseRecord[], until: number): number {
  const first = firstDayOf(records);
  return Number.isFinite(first) ? wholeMonths(first, until).length : 0;
}

/**
 * The season of a book from what was bought by the end of `until` (days since 1970), in its newest
 * whole years. Null under two years, and where a month is empty.
 */
export function bookSeason(records: readonly PurchaseRecord[], until: number): Season | null {
  const first = firstDayOf(records);
  const all = Number.isFinite(first) ? wholeMonths(first, until) : [];
  if (all.length < LEAST_MONTHS) return null;
  const months = all.slice(all.length % 12);
  const counts = new Float64Array(months.length);
  const customers = records.flatMap((record) => countOf(record, months, until, counts) ?? []);
  const expected = expectedOf(customers, months, counts);
  if (counts.some((count, t) => count === 0 || !(expected[t]! > 0))) return null;
  const ofMonth = (m: number) => months.flatMap(({ of }, t) => (of === m ? [t] : []));
  const calendar = Array.from({ length: 12 }, (_, m) => ofMonth(m));
  return {
    indices: shrunk(
      calendar.map((own) => own.map((t) => counts[t]! / expected[t]!)),
      calendar.map((own) => own.reduce((sum, t) => sum + counts[t]!, 0)),
    ),
  };
}
