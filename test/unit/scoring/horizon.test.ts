/** Purchase models at horizons of no length, beyond all measure, and without end. */
import { describe, expect, test } from "vitest";
import {
  bgNbd,
  mbgNbd,
  nbd,
  paretoNbd,
  type PurchaseModel,
} from "../../../shared/scoring/index.ts";

const customer = { frequency: 3, recency: 10, age: 30 };
type Case = {
  name: string;
  purchases(horizon: number): number;
  ofNew(horizon: number): number;
  inAll: number;
};

/** `inAll`: expected purchases of the customer, if there now, for ever. */
const of = <P>(name: string, model: PurchaseModel<P>, parameters: P, inAll: number): Case => ({
  name,
  inAll,
  purchases: (horizon) => model.expectedWhileAlive(parameters, customer, horizon),
  ofNew: (horizon) => model.expectedPurchasesOfNew(parameters, horizon),
});

const cases = [
  of("bgNbd, a < 1", bgNbd, { r: 0.24, alpha: 4.4, a: 0.79, b: 2.4 }, Infinity),
  of("bgNbd, a = 1", bgNbd, { r: 0.24, alpha: 4.4, a: 1, b: 2.4 }, Infinity),
  of("bgNbd, a > 1", bgNbd, { r: 0.24, alpha: 4.4, a: 1.79, b: 2.4 }, (1.79 + 2.4 + 3 - 1) / 0.79),
  of("mbgNbd, a < 1", mbgNbd, { r: 0.5, alpha: 6, a: 0.9, b: 1.6 }, Infinity),
  of("mbgNbd, a > 1", mbgNbd, { r: 0.5, alpha: 6, a: 1.9, b: 1.6 }, (1.9 + 1.6 + 4 - 1) / 0.9),
  of("paretoNbd, s < 1", paretoNbd, { r: 0.55, alpha: 10, s: 0.6, beta: 11 }, Infinity),
  of("paretoNbd, s = 1", paretoNbd, { r: 0.55, alpha: 10, s: 1, beta: 11 }, Infinity),
  of(
    "paretoNbd, s > 1",
    paretoNbd,
    { r: 0.55, alpha: 10, s: 2.5, beta: 11 },
    ((3.55 / 40) * 41) / 1.5,
  ),
  of("nbd", nbd, { r: 0.5, alpha: 10 }, Infinity),
];

describe.each(cases)("expected purchases of $name", ({ purchases, ofNew, inAll }) => {
  test("are none when there is no time, and no number when the horizon is none", () => {
    for (const horizon of [0, -5]) expect([purchases(horizon), ofNew(horizon)]).toEqual([0, 0]);
    expect([purchases(NaN), ofNew(NaN)]).toEqual([NaN, NaN]);
  });

  test("grow to what they are in all when the horizon grows beyond all measure", () => {
    let before = 0;
    for (let power = 0; power <= 280; power += 10) {
      const now = purchases(10 ** power);
      expect(now).toBeGreaterThanOrEqual(before * (1 - 1e-9));
      expect(now).toBeLessThanOrEqual(inAll * (1 + 1e-9));
      before = now;
    }
    if (inAll === Infinity) expect(purchases(Infinity)).toBe(Infinity);
    else for (const all of [purchases(Infinity), before]) expect(all).toBeCloseTo(inAll, 9);
    expect(ofNew(Infinity)).not.toBeNaN();
  });
});

test.each([bgNbd, mbgNbd])(
  "probabilityOfPurchases comes to 1 over all numbers when the horizon has no end",
  (model) => {
    const parameters = { r: 0.7, alpha: 3, a: 3, b: 1.5 };
    const all = Array.from({ length: 20_000 }, (_, x) =>
      model.probabilityOfPurchases(parameters, x, Infinity),
    );
    expect(all.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
  },
);
