/** Segments: customers grouped by what they are like, each group named by what sets it apart. */
import { kMeans, nearest } from "./numerics/k-means.ts";
import { namesOf } from "./segment-names.ts";
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
/** Plain JSON. `at` in standard deviations from the mean, feature by feature; `size` in rows. */
export type Segments = {
  features: Feature[];
  segments: { name: string; size: number; at: number[] }[];
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

/**
 * At most `k` segments of rows by k-means (MacQueen 1967) over features in standard units, largest
 * first, and which one each row belongs to. The same for any order of rows and the same `seed`;
 * equal rows are always together. Null where nothing tells rows apart: nobody, or all alike.
 */
export function segments(
  rows: readonly Row[],
  k: number,
  seed: number,
): (Segments & { of: number[] }) | null {
  const features = featuresOf(rows);
  if (features.length === 0 || k < 1) return null;
  const points = rows
    .map((row) => standardised(row, features))
    .sort((a, b) => a.map((v, j) => v - b[j]!).find((difference) => difference !== 0) ?? 0);
  const { centres, of } = kMeans(points, k, seed);
  const sizes = (indices: readonly number[]) =>
    centres.map((_, i) => indices.filter((index) => index === i).length);
  const bySize = sizes(of);
  const ordered = centres
    .map((at, i) => ({ at, size: bySize[i]! }))
    .sort((a, b) => b.size - a.size)
    .map((s) => s.at);
  const own = rows.map((row) => nearest(standardised(row, features), ordered).index);
  const counts = sizes(own);
  const names = namesOf(ordered, features);
  return {
    features,
    segments: ordered.map((at, i) => ({ name: names[i]!, size: counts[i]!, at })),
    of: own,
  };
}
