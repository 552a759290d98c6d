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
import { clusteredShare, type Cluster } from "./numerics/clustered.ts";
import { wilson, type Interval } from "./numerics/proportion.ts";
import type { Milliseconds } from "./types.ts";

/**
 * A share: `count` of `of`, with its 95 % interval; null where there is nobody to take a share of.
 */
export type Rate = ({ share: number; count: number; of: number } & Interval) | null;
const rate = (count: number, of: number): Rate =>
  of === 0 ? null : { share: count / of, count, of, ...wilson(count, of) };

/** The rate of periods that come in customers: those of one customer go together. */
function ratio(customers: readonly Cluster[]): Rate {
  const known = clusteredShare(customers);
  if (known === null) return null;
  const { share, low, high } = known;
  const sum = (of: (customer: Cluster) => number) =>
    customers.reduce((total, one) => total + of(one), 0);
  return { share, count: sum((c) => c.count), of: sum((c) => c.of), low, high };
}

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
  const customers = buyers.map(({ periods }): Cluster => {
    const cluster = { count: 0, of: 0 };
    periods.forEach((p, i) => {
      if (p >= complete) return;
      cluster.of++;
      if (periods[i + 1] === p + 1) cluster.count++;
    });
    return cluster;
  });
  return {
    repeat: rate(buyers.filter((b) => b.days > 1).length, buyers.length),
    retention: ratio(customers),
    churn: ratio(customers.map(({ count, of }) => ({ count: of - count, of }))),
  };
}

/**
 * Loyalty of a whole book and of each cohort, by calendar months or quarters of a time zone.
 * Retention is that of customer accounts: those of a period who are there in the next, of all of
 * that period (Farris, Bendle, Pfeifer & Reibstein 2010, "Marketing metrics"), pooled over periods;
 * its interval takes customers for independent, not the periods of one (`numerics/clustered.ts`).
 * Purchases after `until` do not count, nor does a period before it is over; without a pair of
 * complete periods retention is null.
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
