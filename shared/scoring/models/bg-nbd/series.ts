/**
 * Expected purchases of a customer who is there and may leave after each purchase, as a series: for
 * all but the longest horizons.
 */

/**
 * Beyond so many terms an integral is no slower; beyond so many times `s` their coefficients could
 * overflow.
 */
const MOST_TERMS = 2000;
const MOST_TIMES_S = 200_000;

/**
 * Customers of a model who bought equally often share a series: those asked for last are kept, by
 * `s`, as they only save time.
 */
const PLACES = 64;
const kept = Array.from({ length: PLACES }, () => ({
  s: NaN,
  a: NaN,
  b: NaN,
  k: 1,
  ticks: 0,
  c: new Float64Array(0),
}));

/** Each k-th tick is a purchase, the first after k − `ticks`. */
export type Ticking = { k: number; ticks: number };
const EACH: Ticking = { k: 1, ticks: 0 };

/**
 * Returns what the series has of a customer but not of a horizon: cₙ = (s)ₙ/n! Σ_{j<m} (b)ⱼ/(a+b)ⱼ,
 * at least so many, where n ticks make m purchases.
 */
function coefficientsOf(
  s: number,
  a: number,
  b: number,
  { k, ticks }: Ticking,
  terms: number,
): Float64Array {
  const place = kept[Math.floor(s) & (PLACES - 1)]!;
  if (
    place.s === s &&
    place.a === a &&
    place.b === b &&
    place.k === k &&
    place.ticks === ticks &&
    place.c.length >= terms
  )
    return place.c;
  const c = new Float64Array(64 * Math.ceil(terms / 64));
  let [rising, made, stayed] = [1, 0, 1];
  for (let n = 0, purchases = 0, next = k - ticks; n < c.length; n++) {
    if (n === next) {
      made += stayed;
      stayed *= (b + purchases) / (a + b + purchases);
      purchases++;
      next += k;
    }
    c[n] = rising * made;
    rising *= (s + n) / (n + 1);
  }
  place.k = k;
  place.ticks = ticks;
  place.s = s;
  place.a = a;
  place.b = b;
  place.c = c;
  return c;
}

/**
 * Σₙ P(N = n) Σ_{j<m} (b)ⱼ/(a+b)ⱼ = (1+u)^(−s) Σₙ cₙ zⁿ with N negative binomial ticks, n of
 * which make m purchases (n where each is one), and z = u/(1+u):
 * eq. 10 of Fader, Hardie & Lee (2005) without its 2F1, whose difference loses digits and is 0/0 at
 * a = 1. All terms are positive. For u > 0; null where there would be too many.
 */
export function bySeries(
  s: number,
  a: number,
  b: number,
  u: number,
  ticking: Ticking = EACH,
): number | null {
  const mean = s * u;
  const most = mean + 9 * Math.sqrt(mean * (1 + u)) + 40 * (1 + u);
  if (!(most < MOST_TERMS && s * most < MOST_TIMES_S)) return null;
  const c = coefficientsOf(s, a, b, ticking, most);
  const z = u / (1 + u);
  const z2 = z * z;
  // Terms fall by z at least, in the end.
  const enough = 1e-16 / (1 + u) / (1 + u);
  let sum = 0;
  let power = 1;
  // Four at a time: processors wait less for one sum to take the next term.
  for (let n = 0; n < c.length; n += 4) {
    const terms = (c[n]! + c[n + 1]! * z + (c[n + 2]! + c[n + 3]! * z) * z2) * power;
    sum += terms;
    // Before the first purchase could come all terms are 0.
    if (terms <= enough * sum && sum > 0) break;
    power *= z2 * z2;
  }
  return sum * Math.exp(-s * Math.log1p(u));
}
