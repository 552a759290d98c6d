/** Clusters: the segments of a book, and where one customer belongs. */
import type { Scores } from "../contract/card.ts";
import { explain } from "./explain.ts";
import type { Measures } from "./measures.ts";
import type { Policy } from "./policy.ts";
import { segmentOf, segments, standardised, type Row, type Segments } from "./segments.ts";

export type Clusters = Segments;
export type Known = Pick<Measures, "rfm" | "satisfaction"> & {
  /** The customer's own figure. */ trust: number | null;
};

/** Any will do; fixed, so that a review of the same book finds them equally stable. */
const SEED = 1;

/**
 * Returns the figures that segments go by: net total, purchases and silence on a log scale, since
 * each is skewed, trust and satisfaction as they are. Null without a purchase.
 */
export function rowOf({ rfm, trust, satisfaction }: Known): Row | null {
  return (
    rfm && {
      value: Math.log1p(Math.max(0, rfm.total)),
      frequency: Math.log1p(rfm.purchases),
      silence: Math.log1p(rfm.recencyDays),
      trust,
      satisfaction,
    }
  );
}

/** Segments found again less well than this are not shown (Hennig 2007). */
const STABLE = 0.75;
/** Returns true for a segment that cards show. */
export const isShown = ({ stability = 1 }: Clusters["segments"][number]): boolean =>
  stability >= STABLE;

/**
 * Returns the segments of all who bought, at most the policy's count; those of the last review are
 * where these begin. Null with fewer than the policy's fewest, or where all are alike.
 */
export function clustersOf(
  population: readonly Known[],
  policy: Policy["clusters"],
  previous: Clusters | null = null,
): Clusters | null {
  const rows = population.map(rowOf).filter((row) => row !== null);
  if (rows.length < policy.fewestCustomers) return null;
  const found = segments(rows, policy.count, SEED, previous);
  return found && { features: found.features, segments: found.segments };
}

/**
 * The card's segment. The points say how much nearer (squared distance, in standard deviations) the
 * customer is to it than to an average customer: with standing z and centre c, ‖z‖² − ‖z − c‖² = Σ
 * c (2z − c), feature by feature. Below zero where the customer is nearer to the average than to
 * any segment. Null without a purchase or without segments, and where the segment would be another
 * one in a sample of the same book.
 */
export function clusterOnCard(known: Known, clusters: Clusters | null): Scores["cluster"] {
  const row = rowOf(known);
  if (!row || !clusters) return null;
  const z = standardised(row, clusters.features);
  const segment = clusters.segments[segmentOf(row, clusters)]!;
  if (!isShown(segment)) return null;
  const { name, size, at } = segment;
  return {
    name,
    size,
    explanation: explain(
      0,
      clusters.features.map((feature, j) => ({
        code: `cluster_${feature.name}`,
        points: at[j]! * (2 * z[j]! - at[j]!),
        parameters: { deviations: z[j]!, centre: at[j]! },
      })),
      known.rfm!.purchases,
    ),
  };
}
