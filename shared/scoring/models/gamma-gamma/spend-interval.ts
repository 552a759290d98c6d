/**
 * The interval of a customer's spend over a horizon: of the number of purchases and of what each
 * brings, neither being known.
 */
import { normalDistribution } from "../../numerics/normal.ts";
import { betaRegularised } from "../../numerics/special.ts";
import type { Interval, MoreThan } from "../mixture.ts";
import type { GammaGammaParameters } from "./density.ts";
import type { Spend } from "./sums.ts";

/** Numbers of purchases that differ by less than this part of them are taken together. */
const WIDTH = 1 / 4;
/** Below this shape the normal approximation is off by more than a percent. */
const SMALL = 0.8;
/** Of the probability outside: no more exact than the approximation is. */
const PRECISION = 1e-3;

/** A number of purchases, or the mean of several, and its probability. */
type Block = { purchases: number; probability: number };

/** The numbers of purchases above none with their probabilities, few enough to add up often. */
function blocksOf(tails: MoreThan): Block[] {
  const blocks: Block[] = [];
  for (let from = 0, to = 0; from < tails.length; from = to) {
    to = Math.min(from + Math.max(1, Math.floor(WIDTH * from)), tails.length);
    const probability = tails[from]! - (tails[to] ?? 0);
    // Of from + 1 purchases or more as many as tails say.
    let sum = from * probability - (to - from) * (tails[to] ?? 0);
    for (let n = from; n < to; n++) sum += tails[n]!;
    if (probability > 0) blocks.push({ purchases: sum / probability, probability });
  }
  return blocks;
}

/** A w with its logarithm and that of 1 − w. */
type Point = { w: number; logW: number; logRest: number };

/** The point w = 1/(1 + e^y). */
function pointAt(y: number): Point {
  const logW = y > 0 ? -y - Math.log1p(Math.exp(-y)) : -Math.log1p(Math.exp(y));
  return { w: Math.exp(logW), logW, logRest: logW + y };
}

/** Distances from the middle that are less than this part of n are taken together with it. */
const MIDDLE = 1e-4;

/**
 * Makes the distribution of a beta(a, b) variable at w, by the normal approximation of Peizer &
 * Pratt (1968, "A normal approximation for binomial, F, beta, and other common, related tail
 * probabilities"), off by some thousandths at most.
 */
function betaDistribution(a: number, b: number): (at: Point) => number {
  if (a < SMALL || b < SMALL) return ({ w }) => betaRegularised(w, a, b);
  const [above, below, n] = [b - 0.5, a - 0.5, a + b - 1];
  const entropy = above * Math.log(above / n) + below * Math.log(below / n);
  return ({ w, logW, logRest }) => {
    const d =
      b - 1 / 3 - (n + 1 / 3) * (1 - w) + 0.02 * (w / b - (1 - w) / a + (w - 0.5) / (a + b));
    const distance = above - n * (1 - w);
    // Where both are 0 the quotient is about √(1/n w (1−w)).
    if (Math.abs(distance) < MIDDLE * n) return normalDistribution(d / Math.sqrt(n * w * (1 - w)));
    const deviance = entropy - above * logRest - below * logW;
    const scale = Math.sqrt(Math.max(0, (2 * deviance) / (1 + 1 / (6 * n))));
    return normalDistribution((d / Math.abs(distance)) * scale);
  };
}

/**
 * The central interval of the spend that follows, in which it lies with probability `share` or a
 * little more (none at all is often likelier than a tenth). Given n purchases, spend over γ + xz is
 * beta-prime(pn, q + px), as rate and scatter are gammas (Fader & Hardie 2013); over the numbers of
 * purchases (`tails`, P(X > n)) that is added up and inverted. In the unit of γ.
 */
export function spendInterval(
  tails: MoreThan,
  { p, q, gamma }: GammaGammaParameters,
  { frequency: x, monetary: z }: Spend,
  share: number,
): Interval {
  const [shape, scale] = [q + p * x, gamma + x * z];
  const blocks = blocksOf(tails).map(({ purchases, probability }) => ({
    probability,
    distribution: betaDistribution(shape, p * purchases),
  }));
  /** P(spend > scale·e^y). */
  const beyond = (y: number) => {
    const at = pointAt(y);
    let sum = 0;
    for (const { probability, distribution } of blocks) sum += probability * distribution(at);
    return sum;
  };
  const quantile = (rest: number) => {
    if (!((tails[0] ?? 0) > rest)) return 0;
    const usual = Math.max(1, tails.filter((tail) => tail > rest).length);
    return scale * Math.exp(whereFalls(beyond, rest, Math.log((p * usual) / shape)));
  };
  return { low: quantile((1 + share) / 2), high: quantile((1 - share) / 2) };
}

/**
 * The y where a falling function passes `level`: a bracket by doubling steps from `start`, then
 * regula falsi by the Illinois rule (Dowell & Jarratt 1971).
 */
function whereFalls(f: (y: number) => number, level: number, start: number): number {
  let low = start;
  let above = f(start) - level;
  if (Math.abs(above) < PRECISION) return start;
  let [high, below] = [low, above];
  for (let step = 0.5; above <= 0 && step < 1e3; step *= 2) {
    [high, below] = [low, above];
    above = f((low -= step)) - level;
  }
  for (let step = 0.5; below >= 0 && step < 1e3; step *= 2) {
    [low, above] = [high, below];
    below = f((high += step)) - level;
  }
  for (let i = 0, side = 0; i < 60; i++) {
    const y = low + ((high - low) * above) / (above - below);
    const value = f(y) - level;
    if (Math.abs(value) < PRECISION) return y;
    if (value > 0) {
      [low, above] = [y, value];
      if (side === 1) below /= 2;
      side = 1;
    } else {
      [high, below] = [y, value];
      if (side === -1) above /= 2;
      side = -1;
    }
  }
  return (low + high) / 2;
}
