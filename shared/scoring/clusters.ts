/** Clusters: the segments of a book, and where one customer belongs. */
import type { Scores } from "../contract/card.ts";
import type { StageName, TierName } from "../contract/fields.ts";
import { explain } from "./explain.ts";
import type { Measures } from "./measures.ts";
import type { Policy } from "./policy.ts";
import { segmentOf, segments, standardised, type Row, type Segments } from "./segments.ts";

export type Clusters = Segments;
export type Known = Pick<Measures, "rfm" | "satisfaction"> & {
  /** The customer's own figure. */ trust: number | null;
};

/** The tier and stage that the words of a card's segment must agree with. */
type Standing = { tier: TierName; stage: StageName };

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

const IS_LEAVING: readonly StageName[] = ["at_risk", "churned"];

/**
 * Those words of a segment's name that are true of the customer: they stand on that side of the
 * book's mean themselves, and neither tier nor stage contradicts it. A small customer who fell
 * silent may be called large, for those words are of the past. Null where none is true.
 */
function ownName(
  name: string,
  deviationsOf: (feature: string) => number,
  { tier, stage }: Standing,
): string | null {
  const words = [...name.matchAll(/([a-z]+)_(high|low)/g)].map(([word, feature, side]) => ({
    word,
    isTrue: (side === "high" ? 1 : -1) * deviationsOf(feature!) > 0,
  }));
  const isSilent = IS_LEAVING.includes(stage);
  const contradicted = [isSilent ? "silence_low" : "silence_high"];
  const isOfThePast = isSilent && words.some((one) => one.isTrue && one.word === "silence_high");
  if (tier === "high") contradicted.push("value_low");
  if (tier === "low" && !isOfThePast) contradicted.push("value_high");
  const said = words.filter(({ word, isTrue }) => isTrue && !contradicted.includes(word));
  return said.length === 0 ? null : said.map(({ word }) => word).join("_");
}

/** The name of the segment nearest to a customer; null without one that is shown. */
export function segmentName(known: Known, clusters: Clusters | null): string | null {
  const row = rowOf(known);
  const segment = row && clusters && clusters.segments[segmentOf(row, clusters)];
  return segment && isShown(segment) ? segment.name : null;
}

/**
 * The card's segment, called by what is true of the customer too. The points say how much nearer (squared distance, in standard deviations) the
 * customer is to it than to an average customer: with standing z and centre c, ‖z‖² − ‖z − c‖² = Σ
 * c (2z − c), feature by feature. Below zero where the customer is nearer to the average than to
 * any segment. Null without a purchase or without segments, where the segment would be another one
 * in a sample of the same book, and where none of its words is true of the customer.
 */
export function clusterOnCard(
  known: Known,
  clusters: Clusters | null,
  standing: Standing,
): Scores["cluster"] {
  const row = rowOf(known);
  if (!row || !clusters) return null;
  const z = standardised(row, clusters.features);
  const segment = clusters.segments[segmentOf(row, clusters)]!;
  if (!isShown(segment)) return null;
  const { size, at } = segment;
  const deviations = new Map(clusters.features.map((feature, j) => [feature.name, z[j]!]));
  const name = ownName(segment.name, (feature) => deviations.get(feature) ?? 0, standing);
  if (name === null) return null;
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
