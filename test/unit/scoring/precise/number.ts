/**
 * Real numbers of any precision for the tests: m·2^e, where m is zero or has exactly `precision()`
 * bits. Every operation is right to a unit in the last of them; exponents do not overflow. 192 bits
 * (57 digits) unless `atPrecision` says otherwise.
 */
export type Real = { readonly m: bigint; readonly e: number };

let bits = 192;
let width = BigInt(bits);
let low = 1n << (width - 1n);
let high = 1n << width;

export const precision = (): number => bits;

/**
 * Returns what `compute` answers when it counts with `chosen` bits. Numbers of another precision
 * must pass through `round` first.
 */
export function atPrecision<T>(chosen: number, compute: () => T): T {
  const before = bits;
  const use = (n: number) => {
    bits = n;
    width = BigInt(n);
    low = 1n << (width - 1n);
    high = 1n << width;
  };
  use(chosen);
  try {
    return compute();
  } finally {
    use(before);
  }
}

const size = (m: bigint): bigint => (m < 0n ? -m : m);
const bitLength = (m: bigint): number => {
  const hex = size(m).toString(16);
  return 4 * hex.length - Math.clz32(parseInt(hex[0]!, 16)) + 28;
};
/** 2^n for a whole number: a power of doubles where it is one, else 0 or Infinity. */
const power2 = (n: number): number => 2 ** n;

/** Any m·2^e as a number of the precision in force. */
export function scaled(m: bigint, e: number): Real {
  if (m === 0n) return zero;
  const excess = bitLength(m) - bits;
  return excess > 0
    ? { m: m >> BigInt(excess), e: e + excess }
    : { m: m << BigInt(-excess), e: e + excess };
}
/** The same where m is known to have one bit too many at most. */
const almost = (m: bigint, e: number): Real =>
  size(m) < high ? { m, e } : { m: m >> 1n, e: e + 1 };

export const zero: Real = { m: 0n, e: 0 };
export const round = (p: Real): Real => scaled(p.m, p.e);

/** A double, exactly. */
export function real(x: number): Real {
  if (x === 0) return zero;
  const e = Math.floor(Math.log2(Math.abs(x))) - 53;
  return scaled(BigInt(x / power2(e)), e);
}

export const neg = (p: Real): Real => ({ m: -p.m, e: p.e });
export const mul = (p: Real, q: Real): Real =>
  p.m === 0n || q.m === 0n ? zero : almost((p.m * q.m) >> (width - 1n), p.e + q.e + bits - 1);
export const div = (p: Real, q: Real): Real =>
  p.m === 0n ? zero : almost((p.m << width) / q.m, p.e - q.e - bits);
/** p·2^n. */
export const shift = (p: Real, n: number): Real => (p.m === 0n ? p : { m: p.m, e: p.e + n });

export function add(p: Real, q: Real): Real {
  if (p.m === 0n) return q;
  if (q.m === 0n) return p;
  if (p.e < q.e) return add(q, p);
  const apart = p.e - q.e;
  if (apart > bits + 2) return p;
  const sum = (p.m << BigInt(apart)) + q.m;
  const here = sum >> BigInt(apart);
  if (size(here) >= low) return almost(here, p.e);
  return size(here) << 1n >= low ? { m: sum >> BigInt(apart - 1), e: p.e - 1 } : scaled(sum, q.e);
}
export const sub = (p: Real, q: Real): Real => add(p, neg(q));
export const sum = (...terms: Real[]): Real => terms.reduce(add, zero);

/** The exponent of the leading bit: 2^order ≤ |p| < 2^(order+1); −Infinity for zero. */
export const order = (p: Real): number => (p.m === 0n ? -Infinity : p.e + bits - 1);

/** ⌊p·2^places⌋. */
export const fixed = (p: Real, places: number): bigint => {
  const n = p.e + places;
  return n >= 0 ? p.m << BigInt(n) : p.m >> BigInt(-n);
};

/** The double nearby: 0 or ±Infinity where there is none. */
export const toNumber = (p: Real): number => Number(p.m >> (width - 64n)) * power2(p.e + bits - 64);

/** The first `count` digits, as people read them. */
export function digits(p: Real, count = 20): string {
  if (p.m === 0n) return "0";
  const m = size(p.m);
  /** ⌊|p|·10^places⌋. */
  const whole = (places: number): string => {
    const by = 10n ** BigInt(Math.abs(places));
    const [up, down] = [p.e > 0 ? m << BigInt(p.e) : m, p.e < 0 ? 1n << BigInt(-p.e) : 1n];
    return (places >= 0 ? (up * by) / down : up / (down * by)).toString();
  };
  let places = count - Math.floor(order(p) * Math.log10(2));
  let text = whole(places);
  while (text.length > count) text = whole((places -= text.length - count));
  return `${p.m < 0n ? "-" : ""}${text[0]}.${text.slice(1)}e${count - 1 - places}`;
}
