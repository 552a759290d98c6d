/** Segments: customers grouped around kinds that every book has, where this book has them. */
import { clusterStability } from "./cluster-stability.ts";
import { anchoredKMeans, nearest, type Groups, type Point } from "./numerics/anchored-k-means.ts";
import { KIND_FEATURES, kindsIn, nameOf, type Anchor } from "./segment-kinds.ts";

/**
 * Known figures of one customer, by feature; null or absent where it is not known. Skewed figures
 * are better given as logarithms. Features that no kind goes by are left out.
 */
export type Row = Readonly<Record<string, number | null | undefined>>;
/** Mean and standard deviation, that rows are measured by. */
export type Feature = { name: string; mean: number; deviation: number };
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
  return KIND_FEATURES.flatMap((name) => {
    const known = rows
      .map((row) => row[name] ?? NaN)
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    if (known.length === 0 || known.length < KNOWN * rows.length) return [];
    const mean = known.reduce((sum, v) => sum + v, 0) / known.length;
    const deviation = Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / known.length);
    return deviation > 1e-9 * Math.max(1, Math.abs(mean)) ? [{ name, mean, deviation }] : [];
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
  );

/** Returns where the earlier segment of a kind was, in the standard units of these features. */
function centreOf(kind: Anchor, previous: Segments | null, features: readonly Feature[]): number[] {
  const names = features.map(({ name }) => name);
  const before = previous?.segments.find(({ name }) => name === nameOf(kind, kind.at, names));
  return features.map(({ name, mean, deviation }, j) => {
    const then = previous?.features.findIndex((feature) => feature.name === name) ?? -1;
    if (!before || then < 0) return kind.at[j]!;
    const { mean: meanThen, deviation: deviationThen } = previous!.features[then]!;
    return (before.at[then]! * deviationThen + meanThen - mean) / deviation;
  });
}

type Grouped = { kinds: Anchor[]; names: string[]; groups: Groups };

/**
 * Groups points around kinds. A kind that nobody is of is left out, as is one whose customers are
 * not like it, or are called what a larger group is called already.
 */
function groupByKind(
  points: readonly Point[],
  all: readonly Anchor[],
  features: readonly Feature[],
  previous: Segments | null,
): Grouped {
  const featureNames = features.map(({ name }) => name);
  for (let kinds = [...all]; ;) {
    const groups = anchoredKMeans(
      points,
      kinds.map(({ at }) => at),
      kinds.map((kind) => centreOf(kind, previous, features)),
    );
    const { sizes, means } = groups;
    const names = kinds.map((kind, i) =>
      sizes[i] === 0 ? null : nameOf(kind, means[i]!, featureNames),
    );
    const isLeftOut = (name: string | null, i: number) =>
      name === null ||
      names.some((other, j) => other === name && sizes[j]! > sizes[i]!) ||
      names.indexOf(name) < i;
    const out = names.findLastIndex(isLeftOut);
    if (out < 0) return { kinds, names: names.map((name) => name!), groups };
    kinds = kinds.filter((_, i) => i !== out);
  }
}

/**
 * At most `k` segments of rows, largest first, and which one each row belongs to: groups in
 * standard units around the kinds of customers that books have (`segment-kinds.ts`), each called
 * by its kind. They begin where `previous` ones are. The same for any order of rows and the same
 * `seed`; equal rows are always together. Null where nothing tells rows apart: nobody, or all
 * alike.
 */
export function segments(
  rows: readonly Row[],
  k: number,
  seed: number,
  previous: Segments | null = null,
): (Segments & { of: number[] }) | null {
  const features = featuresOf(rows);
  const points = rows
    .map((row) => standardised(row, features))
    .sort((a, b) => a.map((v, j) => v - b[j]!).find((difference) => difference !== 0) ?? 0);
  const inBook = kindsIn(
    features.map(({ name }) => name),
    k,
  );
  const { kinds, names, groups } = groupByKind(points, inBook, features, previous);
  if (kinds.length === 0) return null;
  const stability = clusterStability(
    points,
    groups.centres,
    kinds.map(({ at }) => at),
    seed,
  );
  const found = kinds
    .map((_, i) => ({
      name: names[i]!,
      size: groups.sizes[i]!,
      at: groups.centres[i]!,
      stability: stability[i]!,
    }))
    .sort((a, b) => b.size - a.size);
  const centres = found.map(({ at }) => at);
  const of = rows.map((row) => nearest(standardised(row, features), centres));
  return { features, segments: found, of };
}
