import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../shared/scoring/models/bg-nbd/derivatives.ts";
import { logUnfinished, unfinished } from "../../../shared/scoring/models/cnbd-likelihood.ts";
import { chooseModel } from "../../../shared/scoring/models/choose-model.ts";
import { mbgCnbdK } from "../../../shared/scoring/models/mbg-cnbd-k/mbg-cnbd-k.ts";
import { regularityOf } from "../../../shared/scoring/models/mbg-cnbd-k/regularity.ts";
import { moreThan } from "../../../shared/scoring/models/mixture.ts";
import { mbgNbd } from "../../../shared/scoring/models/mbg-nbd.ts";
import { modelOf } from "../../../shared/scoring/models/purchase-models.ts";
import { group } from "../../../shared/scoring/models/purchase-histories.ts";
import type { Simulated } from "../../../shared/scoring/models/purchase-model.ts";
import { logBeta, logGamma } from "../../../shared/scoring/numerics/special.ts";
import { cutBook } from "./book-cut.ts";

const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const dropOut = fc.record({
  r: double(0.05, 30),
  alpha: double(0.5, 200),
  a: double(0.01, 20),
  b: double(0.05, 50),
});
const regular = fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 12, 24);
/** A history with times of its own, and what a model sees of it. */
const gapsOf = (times: readonly number[]) =>
  times.reduce((sum, time, i) => sum + Math.log(time - (times[i - 1] ?? 0)), 0);
const history = fc
  .tuple(fc.array(double(0.1, 20), { maxLength: 12 }), double(0, 60))
  .map(([gaps, silence]) => {
    const times = gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0));
    const recency = times.at(-1) ?? 0;
    const [frequency, age] = [times.length, recency + silence + 0.01];
    return { frequency, recency, age, logGaps: gapsOf(times) };
  });
const withGaps = (book: readonly Simulated[]) =>
  book.map(({ times, ...one }) => ({ ...one, logGaps: gapsOf(times) }));
const ages = Array.from({ length: 6000 }, (_, i) => 60 + (i % 50));
/** Years, in which a customer of 48 or 256 ticks a year buys once. */
const years = Array.from({ length: 1500 }, (_, i) => 3 + (i % 3));

describe("mbgCnbdK at k = 1", () => {
  test("is MBG/NBD, likelihood, P(alive), expectations and chance, whatever the parameters", () => {
    fc.assert(
      fc.property(dropOut, history, double(0.1, 200), (p, customer, horizon) => {
        const k1 = { ...p, k: 1 };
        expect(mbgCnbdK.logLikelihood(k1, [customer])).toBe(mbgNbd.logLikelihood(p, [customer]));
        near(mbgCnbdK.probabilityAlive(k1, customer), mbgNbd.probabilityAlive(p, customer), 1e-13);
        near(
          mbgCnbdK.expectedPurchases(k1, customer, horizon),
          mbgNbd.expectedPurchases(p, customer, horizon),
          1e-12,
        );
        near(
          mbgCnbdK.chanceToBuy(k1, customer, horizon),
          mbgNbd.chanceToBuy(p, customer, horizon),
          1e-10,
        );
      }),
    );
  });

  test("is fitted like MBG/NBD", () => {
    const book = withGaps(mbgNbd.simulate({ r: 0.8, alpha: 6, a: 0.9, b: 2.2 }, ages, 3));
    const { parameters, logLikelihood } = mbgCnbdK.fit(book);
    const plain = mbgNbd.fit(book);
    expect(parameters).toEqual({ ...plain.parameters, k: 1 });
    expect(logLikelihood).toBe(plain.logLikelihood);
  });
});

describe("mbgCnbdK.logLikelihood", () => {
  /** The likelihood by the model's story, integrated over rate and chance of leaving. */
  function byStory(
    { r, alpha, a, b, k }: { r: number; alpha: number; a: number; b: number; k: number },
    {
      frequency: x,
      recency,
      age,
      logGaps,
    }: { frequency: number; recency: number; age: number; logGaps: number },
  ): number {
    let total = 0;
    const step = k > 6 ? 0.01 : 0.05;
    for (let y = -120; y < 12; y += step) {
      const rate = Math.exp(y);
      const wait = rate * (age - recency);
      let [still, term] = [0, Math.exp(-wait)];
      for (let j = 0; j < k; j++) {
        still += term;
        term *= wait / (j + 1);
      }
      const density =
        r * Math.log(alpha) - logGamma(r) + (r + k * x) * y - rate * (alpha + recency);
      const times = (k - 1) * logGaps - x * logGamma(k);
      const leaves = Math.exp(logBeta(a + 1, b + x) - logBeta(a, b));
      const stays = Math.exp(logBeta(a, b + x + 1) - logBeta(a, b));
      total += step * Math.exp(density + times) * (leaves + stays * still);
    }
    return Math.log(total);
  }

  test("is the story of the model, integrated over customers' rates", () => {
    // Of a shape near 0 half the rates are below any that can be integrated.
    const shaped = dropOut.map((p) => ({ ...p, r: p.r + 0.25 }));
    fc.assert(
      fc.property(shaped, regular, history, (p, k, customer) => {
        const story = byStory({ ...p, k }, customer);
        expect(Math.abs(mbgCnbdK.logLikelihood({ ...p, k }, [customer]) - story)).toBeLessThan(
          1e-8 * (1 + Math.abs(story)),
        );
      }),
    );
  });

  test("cannot be told across k when the times between purchases are not known", () => {
    const p = { r: 0.8, alpha: 6, a: 0.9, b: 2.2 };
    const silent = [{ frequency: 2, recency: 9, age: 20 }];
    expect(mbgCnbdK.logLikelihood({ ...p, k: 2 }, silent)).toBeNaN();
    expect(mbgCnbdK.logLikelihood({ ...p, k: 1 }, silent)).toBe(mbgNbd.logLikelihood(p, silent));
  });

  test("has the derivatives of its differences, first and second", () => {
    const letters = ["r", "alpha", "a", "b"] as const;
    fc.assert(
      fc.property(
        dropOut,
        regular,
        fc.array(history, { minLength: 1, maxLength: 5 }),
        (p, k, customers) => {
          const data = group(customers);
          const { value, gradient, hessian } = evaluate(p, data, 1, k);
          letters.forEach((letter, i) => {
            const h = 1e-5 * p[letter];
            const ahead = evaluate({ ...p, [letter]: p[letter] + h }, data, 1, k);
            const behind = evaluate({ ...p, [letter]: p[letter] - h }, data, 1, k);
            const agree = (difference: number, formula: number, size: number, unit: number) =>
              expect(Math.abs(difference / 2 / h - formula) * unit).toBeLessThanOrEqual(
                1e-6 * size + 1e-4 * Math.abs(formula) * unit,
              );
            agree(ahead.value - behind.value, gradient[i]!, Math.abs(value) + 1, p[letter]);
            letters.forEach((other, j) => {
              const size = Math.abs(gradient[j]!) * p[other] + Math.abs(value) + 1;
              agree(
                ahead.gradient[j]! - behind.gradient[j]!,
                hessian[i]![j]!,
                size,
                p[letter] * p[other],
              );
            });
          });
        },
      ),
    );
  });
});

describe("unfinished", () => {
  test("is the sum of its terms when they are far beyond doubles", () => {
    const terms = fc.record({ s: double(0.1, 20_000), q: double(0.001, 0.999) });
    fc.assert(
      fc.property(terms, fc.integer({ min: 1, max: 384 }), ({ s, q }, k) => {
        const logs = Array.from(
          { length: k },
          (_, j) => logGamma(s + j) - logGamma(s) - logGamma(j + 1) + j * Math.log(q),
        );
        const largest = Math.max(...logs);
        const sum = logs.reduce((all, log) => all + Math.exp(log - largest), 0);
        const expected = largest + Math.log(sum);
        const { log, ...derivatives } = unfinished(s, q, k);
        expect(Math.abs(log - expected)).toBeLessThan(1e-9 * (1 + s));
        expect(Math.abs(logUnfinished(s, q, k) - log)).toBeLessThan(1e-12 * (1 + Math.abs(log)));
        for (const value of Object.values(derivatives)) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });
});

describe("mbgCnbdK.expectedWhileAlive", () => {
  test("is the sum of the chances of ever more purchases, however regular customers are", () => {
    const anyK = fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 12, 24, 48, 96, 192);
    fc.assert(
      fc.property(dropOut, anyK, history, double(0.5, 60), (p, k, customer, horizon) => {
        // Ticks come k times as often as purchases.
        const parameters = { ...p, r: k * p.r, k };
        const tails = moreThan({ ...mbgCnbdK.mixture(parameters, customer, horizon), alive: 1 });
        fc.pre(tails !== null);
        const sum = tails!.reduce((all, tail) => all + tail, 0);
        const expected = mbgCnbdK.expectedWhileAlive(parameters, customer, horizon);
        expect(Math.abs(expected - sum)).toBeLessThan(1e-5 * (1 + sum));
      }),
      { numRuns: 60 },
    );
  });
});

describe("mbgCnbdK of nearly clockwork customers", () => {
  const yearly = { r: 900, alpha: 900 / 256, a: 0.5, b: 2, k: 256 };
  const silent = (weeks: number) => ({ frequency: 40, recency: 40, age: 40 + weeks / 52 });

  test("knows when the next purchase is due, without a chance out of bounds", () => {
    const chances = [0, 10, 20, 30, 40, 50].map((weeks) =>
      mbgCnbdK.chanceToBuy(yearly, silent(weeks), 8 / 52),
    );
    for (const [i, chance] of chances.entries())
      if (i > 0) expect(chance).toBeGreaterThanOrEqual(chances[i - 1]! - 1e-12);
    expect(chances[0]).toBeLessThan(1e-6);
    expect(chances[5]).toBeGreaterThan(0.5);
    expect(mbgCnbdK.probabilityAlive(yearly, silent(90))).toBeLessThan(1e-3);
    expect(mbgCnbdK.expectedPurchases(yearly, silent(0), 3)).toBeGreaterThan(2);
  });

  test("are told from a book of their purchases, near their k", () => {
    const book = withGaps(
      mbgCnbdK.simulate({ r: 300, alpha: 300 / 48, a: 0.6, b: 2, k: 48 }, years, 9),
    );
    const { parameters, converged } = mbgCnbdK.fit(book);
    expect(converged).toBe(true);
    expect([32, 48, 64]).toContain(parameters!.k);
  });
});

describe("mbgCnbdK of customers with many ticks a purchase", () => {
  const GAP = 8;
  const cases = fc.record({
    r: fc.double({ min: 0.8, max: 5000, noNaN: true }),
    frequency: fc.nat(12),
    late: fc.double({ min: 0, max: 1.5, noNaN: true }),
    part: fc.double({ min: 0.2, max: 6, noNaN: true }),
  });
  type Case = { r: number; frequency: number; late: number; part: number };
  const of = (k: number, { r, frequency, late, part }: Case) => ({
    parameters: { r, alpha: (r * GAP) / k, a: 0.3, b: 2, k },
    customer: { frequency, recency: GAP * frequency, age: GAP * (frequency + late) },
    horizon: GAP * part,
  });

  test("expects what their counted purchases add up to when k is 7 to 24", () => {
    fc.assert(
      fc.property(fc.integer({ min: 7, max: 24 }), cases, (k, one) => {
        const { parameters, customer, horizon } = of(k, one);
        const alive = mbgCnbdK.probabilityAlive(parameters, customer);
        fc.pre(alive > 1e-3);
        const tails = modelOf({ model: "mbg_cnbd_k", parameters }).moreThan(
          customer,
          horizon,
          1e-12,
        )!;
        const counted = tails.reduce((sum, tail) => sum + tail, 0) / alive;
        const expected = mbgCnbdK.expectedWhileAlive(parameters, customer, horizon);
        expect(Math.abs(expected - counted)).toBeLessThan(1e-5 * Math.max(1, counted));
      }),
    );
  });

  test("expects one purchase with the chance to buy when all leave after it, for any k", () => {
    fc.assert(
      fc.property(fc.constantFrom(8, 24, 96, 384), cases, (k, one) => {
        const { parameters, customer, horizon } = of(k, one);
        const leaving = { ...parameters, a: 1e9, b: 1e-9 };
        const alive = mbgCnbdK.probabilityAlive(parameters, customer);
        fc.pre(alive > 1e-6);
        const chance = mbgCnbdK.chanceToBuy(parameters, customer, horizon) / alive;
        const expected = mbgCnbdK.expectedWhileAlive(leaving, customer, horizon);
        expect(Math.abs(expected - chance)).toBeLessThan(1e-7);
      }),
    );
  });

  test("counts out a chance to buy near the one stated when ticks are taken together", () => {
    fc.assert(
      fc.property(fc.constantFrom(32, 48, 96, 384), cases, (k, one) => {
        const { parameters, customer, horizon } = of(k, one);
        const model = modelOf({ model: "mbg_cnbd_k", parameters });
        const [counted = 0] = model.moreThan(customer, horizon)!;
        const stated = mbgCnbdK.chanceToBuy(parameters, customer, horizon);
        expect(Math.abs(counted - stated)).toBeLessThan(0.01);
      }),
    );
  });
});

describe("mbgCnbdK.fit", () => {
  const truth = { r: 0.9, alpha: 3, a: 0.4, b: 2 };

  test.each([2, 3, 4])("recovers a simulated book of k = %i, with k", (k) => {
    const book = withGaps(mbgCnbdK.simulate({ ...truth, k }, ages, 10 + k));
    const fit = mbgCnbdK.fit(book);
    expect(fit).toMatchObject({ converged: true, identified: true, warnings: [] });
    expect(fit.parameters!.k).toBe(k);
    for (const letter of ["r", "alpha", "a", "b"] as const)
      expect(Math.abs(fit.parameters![letter] - truth[letter])).toBeLessThan(
        3.5 * fit.standardErrors![letter],
      );
    near(mbgCnbdK.logLikelihood(fit.parameters!, book), fit.logLikelihood, 1e-12);
    expect(fit.logLikelihood).toBeGreaterThan(mbgCnbdK.logLikelihood({ ...truth, k }, book));
    expect(Math.abs(regularityOf(group(book)) - k)).toBeLessThan(0.2);
  });

  test("finds the k of the highest likelihood of all six", () => {
    const book = withGaps(mbgCnbdK.simulate({ ...truth, k: 5 }, ages.slice(0, 1500), 4));
    const values = [1, 2, 3, 4, 5, 6].map((k) => mbgCnbdK.fit(book, { k }).logLikelihood);
    expect(mbgCnbdK.fit(book).parameters!.k).toBe(1 + values.indexOf(Math.max(...values)));
    expect(mbgCnbdK.fit(book).logLikelihood).toBe(Math.max(...values));
  });

  test("gives the same answer when customers are shuffled, counted, or seen in days", () => {
    const book = withGaps(mbgCnbdK.simulate({ ...truth, k: 3 }, ages.slice(0, 2000), 8));
    const fit = mbgCnbdK.fit(book);
    expect(mbgCnbdK.fit([...book.slice(700), ...book.slice(0, 700).reverse()])).toEqual(fit);
    const doubled = book.map((one) => ({ ...one, count: 2, logGaps: 2 * one.logGaps }));
    near(mbgCnbdK.fit(doubled).logLikelihood, 2 * fit.logLikelihood, 1e-12);
    const days = book.map((one) => ({
      ...one,
      recency: one.recency * 7,
      age: one.age * 7,
      logGaps: one.logGaps + one.frequency * Math.log(7),
    }));
    near(mbgCnbdK.fit(days).parameters!.alpha, 7 * fit.parameters!.alpha, 1e-8);
  });

  test("has k = 1 when the times between purchases are not known", () => {
    const book = mbgCnbdK
      .simulate({ ...truth, k: 3 }, ages.slice(0, 1000), 8)
      .map(({ frequency, recency, age }) => ({ frequency, recency, age }));
    expect(mbgCnbdK.fit(book).parameters!.k).toBe(1);
  });

  test("says why it has no parameters when there is nothing to fit", () => {
    expect(mbgCnbdK.fit([])).toMatchObject({ parameters: null, warnings: ["no_customers"] });
    expect(mbgCnbdK.fit([{ frequency: 0, recency: 0, age: 9 }])).toMatchObject({
      parameters: null,
      warnings: ["no_repeat_purchases"],
    });
  });
});

describe("mbgCnbdK on simulated books", () => {
  const parameters = { r: 1.2, alpha: 3, a: 0.5, b: 2.5, k: 3 };
  const followed = cutBook(
    mbgCnbdK.simulate(
      parameters,
      Array.from({ length: 40_000 }, (_, i) => 60 + (i % 40)),
      21,
    ),
    26,
  ).map((one) => ({
    ...one,
    alive: mbgCnbdK.probabilityAlive(parameters, one.customer),
    expected: mbgCnbdK.expectedPurchases(parameters, one.customer, 26),
  }));
  const tenths = (by: "alive" | "expected") => {
    const sorted = [...followed].sort((p, q) => p[by] - q[by]);
    return Array.from({ length: 10 }, (_, tenth) => sorted.slice(tenth * 4000, (tenth + 1) * 4000));
  };
  const mean = (of: typeof followed, what: (one: (typeof followed)[number]) => number) =>
    of.reduce((sum, one) => sum + what(one), 0) / of.length;

  test("P(alive) is the share that is still there, in each tenth", () => {
    for (const tenth of tenths("alive"))
      expect(
        Math.abs(mean(tenth, (one) => one.alive) - mean(tenth, (one) => Number(one.isAlive))),
      ).toBeLessThan(0.025);
  });

  test("expected purchases are the purchases that follow, in each tenth and in all", () => {
    near(
      mean(followed, (one) => one.expected),
      mean(followed, (one) => one.purchases),
      0.015,
    );
    for (const tenth of tenths("expected"))
      expect(
        Math.abs(mean(tenth, (one) => one.expected) - mean(tenth, (one) => one.purchases)),
      ).toBeLessThan(0.03 + 0.04 * mean(tenth, (one) => one.purchases));
  });

  test("expected purchases do not jump where the series gives way to counting, or that to chance", () => {
    for (const customer of [
      { frequency: 1, recency: 4, age: 9 },
      { frequency: 200, recency: 100, age: 103 },
    ]) {
      let before = 0;
      for (let horizon = 1; horizon < 1e7; horizon *= 1.3) {
        const now = mbgCnbdK.expectedWhileAlive({ ...parameters, a: 1.5 }, customer, horizon);
        expect(now).toBeGreaterThanOrEqual(before - 1);
        expect(Number.isFinite(now)).toBe(true);
        before = Math.max(before, now);
      }
    }
  });
});

describe("chooseModel", () => {
  test("picks MBG/CNBD-k when customers buy regularly, and MBG/NBD when k would be 1", () => {
    const p = { r: 0.9, alpha: 3, a: 0.8, b: 2 };
    const steady = withGaps(mbgCnbdK.simulate({ ...p, k: 3 }, ages.slice(0, 3000), 5));
    expect(chooseModel(steady)).toMatchObject({ model: "mbg_cnbd_k", identified: true });
    expect(chooseModel(steady).parameters!["k"]).toBe(3);
    const random = withGaps(mbgNbd.simulate(p, ages, 6));
    expect(chooseModel(random)).toMatchObject({ model: "mbg_nbd", identified: true });
  });
});
