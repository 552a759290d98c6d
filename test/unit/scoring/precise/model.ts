/**
 * The answers of a purchase model for a customer, in extended precision, and what all of them have
 * in common.
 */
import { exp, log, log1p, one } from "./functions.ts";
import { logRising } from "./special.ts";
import { add, div, mul, neg, real, sum, type Real } from "./number.ts";

/** A customer: x repeat purchases, the last at t_x, watched until T. */
export type Customer = { x: number; tx: number; T: number };
/**
 * A model at a point, split where the papers split it: the likelihood is e^logThere · (1 +
 * oddsGone).
 */
export type Precise<P> = {
  /** ln of the density of the purchases and of the customer's still being there at T. */
  logThere(p: P, c: Customer): Real;
  /** P(gone)/P(alive). */
  oddsGone(p: P, c: Customer): Real;
  /** Expected purchases in the horizon after T of a customer who is there at T. */
  whileAlive(p: P, c: Customer, horizon: number): Real;
  ofNew(p: P, horizon: number): Real;
};

export const logLikelihood = (there: Real, odds: Real): Real => add(there, log1p(odds));
export const probabilityAlive = (odds: Real): Real => div(one(), add(one(), odds));
export const probabilityGone = (odds: Real): Real => div(odds, add(one(), odds));

/** p = e^u/(1 + e^u), q = 1 − p, and their logarithms: whichever is near 0 keeps its digits. */
export function logistic(u: Real): { p: Real; q: Real; logP: Real; logQ: Real } {
  if (u.m > 0n) {
    const { p, q, logP, logQ } = logistic(neg(u));
    return { p: q, q: p, logP: logQ, logQ: logP };
  }
  const odds = exp(u);
  const [q, logQ] = [div(one(), add(one(), odds)), neg(log1p(odds))];
  return { p: mul(odds, q), q, logP: add(u, logQ), logQ };
}

/** ln Γ(r+x)/Γ(r) + r ln α − (r+x) ln(α+T): the gamma mixture of Poisson purchases over T. */
export const logPurchases = (r: number, alpha: number, x: number, T: number): Real => {
  const [shape, scale] = [real(r), real(alpha)];
  return sum(
    logRising(shape, real(x)),
    mul(shape, log(scale)),
    neg(mul(add(shape, real(x)), log(add(scale, real(T))))),
  );
};
