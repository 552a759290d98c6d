import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nbd } from "../../../shared/scoring/models/nbd.ts";
import {
  paretoNbd,
  type ParetoNbdParameters,
} from "../../../shared/scoring/models/pareto-nbd/pareto-nbd.ts";

const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );

const magnitude = (from: number, to: number) =>
  fc.double({ min: from, max: to, noNaN: true }).map((power) => 10 ** power);
const parameters = fc.record({
  r: magnitude(-4, 4),
  alpha: magnitude(-4, 6),
  s: magnitude(-6, 6),
  beta: magnitude(-4, 6),
});
const history = fc
  .tuple(
    fc.integer({ min: 0, max: 5000 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    magnitude(-4, 6),
  )
  .map(([x, share, age]) => ({ frequency: x, recency: x === 0 ? 0 : share * age, age }));
const cdnow: ParetoNbdParameters = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };

describe("paretoNbd.probabilityAlive", () => {
  test("is a probability, and the likelihood a number, when parameters and histories are anything", () => {
    fc.assert(
      fc.property(parameters, history, (p, customer) => {
        const alive = paretoNbd.probabilityAlive(p, customer);
        expect(alive >= 0 && alive <= 1).toBe(true);
        expect(Number.isFinite(paretoNbd.logLikelihood(p, [customer]))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("is 1 when the last purchase was just now", () => {
    fc.assert(
      fc.property(parameters, history, (p, { frequency, age }) => {
        expect(paretoNbd.probabilityAlive(p, { frequency, recency: age, age })).toBe(1);
      }),
    );
    expect(paretoNbd.probabilityAlive(cdnow, { frequency: 0, recency: 0, age: 0 })).toBe(1);
  });

  test("falls when silence grows and rises when the last purchase was later", () => {
    fc.assert(
      fc.property(parameters, history, magnitude(-3, 3), (p, customer, more) => {
        const alive = paretoNbd.probabilityAlive(p, customer);
        expect(
          paretoNbd.probabilityAlive(p, { ...customer, age: customer.age + more }),
        ).toBeLessThanOrEqual(alive * (1 + 1e-9));
        const later = { ...customer, recency: (customer.recency + customer.age) / 2 };
        expect(paretoNbd.probabilityAlive(p, later)).toBeGreaterThanOrEqual(alive * (1 - 1e-9));
      }),
    );
  });

  test("has the elementary form when alpha equals beta", () => {
    fc.assert(
      fc.property(
        magnitude(-2, 1.5),
        magnitude(0, 3),
        magnitude(-3, 1.5),
        history,
        (r, alpha, s, { frequency, recency, age }) => {
          const all = r + s + frequency;
          const odds =
            (s / all) * Math.expm1(all * Math.log1p((age - recency) / (alpha + recency)));
          fc.pre(odds < 1e100);
          near(
            paretoNbd.probabilityAlive({ r, alpha, s, beta: alpha }, { frequency, recency, age }),
            1 / (1 + odds),
            1e-11,
          );
        },
      ),
    );
  });

  test("passes smoothly through alpha = beta, where the papers' formula changes its form", () => {
    const at = (beta: number) =>
      paretoNbd.probabilityAlive(
        { r: 0.6, alpha: 10, s: 0.7, beta },
        { frequency: 3, recency: 12, age: 40 },
      );
    near(at(10), (at(10 * (1 - 1e-5)) + at(10 * (1 + 1e-5))) / 2, 1e-9);
    near(at(10 * (1 - 1e-15)), at(10 * (1 + 1e-15)), 1e-13);
  });

  test("is the same when time is counted in another unit", () => {
    fc.assert(
      fc.property(parameters, history, (p, customer) => {
        const [before, after] = [1, 7].map((unit) =>
          paretoNbd.probabilityAlive(
            { ...p, alpha: p.alpha * unit, beta: p.beta * unit },
            { ...customer, recency: customer.recency * unit, age: customer.age * unit },
          ),
        );
        // A day's rounding is amplified by as much as the odds are sensitive to time.
        expect(Math.abs(after! - before!)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });
});

describe("paretoNbd expectations", () => {
  const horizon = magnitude(-3, 4);

  test("grow with the horizon, but no faster than purchases at the customer's rate", () => {
    fc.assert(
      fc.property(parameters, history, horizon, (p, customer, t) => {
        const [once, twice] = [t, 2 * t].map((h) =>
          paretoNbd.expectedWhileAlive(p, customer, h),
        ) as [number, number];
        const ceiling = (t * (p.r + customer.frequency)) / (p.alpha + customer.age);
        expect(once >= 0 && once <= ceiling * (1 + 1e-12)).toBe(true);
        expect(twice >= once * (1 - 1e-12) && twice <= 2 * once * (1 + 1e-12)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("are the product of P(alive) and the expectation while alive, and nothing for no horizon", () => {
    fc.assert(
      fc.property(parameters, history, horizon, (p, customer, t) => {
        expect(paretoNbd.expectedPurchases(p, customer, t)).toBe(
          paretoNbd.probabilityAlive(p, customer) * paretoNbd.expectedWhileAlive(p, customer, t),
        );
        expect(paretoNbd.expectedPurchases(p, customer, 0)).toBe(0);
      }),
    );
  });

  test("pass smoothly through s = 1, where the paper's formula is 0/0", () => {
    const at = (s: number) => paretoNbd.expectedPurchasesOfNew({ ...cdnow, s }, 52);
    near(at(1), (at(1 - 1e-5) + at(1 + 1e-5)) / 2, 1e-9);
    near(at(1), (cdnow.r / cdnow.alpha) * cdnow.beta * Math.log1p(52 / cdnow.beta), 1e-14);
    near(at(1 + 1e-15), at(1), 1e-13);
  });

  test("approach those of NBD when nobody leaves", () => {
    const customer = { frequency: 3, recency: 8, age: 30 };
    const stay = { r: 0.8, alpha: 9, s: 1e-13, beta: 20 };
    expect(paretoNbd.probabilityAlive(stay, customer)).toBeCloseTo(1, 10);
    near(
      paretoNbd.expectedPurchases(stay, customer, 26),
      nbd.expectedPurchases({ r: 0.8, alpha: 9 }, customer, 26),
      1e-10,
    );
    near(
      paretoNbd.logLikelihood(stay, [customer]),
      nbd.logLikelihood({ r: 0.8, alpha: 9 }, [customer]),
      1e-10,
    );
  });
});

describe("paretoNbd.simulate", () => {
  const ages = Array.from({ length: 20_000 }, (_, i) => 30 + (i % 40));
  const book = paretoNbd.simulate(cdnow, ages, 11);

  test("draws the same book from the same seed, and another from another", () => {
    expect(paretoNbd.simulate(cdnow, ages.slice(0, 50), 11)).toEqual(book.slice(0, 50));
    expect(paretoNbd.simulate(cdnow, ages.slice(0, 50), 12)).not.toEqual(book.slice(0, 50));
  });

  test("draws possible histories: no purchase after the customer left or after the end", () => {
    for (const { frequency, recency, age, leftAt } of book) {
      expect(recency <= Math.min(age, leftAt) && (frequency === 0) === (recency === 0)).toBe(true);
    }
  });

  test("draws as many purchases and as many who stayed as the model expects", () => {
    const n = book.length;
    const drawn = book.reduce((sum, c) => sum + c.frequency, 0) / n;
    const expected =
      ages.reduce((sum, age) => sum + paretoNbd.expectedPurchasesOfNew(cdnow, age), 0) / n;
    const spread = Math.sqrt(book.reduce((sum, c) => sum + (c.frequency - drawn) ** 2, 0)) / n;
    expect(Math.abs(drawn - expected)).toBeLessThan(3 * spread);
    const probabilities = book.map((c) => paretoNbd.probabilityAlive(cdnow, c));
    const stayed = book.filter((c) => c.leftAt > c.age).length;
    const error = Math.sqrt(probabilities.reduce((sum, p) => sum + p * (1 - p), 0));
    expect(Math.abs(stayed - probabilities.reduce((sum, p) => sum + p, 0))).toBeLessThan(3 * error);
  });
});
