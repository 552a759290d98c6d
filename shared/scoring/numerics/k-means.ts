/** k-means: points in groups, each around its own mean, as tight as can be found. */
import { seeded, type Random } from "./random.ts";

export type Point = readonly number[];
export type Groups = {
  centres: number[][];
  /** The group of each point. */ of: number[];
  /** Sum of squared distances to the own centre. */ spread: number;
};

/**
 * From so many beginnings the tightest groups are taken; where there are more points than `ENOUGH`,
 * of so many evenly picked ones.
 */
const RESTARTS = 8;
const ENOUGH = 2000;
const MOST_ROUNDS = 100;

export const squaredDistance = (a: Point, b: Point): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
};

/** The nearest centre, the first of equals, and its squared distance. */
export function nearest(
  point: Point,
  centres: readonly Point[],
): { index: number; distance: number } {
  let index = 0;
  let distance = Infinity;
  for (let i = 0; i < centres.length; i++) {
    const d = squaredDistance(point, centres[i]!);
    if (d < distance) {
      index = i;
      distance = d;
    }
  }
  return { index, distance };
}

/**
 * k-means++ (Arthur & Vassilvitskii 2007): each further centre is a point, drawn by its squared
 * distance to those before.
 */
function seeds(points: readonly Point[], k: number, random: Random): number[][] {
  const centres = [[...points[Math.floor(random.uniform() * points.length)]!]];
  const distances = points.map(() => Infinity);
  while (centres.length < k) {
    let total = 0;
    points.forEach((p, i) => {
      total += distances[i] = Math.min(distances[i]!, squaredDistance(p, centres.at(-1)!));
    });
    // No more different points than centres.
    if (total === 0) break;
    let left = random.uniform() * total;
    let drawn = distances.findIndex((d) => d > 0 && (left -= d) < 0);
    if (drawn < 0) drawn = distances.findLastIndex((d) => d > 0);
    centres.push([...points[drawn]!]);
  }
  return centres;
}

/**
 * Lloyd's rounds (1957, 1982): to the nearest centre, centres to their means, until nothing moves.
 */
export function lloyd(points: readonly Point[], centres: number[][]): Groups {
  let of: number[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const found = points.map((p) => nearest(p, centres));
    const moved = found.some(({ index }, i) => index !== of[i]);
    of = found.map((f) => f.index);
    if (!moved) break;
    const sums = centres.map((c) => c.map(() => 0));
    const counts = centres.map(() => 0);
    points.forEach((p, i) => {
      counts[of[i]!]!++;
      p.forEach((v, j) => {
        sums[of[i]!]![j]! += v;
      });
    });
    // A centre that lost all its points begins anew at the point that is worst off.
    const worst = found.reduce((w, f, i) => (f.distance > found[w]!.distance ? i : w), 0);
    centres = sums.map((sum, k) =>
      counts[k] === 0 ? [...points[worst]!] : sum.map((v) => v / counts[k]!),
    );
  }
  const last = points.map((p) => nearest(p, centres));
  return {
    centres,
    of: last.map((l) => l.index),
    spread: last.reduce((sum, l) => sum + l.distance, 0),
  };
}

/**
 * At most `k` groups of points, all as long as each other; fewer where fewer are different, none
 * without points. Several beginnings, drawn by `seed`; points in the same order give the same
 * groups.
 */
export function kMeans(
  points: readonly Point[],
  k: number,
  seed: number,
  restarts = RESTARTS,
): Groups {
  if (points.length === 0) return { centres: [], of: [], spread: 0 };
  const random = seeded(seed);
  const step = Math.ceil(points.length / ENOUGH);
  const some = points.filter((_, i) => i % step === 0);
  const tries = Array.from({ length: restarts }, () => lloyd(some, seeds(some, k, random)));
  const best = tries.reduce((a, b) => (b.spread < a.spread ? b : a));
  return step === 1 ? best : lloyd(points, best.centres);
}
