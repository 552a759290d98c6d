/**
 * Pareto/NBD, in which customers leave at any time, as its papers state it, in extended precision
 * (Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, "A note on deriving the Pareto/NBD
 * model"). When somebody left is left as an integral.
 */
import { exp, expm1, log1p, one } from "./functions.ts";
import { logistic, logPurchases, type Precise } from "./model.ts";
import { add, div, mul, neg, real, sub, toNumber, type Real, zero } from "./number.ts";
import { integral } from "./quadrature.ts";

export type Exponential = { r: number; alpha: number; s: number; beta: number };

/**
 * (r+x)/(α+T) ∫₀ᵗ ((β+T)/(β+T+τ))^s dτ = (r+x)(β+T)/((α+T)(s−1)) [1 − ((β+T)/(β+T+t))^(s−1)], a
 * logarithm at s = 1.
 */
function exponentialPurchases(shape: Real, scale: Real, s: Real, beta: Real, t: Real): Real {
  const longer = log1p(div(t, beta));
  const less = sub(s, one());
  const time = less.m === 0n ? longer : neg(div(expm1(neg(mul(less, longer))), less));
  return mul(mul(div(shape, scale), beta), time);
}

export const paretoNbd: Precise<Exponential> = {
  logThere: (p, { x, T }) =>
    sub(logPurchases(p.r, p.alpha, x, T), mul(real(p.s), log1p(div(real(T), real(p.beta))))),
  /**
   * s ∫ ((α+T)/(α+τ))^(r+x) ((β+T)/(β+τ))^s dτ/(β+τ) from t_x to T, with τ = t_x + (T − t_x) e^u/(1
   * + e^u).
   */
  oddsGone({ r, alpha, s, beta }, { x, tx, T }) {
    if (tx === T) return zero;
    const [k, from, length] = [add(real(r), real(x)), real(tx), sub(real(T), real(tx))];
    const ln = toNumber(length);
    const slope = (u: number): number => {
      const [p, q] = [1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u))];
      return (
        q - p - ln * p * q * ((r + x) / (alpha + tx + ln * p) + (s + 1) / (beta + tx + ln * p))
      );
    };
    return integral(
      (u, [k, s, alpha, beta, from, length]) => {
        const { p, q } = logistic(u);
        const [at, left] = [add(from, mul(length, p)), mul(length, q)];
        const [a, b] = [add(alpha, at), add(beta, at)];
        const power = add(mul(k, log1p(div(left, a))), mul(s, log1p(div(left, b))));
        return mul(div(mul(mul(s, p), left), b), exp(power));
      },
      [k, real(s), real(alpha), real(beta), from, length],
      slope,
    );
  },
  whileAlive: ({ r, alpha, s, beta }, { x, T }, horizon) =>
    exponentialPurchases(
      add(real(r), real(x)),
      add(real(alpha), real(T)),
      real(s),
      add(real(beta), real(T)),
      real(horizon),
    ),
  ofNew: (p, horizon) => paretoNbd.whileAlive(p, { x: 0, tx: 0, T: 0 }, horizon),
};
