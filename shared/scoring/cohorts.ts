/** Cohorts: customers by when they first bought, and how many of them bought in each period after. */
import { dayOf, purchaseDays, DAY } from "./summarise.ts";
import type { Line } from "./purchases.ts";
import type { Milliseconds } from "./types.ts";

export type Period = "month" | "quarter";
export type Purchases = readonly (Line & { customerId: string })[];

/** Calendar periods are numbered, so that the one after is the next number. */
const MONTHS = { month: 1, quarter: 3 } as const;
/** The number of the period that a day since 1970 lies in. */
export const periodOf = (day: number, period: Period): number => {
  const date = new Date(day * DAY);
  return Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / MONTHS[period]);
};
/** The first day of a period, since 1970. */
export const firstDayOf = (n: number, period: Period): number => {
  const months = n * MONTHS[period];
  return new Date(0).setUTCFullYear(Math.floor(months / 12), months % 12, 1) / DAY;
};
/** `2011-03`, or `2011-Q1`. */
export const nameOf = (n: number, period: Period): string => {
  const perYear = 12 / MONTHS[period];
  const [year, inYear] = [String(Math.floor(n / perYear)).padStart(4, "0"), (n % perYear) + 1];
  return period === "month" ? `${year}-${String(inYear).padStart(2, "0")}` : `${year}-Q${inYear}`;
};

/** The number of a customer's purchase days, and the numbered periods they lie in, in order. */
export type Buyer = { days: number; periods: number[] };

/** Everyone with a purchase by `until`; what they gave back is no purchase. */
export function buyersOf(
  transactions: Purchases,
  until: Milliseconds,
  period: Period,
  zone = "UTC",
): Buyer[] {
  return [...Map.groupBy(transactions, (t) => t.customerId).values()]
    .map((own) => purchaseDays(own, until, zone))
    .filter((days) => days.length > 0)
    .map((days) => ({
      days: days.length,
      periods: [...new Set(days.map((d) => periodOf(d.day, period)))],
    }));
}

/** The last period that is over on the day of `until`, that day included. */
export const lastComplete = (until: Milliseconds, period: Period, zone = "UTC"): number =>
  periodOf(dayOf(until, zone) + 1, period) - 1;

export type Cohort = {
  /** The calendar period of the first purchase: `2011-03`, `2011-Q1`. */
  name: string;
  customers: number;
  /**
   * Share of the cohort that bought in the k-th period after the first, k = 0, 1, …; 1 at k = 0,
   * null where it is not over.
   */
  active: (number | null)[];
};

/**
 * The cohort table, oldest cohort first. A row reaches to the period that `until` lies in; a period
 * that is not over would look like a fall, so its cell is null. Periods in which nobody first
 * bought have no row. `also` adds to a row what else its members say.
 */
export function cohortTable<Also>(
  buyers: readonly Buyer[],
  until: Milliseconds,
  period: Period,
  also: (members: readonly Buyer[]) => Also,
  zone = "UTC",
): (Cohort & Also)[] {
  const now = periodOf(dayOf(until, zone), period);
  const complete = lastComplete(until, period, zone);
  return [...Map.groupBy(buyers, (b) => b.periods[0]!)]
    .sort(([p], [q]) => p - q)
    .map(([first, members]) => {
      const counts = Array.from({ length: now - first + 1 }, () => 0);
      for (const { periods } of members) for (const p of periods) counts[p - first]!++;
      return {
        name: nameOf(first, period),
        customers: members.length,
        active: counts.map((count, k) =>
          k > 0 && first + k > complete ? null : count / members.length,
        ),
        ...also(members),
      };
    });
}
