import fc from "fast-check";
import { expect, test } from "vitest";
import {
  betaQuantile,
  betaRegularised,
  digamma,
  logBeta,
  logGamma,
} from "../../../shared/scoring/numerics/special.ts";

const positive = (max: number) => fc.double({ min: 1e-3, max, noNaN: true });

test("logGamma gives the factorials and Γ(½)", () => {
  let factorial = 1;
  for (let n = 1; n < 30; n++) {
    expect(logGamma(n + 1)).toBeCloseTo(Math.log((factorial *= n)), 13);
  }
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
});

test("logGamma and digamma rise by ln x and 1/x from x to x + 1", () => {
  fc.assert(
    fc.property(positive(1e4), (x) => {
      expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(
        1e-13 * (1 + Math.abs(logGamma(x + 1))),
      );
      expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-13 * (1 + 1 / x));
    }),
  );
});

test("logBeta obeys B(a, b) = B(a+1, b) + B(a, b+1), small and huge", () => {
  fc.assert(
    fc.property(positive(1e8), positive(1e8), (a, b) => {
      const sum =
        Math.exp(logBeta(a + 1, b) - logBeta(a, b)) + Math.exp(logBeta(a, b + 1) - logBeta(a, b));
      expect(Math.abs(sum - 1)).toBeLessThan(1e-13 * (1 + Math.abs(logBeta(a, b))));
    }),
  );
});

test("betaRegularised is the binomial tail at whole parameters", () => {
  // P(X ≥ 3) of a binomial with n = 5, p = 0.4.
  expect(betaRegularised(0.4, 3, 3)).toBeCloseTo(0.31744, 14);
  expect(betaRegularised(0.25, 1, 1)).toBeCloseTo(0.25, 14);
  expect(betaRegularised(0.9, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(0.9)), 14);
});

test("betaQuantile turns betaRegularised around", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 1, max: 5000, noNaN: true }),
      fc.double({ min: 1, max: 5000, noNaN: true }),
      (p, a, b) => {
        expect(Math.abs(betaRegularised(betaQuantile(p, a, b), a, b) - p)).toBeLessThan(1e-9);
      },
    ),
  );
});

test("betaQuantile gives the Clopper-Pearson bounds of 8 of 10", () => {
  expect(betaQuantile(0.025, 8, 3)).toBeCloseTo(0.443904538, 9);
  expect(betaQuantile(0.975, 9, 2)).toBeCloseTo(0.974789274, 9);
});
