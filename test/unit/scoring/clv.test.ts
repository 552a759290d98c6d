import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbd } from "../../../shared/scoring/models/bg-nbd/bg-nbd.ts";
import { customerLifetimeValue, purchasesOver } from "../../../shared/scoring/clv.ts";
import { gammaGamma } from "../../../shared/scoring/models/gamma-gamma/gamma-gamma.ts";
import { cdnow, dataIsHere, reference, whyNot } from "./shared-data.ts";

const rule = { months: 12, monthlyDiscount: 0.01, weeksPerMonth: 4.345 };
const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );

describe.skipIf(!dataIsHere)(`customerLifetimeValue on the CDNOW sample${whyNot}`, () => {
  test("gives the reference values of the named customers by both sets of parameters", () => {
    const { customers, bgnbd, gamma_gamma } = reference().cdnow_sample;
    for (const { x, t_x, T, mean_spend, ...known } of customers) {
      const customer = { frequency: x, recency: t_x, age: T, monetary: mean_spend };
      for (const [parameters, spends, expected] of [
        [bgnbd.MLE, gamma_gamma.MLE, known.bgnbd_gg_at_MLE],
        [
          { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
          { p: 6.25, q: 3.74, gamma: 15.44 },
          known.bgnbd_gg_at_published_rounded_params,
        ],
      ] as const) {
        const spend = gammaGamma.expectedSpend(spends, customer)!;
        near(
          customerLifetimeValue({ model: bgNbd, parameters, spend, customer, ...rule }),
          expected.clv_12m_1pct_month,
          1e-8,
        );
      }
    }
  });

  test("gives the reference sum of all customers", () => {
    const { bgnbd, gamma_gamma, sum_clv_12m } = reference().cdnow_sample;
    const values = cdnow().map((customer) =>
      customerLifetimeValue({
        model: bgNbd,
        parameters: bgnbd.MLE,
        spend: gammaGamma.expectedSpend(gamma_gamma.MLE, customer)!,
        customer,
        ...rule,
      }),
    );
    near(
      values.reduce((sum, v) => sum + v, 0),
      sum_clv_12m,
      1e-8,
    );
  });
});

const parameters = fc.record({
  r: fc.double({ min: 0.05, max: 10, noNaN: true }),
  alpha: fc.double({ min: 1, max: 100, noNaN: true }),
  a: fc.double({ min: 0.05, max: 5, noNaN: true }),
  b: fc.double({ min: 0.1, max: 20, noNaN: true }),
});
const customer = fc
  .record({
    frequency: fc.integer({ min: 1, max: 60 }),
    share: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    age: fc.double({ min: 5, max: 200, noNaN: true }),
  })
  .map(({ frequency, share, age }) => ({ frequency, recency: share * age, age }));
const money = fc.double({ min: 0.01, max: 1e7, noNaN: true });

describe("customerLifetimeValue", () => {
  const value = (
    p: Parameters<typeof bgNbd.probabilityAlive>[0],
    spend: number,
    c: { frequency: number; recency: number; age: number },
    horizon: Partial<typeof rule> = {},
  ) =>
    customerLifetimeValue({ model: bgNbd, parameters: p, spend, customer: c, ...rule, ...horizon });

  test("rises with P(alive), spend and horizon, and falls with the discount", () => {
    fc.assert(
      fc.property(parameters, customer, money, (p, c, spend) => {
        const here = value(p, spend, c);
        // Of two who bought as often, the one seen later is the likelier to be still there.
        const later = { ...c, recency: c.recency * 1.1 };
        expect(bgNbd.probabilityAlive(p, later)).toBeGreaterThanOrEqual(
          bgNbd.probabilityAlive(p, c),
        );
        expect(value(p, spend, later)).toBeGreaterThanOrEqual(here * (1 - 1e-12));
        near(value(p, 3 * spend, c), 3 * here, 1e-12);
        expect(value(p, spend, c, { months: 13 })).toBeGreaterThanOrEqual(here);
        expect(value(p, spend, c, { monthlyDiscount: 0.02 })).toBeLessThanOrEqual(here);
        expect(Number.isFinite(here) && here >= 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("is spend times expected purchases when nothing is discounted, and nothing when there is no horizon", () => {
    fc.assert(
      fc.property(parameters, customer, money, (p, c, spend) => {
        near(
          value(p, spend, c, { monthlyDiscount: 0 }),
          spend * bgNbd.expectedPurchases(p, c, 12 * rule.weeksPerMonth),
          1e-9,
        );
        expect(value(p, spend, c, { months: 0 })).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  test("refuses a horizon without end", () => {
    for (const months of [Infinity, NaN])
      expect(() =>
        purchasesOver((weeks) => weeks, { months, monthlyDiscount: 0.01, weeksPerMonth: 4.345 }),
      ).toThrow(RangeError);
  });

  test("discounts each month's purchases to now", () => {
    expect(
      purchasesOver((weeks) => weeks / 4, { months: 2, monthlyDiscount: 0.1, weeksPerMonth: 4 }),
    ).toEqual({ expected: 2, discounted: expect.closeTo(1 / 1.1 + 1 / 1.21, 12) });
  });
});
