import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { evaluate } from "../../../shared/scoring/models/shifted-beta-geometric-fit.ts";
import { shiftedBetaGeometric } from "../../../shared/scoring/models/shifted-beta-geometric.ts";

const { fit, survival, retention, expectedLifetime, discountedExpectedLifetime, logLikelihood } =
  shiftedBetaGeometric;
const size = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const parameters = fc.record({ alpha: size(1e-3, 1e8), beta: size(1e-3, 1e8) });
const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );

/** Survivors of 1,000 customers over the first seven years: the two examples of the paper. */
const regular = [1000, 631, 468, 382, 326, 289, 262, 241];
const highEnd = [1000, 869, 743, 653, 593, 551, 517, 491];

/** The same cohort drawn: each customer with a probability of their own. */
function cohort(
  alpha: number,
  beta: number,
  customers: number,
  periods: number,
  seed: number,
): number[] {
  const random = seeded(seed);
  const sizes = Array.from({ length: periods + 1 }, () => 0);
  for (let i = 0; i < customers; i++) {
    const leaves = random.beta(alpha, beta);
    for (let t = 0; t <= periods; t++) {
      sizes[t]!++;
      if (random.uniform() < leaves) break;
    }
  }
  return sizes;
}

describe("shiftedBetaGeometric.fit", () => {
  test("gives the paper's parameters and likelihoods of its two examples", () => {
    const [low, high] = [fit(regular), fit(highEnd)];
    for (const found of [low, high])
      expect(found).toMatchObject({ converged: true, identified: true, warnings: [] });
    expect([low.parameters!.alpha, low.parameters!.beta].map((v) => v.toFixed(3))).toEqual([
      "0.704",
      "1.182",
    ]);
    expect([high.parameters!.alpha, high.parameters!.beta].map((v) => v.toFixed(3))).toEqual([
      "0.668",
      "3.806",
    ]);
    expect([low.logLikelihood, high.logLikelihood].map((v) => v.toFixed(1))).toEqual([
      "-1680.3",
      "-1611.2",
    ]);
  });

  test("projects the years after those fitted as the paper does, within two hundredths of the cohort", () => {
    const actual = {
      regular: [0.223, 0.207, 0.194, 0.183, 0.173],
      highEnd: [0.468, 0.445, 0.427, 0.409, 0.394],
    };
    for (const [sizes, known] of [
      [regular, actual.regular],
      [highEnd, actual.highEnd],
    ] as const) {
      known.forEach((share, i) =>
        expect(Math.abs(survival(fit(sizes).parameters!, 8 + i) - share)).toBeLessThan(0.02),
      );
    }
  });

  test("recovers the parameters of simulated cohorts within their standard errors", () => {
    const inside = { alpha: 0, beta: 0 };
    for (let seed = 0; seed < 100; seed++) {
      const { parameters: found, standardErrors } = fit(cohort(0.8, 2.5, 3000, 10, seed));
      if (Math.abs(found!.alpha - 0.8) <= 1.96 * standardErrors!.alpha) inside.alpha++;
      if (Math.abs(found!.beta - 2.5) <= 1.96 * standardErrors!.beta) inside.beta++;
    }
    console.log(
      "shifted-beta-geometric, 100 simulated cohorts of 3,000: 95 % intervals cover α in " +
        `${inside.alpha}, β in ${inside.beta}`,
    );
    expect(Math.min(inside.alpha, inside.beta)).toBeGreaterThanOrEqual(88);
  });

  test("says why when sizes tell nothing of leaving", () => {
    for (const [sizes, why] of [
      [[], "no_customers"],
      [[0, 0], "no_customers"],
      [[10], "too_few_periods"],
      [[10, 8], "too_few_periods"],
      [[10, 10, 10], "nobody_left"],
      [[10, 0, 0], "all_left_at_once"],
      [[10, 8, 9], "cohort_sizes_rise"],
      [[10, NaN, 3], "cohort_sizes_rise"],
    ] as const) {
      expect(fit(sizes)).toMatchObject({ parameters: null, identified: false, warnings: [why] });
    }
  });

  test("does not claim that customers differ when one rate of leaving explains them", () => {
    const { identified, warnings, parameters: found } = fit([1000, 800, 640, 512, 410, 328]);
    expect(identified).toBe(false);
    expect(warnings).toContain("differences_not_identified");
    near(survival(found!, 5), 0.328, 0.01);
  });

  test("stays finite whatever the sizes, and never below the best of other parameters", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 12 }),
        size(0.01, 100),
        size(0.01, 100),
        (some, alpha, beta) => {
          const sizes = some.sort((a, b) => b - a);
          const found = fit(sizes);
          if (!found.parameters) return;
          expect(
            Number.isFinite(found.logLikelihood) &&
              found.parameters.alpha > 0 &&
              found.parameters.beta > 0,
          ).toBe(true);
          expect(found.logLikelihood).toBeGreaterThanOrEqual(
            logLikelihood({ alpha, beta }, sizes) - 1e-6,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test("slopes and second derivatives are those of differences", () => {
    fc.assert(
      fc.property(size(0.05, 50), size(0.05, 50), (alpha, beta) => {
        const h = 1e-5;
        const at = (a: number, b: number) => evaluate({ alpha: a, beta: b }, regular);
        const { gradient, hessian } = at(alpha, beta);
        [
          [h, 0],
          [0, h],
        ].forEach(([da, db], i) => {
          const [ahead, behind] = [
            at(alpha * (1 + da!), beta * (1 + db!)),
            at(alpha * (1 - da!), beta * (1 - db!)),
          ];
          const width = 2 * h * [alpha, beta][i]!;
          expect(Math.abs((ahead.value - behind.value) / width - gradient[i]!)).toBeLessThan(
            1e-4 * (1 + 1e3 / alpha + 1e3 / beta),
          );
          ahead.gradient.forEach((g, j) =>
            expect(Math.abs((g - behind.gradient[j]!) / width - hessian[i]![j]!)).toBeLessThan(
              1e-4 * (1 + 1e3 / alpha ** 2 + 1e3 / beta ** 2),
            ),
          );
        });
      }),
    );
  });
});

describe("shiftedBetaGeometric", () => {
  test("survival falls from 1 by the retention of each period, which rises", () => {
    fc.assert(
      fc.property(parameters, fc.integer({ min: 1, max: 400 }), (p, t) => {
        expect(survival(p, 0)).toBe(1);
        near(survival(p, t), survival(p, t - 1) * retention(p, t), 1e-12);
        expect(retention(p, t + 1)).toBeGreaterThanOrEqual(retention(p, t));
        expect(survival(p, t) >= 0 && survival(p, t) <= 1).toBe(true);
      }),
    );
  });

  test("nobody is left in the end, whoever leaves last hardly leaves, and no period has no answer", () => {
    expect(shiftedBetaGeometric.survival({ alpha: 0.7, beta: 3 }, Infinity)).toBe(0);
    expect(shiftedBetaGeometric.retention({ alpha: 0.7, beta: 3 }, Infinity)).toBe(1);
    expect(shiftedBetaGeometric.survival({ alpha: 0.7, beta: 3 }, NaN)).toBeNaN();
  });

  test("survival is the same by both ways of working it out", () => {
    for (const p of [
      { alpha: 0.7, beta: 1.2 },
      { alpha: 3, beta: 40 },
      { alpha: 1e-3, beta: 1e3 },
    ]) {
      near(survival(p, 10_001), survival(p, 10_000) * retention(p, 10_001), 1e-11);
      expect(survival(p, Infinity)).toBe(0);
    }
  });

  test("discountedExpectedLifetime is the discounted sum of survival", () => {
    fc.assert(
      fc.property(
        fc.record({ alpha: size(0.05, 1e4), beta: size(0.05, 1e4) }),
        size(0.003, 2),
        (p, discount) => {
          let [sum, share] = [0, 1];
          for (let t = 0; share * (1 + discount) ** -t > 1e-17 * sum; t++) {
            sum += share * (1 + discount) ** -t;
            share *= retention(p, t + 1);
          }
          near(discountedExpectedLifetime(p, discount)!, sum, 1e-11);
        },
      ),
    );
  });

  test("discountedExpectedLifetime is 1 more than next year's in next year's money", () => {
    // ₂F₁ by its recurrence: those who stay have β + 1.
    fc.assert(
      fc.property(parameters, size(1e-6, 10), (p, discount) => {
        const next = discountedExpectedLifetime({ ...p, beta: p.beta + 1 }, discount)!;
        near(
          discountedExpectedLifetime(p, discount)!,
          1 + (retention(p, 1) * next) / (1 + discount),
          1e-9,
        );
      }),
    );
  });

  test("discountedExpectedLifetime approaches the expected lifetime when the discount vanishes", () => {
    const p = { alpha: 3, beta: 5 };
    expect(expectedLifetime(p)).toBe(3.5);
    near(discountedExpectedLifetime(p, 1e-8)!, 3.5, 1e-6);
    expect(discountedExpectedLifetime(p, 0)).toBe(3.5);
  });

  test("knows no lifetime when its sum has no end, nor a value of money that grows", () => {
    expect(expectedLifetime({ alpha: 1, beta: 5 })).toBeNull();
    expect(discountedExpectedLifetime({ alpha: 0.7, beta: 5 }, 0)).toBeNull();
    expect(discountedExpectedLifetime({ alpha: 0.7, beta: 5 }, -0.1)).toBeNull();
    expect(discountedExpectedLifetime({ alpha: 0.7, beta: 5 }, 1e-16)).toBeNull();
  });
});
