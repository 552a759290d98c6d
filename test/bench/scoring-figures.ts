/**
 * Measures a fitted book's answers: P(alive), expected purchases, lifetime value, summaries. One
 * core, after a warm-up.
 */
import { bgNbd, customerLifetimeValue, gammaGamma, summarise } from "../../shared/scoring/index.ts";
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

/** A figure beside lifetimes' milliseconds. */
function timed(what: string, count: number, theirs: number, act: () => unknown): Figure {
  const once = () => {
    const started = performance.now();
    act();
    return performance.now() - started;
  };
  const first = once();
  const p50 = quantile(Array.from({ length: 10 }, once), 0.5);
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

export function figures(): Figure[] {
  const book = drawn(customers);
  const transactions = lines();
  return [
    timed("P(alive), BG/NBD", customers, 3, () =>
      book.reduce((sum, one) => sum + bgNbd.probabilityAlive(parameters, one), 0),
    ),
    timed("E[Y(39)], BG/NBD", customers, 18, () =>
      book.reduce((sum, one) => sum + bgNbd.expectedPurchases(parameters, one, 39), 0),
    ),
    timed("CLV of 12 months", customers, 245, () =>
      book.reduce(
        (sum, one) =>
          sum +
          customerLifetimeValue({
            model: bgNbd,
            parameters,
            spend: gammaGamma.expectedSpend(spend, one) ?? 0,
            customer: one,
            ...horizon,
          }),
        0,
      ),
    ),
    timed(`summary of ${rows.toLocaleString("en")} rows`, customers, 64, () =>
      summarise(transactions, { until, unit: "week" }),
    ),
  ];
}
