import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { modelOf, purchaseModels } from "../../../shared/scoring/models/purchase-models.ts";
import { cutBook } from "./book-cut.ts";

const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );
const magnitude = (from: number, to: number) =>
  fc.double({ min: from, max: to, noNaN: true }).map((power) => 10 ** power);
const beta = fc.record({
  r: magnitude(-2, 2),
  alpha: magnitude(-2, 3),
  a: magnitude(-3, 2),
  b: magnitude(-3, 2),
});
const history = fc
  .tuple(
    fc.integer({ min: 0, max: 500 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    magnitude(-2, 3),
  )
  .map(([x, share, age]) => ({ frequency: x, recency: x === 0 ? 0 : share * age, age }));

const models = {
  bg_nbd: { drawn: beta, typical: { r: 0.6, alpha: 6, a: 0.8, b: 2.4 } },
  mbg_nbd: { drawn: beta, typical: { r: 0.8, alpha: 6, a: 0.9, b: 2.2 } },
  mbg_cnbd_k: {
    drawn: fc.record({
      r: magnitude(-2, 2),
      alpha: magnitude(-2, 3),
      a: magnitude(-3, 2),
      b: magnitude(-3, 2),
      k: fc.integer({ min: 1, max: 6 }),
    }),
    typical: { r: 0.9, alpha: 3, a: 0.3, b: 2, k: 3 },
  },
  pareto_nbd: {
    drawn: fc.record({
      r: magnitude(-2, 2),
      alpha: magnitude(-2, 3),
      s: magnitude(-3, 2),
      beta: magnitude(-2, 3),
    }),
    typical: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
  },
  nbd: {
    drawn: fc.record({ r: magnitude(-2, 2), alpha: magnitude(-2, 3) }),
    typical: { r: 0.5, alpha: 6 },
  },
} as const;
const names = Object.keys(models) as (keyof typeof models)[];

describe.each(names)("chanceToBuy of %s", (name) => {
  const { drawn, typical } = models[name];
  const model = purchaseModels[name];
  const anything = fc.record({
    parameters: drawn as fc.Arbitrary<Record<string, number>>,
    customer: history,
    horizon: magnitude(-3, 4),
  });

  test("lies between 0 and P(alive) and grows with the horizon, whatever the parameters", () => {
    fc.assert(
      fc.property(anything, ({ parameters, customer, horizon }) => {
        const chance = model.chanceToBuy(parameters, customer, horizon);
        const alive = model.probabilityAlive(parameters, customer);
        expect(chance >= 0 && chance <= alive).toBe(true);
        expect(model.chanceToBuy(parameters, customer, 2 * horizon)).toBeGreaterThanOrEqual(
          chance * (1 - 1e-12),
        );
        expect(model.chanceToBuy(parameters, customer, 0)).toBe(0);
        expect(model.chanceToBuy(parameters, customer, -1)).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  test("is never above the expected purchases, and near them when the horizon is short", () => {
    fc.assert(
      fc.property(anything, ({ parameters, customer }) => {
        // So short that a second purchase within it is out of sight.
        const { r, alpha, b = 1, beta: scale = 1 } = parameters;
        const horizon = (1e-6 * Math.min(1, alpha!, b, scale)) / (1 + r! + customer.frequency);
        const expected = model.expectedPurchases(parameters, customer, horizon);
        const chance = model.chanceToBuy(parameters, customer, horizon);
        // Of k ticks before a purchase less than a digit of 1 may be left.
        const rounding = name === "mbg_cnbd_k" ? 1e-11 : 1e-300;
        expect(chance).toBeLessThanOrEqual(expected * (1 + 1e-12) + rounding);
        expect(Math.abs(chance - expected)).toBeLessThanOrEqual(1e-4 * expected + rounding);
      }),
      { numRuns: 500 },
    );
  });

  test("is what happens in a simulated book, as a whole and by tenth", () => {
    const ages = Array.from({ length: 40_000 }, (_, i) => 40 + (i % 40));
    const scored = cutBook(model.simulate(typical, ages, 5), 26)
      .map((followed) => ({
        ...followed,
        chance: model.chanceToBuy(typical, followed.customer, 26),
      }))
      .sort((p, q) => p.chance - q.chance);
    const share = (of: typeof scored, what: (one: (typeof scored)[number]) => number) =>
      of.reduce((sum, one) => sum + what(one), 0) / of.length;
    const bought = ({ purchases }: { purchases: number }) => Number(purchases > 0);
    expect(Math.abs(share(scored, (s) => s.chance) - share(scored, bought))).toBeLessThan(0.008);
    for (let tenth = 0; tenth < 10; tenth++) {
      const part = scored.slice(tenth * 4000, (tenth + 1) * 4000);
      expect(Math.abs(share(part, (s) => s.chance) - share(part, bought))).toBeLessThan(0.025);
    }
  });

  test("modelOf tells the same from stored parameters", () => {
    const customer = { frequency: 3, recency: 20, age: 30 };
    expect(modelOf({ model: name, parameters: typical }).chanceToBuy(customer, 52)).toBe(
      model.chanceToBuy(typical, customer, 52),
    );
  });
});

test("chanceToBuy without end is P(alive) when nobody leaves unless after a purchase", () => {
  for (const name of ["bg_nbd", "mbg_nbd", "mbg_cnbd_k", "nbd"] as const) {
    const customer = { frequency: 3, recency: 12, age: 30 };
    const { typical } = models[name];
    expect(purchaseModels[name].chanceToBuy(typical, customer, Infinity)).toBe(
      purchaseModels[name].probabilityAlive(typical, customer),
    );
  }
});

describe("chanceToBuy of pareto_nbd", () => {
  const { pareto_nbd: pareto } = purchaseModels;
  const customer = { frequency: 3, recency: 12, age: 30 };

  test("without end is (r+x)/(r+x+s) of P(alive) when alpha equals beta", () => {
    fc.assert(
      fc.property(magnitude(-2, 2), magnitude(-1, 3), magnitude(-3, 2), (r, alpha, s) => {
        const parameters = { r, alpha, s, beta: alpha };
        near(
          pareto.chanceToBuy(parameters, customer, Infinity),
          (pareto.probabilityAlive(parameters, customer) * (r + 3)) / (r + 3 + s),
          1e-11,
        );
      }),
    );
  });

  test("has the elementary form of competing risks when alpha equals beta", () => {
    fc.assert(
      fc.property(
        magnitude(-2, 2),
        magnitude(-1, 3),
        magnitude(-3, 2),
        magnitude(-2, 3),
        (r, alpha, s, horizon) => {
          const parameters = { r, alpha, s, beta: alpha };
          const all = r + 3 + s;
          const first =
            ((r + 3) / all) * -Math.expm1(-all * Math.log1p(horizon / (alpha + customer.age)));
          near(
            pareto.chanceToBuy(parameters, customer, horizon),
            pareto.probabilityAlive(parameters, customer) * first,
            1e-11,
          );
        },
      ),
    );
  });

  test("is NBD's when nobody leaves", () => {
    const { r, alpha } = models.nbd.typical;
    near(
      pareto.chanceToBuy({ r, alpha, s: 1e-12, beta: 1 }, customer, 52),
      purchaseModels.nbd.chanceToBuy({ r, alpha }, customer, 52),
      1e-9,
    );
  });
});
