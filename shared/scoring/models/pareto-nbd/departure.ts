/**
 * When a customer left, if they left: the integral in the likelihood of Pareto/NBD. The papers
 * write it as a difference of two 2F1, which loses every digit as t_x nears T; here it is summed as
 * it stands, all terms positive.
 */
import { gaussLegendre } from "./quadrature.ts";

/**
 * Purchase rate: shape `r`, scale `alpha`. Drop-out rate: shape `s`, scale `beta`. Both scales in
 * the unit of time.
 */
export type ParetoNbdParameters = { r: number; alpha: number; s: number; beta: number };

/**
 * Log odds of having left to being there at T (`logOdds`) and to being there at t_x (`logGone`),
 * and the density of the time u of leaving: weights at `size` nodes that sum to 1. At each node
 * what slopes by the parameters need: `v` = ln (α+T)/(α+u),
 * `w` = ln (β+T)/(β+u), and their slopes by −ln α and −ln β, `shedAlpha` = α(T−u)/[(α+T)(α+u)],
 * `shedBeta` = β(T−u)/[(β+T)(β+u)].
 */
export type Departure = { logOdds: number; logGone: number; size: number } & Record<
  "weight" | "v" | "w" | "shedAlpha" | "shedBeta",
  Float64Array
>;

/**
 * Room for the nodes of the longest silence that doubles can express: ln(10³⁰⁸)/`LONGEST` panels.
 */
const column = () => new Float64Array(8192);
/** Reused by every call: a fit makes millions. */
const departure: Departure = {
  logOdds: -Infinity,
  logGone: -Infinity,
  size: 0,
  weight: column(),
  v: column(),
  w: column(),
  shedAlpha: column(),
  shedBeta: column(),
};

/** The longest panel in y, within reach of the singularities at distance π. */
const LONGEST = 3;
/** The steepest panel: e⁻³⁶ is beyond the last digit. */
const STEEPEST = 36;
/** e⁷⁰⁰ is the widest ratio of times considered. */
const WIDEST = 700;

/** Minus the log of the integrand: near·y + far·ln(1 + ε(e^y − 1)), a convex function of y. */
type Shape = { near: number; far: number; epsilon: number };
const fallAt = ({ near, far, epsilon }: Shape, y: number): number =>
  near * y + far * Math.log1p(epsilon * Math.expm1(y));
const steepnessAt = ({ near, far, epsilon }: Shape, y: number): number =>
  near + (far * epsilon * Math.exp(y)) / (1 + epsilon * Math.expm1(y));

/**
 * Where the panel ends that begins at `from`, `fallen` so far. Newton's steps from the far side of
 * a convex fall never overshoot.
 */
function panelEnd(shape: Shape, from: number, fallen: number, end: number): number {
  let to = Math.min(end, from + LONGEST);
  for (let step = 0; step < 60; step++) {
    const below = fallAt(shape, to) - fallen - STEEPEST;
    if (below <= 0) break;
    to -= (below + 0.01 * STEEPEST) / steepnessAt(shape, to);
  }
  return to;
}

/**
 * Nodes that integrate every function met here to 13 digits, found by trial over all shapes of
 * panels.
 */
const nodesFor = (length: number, fall: number): number =>
  Math.ceil(5 + Math.hypot(2.7 * length, 0.9 * Math.sqrt(fall) + 0.45 * fall));

/**
 * The odds I = s ∫ ((α+T)/(α+u))^(r+x) ((β+T)/(β+u))^s du/(β+u) over u from t_x to T: the second
 * term of the likelihood of Fader & Hardie (2005, "A note on deriving the Pareto/NBD model")
 * divided by the first. In y = ln (γ+u)/(γ+t_x), with γ the smaller of α and β, the integrand falls
 * ever steeper and has no singularity nearer than π: Gauss–Legendre reaches 13 digits with a
 * handful of nodes, how many follows from the length and the fall of a panel. The answer holds
 * until the next call. Where there was no silence nobody has left: no nodes, log odds −∞.
 */
// Whole: every node of the hot loop uses the near and far terms, and no call may allocate for them.
export function depart(
  { r, alpha, s, beta }: ParetoNbdParameters,
  x: number,
  recency: number,
  age: number,
): Departure {
  const { weight, v, w, shedAlpha, shedBeta } = departure;
  const span = Math.max(0, age - recency);
  const side = (exponent: number, scale: number, log: Float64Array, shed: Float64Array) => ({
    exponent,
    start: scale + recency,
    all: Math.log1p(span / (scale + recency)),
    share: scale / (scale + age),
    log,
    shed,
  });
  const ofAlpha = side(r + x, alpha, v, shedAlpha);
  const ofBeta = side(s, beta, w, shedBeta);
  const alphaIsNear = alpha <= beta;
  const {
    exponent: near,
    start: nearStart,
    all: nearAll,
    share: nearShare,
    log: nearLog,
    shed: nearShed,
  } = alphaIsNear ? ofAlpha : ofBeta;
  const {
    exponent: far,
    start: farStart,
    all: farAll,
    share: farShare,
    log: farLog,
    shed: farShed,
  } = alphaIsNear ? ofBeta : ofAlpha;
  const shape = { near, far, epsilon: nearStart / farStart };
  const end = Math.min(nearAll, WIDEST);
  let size = 0;
  let sum = 0;
  for (let from = 0, to = 0, fallen = 0; from < end; from = to) {
    to = panelEnd(shape, from, fallen, end);
    const length = to - from;
    const fall = fallAt(shape, to) - fallen;
    const { nodes, weights } = gaussLegendre(nodesFor(length, Math.min(fall, STEEPEST)));
    for (let i = 0; i < nodes.length; i++, size++) {
      const y = from + length * nodes[i]!;
      const grown = Math.expm1(y);
      const farGrown = shape.epsilon * grown;
      const farY = Math.log1p(farGrown);
      const nearTime = nearStart * (1 + grown);
      const farTime = farStart * (1 + farGrown);
      const left = Math.max(0, span - nearStart * grown);
      weight[size] =
        weights[i]! *
        length *
        Math.exp(-near * y - far * farY) *
        (alphaIsNear ? nearTime / farTime : 1);
      nearLog[size] = nearAll - y;
      farLog[size] = farAll - farY;
      nearShed[size] = (nearShare * left) / nearTime;
      farShed[size] = (farShare * left) / farTime;
      sum += weight[size]!;
    }
    fallen += fall;
    // The rest is below e^(−fallen)/steepness: nothing more to gain.
    if (to < end && Math.exp(-fallen) < 1e-15 * steepnessAt(shape, to) * sum) break;
  }
  departure.size = sum > 0 ? size : 0;
  departure.logGone = sum > 0 ? Math.log(s) + Math.log(sum) : -Infinity;
  departure.logOdds = departure.logGone + near * nearAll + far * farAll;
  for (let i = 0; i < departure.size; i++) weight[i]! /= sum;
  return departure;
}
