/** The special functions that the papers are written in. */
import { log, one, perPrecision, pi, series } from "./functions.ts";
import {
  add,
  div,
  mul,
  order,
  precision,
  real,
  scaled,
  shift,
  sub,
  toNumber,
  type Real,
} from "./number.ts";

/**
 * The terms of Stirling's series: ½ ln 2π, and B₂ₖ/(2k(2k−1)) with Bernoulli's numbers from Σⱼ
 * C(n+1, j) Bⱼ = 0, counted with so many digits to spare that the recursion's loss does not show.
 */
const stirling = perPrecision((places) => {
  const wide = places + 256;
  const b: bigint[] = [1n << BigInt(wide)];
  for (let n = 1n; n <= 120n; n++) {
    let [total, choose] = [0n, 1n];
    for (let j = 0n; j < n; j++) {
      total += choose * b[Number(j)]!;
      choose = (choose * (n + 1n - j)) / (j + 1n);
    }
    b.push(n > 1n && n % 2n === 1n ? 0n : -total / (n + 1n));
  }
  const coefficients = b.flatMap((value, n) =>
    n >= 2 && n % 2 === 0 ? [scaled(value / BigInt(n * (n - 1)), -wide)] : [],
  );
  return { coefficients, halfLogTwoPi: shift(log(shift(pi(), 1)), -1) };
});

/** ln Γ(x) for x > 0: Stirling's series at y = x + n ≥ bits/5, less ln (x)ₙ (DLMF 5.11.1). */
export function logGamma(x: Real): Real {
  const far = precision() / 5;
  let [y, product] = [x, one()];
  for (let n = Math.ceil(far - toNumber(x)); n > 0; n--) {
    product = mul(product, y);
    y = add(y, one());
  }
  const { coefficients, halfLogTwoPi } = stirling();
  const square = mul(y, y);
  const rest = series(
    div(one(), y),
    (power) => div(power, square),
    (power, k) => mul(power, coefficients[k - 1]!),
  );
  const main = add(sub(mul(sub(y, shift(one(), -1)), log(y)), y), halfLogTwoPi);
  return sub(add(main, rest), log(product));
}
/** ln (x)ₙ = ln Γ(x + n) − ln Γ(x). */
export const logRising = (x: Real, n: Real): Real => sub(logGamma(add(x, n)), logGamma(x));
/** ln B(a, b). */
export const logBeta = (a: Real, b: Real): Real =>
  sub(add(logGamma(a), logGamma(b)), logGamma(add(a, b)));

/** ₂F₁(a, b; c; z) for |z| < 1 by Gauss's series (DLMF 15.2.1). */
export function gauss(a: Real, b: Real, c: Real, z: Real): Real {
  const step = one();
  let [p, q, s] = [a, b, c];
  let [total, term] = [one(), one()];
  for (let k = 1; k < 1_000_000; k++) {
    const ratio = div(mul(mul(p, q), z), mul(s, real(k)));
    term = mul(term, ratio);
    total = add(total, term);
    if (order(term) < order(total) - precision() && order(ratio) < 0) return total;
    [p, q, s] = [add(p, step), add(q, step), add(s, step)];
  }
  throw new Error("2F1 does not converge here");
}
