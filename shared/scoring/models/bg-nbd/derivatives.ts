/**
 * The likelihood of BG/NBD, MBG/NBD and MBG/CNBD-k with its derivatives, for fits: many customers
 * in one pass.
 */
import type { BgNbdParameters, First } from "./likelihood.ts";
import { evaluate as evaluateCnbd, waitsOf, type Curved } from "../cnbd-likelihood.ts";
import type { Grouped } from "../purchase-histories.ts";

/** Derivatives by r, α, a, b, in this order. */
export type Derivatives = { value: number; gradient: number[]; hessian: number[][] };

/** ln Σ of the one term that k = 1 has. */
const FINISHED: Curved = { log: 0, byS: 0, byQ: 0, ss: 0, sq: 0, qq: 0 };

/**
 * ln L as in `logLikelihood`, arranged as CNBD-k's, which at k = 1 needs only ages, + Σ ln
 * (b)ₙ/(a+b)ₙ + ln(1 + o), o the odds of having left. k above 1 with `first` = 1 alone. Value,
 * slopes and second derivatives share their logarithms: the function is long so that no logarithm
 * is taken twice.
 */
export function evaluate(
  parameters: BgNbdParameters,
  data: Grouped,
  first: First,
  k = 1,
): Derivatives {
  const { r, alpha, a, b } = parameters;
  const waits = waitsOf(parameters, data, k);
  const purchases = evaluateCnbd(parameters, data, k, waits);
  let value = purchases.value;
  let [byR, byAlpha, byA, byB] = [...purchases.gradient, 0, 0];
  let [rr, ar, aa] = [purchases.hessian[0][0], 0, 0];
  let [alphaR, alphaAlpha, aAlpha] = [purchases.hessian[0][1], purchases.hessian[1][1], 0];
  let [bR, bAlpha, ba, bb] = [0, 0, 0, 0];

  for (let n = 0; n < data.exceeding.length + first; n++) {
    const count = n < first ? data.customers : data.exceeding[n - first]!;
    const stay = b + n;
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
    const now = 1 / (alpha + age);
    const then = 1 / (alpha + recency);
    const silence = Math.log1p((age - recency) * then);
    const wait = k === 1 ? FINISHED : waits[i]!;
    const odds = logRatio + (r + k * x) * silence - wait.log;
    const small = Math.exp(-Math.abs(odds));
    value += count * ((odds > 0 ? odds : 0) + Math.log1p(small));
    const gone = (count * (odds > 0 ? 1 : small)) / (1 + small);
    const spread = (gone * (odds > 0 ? small : 1)) / (1 + small);
    const silenceByAlpha = (recency - age) * now * then;
    const ticksByAlpha = (r + k * x) * silenceByAlpha;
    const oddsByR = silence - wait.byS;
    const oddsByAlpha = ticksByAlpha + wait.byQ * now;
    const oddsByA = 1 / a;
    const oddsByB = -1 / survived;
    byR += gone * oddsByR;
    byAlpha += gone * oddsByAlpha;
    byA += gone * oddsByA;
    byB += gone * oddsByB;
    rr += spread * oddsByR * oddsByR - gone * wait.ss;
    alphaR += spread * oddsByAlpha * oddsByR + gone * (silenceByAlpha + wait.sq * now);
    alphaAlpha +=
      spread * oddsByAlpha * oddsByAlpha -
      gone * (ticksByAlpha * (now + then) + (wait.qq + wait.byQ) * now * now);
    ar += spread * oddsByA * oddsByR;
    aAlpha += spread * oddsByA * oddsByAlpha;
    aa += (spread - gone) * oddsByA * oddsByA;
    bR += spread * oddsByB * oddsByR;
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
