import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbd } from "../../../shared/scoring/models/bg-nbd/bg-nbd.ts";
import { intervalOf, moreThan } from "../../../shared/scoring/models/mixture.ts";
import { modelOf, purchaseModels } from "../../../shared/scoring/models/purchase-models.ts";
import { cutBook } from "./book-cut.ts";

const models = {
  bg_nbd: { r: 0.6, alpha: 6, a: 0.8, b: 2.4 },
  mbg_nbd: { r: 0.8, alpha: 6, a: 0.9, b: 2.2 },
  mbg_cnbd_k: { r: 0.9, alpha: 3, a: 0.3, b: 2, k: 3 },
  pareto_nbd: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
  nbd: { r: 0.5, alpha: 6 },
} as const;
const names = Object.keys(models) as (keyof typeof models)[];
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const history = fc
  .tuple(fc.integer({ min: 0, max: 300 }), double(0, 1), double(1, 500))
  .map(([x, share, age]) => ({ frequency: x, recency: x === 0 ? 0 : share * age, age }));

describe.each(names)("the purchases that follow by %s", (name) => {
  const parameters: Record<string, number> = models[name];
  const model = modelOf({ model: name, parameters });

  test("add up to the chance to buy and to the expected purchases", () => {
    fc.assert(
      fc.property(history, double(0.1, 150), (customer, horizon) => {
        const tails = model.moreThan(customer, horizon)!;
        const none = 1 - (tails[0] ?? 0);
        expect(Math.abs(1 - none - model.chanceToBuy(customer, horizon))).toBeLessThan(2e-7);
        const expected = model.expectedPurchases(customer, horizon);
        const sum = tails.reduce((all, tail) => all + tail, 0);
        // Tails below a ten-millionth are left out.
        expect(Math.abs(sum - expected)).toBeLessThan(1e-4 + 1e-6 * tails.length + 1e-5 * expected);
        tails.forEach((tail, n) => expect(tail).toBeLessThanOrEqual(tails[n - 1] ?? 1));
      }),
      { numRuns: 200 },
    );
  });

  test("lie in their intervals as often as stated, and seldom more, in a simulated book", () => {
    const ages = Array.from({ length: 30_000 }, (_, i) => 80 + (i % 40));
    const followed = cutBook(purchaseModels[name].simulate(parameters, ages, 9), 52);
    const covered = (share: number) =>
      followed.filter(({ customer, purchases }) => {
        const { low, high } = model.purchaseInterval(customer, 52, share)!;
        return low <= purchases && purchases <= high;
      }).length / followed.length;
    expect(covered(0.8)).toBeGreaterThanOrEqual(0.8);
    expect(covered(0.95)).toBeGreaterThanOrEqual(0.945);
    expect(covered(0.95)).toBeLessThanOrEqual(0.999);
  });

  test("have a wider interval when it is to hold more of them", () => {
    fc.assert(
      fc.property(history, double(0.1, 150), (customer, horizon) => {
        const narrow = model.purchaseInterval(customer, horizon, 0.8)!;
        const wide = model.purchaseInterval(customer, horizon, 0.95)!;
        expect(wide.low <= narrow.low && narrow.high <= wide.high).toBe(true);
      }),
    );
  });

  test("are none over no time, and too many to count over a time without end", () => {
    const customer = { frequency: 3, recency: 20, age: 30 };
    expect(model.purchaseInterval(customer, 0, 0.8)).toEqual({ low: 0, high: 0 });
    expect(model.purchaseInterval(customer, Infinity, 0.8)).toBeNull();
  });

  test("are counted when they are so many that none at all is beyond doubles", () => {
    const customer = { frequency: 3000, recency: 100, age: 100 };
    const { high } = model.purchaseInterval(customer, 52, 0.95)!;
    const expected = model.expectedPurchases(customer, 52);
    expect(high).toBeGreaterThan(expected);
    const sum = model.moreThan(customer, 52)!.reduce((all, tail) => all + tail, 0);
    expect(Math.abs(sum / expected - 1)).toBeLessThan(1e-6);
  });
});

test("moreThan is BG/NBD's closed distribution when the customer is new", () => {
  const parameters = models.bg_nbd;
  const customer = { frequency: 0, recency: 0, age: 0 };
  for (const horizon of [1, 12, 80]) {
    const tails = moreThan(bgNbd.mixture(parameters, customer, horizon))!;
    let more = 1;
    for (let n = 0; n < 20; n++) {
      more -= bgNbd.probabilityOfPurchases(parameters, n, horizon);
      expect(Math.abs((tails[n] ?? 0) - more)).toBeLessThan(1e-7);
    }
  }
});

test("intervalOf is central: each end leaves out its half of the rest at most", () => {
  const tails = [0.95, 0.85, 0.5, 0.2, 0.08, 0.02];
  expect(intervalOf(tails, 0.8)).toEqual({ low: 1, high: 4 });
  expect(intervalOf(tails, 0.5)).toEqual({ low: 2, high: 3 });
  expect(intervalOf([], 0.8)).toEqual({ low: 0, high: 0 });
});
