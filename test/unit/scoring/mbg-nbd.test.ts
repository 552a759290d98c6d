import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbd } from "../../../shared/scoring/models/bg-nbd/bg-nbd.ts";
import { mbgNbd } from "../../../shared/scoring/models/mbg-nbd.ts";
import { logBeta, logGamma } from "../../../shared/scoring/numerics/special.ts";
import { cdnow, dataIsHere, whyNot } from "./shared-data.ts";

const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const parameters = fc.record({
  r: double(0.01, 50),
  alpha: double(0.1, 500),
  a: double(0.01, 20),
  b: double(0.05, 50),
});
const history = fc
  .tuple(fc.integer({ min: 0, max: 300 }), double(0, 1), double(1, 500))
  .map(([x, share, age]) => ({ frequency: x, recency: x === 0 ? 0 : share * age, age }));

test("logLikelihood is the paper's, in beta functions", () => {
  fc.assert(
    fc.property(parameters, history, (p, customer) => {
      const { r, alpha, a, b } = p;
      const { frequency: x, recency, age } = customer;
      const stays = logBeta(a, b + x + 1) - (r + x) * Math.log(alpha + age);
      const left = logBeta(a + 1, b + x) - (r + x) * Math.log(alpha + recency);
      const both = Math.max(stays, left) + Math.log1p(Math.exp(-Math.abs(stays - left)));
      const paper = logGamma(r + x) - logGamma(r) + r * Math.log(alpha) - logBeta(a, b) + both;
      expect(Math.abs(mbgNbd.logLikelihood(p, [customer]) - paper)).toBeLessThan(
        1e-10 * (1 + Math.abs(paper)),
      );
      const alive = Math.exp(stays - both);
      expect(Math.abs(mbgNbd.probabilityAlive(p, customer) - alive)).toBeLessThanOrEqual(
        1e-10 * alive + 1e-320,
      );
    }),
  );
});

test("probabilityAlive falls with time after a single purchase, from b/(a+b)", () => {
  const p = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };
  const at = (age: number) => mbgNbd.probabilityAlive(p, { frequency: 0, recency: 0, age });
  expect(at(0)).toBeCloseTo(1.6 / 2.5, 15);
  for (let age = 0; age < 500; age += 10) expect(at(age + 10)).toBeLessThan(at(age));
  expect(bgNbd.probabilityAlive(p, { frequency: 0, recency: 0, age: 500 })).toBe(1);
});

test("probabilities lie in [0, 1] and expectations grow with the horizon, whatever the parameters", () => {
  fc.assert(
    fc.property(parameters, history, double(0.1, 200), (p, customer, horizon) => {
      const alive = mbgNbd.probabilityAlive(p, customer);
      expect(alive >= 0 && alive <= 1).toBe(true);
      const [soon, far] = [
        mbgNbd.expectedPurchases(p, customer, horizon),
        mbgNbd.expectedPurchases(p, customer, 2 * horizon),
      ];
      expect(Number.isFinite(far) && soon >= 0 && far >= soon * (1 - 1e-12)).toBe(true);
      expect(mbgNbd.expectedPurchases(p, customer, 0)).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test("expectations and P(alive) are what happens in a simulated book", () => {
  const p = { r: 0.8, alpha: 6, a: 0.9, b: 2.2 };
  const book = mbgNbd.simulate(
    p,
    Array.from({ length: 20_000 }, () => 40),
    11,
  );
  const mean = (of: (c: (typeof book)[number]) => number) =>
    book.reduce((sum, c) => sum + of(c), 0) / book.length;
  near(
    mean((c) => c.frequency),
    mbgNbd.expectedPurchasesOfNew(p, 40),
    0.03,
  );
  near(
    mean((c) => mbgNbd.probabilityAlive(p, c)),
    mean((c) => (c.leftAt === Infinity ? 1 : 0)),
    0.03,
  );
  const silent = book.filter((c) => c.frequency === 0);
  const there = silent.filter((c) => c.leftAt === Infinity).length / silent.length;
  near(mbgNbd.probabilityAlive(p, { frequency: 0, recency: 0, age: 40 }), there, 0.05);
});

describe.skipIf(!dataIsHere)(`on the CDNOW sample${whyNot}`, () => {
  test("fit reaches the published parameters", () => {
    const fit = mbgNbd.fit(cdnow());
    expect(fit).toMatchObject({ converged: true, identified: true, warnings: [] });
    // As BTYDplus (`mbgnbd.EstimateParameters`) and others report them.
    const published = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
    for (const letter of ["r", "alpha", "a", "b"] as const)
      near(fit.parameters![letter], published[letter], 1e-3);
  });

  test("fit gives the same answer from one start as from all, and for days, shuffled or counted customers", () => {
    const customers = cdnow();
    const { parameters: p, logLikelihood } = mbgNbd.fit(customers);
    near(mbgNbd.logLikelihood(p!, customers), logLikelihood, 1e-13);
    near(mbgNbd.fit(customers, { starts: 3 }).logLikelihood, logLikelihood, 1e-13);
    expect(mbgNbd.fit([...customers.slice(700), ...customers.slice(0, 700)]).parameters).toEqual(p);
    expect(mbgNbd.fit(customers.map((c) => ({ ...c, count: 2 }))).parameters!.b).toBeCloseTo(
      p!.b,
      8,
    );
    const days = mbgNbd.fit(
      customers.map((c) => ({ ...c, recency: c.recency * 7, age: c.age * 7 })),
    ).parameters!;
    for (const letter of ["r", "alpha", "a", "b"] as const)
      near(days[letter], p![letter] * (letter === "alpha" ? 7 : 1), 1e-8);
  });
});
