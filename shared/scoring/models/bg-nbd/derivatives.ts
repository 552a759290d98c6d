/**
 * The likelihood of BG/NBD and MBG/NBD with its derivatives, for fits: many customers in one pass.
 */
import type { BgNbdParameters, First } from "./likelihood.ts";
import { evaluate as evaluateNbd } from "../nbd-likelihood.ts";
import type { Grouped } from "../purchase-histories.ts";

/** Derivatives by r, α, a, b, in this order. */
export type Derivatives = { value: number; gradient: number[]; hessian: number[][] };

/**
 * ln L as in `logLikelihood`, arranged as NBD's, which needs only ages, + Σ ln (b)ₙ/(a+b)ₙ + ln(1 +
 * o), o the odds of having left. Value, slopes and second derivatives share their logarithms: the
 * function is long so that no logarithm is taken twice.
 */
export function evaluate(parameters: BgNbdParameters, data: Grouped, first: First): Derivatives {
  const { r, alpha, a, b } = parameters;
  const purchases = evaluateNbd(parameters, data);
  let value = purchases.value;
  let [byR, byAlpha, byA, byB] = [...purchases.gradient, 0, 0];
  let [rr, ar, aa] = [purchases.hessian[0][0], 0, 0];
  let [alphaR, alphaAlpha, aAlpha] = [purchases.hessian[0][1], purchases.hessian[1][1], 0];
  let [bR, bAlpha, ba, bb] = [0, 0, 0, 0];

  for (let k = 0; k < data.exceeding.length + first; k++) {
    const count = k < first ? data.customers : data.exceeding[k - first]!;
    const stay = b + k;
    const all = a + stay;
    value -= count * Math.log1p(a / stay);
    byA -= count / all;
    byB += (count * a) / (stay * all);
    aa += count / (all * all);
    ba += count / (all * all);
    bb -= (count * a * (stay + all)) / (stay * all * (stay * all));
  }

  let last = -1;
  let logRatio = 0;
  for (let i = 0; i < data.x.length; i++) {
    const x = data.x[i]!;
    const count = data.count[i]!;
    const age = data.age[i]!;
    const recency = data.recency[i]!;
    if (x + first === 0) continue;
    const survived = b + (x + first - 1);
    if (x !== last) logRatio = Math.log(a / survived);
    last = x;
    // The odds o of having left, and the derivatives of ln o; those of ln(1 + o) are p and p (1 −
    // p) times them, p = o/(1 + o).
    const silence = Math.log1p((age - recency) / (alpha + recency));
    const odds = logRatio + (r + x) * silence;
    const small = Math.exp(-Math.abs(odds));
    value += count * ((odds > 0 ? odds : 0) + Math.log1p(small));
    const gone = (count * (odds > 0 ? 1 : small)) / (1 + small);
    const spread = (gone * (odds > 0 ? small : 1)) / (1 + small);
    const now = 1 / (alpha + age);
    const then = 1 / (alpha + recency);
    const silenceByAlpha = (recency - age) * now * then;
    const oddsByAlpha = (r + x) * silenceByAlpha;
    const oddsByA = 1 / a;
    const oddsByB = -1 / survived;
    byR += gone * silence;
    byAlpha += gone * oddsByAlpha;
    byA += gone * oddsByA;
    byB += gone * oddsByB;
    rr += spread * silence * silence;
    alphaR += spread * oddsByAlpha * silence + gone * silenceByAlpha;
    alphaAlpha += spread * oddsByAlpha * oddsByAlpha - gone * oddsByAlpha * (now + then);
    ar += spread * oddsByA * silence;
    aAlpha += spread * oddsByA * oddsByAlpha;
    aa += (spread - gone) * oddsByA * oddsByA;
    bR += spread * oddsByB * silence;
    bAlpha += spread * oddsByB * oddsByAlpha;
    ba += spread * oddsByB * oddsByA;
    bb += (spread + gone) * oddsByB * oddsByB;
  }
  return {
    value,
    gradient: [byR!, byAlpha!, byA!, byB!],
    hessian: [
      [rr, alphaR, ar, bR],
      [alphaR, alphaAlpha, aAlpha, bAlpha],
      [ar, aAlpha, aa, ba],
      [bR, bAlpha, ba, bb],
    ],
  };
}
