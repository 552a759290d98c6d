/** Segments: customers grouped by what they are like, each group named by what sets it apart. */
import { clusterStability } from "./cluster-stability.ts";
import { assign } from "./numerics/hungarian.ts";
import { kMeans, lloyd, nearest, type Point } from "./numerics/k-means.ts";
import { namesOf, stillFits } from "./segment-names.ts";
import type { Feature } from "./segment-names.ts";

/**
 * Known figures of one customer, by feature; null or absent where it is not known. Skewed figures
 * are better given as logarithms.
 */
export type Row = Readonly<Record<string, number | null | undefined>>;
/**
 * Mean and standard deviation, that rows are measured by; `complete` where every row had the
 * feature.
 */
/**
 * Plain JSON. `at` in standard deviations from the mean, feature by feature; `size` in rows;
 * `stability` as `clusterStability` has it, absent from segments found before it was looked at.
 */
export type Segments = {
  features: Feature[];
  segments: { name: string; size: number; at: number[]; stability?: number }[];
};

/** A feature counts from this share of rows on that have it. */
const KNOWN = 0.5;

/**
 * The features that tell rows apart: known of enough rows, not the same for all. Summed in order of
 * size: rows in any order sum alike.
 */
function featuresOf(rows: readonly Row[]): Feature[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))].sort().flatMap((name) => {
    const known = rows
      .map((row) => row[name] ?? NaN)
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    if (known.length === 0 || known.length < KNOWN * rows.length) return [];
    const mean = known.reduce((sum, v) => sum + v, 0) / known.length;
    const deviation = Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / known.length);
    return deviation > 1e-9 * Math.max(1, Math.abs(mean))
      ? [{ name, mean, deviation, complete: known.length === rows.length }]
      : [];
  });
}

/**
 * A row in standard units; what is not known of it stands at the mean, and so speaks for no
 * segment.
 */
export const standardised = (row: Row, features: readonly Feature[]): number[] =>
  features.map(({ name, mean, deviation }) => {
    const value = row[name] ?? NaN;
    return Number.isFinite(value) ? (value - mean) / deviation : 0;
  });

/** The segment nearest to a row. */
export const segmentOf = (row: Row, { features, segments }: Segments): number =>
  nearest(
    standardised(row, features),
    segments.map((s) => s.at),
  ).index;

/** A segment keeps its name from this share of rows on that it has in common with the old one. */
const SAME = 0.5;

/** Returns the centres of earlier segments in the standard units of these features. */
const centresIn = (previous: Segments, features: readonly Feature[]): number[][] =>
  previous.segments.map(({ at }) =>
    features.map(({ name, mean, deviation }) => {
      const j = previous.features.findIndex((feature) => feature.name === name);
      if (j < 0) return 0;
      const { mean: meanThen, deviation: deviationThen } = previous.features[j]!;
      return (at[j]! * deviationThen + meanThen - mean) / deviation;
    }),
  );

/**
 * Returns the names that segments have from earlier ones: old and new are matched so that most rows
 * stay together. Null where too few do, or the name no longer says what the segment is like.
 */
function keptNames(
  rows: readonly Row[],
  own: readonly number[],
  centres: readonly Point[],
  features: readonly Feature[],
  previous: Segments,
): (string | null)[] {
  const both = centres.map(() => previous.segments.map(() => 0));
  rows.forEach((row, i) => both[own[i]!]![segmentOf(row, previous)]!++);
  const before = previous.segments.map((_, j) => both.reduce((sum, row) => sum + row[j]!, 0));
  return assign(both).map((j, i) => {
    if (j < 0) return null;
    const size = both[i]!.reduce((sum, n) => sum + n, 0);
    const { name } = previous.segments[j]!;
    const shared = both[i]![j]! / (size + before[j]! - both[i]![j]!);
    return shared >= SAME && stillFits(name, centres[i]!, features) ? name : null;
  });
}

/**
 * At most `k` segments of rows by k-means (MacQueen 1967) over features in standard units, largest
 * first, and which one each row belongs to. Where `previous` ones are as many, they begin at their
 * centres; where they are much the same, they keep their names. The same for any order of rows and
 * the same `seed`; equal rows are always together. Null where nothing tells rows apart: nobody, or
 * all alike.
 */
export function segments(
  rows: readonly Row[],
  k: number,
  seed: number,
  previous: Segments | null = null,
): (Segments & { of: number[] }) | null {
  const features = featuresOf(rows);
  if (features.length === 0 || k < 1) return null;
  const points = rows
    .map((row) => standardised(row, features))
    .sort((a, b) => a.map((v, j) => v - b[j]!).find((difference) => difference !== 0) ?? 0);
  const { centres } =
    previous?.segments.length === k
      ? lloyd(points, centresIn(previous, features))
      : kMeans(points, k, seed);
  const sizes = Array.from(centres, () => 0);
  for (const point of points) sizes[nearest(point, centres).index]!++;
  const ordered = centres
    .map((at, i) => ({ at, size: sizes[i]! }))
    .sort((a, b) => b.size - a.size)
    .map((s) => s.at);
  const own = rows.map((row) => nearest(standardised(row, features), ordered).index);
  const counts = ordered.map((_, i) => own.filter((index) => index === i).length);
  const kept = previous ? keptNames(rows, own, ordered, features, previous) : [];
  const names = namesOf(ordered, features, kept);
  const stability = clusterStability(points, ordered, seed);
  return {
    features,
    segments: ordered.map((at, i) => ({
      name: names[i]!,
      size: counts[i]!,
      at,
      stability: stability[i]!,
    })),
    of: own,
  };
}
