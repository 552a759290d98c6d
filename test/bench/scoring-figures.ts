/**
 * Measures a fitted book's answers: P(alive), expected purchases, lifetime value, summaries. One
 * core, after a warm-up.
 */
import {
  bgNbd,
  columnsOf,
  customerLifetimeValue,
  customerLifetimeValueAll,
  gammaGamma,
  summarise,
  type PurchaseSummary,
} from "../../shared/scoring/index.ts";
import { seeded } from "../../shared/scoring/numerics/random.ts";
import { DAY } from "../../shared/scoring/summarise.ts";
import type { Figure } from "./figure.ts";
import { quantile } from "./quantile.ts";
import { drawn, parameters, seed, spend } from "./scoring-books.ts";
import { milliseconds, ratio } from "./scoring-fits.ts";

const customers = 23_570;
/** Of the whole CDNOW file, which the peers' figure is for. */
const rows = 69_659;
const horizon = { months: 12, monthlyDiscount: 0.01, weeksPerMonth: 4.345 };
const until = Date.UTC(1998, 5, 30);

/** Calls after the first: the quickest are compiled for good after some ten. */
const times = 50;

/** A figure beside lifetimes' milliseconds. */
function timed(what: string, count: number, theirs: number, act: () => unknown): Figure {
  const once = () => {
    const started = performance.now();
    act();
    return performance.now() - started;
  };
  const first = once();
  const p50 = quantile(Array.from({ length: times }, once), 0.5);
  return {
    what,
    customers: count.toLocaleString("en"),
    first: milliseconds(first),
    figure: milliseconds(p50),
    budget: `lifetimes ${theirs} ms`,
    ratio: ratio(theirs, p50),
  };
}

/**
 * Purchases of a drawn book as the lines of a file, exactly `rows`: what lacks is bought again on
 * the same day.
 */
function lines() {
  const random = seeded(seed);
  const every = drawn(customers, { weeks: 78 }).flatMap(({ id, frequency, age }) =>
    Array.from({ length: frequency + 1 }, (_, at) => ({
      customerId: id,
      amount: 1000 + Math.floor(5000 * random.uniform()),
      occurredAt: until - Math.floor((at === 0 ? 1 : random.uniform()) * age * 7) * DAY,
    })),
  );
  return Array.from({ length: rows }, (_, at) => every[at % every.length]!);
}

/** All three over columns, as lifetimes takes them, and customer by customer. */
function modelFigures(): Figure[] {
  const book = drawn(customers);
  const columns = columnsOf(book);
  const sum = (one: (of: PurchaseSummary) => number) => () =>
    book.reduce((total, of) => total + one(of), 0);
  const clv = { model: bgNbd, parameters, ...horizon };
  return [
    timed("P(alive), BG/NBD, over columns", customers, 3, () =>
      bgNbd.probabilityAliveAll(parameters, columns),
    ),
    timed(
      "  one by one",
      customers,
      3,
      sum((one) => bgNbd.probabilityAlive(parameters, one)),
    ),
    timed("E[Y(39)], BG/NBD, over columns", customers, 18, () =>
      bgNbd.expectedPurchasesAll(parameters, columns, 39),
    ),
    timed(
      "  one by one",
      customers,
      18,
      sum((one) => bgNbd.expectedPurchases(parameters, one, 39)),
    ),
    timed("CLV of 12 months, over columns", customers, 245, () =>
      customerLifetimeValueAll({
        ...clv,
        book: columns,
        spend: gammaGamma.expectedSpendAll(spend, columns),
      }),
    ),
    timed(
      "  one by one",
      customers,
      245,
      sum((one) =>
        customerLifetimeValue({
          ...clv,
          customer: one,
          spend: gammaGamma.expectedSpend(spend, one) ?? 0,
        }),
      ),
    ),
  ];
}

export function figures(): Figure[] {
  const transactions = lines();
  return [
    ...modelFigures(),
    timed(`summary of ${rows.toLocaleString("en")} rows`, customers, 64, () =>
      summarise(transactions, { until, unit: "week" }),
    ),
  ];
}
