/** The functions of the precise evaluation, held against known constants and identities. */
import { expect, test } from "vitest";
import { exp, expm1, log, log1p, one, pi } from "./functions.ts";
import { logistic } from "./model.ts";
import { add, digits, div, mul, neg, real, shift, sub, sum, toNumber } from "./number.ts";
import { integral } from "./quadrature.ts";
import { sharedDigits } from "./shared-digits.ts";
import { gauss, logBeta, logGamma } from "./special.ts";

test("functions give fifty digits of the known constants", () => {
  expect(digits(pi(), 50)).toBe("3.1415926535897932384626433832795028841971693993751e0");
  expect(digits(exp(one()), 50)).toBe("2.7182818284590452353602874713526624977572470936999e0");
  expect(digits(log(real(2)), 50)).toBe("6.9314718055994530941723212145817656807550013436025e-1");
  expect(digits(exp(logGamma(real(0.5))), 50)).toBe(digits(exp(shift(log(pi()), -1)), 50));
  expect(digits(real(0.1), 30)).toBe("1.00000000000000005551115123125e-1");
  expect(toNumber(real(-1.37e-300))).toBe(-1.37e-300);
});

test("functions keep their identities to fifty digits at any magnitude", () => {
  for (const x of [-1e-30, -3.7e-9, -0.3, 1e-30, 3.7e-9, 0.021, 1, 17.3, 1e8].map(real))
    expect(sharedDigits(log1p(expm1(x)), x)).toBeGreaterThan(50);
  for (const x of [1e-30, 3.7e-9, 0.021, 1, 17.3, 1e8].map(real)) {
    const doubled = sum(
      mul(sub(one(), shift(x, 1)), log(real(2))),
      shift(log(pi()), -1),
      logGamma(shift(x, 1)),
    );
    expect(
      sharedDigits(add(logGamma(x), logGamma(add(x, real(0.5)))), doubled),
      "Legendre's duplication",
    ).toBeGreaterThan(48);
  }
  const third = div(one(), real(3));
  const reflected = sub(log(shift(pi(), 1)), shift(log(real(3)), -1));
  expect(
    sharedDigits(add(logGamma(third), logGamma(sub(one(), third))), reflected),
    "Euler's reflection at 1/3",
  ).toBeGreaterThan(50);
});

test("2F1 gives the logarithm, the power and Euler's transformation", () => {
  const [a, b, c, z] = [real(12.7), real(0.31), real(-0.2), real(0.83)] as const;
  const less = log1p(neg(z));
  expect(sharedDigits(gauss(one(), one(), real(2), z), div(neg(less), z))).toBeGreaterThan(50);
  expect(sharedDigits(gauss(a, b, b, z), exp(neg(mul(a, less))))).toBeGreaterThan(50);
  const euler = mul(exp(mul(sub(sub(c, a), b), less)), gauss(sub(c, a), sub(c, b), c, z));
  expect(sharedDigits(gauss(a, b, c, z), euler)).toBeGreaterThan(45);
});

test("quadrature gives the beta function to fifteen digits when its peak is needle-thin or very wide", () => {
  for (const [a, b] of [
    [1e-5, 1e8],
    [1e8, 1e8],
    [1e-5, 1e-5],
    [0.3, 2],
    [5e7, 1e-3],
  ] as const) {
    const found = integral(
      (u, [a, b]) => {
        const { logP, logQ } = logistic(u);
        return exp(add(mul(a, logP), mul(b, logQ)));
      },
      [real(a), real(b)],
      (u) => a / (1 + Math.exp(u)) - b / (1 + Math.exp(-u)),
    );
    expect(
      sharedDigits(found, exp(logBeta(real(a), real(b)))),
      `a = ${a}, b = ${b}`,
    ).toBeGreaterThan(15);
  }
});
