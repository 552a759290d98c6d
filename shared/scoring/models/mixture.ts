/**
 * The posterior-predictive distribution of the purchases that follow, which every purchase model
 * has as a mixture of negative binomial distributions.
 */
import { logBeta } from "../numerics/special.ts";

/**
 * Negative binomial ticks of shape `shape` over `u` times their scale, with this `weight`; `ticks`
 * of the next purchase have come already.
 */
export type Part = { weight: number; shape: number; u: number; ticks: number };

/**
 * With probability `alive` the parts, whose weights sum to 1, tell how many ticks come; each k-th
 * is a purchase, after each of which the customer leaves with a probability of beta(a, b), if a is
 * not 0. Else no purchase follows.
 */
export type Mixture = { alive: number; parts: Part[]; k: number; a: number; b: number };

/** P(X > n) at the n-th place, as far as it is worth telling. */
export type MoreThan = readonly number[];

/** Tails below this are left out, unless asked for. */
const LEAST = 1e-7;
/** Expectations of more have no distribution worth counting out. */
const MOST_TICKS = 200_000;
/** e^(−700) is no longer a full double. */
const SMALLEST = -700;

/** Walks through the ticks of a part: `below` of them have been counted, `rest` is P(N ≥ below). */
type Walk = { below: number; probability: number; rest: number; share: number };

/** Begins at no ticks, or where that is beyond doubles at the first number that can be told from 0. */
function begin({ shape, u }: Part): Walk {
  const none = -shape * Math.log1p(u);
  const share = u / (1 + u);
  if (none > SMALLEST) return { below: 0, probability: Math.exp(none), rest: 1, share };
  const mean = shape * u;
  const below = Math.max(1, Math.floor(mean - 12 * Math.sqrt(mean * (1 + u))));
  const log = none + below * Math.log(share) - logBeta(shape, below) - Math.log(below);
  return { below, probability: Math.exp(log), rest: 1, share };
}

/** P(N ≥ ticks) of a part, for ever more ticks. */
function atLeast(walk: Walk, shape: number, ticks: number): number {
  while (walk.below < ticks) {
    walk.rest -= walk.probability;
    walk.probability *= ((shape + walk.below) / (walk.below + 1)) * walk.share;
    walk.below++;
  }
  return Math.max(0, walk.rest);
}

/** True where the ticks are too many to be counted out. */
const isEndless = ({ shape, u }: Part): boolean => {
  const mean = shape * u;
  return !(mean + 9 * Math.sqrt(mean * (1 + u)) + 16 * (1 + u) < MOST_TICKS);
};

/**
 * P(X > n) for n = 0, 1, 2, … of the purchases X that follow: P(alive) E[(1−p)ⁿ] P(N ≥ k(n+1)), as
 * who makes n + 1 purchases has stayed after n. Ends where it is `least` or below; null where too
 * many are expected to count.
 */
export function moreThan({ alive, parts, k, a, b }: Mixture, least = LEAST): MoreThan | null {
  if (parts.some(isEndless)) return null;
  const walks = parts.map(begin);
  const tails: number[] = [];
  let stayed = alive;
  for (let n = 0; ; n++) {
    let more = 0;
    for (let i = 0; i < parts.length; i++) {
      const { weight, shape, ticks } = parts[i]!;
      more += weight * atLeast(walks[i]!, shape, k * (n + 1) - ticks);
    }
    const tail = stayed * more;
    if (!(tail > least)) return tails;
    tails.push(tail);
    if (a > 0) stayed *= (b + n) / (a + b + n);
  }
}

/**
 * Makes the function that tells P(N ≥ ticks) of a part, to be asked for ever more ticks; null where
 * they are too many to be counted out.
 */
export function chanceOfTicks(part: Part): ((ticks: number) => number) | null {
  if (isEndless(part)) return null;
  const walk = begin(part);
  return (ticks) => atLeast(walk, part.shape, ticks);
}

/** The smallest n with P(X ≤ n) ≥ `level`. */
function quantileOf(tails: MoreThan, level: number): number {
  let n = 0;
  while (n < tails.length && tails[n]! > 1 - level) n++;
  return n;
}

export type Interval = { low: number; high: number };

/**
 * The central interval of the purchases that follow, in which they lie with probability `share` or
 * more: as they are counted, it cannot be hit exactly.
 */
export const intervalOf = (tails: MoreThan, share: number): Interval => ({
  low: quantileOf(tails, (1 - share) / 2),
  high: quantileOf(tails, (1 + share) / 2),
});
