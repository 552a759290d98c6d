/** Books of yearly and of weekly buyers with a season, by a fixed seed; for tests and benches. */
import type { Recorded } from "../../../shared/scoring/backtest/chance-model.ts";
import { purchaseRecord } from "../../../shared/scoring/backtest/purchase-record.ts";
import { seeded, type Random } from "../../../shared/scoring/numerics/random.ts";
import { DAY, type PurchaseDay } from "../../../shared/scoring/summarise.ts";

/** A dip in summer and a rise in December: purchases by calendar month, mean 1. */
export const SUMMER_DIP = [0.9, 0.95, 1, 1.05, 1, 0.9, 0.6, 0.6, 1.1, 1.1, 1.2, 1.6] as const;
/** Renewals that are brought forward or put off, with the same mean. */
export const SPRING = [1, 1.1, 1.3, 1.2, 1, 0.9, 0.8, 0.7, 0.9, 1, 1, 1.1] as const;

export type SimulatedBook = {
  book: Recorded[];
  /** Days since 1970. */ first: number;
  last: number;
};

const monthOf = (day: number): number => new Date(day * DAY).getUTCMonth();

/**
 * Seasonal time: a day counts as its month's index says. Turns a day and a time from it into the
 * day on which so much seasonal time has passed.
 */
function calendarOf(first: number, last: number, season: readonly number[]) {
  const mean = season.reduce((sum, index) => sum + index, 0) / 12;
  // Customers of before the book need a year of it; who buys after its end is not seen.
  const start = first - 366;
  const passed = new Float64Array(last + 400 - start);
  for (let i = 1; i < passed.length; i++)
    passed[i] = passed[i - 1]! + season[monthOf(start + i)]! / mean;
  return {
    seasonalOf: (day: number) => passed[day - start]!,
    dayOf: (time: number) => {
      let [low, high] = [0, passed.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (passed[middle]! < time) low = middle + 1;
        else high = middle;
      }
      return start + low;
    },
  };
}

type Story = {
  /** The first purchase, a day since 1970. */ joined: number;
  /** Draws the next time between purchases, days; null where the customer leaves. */
  next: () => number | null;
  /** Mean spend of this customer, minor units. */ spend: number;
};

/** Lets customers buy until they leave or the book ends, and keeps the days within the book. */
function live(
  size: number,
  { first, last, season }: { first: number; last: number; season: readonly number[] },
  random: Random,
  storyOf: () => Story,
): SimulatedBook {
  const calendar = calendarOf(first, last, season);
  const book: Recorded[] = [];
  for (let n = 1; n <= size; n++) {
    const { joined, next, spend } = storyOf();
    const days: PurchaseDay[] = [];
    let time = calendar.seasonalOf(joined);
    for (let day = joined; day <= last; day = calendar.dayOf(time)) {
      const amount = Math.max(100, Math.round(spend * Math.exp(0.3 * random.normal())));
      if (day >= first && day > (days.at(-1)?.day ?? -Infinity)) days.push({ day, amount });
      const wait = next();
      if (wait === null) break;
      time += wait;
    }
    const record = purchaseRecord(days);
    if (record) book.push({ id: `${n}`, record });
  }
  return { book, first, last };
}

type Size = { customers?: number; years?: number; seed?: number; season?: readonly number[] };

const START = Date.UTC(2021, 0, 1) / DAY;
const days = (years: number) => Math.round(365.25 * years);

/**
 * Customers who renew about every twelve months, each on a date of their own, with a spread of
 * `spreadDays`, and leave after a purchase with a probability of their own, `leaving` on average.
 * A third were customers before the book begins; the others join until a year before its end.
 */
export function yearlyBuyers({
  customers = 2000,
  years = 4,
  seed = 1,
  season = SPRING,
  spreadDays = 21,
  leaving = 0.25,
}: Size & { spreadDays?: number; leaving?: number } = {}): SimulatedBook {
  const random = seeded(seed);
  const [first, last] = [START, START + days(years)];
  return live(customers, { first, last, season }, random, () => {
    const isOld = random.uniform() < 1 / 3;
    const joined = isOld
      ? first - Math.floor(365 * random.uniform())
      : first + Math.floor(days(years - 1) * random.uniform());
    const leaves = random.beta(4 * leaving, 4 * (1 - leaving));
    const spend = 20_000 * Math.exp(0.9 * random.normal());
    return {
      joined,
      spend,
      next: () =>
        random.uniform() < leaves ? null : Math.max(60, 365 + spreadDays * random.normal()),
    };
  });
}

/**
 * Customers who buy every five to ten days, half of them at regular intervals and half at random,
 * and stay for `stayDays` on average. After a purchase they pause for two to ten weeks with
 * probability `pauses`. Half are there in the first weeks; the others join until three months
 * before the end.
 */
export function weeklyBuyers({
  customers = 600,
  years = 2.5,
  seed = 1,
  season = SUMMER_DIP,
  stayDays = 900,
  pauses = 0.02,
}: Size & { stayDays?: number; pauses?: number } = {}): SimulatedBook {
  const random = seeded(seed);
  const [first, last] = [START, START + days(years)];
  return live(customers, { first, last, season }, random, () => {
    const isEarly = random.uniform() < 0.5;
    const joined = first + Math.floor((isEarly ? 28 : last - first - 91) * random.uniform());
    const gap = 5 + 5 * random.uniform();
    const regularity = random.uniform() < 0.5 ? 6 : 1;
    const spend = 5000 * Math.exp(0.8 * random.normal());
    const staysFor = stayDays * random.exponential();
    let bought = 0;
    return {
      joined,
      spend,
      next: () => {
        const pause = random.uniform() < pauses ? 14 + 56 * random.uniform() : 0;
        const wait = pause + Math.max(1, (gap * random.gamma(regularity)) / regularity);
        bought += wait;
        return bought > staysFor ? null : wait;
      },
    };
  });
}
