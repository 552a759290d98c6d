/**
 * Loyalty of a book: how many customers come back at all, and how many from period to period, with
 * the cohorts behind it.
 */
import {
  buyersOf,
  cohortTable,
  lastComplete,
  type Buyer,
  type Cohort,
  type Period,
  type Purchases,
} from "./cohorts.ts";
import { wilson, type Interval } from "./numerics/proportion.ts";
import type { Milliseconds } from "./types.ts";

/**
 * A share: `count` of `of`, with its 95 % Wilson interval; null where there is nobody to take a
 * share of.
 */
export type Rate = ({ share: number; count: number; of: number } & Interval) | null;
const rate = (count: number, of: number): Rate =>
  of === 0 ? null : { share: count / of, count, of, ...wilson(count, of) };

export type Rates = {
  /** Repeat-purchase rate: customers with a second purchase day, of all with a first. */
  repeat: Rate;
  /**
   * Of the customers active in a period, those active in the next one too, over all pairs of
   * complete periods.
   */
  retention: Rate;
  /** 1 − retention: whoever pauses for a period counts as lost in it. */
  churn: Rate;
};

function ratesOf(buyers: readonly Buyer[], complete: number): Rates {
  let [active, stayed] = [0, 0];
  for (const { periods } of buyers) {
    periods.forEach((p, i) => {
      if (p >= complete) return;
      active++;
      if (periods[i + 1] === p + 1) stayed++;
    });
  }
  return {
    repeat: rate(buyers.filter((b) => b.days > 1).length, buyers.length),
    retention: rate(stayed, active),
    churn: rate(active - stayed, active),
  };
}

/**
 * Loyalty of a whole book and of each cohort, by calendar months or quarters of a time zone.
 * Retention is that of customer accounts: those of a period who are there in the next, of all of
 * that period (Farris, Bendle, Pfeifer & Reibstein 2010, "Marketing metrics"), pooled over periods;
 * its interval takes a customer's periods for independent, and so is rather too short. Purchases
 * after `until` do not count, nor does a period before it is over; without a pair of complete
 * periods retention is null.
 */
export function loyalty(
  transactions: Purchases,
  { until, period, zone = "UTC" }: { until: Milliseconds; period: Period; zone?: string },
): { customers: number; cohorts: (Cohort & Rates)[] } & Rates {
  const buyers = buyersOf(transactions, until, period, zone);
  const rates = (members: readonly Buyer[]) => ratesOf(members, lastComplete(until, period, zone));
  return {
    customers: buyers.length,
    ...rates(buyers),
    cohorts: cohortTable(buyers, until, period, rates, zone),
  };
}
