/**
 * RFM (Hughes 1994): how recently, how often and for how much a customer bought, each in fifths of
 * the book.
 */
import type { Scores } from "../contract/card.ts";
import { explain } from "./explain.ts";

/**
 * Days since the last purchase day, distinct orders that came to more than nothing, net total in
 * minor units.
 */
export type RfmValues = { recencyDays: number; purchases: number; total: number };
type Cuts = [number, number, number, number];
export type RfmCuts = { recency: Cuts; frequency: Cuts; monetary: Cuts };
export type RfmScores = { recency: number; frequency: number; monetary: number; segment: string };

/** Fifths of fewer customers than this say nothing. */
const FEWEST = 5;

/**
 * Where the fifths of a book are cut. Equal values share the middle of the ranks they take up, and
 * a fifth holds the middle ranks up to k/5: with so many `below` a value and so many `atMost` it,
 * the value is past the k-th cut where 5 (below + atMost) / 2n > k, or >= k with `from`. A cut lies
 * half-way between neighbours, so that a value seen later falls to the nearer one.
 */
function fifths(values: readonly number[], side: "past" | "from"): Cuts {
  const sorted = [...values].sort((a, b) => a - b);
  const cutAt = (k: number): number => {
    for (let below = 0; below < sorted.length;) {
      const value = sorted[below]!;
      let atMost = below + 1;
      while (sorted[atMost] === value) atMost++;
      const [rank, cut] = [5 * (below + atMost), 2 * k * sorted.length];
      if (rank > cut || (side === "from" && rank === cut)) {
        return below === 0 ? value - 1 : (sorted[below - 1]! + value) / 2;
      }
      below = atMost;
    }
    return sorted.at(-1)!;
  };
  return [cutAt(1), cutAt(2), cutAt(3), cutAt(4)];
}

/**
 * The cuts of a book, by middle ranks; null with fewer than five customers who bought. Days count
 * from the other end, so that a rank on the edge of two fifths gets the lower score in all three.
 */
export function rfmCuts(customers: readonly RfmValues[]): RfmCuts | null {
  if (customers.length < FEWEST) return null;
  return {
    recency: fifths(
      customers.map((c) => c.recencyDays),
      "from",
    ),
    frequency: fifths(
      customers.map((c) => c.purchases),
      "past",
    ),
    monetary: fifths(
      customers.map((c) => c.total),
      "past",
    ),
  };
}

/** Segments by recency (rows, 5 first) and frequency (columns, 1 first): the usual 5×5 map. */
const SEGMENTS: Record<number, readonly string[]> = {
  5: ["new_customers", "potential_loyalists", "potential_loyalists", "champions", "champions"],
  4: ["promising", "potential_loyalists", "potential_loyalists", "loyal", "loyal"],
  3: ["about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"],
  2: ["hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"],
  1: ["hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"],
};

/** The segment of a recency and a frequency, 1 to 5 each. */
export const segmentOfFifths = (recency: number, frequency: number): string =>
  SEGMENTS[recency]![frequency - 1]!;

/** Scores 1 to 5, 5 the best, by cuts of `rfmCuts`: equal values get equal scores. */
export function rfmScore(values: RfmValues, cuts: RfmCuts): RfmScores {
  const fifth = (value: number, at: Cuts) => 1 + at.filter((cut) => value > cut).length;
  const recency = 6 - fifth(values.recencyDays, cuts.recency);
  const frequency = fifth(values.purchases, cuts.frequency);
  return {
    recency,
    frequency,
    monetary: fifth(values.total, cuts.monetary),
    segment: segmentOfFifths(recency, frequency),
  };
}

/**
 * Scores every customer of a book against that book; null for each where it is too small for
 * fifths.
 */
export function rfm<C extends RfmValues>(
  customers: readonly C[],
): (C & { scores: RfmScores | null })[] {
  const cuts = rfmCuts(customers);
  return customers.map((c) => ({ ...c, scores: cuts && rfmScore(c, cuts) }));
}

/**
 * The card's RFM, explained by its three fifths (3 to 15 together); null without a purchase or
 * without cuts.
 */
export function rfmOnCard(values: RfmValues | null, cuts: RfmCuts | null): Scores["rfm"] {
  if (!values || !cuts) return null;
  const scores = rfmScore(values, cuts);
  return {
    ...scores,
    ...values,
    explanation: explain(
      0,
      [
        { code: "rfm_recency", points: scores.recency, parameters: { days: values.recencyDays } },
        {
          code: "rfm_frequency",
          points: scores.frequency,
          parameters: { purchases: values.purchases },
        },
        {
          code: "rfm_monetary",
          points: scores.monetary,
          parameters: { totalAmount: values.total },
        },
      ],
      values.purchases,
    ),
  };
}
