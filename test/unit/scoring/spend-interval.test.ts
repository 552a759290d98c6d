import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gammaGamma } from "../../../shared/scoring/models/gamma-gamma/gamma-gamma.ts";
import { modelOf, purchaseModels } from "../../../shared/scoring/models/purchase-models.ts";
import { normalDistribution } from "../../../shared/scoring/numerics/normal.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { betaRegularised } from "../../../shared/scoring/numerics/special.ts";
import { cutBook } from "./book-cut.ts";

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const spends = [
  { p: 6.25, q: 3.74, gamma: 1544 },
  { p: 1.2, q: 2.5, gamma: 1544 },
  { p: 0.5, q: 1.5, gamma: 100 },
];
const books = {
  mbg_nbd: { r: 0.8, alpha: 6, a: 0.9, b: 2.2 },
  mbg_cnbd_k: { r: 0.9, alpha: 3, a: 0.3, b: 2, k: 3 },
  nbd: { r: 3, alpha: 20 },
} as const;

describe.each(Object.keys(books) as (keyof typeof books)[])("spendInterval by %s", (name) => {
  const parameters: Record<string, number> = books[name];
  const model = modelOf({ model: name, parameters });

  test.each(spends)("holds the spend as often as stated when spend is drawn by %o", (spend) => {
    const random = seeded(17);
    const ages = Array.from({ length: 8000 }, (_, i) => 80 + (i % 40));
    const followed = cutBook(purchaseModels[name].simulate(parameters, ages, 6), 52).map(
      ({ customer, purchases }) => {
        const rate = random.gamma(spend.q) / spend.gamma;
        const { frequency: x } = customer;
        const monetary = x > 0 ? random.gamma(spend.p * x) / x / rate : 0;
        const spent = purchases > 0 ? random.gamma(spend.p * purchases) / rate : 0;
        const tails = model.moreThan(customer, 52, 0.001)!;
        return { spent, ...gammaGamma.spendInterval(tails, spend, { ...customer, monetary }, 0.8) };
      },
    );
    const share = (of: typeof followed, is: (one: (typeof followed)[number]) => boolean) =>
      of.filter(is).length / of.length;
    expect(
      share(followed, ({ spent, low, high }) => low <= spent && spent <= high),
    ).toBeGreaterThan(0.79);
    // Where the end is not 0 the spend is beyond it in one case of ten.
    const upTo = followed.filter(({ high }) => high > 0);
    expect(Math.abs(share(upTo, ({ spent, high }) => spent > high) - 0.1)).toBeLessThan(0.015);
    const atLeast = followed.filter(({ low }) => low > 0);
    const short = share(atLeast, ({ spent, low }) => spent < low);
    expect(Math.abs(short - 0.1) * Math.sqrt(atLeast.length)).toBeLessThan(1.4);
  });
});

test("spendInterval leaves out what the beta functions say, to a few thousandths", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 }),
      double(1, 50_000),
      fc.constantFrom(...spends),
      double(1, 60),
      (frequency, monetary, spend, horizon) => {
        const customer = { frequency, recency: 20, age: 30, monetary };
        const tails = modelOf({ model: "nbd", parameters: { r: 0.8, alpha: 9 } }).moreThan(
          { ...customer, recency: frequency === 0 ? 0 : 20 },
          horizon,
        )!;
        const { low, high } = gammaGamma.spendInterval(tails, spend, customer, 0.8);
        const beyond = (amount: number) =>
          tails.reduce((sum, tail, n) => {
            const w = amount / (amount + spend.gamma + frequency * monetary);
            const probability = tail - (tails[n + 1] ?? 0);
            const below = betaRegularised(w, spend.p * (n + 1), spend.q + spend.p * frequency);
            return sum + probability * (1 - below);
          }, 0);
        if (high > 0) expect(Math.abs(beyond(high) - 0.1)).toBeLessThan(0.01);
        else expect(tails[0] ?? 0).toBeLessThanOrEqual(0.1);
        if (low > 0) expect(Math.abs(beyond(low) - 0.9)).toBeLessThan(0.01);
        else expect(tails[0] ?? 0).toBeLessThanOrEqual(0.9);
        expect(low).toBeLessThanOrEqual(high);
      },
    ),
    { numRuns: 200 },
  );
});

test("spendInterval is in the unit of the amounts", () => {
  const tails = [0.97, 0.9, 0.6, 0.3, 0.1, 0.02];
  const customer = { frequency: 4, monetary: 30 };
  const pounds = gammaGamma.spendInterval(tails, { p: 6, q: 4, gamma: 15 }, customer, 0.8);
  const pence = gammaGamma.spendInterval(
    tails,
    { p: 6, q: 4, gamma: 1500 },
    { ...customer, monetary: 3000 },
    0.8,
  );
  expect(pence.low / pounds.low).toBeCloseTo(100, 8);
  expect(pence.high / pounds.high).toBeCloseTo(100, 8);
});

test("spendInterval is nothing when no purchase follows", () => {
  const interval = gammaGamma.spendInterval([], spends[0]!, { frequency: 2, monetary: 9 }, 0.8);
  expect(interval).toEqual({ low: 0, high: 0 });
});

test("normalDistribution has the values of the tables", () => {
  for (const [z, expected] of [
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.959963984540054, 0.025],
    [3, 0.9986501019683699],
    [-40, 0],
  ] as const)
    expect(Math.abs(normalDistribution(z) - expected)).toBeLessThan(1e-7);
});
