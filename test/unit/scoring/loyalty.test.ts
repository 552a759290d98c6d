import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loyalty } from "../../../shared/scoring/loyalty.ts";
import { wilson } from "../../../shared/scoring/numerics/proportion.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { loyaltyOnCard, steadiness } from "../../../shared/scoring/steadiness.ts";
import { DAY } from "../../../shared/scoring/summarise.ts";

const at = (date: string) => Date.parse(`${date}T12:00:00Z`);
const bought = (customerId: string, ...dates: string[]) =>
  dates.map((date) => ({ customerId, occurredAt: at(date), amount: 100 }));
const book = [
  ...bought("a", "2024-01-05", "2024-02-10", "2024-03-01"),
  ...bought("b", "2024-01-20", "2024-03-09"),
  ...bought("c", "2024-02-02"),
  ...bought("d", "2024-01-30", "2024-01-31"),
];

describe("loyalty", () => {
  test("gives the repeat-purchase rate and the cohort table when periods are months", () => {
    const known = loyalty(book, { until: at("2024-03-31"), period: "month" });
    expect(known).toMatchObject({ customers: 4, repeat: { share: 0.75, count: 3, of: 4 } });
    expect(
      known.cohorts.map(({ name, customers, active }) => ({ name, customers, active })),
    ).toEqual([
      { name: "2024-01", customers: 3, active: [1, 1 / 3, 2 / 3] },
      { name: "2024-02", customers: 1, active: [1, 0] },
    ]);
  });

  test("counts as retained who buys in a period and in the next, as churned the others", () => {
    const { retention, churn, cohorts } = loyalty(book, {
      until: at("2024-03-31"),
      period: "month",
    });
    // January: a of a, b, d; February: a of a, c.
    expect(retention).toMatchObject({ count: 2, of: 5 });
    expect(churn).toMatchObject({ count: 3, of: 5 });
    expect(retention!.share + churn!.share).toBe(1);
    expect(retention!.low).toBeCloseTo(1 - churn!.high, 12);
    expect(cohorts[1]!.retention).toMatchObject({ count: 0, of: 1 });
  });

  test("leaves a cell empty when its period is not over", () => {
    const { cohorts, retention } = loyalty(book, { until: at("2024-03-30"), period: "month" });
    expect(cohorts.map((c) => c.active)).toEqual([
      [1, 1 / 3, null],
      [1, null],
    ]);
    expect(retention).toMatchObject({ count: 1, of: 3 });
  });

  test("names quarters, and says nothing of retention when no two are complete", () => {
    const known = loyalty(book, { until: at("2024-05-01"), period: "quarter" });
    expect(known.cohorts).toMatchObject([
      { name: "2024-Q1", customers: 4, active: [1, null], retention: null },
    ]);
    expect(known).toMatchObject({ retention: null, churn: null });
  });

  test("knows no rate when nobody bought", () => {
    expect(loyalty([], { until: at("2024-05-01"), period: "month" })).toEqual({
      customers: 0,
      repeat: null,
      retention: null,
      churn: null,
      cohorts: [],
    });
  });

  test("does not count what was given back the same day, or came later", () => {
    const refunded = [
      ...bought("a", "2024-01-05", "2024-02-10", "2024-06-01"),
      { customerId: "a", occurredAt: at("2024-02-10"), amount: -100 },
    ];
    expect(loyalty(refunded, { until: at("2024-03-31"), period: "month" }).repeat).toMatchObject({
      count: 0,
      of: 1,
    });
  });

  test("cohorts add up to the book, in any order of transactions", () => {
    const purchase = fc.record({
      customerId: fc.constantFrom("a", "b", "c", "d", "e"),
      occurredAt: fc.integer({ min: 0, max: 900 }).map((d) => d * DAY),
      amount: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(purchase, { maxLength: 40 }),
        fc.constantFrom("month" as const, "quarter" as const),
        (transactions, period) => {
          const known = loyalty(transactions, { until: 800 * DAY, period });
          expect(loyalty([...transactions].reverse(), { until: 800 * DAY, period })).toEqual(known);
          const sum = (of: (c: (typeof known.cohorts)[number]) => number) =>
            known.cohorts.reduce((total, c) => total + of(c), 0);
          expect(sum((c) => c.customers)).toBe(known.customers);
          expect(sum((c) => c.repeat?.count ?? 0)).toBe(known.repeat?.count ?? 0);
          expect(sum((c) => c.retention?.of ?? 0)).toBe(known.retention?.of ?? 0);
          for (const { active } of known.cohorts)
            for (const cell of active) expect(cell === null || (cell >= 0 && cell <= 1)).toBe(true);
        },
      ),
    );
  });
});

describe("the 95 % interval of retention in simulation", () => {
  const months = Array.from({ length: 9 }, (_, month) => Date.UTC(2024, month, 15));
  /** 25 customers who buy in the first of nine months, and in each later one with their own chance. */
  function simulated(seed: number, mean: number) {
    const random = seeded(seed);
    return Array.from({ length: 25 }, (_, customer) => {
      const [yes, no] = [random.gamma(mean), random.gamma(1 - mean)];
      return months
        .filter((_at, month) => month === 0 || random.uniform() * (yes + no) < yes)
        .map((occurredAt) => ({ customerId: `c${customer}`, occurredAt, amount: 100 }));
    }).flat();
  }

  for (const mean of [0.4, 0.5, 0.7]) {
    test(`covers 92 to 97 % when chances of ${mean} differ with a correlation of ½`, () => {
      // Chances p from Beta(mean, 1 − mean): E p² = mean² + mean(1 − mean)/2. Of the pairs of months
      // the first begins with a purchase for certain.
      const square = mean ** 2 + (mean * (1 - mean)) / 2;
      const truth = (mean + 7 * square) / (1 + 7 * mean);
      let held = 0;
      const books = 2000;
      for (let seed = 1; seed <= books; seed++) {
        const { retention } = loyalty(simulated(seed, mean), {
          until: Date.UTC(2024, 8, 30),
          period: "month",
        });
        if (retention!.low <= truth && truth <= retention!.high) held++;
      }
      expect((100 * held) / books).toBeGreaterThanOrEqual(92);
      expect((100 * held) / books).toBeLessThanOrEqual(97);
    }, 30_000);
  }

  test("is wider than if every period were another customer", () => {
    const { retention } = loyalty(simulated(3, 0.5), {
      until: Date.UTC(2024, 8, 30),
      period: "month",
    });
    const { low, high } = wilson(retention!.count, retention!.of);
    expect(retention!.high - retention!.low).toBeGreaterThan(1.5 * (high - low));
  });
});

describe("steadiness", () => {
  const days = (...on: number[]) => on.map((day) => ({ day, amount: 100 }));

  test("counts the complete periods with a purchase since the first", () => {
    expect(steadiness(days(0, 50, 60, 200), 365 * DAY, 91)).toEqual({
      share: 3 / 6,
      active: 2,
      periods: 4,
    });
  });

  test("is not known before the first period is complete, nor without a purchase", () => {
    expect(steadiness(days(0, 50), 90 * DAY, 91)).toBeNull();
    expect(steadiness([], 900 * DAY, 91)).toBeNull();
  });

  test("rises with each period of purchase, and its explanation adds up to the score", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (periods, share) => {
          const active = Math.round(share * periods);
          const card = loyaltyOnCard({ share: (active + 1) / (periods + 2), active, periods }, 91)!;
          expect(card.score).toBeCloseTo((100 * (active + 1)) / (periods + 2), 4);
          expect(
            card.explanation.factors.reduce((sum, f) => sum + f.points, card.explanation.base),
          ).toBe(card.score);
          expect(card.score > 0 && card.score < 100).toBe(true);
        },
      ),
    );
    expect(loyaltyOnCard(null, 91)).toBeNull();
  });
});
