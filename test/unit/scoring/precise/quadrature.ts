/** Integrals over the whole line of positive functions with one peak, in extended precision. */
import { exp, one } from "./functions.ts";
import {
  add,
  atPrecision,
  div,
  mul,
  order,
  real,
  round,
  shift,
  sub,
  type Real,
  zero,
} from "./number.ts";

/** Bits that quadrature counts with: nothing cancels in a sum of positive terms. */
const BITS = 128;
/**
 * Halving the step squares the error: where it changes no more than 2^−36, the new sum is right to
 * the 2^−60 that terms are cut at.
 */
const AGREED = -36;
const NEGLIGIBLE = -60;
/** K = 2^STRAIGHT. */
const STRAIGHT = 2;

/** The u at which a falling `slope` changes its sign. */
function peak(slope: (u: number) => number): number {
  let [left, right] = [-400, 400];
  while (right - left > 1e-9 * (1 + Math.abs(left))) {
    const middle = (left + right) / 2;
    if (slope(middle) > 0) left = middle;
    else right = middle;
  }
  return left;
}

/** The distance from the peak within which the logarithm falls by about one half; 1 at most. */
function breadth(slope: (u: number) => number, at: number): number {
  const step = 1e-5;
  const curvature = (slope(at - step) - slope(at + step)) / (2 * step);
  return curvature > 1 ? 1 / Math.sqrt(curvature) : 1;
}

/**
 * ∫ f(u) du by the trapezoidal rule in v, u = peak + K·breadth · sinh v/K: a straight line near the
 * peak and double-exponential far from it (Takahasi & Mori 1974), with the step halved until two
 * sums agree, and did so no better than the two before let expect. `f` gets the `constants` at the
 * precision used; `slope`, d ln f/du in doubles, only says where to look.
 */
export function integral<C extends Real[]>(
  f: (u: Real, constants: C) => Real,
  constants: [...C],
  slope: (u: number) => number,
): Real {
  const at = peak(slope);
  return round(
    atPrecision(BITS, () => {
      const [centre, width] = [real(at), real(breadth(slope, at))];
      const rounded = constants.map(round) as C;
      const term = (ev: Real): Real => {
        const back = div(one(), ev);
        const u = add(centre, mul(width, shift(sub(ev, back), STRAIGHT - 1)));
        return mul(f(u, rounded), shift(mul(width, add(ev, back)), -1));
      };
      /**
       * Terms at v = start, start + step, … and at v = −start, −start − step, … until they add
       * nothing to the total and to `known`.
       */
      const around = (start: number, step: number, known: Real): Real => {
        let total = zero;
        for (const sign of [1, -1]) {
          const factor = exp(shift(real(sign * step), -STRAIGHT));
          for (let ev = exp(shift(real(sign * start), -STRAIGHT)); ; ev = mul(ev, factor)) {
            const more = term(ev);
            total = add(total, more);
            if (order(more) < Math.max(order(total), order(known)) + NEGLIGIBLE) break;
          }
        }
        return total;
      };
      let sum = add(term(one()), around(1, 1, zero));
      for (let [step, before] = [1, 0]; step > 1e-4; step /= 2) {
        const between = around(step / 2, step, sum);
        const change = order(sub(between, sum)) - order(sum);
        sum = add(sum, between);
        if (Math.max(change, 2 * before) < AGREED) return mul(sum, real(step / 2));
        before = change;
      }
      throw new Error("the trapezoidal sums do not agree");
    }),
  );
}
