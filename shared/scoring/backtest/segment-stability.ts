/**
 * Back-test of segments: how many customers would be called something else by chance or in time.
 */
import { clustersOf, isShown, rowOf, type Clusters, type Known } from "../clusters.ts";
import { seeded } from "../numerics/random.ts";
import type { Policy } from "../policy.ts";
import { segmentOf } from "../segments.ts";
import type { Recorded } from "./chance-model.ts";
import { sightingAt } from "./purchase-record.ts";
import { silenceAt } from "./silence-at.ts";

/** Plain JSON. */
export type SegmentStability = {
  /** The segments of the latest review, or null where it finds none. */
  clusters: Clusters | null;
  /** Names of segments that cards do not show: a sample of the book has others in their place. */
  hidden: string[];
  /**
   * Share of customers called something else by segments that were looked for in a sample, knowing
   * nothing of the others; 0 to 1, for each sample.
   */
  resampled: number[];
  /** The same by each review but the first, of the same customers on the same day. */
  monthly: number[];
};

const SEED = 3;
const MONTH = 30;

/**
 * Measures a book as reviews would on `count` days a month apart, the last of them `last` (since
 * 1970). A day's purchases count as one order.
 */
export const monthlyReviews = (book: readonly Recorded[], last: number, count = 6): Known[][] =>
  Array.from({ length: count }, (_, i) => last - (count - 1 - i) * MONTH).map((day) =>
    book.map(({ record }) => {
      const seen = sightingAt(record, day);
      const rfm = seen && {
        recencyDays: silenceAt(record, day)!,
        purchases: seen.frequency + 1,
        total: seen.spent,
      };
      return { rfm, trust: null, satisfaction: null };
    }),
  );

/** Returns the share of customers called by different names, of those whom both fits show one. */
function renamed(population: readonly Known[], one: Clusters, other: Clusters): number {
  const pairs = population
    .map(rowOf)
    .filter((row) => row !== null)
    .map((row) => [one, other].map((fit) => fit.segments[segmentOf(row, fit)]!))
    .filter((pair) => pair.every(isShown));
  const different = pairs.filter(([p, q]) => p!.name !== q!.name);
  return different.length / Math.max(1, pairs.length);
}

/**
 * Fits segments review after review, each beginning at those of the last, and afresh to samples of
 * the last book drawn with replacement. `reviews` are the measures of the same book at one moment
 * after another, as a rule a month apart.
 */
export function segmentStability(
  reviews: readonly (readonly Known[])[],
  policy: Policy["clusters"],
  samples = 10,
): SegmentStability {
  let clusters: Clusters | null = null;
  const monthly: number[] = [];
  for (const population of reviews) {
    const next: Clusters | null = clustersOf(population, policy, clusters);
    if (clusters && next) monthly.push(renamed(population, clusters, next));
    clusters = next;
  }
  const latest = reviews.at(-1) ?? [];
  const random = seeded(SEED);
  const resampled = Array.from({ length: clusters ? samples : 0 }, () => {
    const sample = latest.map(() => latest[Math.floor(random.uniform() * latest.length)]!);
    const again = clustersOf(sample, policy);
    return again && clusters ? renamed(latest, clusters, again) : 1;
  });
  const hidden = clusters?.segments.filter((one) => !isShown(one)).map(({ name }) => name) ?? [];
  return { clusters, hidden, resampled, monthly };
}
