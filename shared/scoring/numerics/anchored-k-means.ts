/**
 * k-means whose centres are drawn towards anchors, so that a sample of the points finds them again.
 */

export type Point = readonly number[];
export type Groups = {
  centres: number[][];
  /** Means of the points of each group; the anchor of a group without any. */ means: number[][];
  sizes: number[];
};

/** An anchor counts for as many points as groups have on average. */
const WEIGHT = 1;
const MOST_ROUNDS = 100;

export const squaredDistance = (a: Point, b: Point): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
};

/** Returns the place of the nearest centre, the first of equals. */
export function nearest(point: Point, centres: readonly Point[]): number {
  let index = 0;
  let least = Infinity;
  for (let i = 0; i < centres.length; i++) {
    const distance = squaredDistance(point, centres[i]!);
    if (distance < least) {
      index = i;
      least = distance;
    }
  }
  return index;
}

/** Returns the sum of the points of each group, and how many they are. */
function sumUp(points: readonly Point[], of: Uint32Array, like: readonly Point[]) {
  const sums = like.map((centre) => centre.map(() => 0));
  const sizes = like.map(() => 0);
  points.forEach((point, i) => {
    const sum = sums[of[i]!]!;
    sizes[of[i]!]!++;
    for (let j = 0; j < sum.length; j++) sum[j]! += point[j]!;
  });
  return { sums, sizes };
}

/**
 * Returns one group for each anchor, some of them perhaps empty. Lloyd's rounds (1982) from
 * `start`: points to the nearest centre, each centre to (Σ points + w · anchor) / (n + w), the mean
 * a posteriori where centres are normal around anchors (Fraley & Raftery 2007), until
 * nothing moves.
 */
export function anchoredKMeans(
  points: readonly Point[],
  anchors: readonly Point[],
  start: readonly Point[] = anchors,
): Groups {
  if (anchors.length === 0) return { centres: [], means: [], sizes: [] };
  const weight = (WEIGHT * points.length) / anchors.length;
  let centres = start.map((centre) => [...centre]);
  const of = new Uint32Array(points.length);
  for (let round = 0; ; round++) {
    let moved = round === 0;
    points.forEach((point, i) => {
      const index = nearest(point, centres);
      if (index !== of[i]) moved = true;
      of[i] = index;
    });
    const { sums, sizes } = sumUp(points, of, centres);
    if (!moved || round === MOST_ROUNDS) {
      const means = sums.map((sum, k) =>
        sizes[k] === 0 ? [...anchors[k]!] : sum.map((value) => value / sizes[k]!),
      );
      return { centres, means, sizes };
    }
    centres = sums.map((sum, k) =>
      sum.map((value, j) => (value + weight * anchors[k]![j]!) / (sizes[k]! + weight)),
    );
  }
}
