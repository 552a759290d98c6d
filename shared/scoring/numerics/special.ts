/**
 * Special functions to full double precision: log-gamma, digamma, log-beta, logistic, the beta
 * distribution and its quantiles.
 */

const HALF_LOG_TWO_PI = 0.9189385332046728;
/** From here on Stirling's series is exact to double precision. */
const ASYMPTOTIC = 12;

/**
 * Returns what Stirling's formula lacks: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x ≥ 12
 * (Abramowitz & Stegun 6.1.41).
 */
function stirlingRest(x: number): number {
  const y = 1 / (x * x);
  return (
    (1 / 12 -
      y *
        (1 / 360 -
          y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - y * (691 / 360360 - y / 156)))))) /
    x
  );
}

/** ln Γ(x) for x > 0. */
export function logGamma(x: number): number {
  let product = 1;
  let y = x;
  for (; y < ASYMPTOTIC; y++) product *= y;
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_TWO_PI + stirlingRest(y) - Math.log(product);
}

/** ψ(x), the slope of ln Γ, for x > 0 (Abramowitz & Stegun 6.3.5, 6.3.18). */
export function digamma(x: number): number {
  let sum = 0;
  let y = x;
  for (; y < ASYMPTOTIC; y++) sum -= 1 / y;
  const z = 1 / (y * y);
  return (
    sum +
    Math.log(y) -
    0.5 / y -
    z *
      (1 / 12 -
        z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * (691 / 32760 - z / 12))))))
  );
}

/**
 * ln B(a, b) for a, b > 0, without the cancellation of three log-gammas when one of them is large.
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < ASYMPTOTIC) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const sum = small + large;
  const rest = stirlingRest(large) - stirlingRest(sum);
  if (small < ASYMPTOTIC) {
    return (
      logGamma(small) -
      (large - 0.5) * Math.log1p(small / large) -
      small * Math.log(sum) +
      small +
      rest
    );
  }
  return (
    HALF_LOG_TWO_PI -
    0.5 * Math.log(large) +
    (small - 0.5) * Math.log(small / sum) -
    large * Math.log1p(small / large) +
    stirlingRest(small) +
    rest
  );
}

/** 1/(1 + e^(−x)), to the digit down to the smallest numbers. */
export function logistic(x: number): number {
  const small = Math.exp(-Math.abs(x));
  return (x < 0 ? small : 1) / (1 + small);
}

/**
 * Lentz's continued fraction for the incomplete beta function (DLMF 8.17.22), fast for x < (a +
 * 1)/(a + b + 2).
 */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let h = d;
  for (let m = 1; m <= 100_000; m++) {
    for (const numerator of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 + numerator * d;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = 1 + numerator / c;
      if (Math.abs(c) < tiny) c = tiny;
      h *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return h;
}

/** I_x(a, b): the probability that a Beta(a, b) variable is at most x. */
export function betaRegularised(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/**
 * The x with I_x(a, b) = p: Newton's steps kept inside a shrinking bracket, so that it always
 * arrives.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  const scale = logBeta(a, b);
  for (let i = 0; i < 200; i++) {
    const miss = betaRegularised(x, a, b) - p;
    if (miss === 0) return x;
    if (miss > 0) high = x;
    else low = x;
    const density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - scale);
    const newton = x - miss / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x || next === low || next === high) return next;
    x = next;
  }
  return x;
}

/** A probability is never taken for more certain than this. */
const CERTAIN = 1e-4;

/** ln(p/(1 − p)), finite for certainties too. */
export function logit(probability: number): number {
  const held = Math.min(1 - CERTAIN, Math.max(CERTAIN, probability));
  return Math.log(held / (1 - held));
}
