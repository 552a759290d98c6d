/**
 * The papers' closed forms with ₂F₁ by Gauss's series: slow or useless far out, but another way to
 * the same numbers.
 */
import { exp, log, one } from "./functions.ts";
import { gauss } from "./special.ts";
import { add, div, mul, neg, real, sub, type Real } from "./number.ts";
import type { Exponential } from "./exponential.ts";
import type { Customer } from "./model.ts";

/** Fader, Hardie & Lee 2005, eq. 9: (a+b−1)/(a−1) [1 − (α/(α+t))^r ₂F₁(r, b; a+b−1; t/(α+t))]. */
export function geometricPurchases(r: Real, alpha: Real, a: Real, b: Real, t: Real): Real {
  const [less, c, end] = [sub(a, one()), sub(add(a, b), one()), add(alpha, t)];
  const rest = mul(exp(mul(r, log(div(alpha, end)))), gauss(r, b, c, div(t, end)));
  return mul(div(c, less), sub(one(), rest));
}

/**
 * The odds of having left by Pareto/NBD (Fader & Hardie 2005, A note, eqs. 15–18): s/(r+s+x) A₀
 * over the likelihood's other term.
 */
export function oddsGone({ r, alpha, s, beta }: Exponential, { x, tx, T }: Customer): Real {
  const [k, sum] = [add(real(r), real(x)), add(add(real(r), real(x)), real(s))];
  const [wide, narrow] = alpha >= beta ? [real(alpha), real(beta)] : [real(beta), real(alpha)];
  const second = alpha >= beta ? add(real(s), one()) : k;
  const part = (t: number): Real => {
    const base = add(wide, real(t));
    return mul(
      gauss(sum, second, add(sum, one()), div(sub(wide, narrow), base)),
      exp(neg(mul(sum, log(base)))),
    );
  };
  const other = exp(
    add(mul(k, log(add(real(alpha), real(T)))), mul(real(s), log(add(real(beta), real(T))))),
  );
  return mul(mul(div(real(s), sum), sub(part(tx), part(T))), other);
}
