import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bgNbd,
  columnsOf,
  customerLifetimeValue,
  customerLifetimeValueAll,
  gammaGamma,
  mbgCnbdK,
  mbgNbd,
  nbd,
  paretoNbd,
  type PurchaseModel,
  type PurchaseSummary,
} from "../../../shared/scoring/index.ts";

const clvRule = { months: 12, monthlyDiscount: 0.01, weeksPerMonth: 4.345 };
const spends = { p: 6.25, q: 3.74, gamma: 1544 };
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** A customer of a book that knows days; few ages, so that some customers are alike. */
const customer = fc
  .record({
    frequency: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 300 })),
    more: fc.integer({ min: 0, max: 900 }),
    silence: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1500 })),
    monetary: fc.integer({ min: 1, max: 1_000_000 }),
  })
  .map(({ frequency, more, silence, monetary }): PurchaseSummary => {
    // So many purchase days need as many days.
    const recency = frequency === 0 ? 0 : frequency + (more % 30);
    return {
      id: "",
      frequency,
      recency: recency / 7,
      age: (recency + silence) / 7,
      monetary: frequency === 0 ? 0 : monetary,
    };
  });
const book = fc.array(customer, { maxLength: 30 });
const horizon = fc.oneof(fc.constant(0), between(0.1, 200));

const dropOut = { a: between(0.01, 20), b: between(0.05, 50) };
const rate = { r: between(0.01, 50), alpha: between(0.05, 500) };
type Case = {
  name: string;
  model: PurchaseModel<Record<string, number>>;
  parameters: fc.Arbitrary<Record<string, number>>;
};
const cases: Case[] = [
  { name: "bgNbd", model: bgNbd, parameters: fc.record({ ...rate, ...dropOut }) },
  { name: "mbgNbd", model: mbgNbd, parameters: fc.record({ ...rate, ...dropOut }) },
  {
    name: "mbgCnbdK",
    model: mbgCnbdK,
    parameters: fc.record({ ...rate, ...dropOut, k: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    name: "paretoNbd",
    model: paretoNbd,
    parameters: fc.record({ ...rate, s: between(0.05, 10), beta: between(0.05, 500) }),
  },
  { name: "nbd", model: nbd, parameters: fc.record(rate) },
] as Case[];

/** Holds each row of a column against the answer for that customer alone. */
function expectAlike(
  column: Float64Array,
  customers: readonly PurchaseSummary[],
  one: (of: PurchaseSummary) => number,
): void {
  expect(column).toHaveLength(customers.length);
  customers.forEach((of, row) => {
    const expected = one(of);
    expect(
      Math.abs(column[row]! - expected),
      `${column[row]} is not ${expected} of ${JSON.stringify(of)}`,
    ).toBeLessThanOrEqual(1e-10 * Math.abs(expected));
  });
}

describe.each(cases)("$name over columns", ({ model, parameters }) => {
  test("says of each row what is said of one customer when a book is drawn", () => {
    fc.assert(
      fc.property(parameters, book, horizon, (at, customers, weeks) => {
        const columns = columnsOf(customers);
        expectAlike(model.probabilityAliveAll(at, columns), customers, (one) =>
          model.probabilityAlive(at, one),
        );
        expectAlike(model.expectedPurchasesAll(at, columns, weeks), customers, (one) =>
          model.expectedPurchases(at, one, weeks),
        );
        expectAlike(model.chanceToBuyAll(at, columns, weeks), customers, (one) =>
          model.chanceToBuy(at, one, weeks),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("values each row as one customer when a book is drawn", () => {
    fc.assert(
      fc.property(parameters, book, (at, customers) => {
        const columns = columnsOf(customers);
        const spend = gammaGamma.expectedSpendAll(spends, columns);
        expectAlike(spend, customers, (one) => gammaGamma.expectedSpend(spends, one)!);
        const given = { model, parameters: at, ...clvRule };
        expectAlike(
          customerLifetimeValueAll({ ...given, book: columns, spend }),
          customers,
          (one) =>
            customerLifetimeValue({
              ...given,
              customer: one,
              spend: gammaGamma.expectedSpend(spends, one)!,
            }),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe("columnsOf", () => {
  test("refuses a time when it is not of whole days", () => {
    const one = { frequency: 1, recency: 1.5, age: 3, monetary: 1 };
    expect(() => columnsOf([one])).toThrow(RangeError);
    expect(() => columnsOf([{ ...one, recency: NaN }])).toThrow(RangeError);
  });
});
