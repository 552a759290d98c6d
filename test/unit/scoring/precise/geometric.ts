/**
 * The models in which customers leave after a purchase or never, as their papers state them, in
 * extended precision: BG/NBD (Fader, Hardie & Lee 2005) and MBG/NBD (Batislam, Denizel & Filiztekin
 * 2007). What they expect is left as the integral over customers that it is.
 */
import { exp, expm1, log1p, one } from "./functions.ts";
import { logistic, logPurchases, type Customer, type Precise } from "./model.ts";
import { add, div, mul, neg, real, sub, sum, toNumber, type Real, zero } from "./number.ts";
import { integral } from "./quadrature.ts";
import { logBeta, logRising } from "./special.ts";

export type Geometric = { r: number; alpha: number; a: number; b: number };

/** ((α+T)/(α+t_x))^(r+x). */
const silence = ({ r, alpha }: Geometric, { x, tx, T }: Customer): Real =>
  exp(mul(add(real(r), real(x)), log1p(div(sub(real(T), real(tx)), add(real(alpha), real(tx))))));

/**
 * E[(1 − e^(−λpt))/p] for λ ~ Gamma(r, α), p ~ Beta(a, b): ∫ p^(a−2) (1−p)^(b−1)/B(a, b) [1 −
 * (α/(α+pt))^r] dp, with p = e^u/(1 + e^u). Expected purchases in t of a customer who leaves after
 * each with probability p.
 */
export function geometricPurchases(r: Real, alpha: Real, a: Real, b: Real, t: Real): Real {
  if (t.m === 0n) return zero;
  const c = div(t, alpha);
  const [rn, an, bn, cn] = [r, a, b, c].map(toNumber) as [number, number, number, number];
  const slope = (u: number): number => {
    const [p, q] = [1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u))];
    const left =
      cn * p < 1e-300 ? 1 : (rn * ((cn * p) / (1 + cn * p))) / Math.expm1(rn * Math.log1p(cn * p));
    return (an - 1 + left) * q - bn * p;
  };
  return integral(
    (u, [r, c, a, b, front]) => {
      const { p, logP, logQ } = logistic(u);
      const bought = neg(expm1(neg(mul(r, log1p(mul(c, p))))));
      return mul(bought, exp(sum(mul(sub(a, one()), logP), mul(b, logQ), neg(front))));
    },
    [r, c, a, b, logBeta(a, b)],
    slope,
  );
}

/** BG/NBD, eqs. 6, 9, 10 of the paper: whoever has not bought again cannot have left. */
export const bgNbd: Precise<Geometric> = {
  logThere(p, c) {
    const [a, b, x] = [real(p.a), real(p.b), real(c.x)];
    const stay = sub(logRising(b, x), logRising(add(a, b), x));
    return add(logPurchases(p.r, p.alpha, c.x, c.T), stay);
  },
  oddsGone: (p, c) =>
    c.x === 0 ? zero : mul(div(real(p.a), add(real(p.b), real(c.x - 1))), silence(p, c)),
  whileAlive: ({ r, alpha, a, b }, { x, T }, horizon) =>
    geometricPurchases(
      add(real(r), real(x)),
      add(real(alpha), real(T)),
      real(a),
      add(real(b), real(x)),
      real(horizon),
    ),
  ofNew: (p, horizon) => bgNbd.whileAlive(p, { x: 0, tx: 0, T: 0 }, horizon),
};

/**
 * MBG/NBD: the customer may leave after the first purchase too, one more chance to stay, b + x + 1
 * where BG/NBD has b + x.
 */
export const mbgNbd: Precise<Geometric> = {
  logThere(p, c) {
    const [a, b, n] = [real(p.a), real(p.b), real(c.x + 1)];
    const stay = sub(logRising(b, n), logRising(add(a, b), n));
    return add(logPurchases(p.r, p.alpha, c.x, c.T), stay);
  },
  oddsGone: (p, c) => mul(div(real(p.a), add(real(p.b), real(c.x))), silence(p, c)),
  whileAlive: ({ r, alpha, a, b }, { x, T }, horizon) =>
    geometricPurchases(
      add(real(r), real(x)),
      add(real(alpha), real(T)),
      real(a),
      add(real(b), real(x + 1)),
      real(horizon),
    ),
  ofNew: (p, horizon) =>
    mul(
      div(real(p.b), add(real(p.a), real(p.b))),
      mbgNbd.whileAlive(p, { x: 0, tx: 0, T: 0 }, horizon),
    ),
};
