/**
 * Elementary functions of `Real`s, each by its own series: nothing of it is shared with what it
 * tests.
 */
import {
  add,
  div,
  fixed,
  mul,
  neg,
  order,
  precision,
  real,
  scaled,
  shift,
  sub,
  toNumber,
  type Real,
  zero,
} from "./number.ts";

export const one = (): Real => real(1);
/**
 * Bits kept beside those asked for, so that large arguments and differences do not eat into them.
 */
const GUARD = 64;

/** `make` once for each precision. */
export function perPrecision<T>(make: (places: number) => T): () => T {
  const known = new Map<number, T>();
  return () => {
    const places = precision() + GUARD;
    if (!known.has(places)) known.set(places, make(places));
    return known.get(places)!;
  };
}

/** artanh 1/n = Σ 1/((2k+1) n^(2k+1)). */
function inverseArtanh(n: bigint, places: number): bigint {
  let total = 0n;
  for (let [term, k] = [(1n << BigInt(places)) / n, 1n]; term > 0n; term /= n * n, k += 2n)
    total += term / k;
  return total;
}
/** ln 2 = 18 artanh 1/26 − 2 artanh 1/4801 + 8 artanh 1/8749, as a fixed-point number. */
const fixedLn2 = perPrecision((places) => {
  const artanh = (n: bigint) => inverseArtanh(n, places + 8);
  return (18n * artanh(26n) - 2n * artanh(4801n) + 8n * artanh(8749n)) >> 8n;
});
/** artan 1/n = Σ (−1)^k/((2k+1) n^(2k+1)). */
function inverseArctan(n: bigint, places: number): bigint {
  let total = 0n;
  for (let [term, k] = [(1n << BigInt(places)) / n, 1n]; term !== 0n; term /= -n * n, k += 2n)
    total += term / k;
  return total;
}
/** Machin 1706: π = 16 artan 1/5 − 4 artan 1/239. */
export const pi = perPrecision((places) =>
  scaled(16n * inverseArctan(5n, places) - 4n * inverseArctan(239n, places), -places),
);

/** e^(j/2^level) for whole j, each computed once. */
const stairs = perPrecision((places) =>
  [10, 20].map((level) => {
    const known: bigint[] = [];
    return {
      level: BigInt(places - level),
      at: (j: number) => (known[j] ??= taylorExp(BigInt(j) << BigInt(places - level), places)),
    };
  }),
);

/** e^r for a fixed-point 0 ≤ r < 1 by Taylor's series. */
function taylorExp(r: bigint, places: number): bigint {
  const wide = BigInt(places);
  let [total, term] = [1n << wide, 1n << wide];
  for (let k = 1n; term !== 0n; k++) total += term = ((term * r) >> wide) / k;
  return total;
}

/**
 * The same, in steps of 2^−10 and 2^−20 whose powers are kept: e^r = e^(i/2^10) e^(j/2^20) e^rest.
 */
function fixedExp(r: bigint, places: number): bigint {
  let [rest, product] = [r, 1n << BigInt(places)];
  for (const { level, at } of stairs()) {
    const j = rest >> level;
    rest -= j << level;
    product = (product * at(Number(j))) >> BigInt(places);
  }
  return (product * taylorExp(rest, places)) >> BigInt(places);
}

/** e^x: x = k ln 2 + r, and e^r in [1, 2). */
export function exp(x: Real): Real {
  const places = precision() + GUARD;
  const at = fixed(x, places);
  const k = at / fixedLn2() - (at < 0n ? 1n : 0n);
  return {
    m: fixedExp(at - k * fixedLn2(), places) >> BigInt(GUARD + 1),
    e: Number(k) - precision() + 1,
  };
}

/**
 * ln x for x > 0: −y the double's logarithm of x/2ⁿ in [½, 1), then ln x = n ln 2 − y + ln(1 + z)
 * with 1 + z = x/2ⁿ e^y.
 */
export function log(x: Real): Real {
  const places = precision() + GUARD;
  const n = order(x) + 1;
  const mantissa = x.m << BigInt(GUARD);
  const y = BigInt(Math.round(-Math.log(toNumber(shift(x, -n))) * 2 ** 53)) << BigInt(places - 53);
  const z = ((mantissa * fixedExp(y, places)) >> BigInt(places)) - (1n << BigInt(places));
  let total = BigInt(n) * fixedLn2() - y;
  for (
    let [power, k] = [z, 1n];
    power !== 0n && power !== -1n;
    power = -(power * z) >> BigInt(places), k++
  )
    total += power / k;
  return scaled(total, -places);
}

/** Below this, 1 + x loses digits of x that its own series keeps. */
const SMALL = -20;
/** Σ termₖ until it adds nothing. */
export function series(
  first: Real,
  next: (term: Real, k: number) => Real,
  coefficient = (term: Real, _k: number): Real => term,
): Real {
  let [total, term] = [zero, first];
  for (let k = 1; ; k++) {
    const part = coefficient(term, k);
    if (order(part) < order(total) - precision() || part.m === 0n) return total;
    total = add(total, part);
    term = next(term, k);
  }
}
/** ln(1 + x). */
export const log1p = (x: Real): Real =>
  order(x) >= SMALL
    ? log(add(one(), x))
    : series(
        x,
        (power) => neg(mul(power, x)),
        (power, k) => div(power, real(k)),
      );
/** e^x − 1. */
export const expm1 = (x: Real): Real =>
  order(x) >= SMALL ? sub(exp(x), one()) : series(x, (term, k) => div(mul(term, x), real(k + 1)));
