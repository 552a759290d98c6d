/** Stability of clusters: how well each is found again in samples of the same points. */
import { anchoredKMeans, nearest, type Point } from "./numerics/anchored-k-means.ts";
import { seeded } from "./numerics/random.ts";

/** Bootstrap samples, and the most points in each. */
const [SAMPLES, ENOUGH] = [20, 1000];

/**
 * Returns for each centre the mean over bootstrap samples of the largest Jaccard similarity between
 * its points in the sample and those of any cluster found in the sample alone, from the same
 * anchors (Hennig 2007, "Cluster-wise assessment of cluster stability"). 0 to 1; under 0.75 a
 * cluster is not to be trusted. Points in the same order give the same answer.
 */
export function clusterStability(
  points: readonly Point[],
  centres: readonly Point[],
  anchors: readonly Point[],
  seed: number,
): number[] {
  const random = seeded(seed);
  const sums = centres.map(() => 0);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const drawn = new Set<Point>();
    const some = Array.from({ length: Math.min(points.length, ENOUGH) }, () => {
      const point = points[Math.floor(random.uniform() * points.length)]!;
      drawn.add(point);
      return point;
    });
    const again = anchoredKMeans(some, anchors).centres;
    const both = centres.map(() => again.map(() => 0));
    for (const point of drawn) both[nearest(point, centres)]![nearest(point, again)]!++;
    const ofAgain = again.map((_, j) => both.reduce((sum, row) => sum + row[j]!, 0));
    both.forEach((row, i) => {
      const own = row.reduce((sum, n) => sum + n, 0);
      sums[i]! += Math.max(...row.map((n, j) => n / Math.max(1, own + ofAgain[j]! - n)));
    });
  }
  return sums.map((sum) => sum / SAMPLES);
}
