/** Back-tests what a book says of categories and of kinds of customers. */
import {
  affinityBackTest,
  type AffinityBackTest,
} from "../../../shared/scoring/backtest/affinity-back-test.ts";
import type { Recorded } from "../../../shared/scoring/backtest/chance-model.ts";
import {
  monthlyReviews,
  segmentStability,
  type SegmentStability,
} from "../../../shared/scoring/backtest/segment-stability.ts";
import type { Window } from "../../../shared/scoring/backtest/windows.ts";
import { defaultPolicy } from "../../../shared/scoring/index.ts";
import type { CategoryLedger } from "./category-ledger.ts";

/** A way to make categories of what a file has; null from it leaves a line out. */
export type Grouping = { name: string; of: (category: string) => string | null };

/** A file's own categories. */
export const asInFile: Grouping = { name: "category", of: (category) => category };

export type GroupedAffinity = AffinityBackTest & {
  by: string;
  categories: number;
  horizonDays: number;
};

/** Plain JSON. */
export type Patterns = {
  /** Empty where the file has no categories. */
  affinity: GroupedAffinity[];
  segments: SegmentStability;
};

/** Shuffled books that rules are counted in. */
const SHUFFLED = 5;

/** Affinity as of the first day of a window, followed to its end or for the policy's horizon. */
function affinityIn(
  recorded: readonly Recorded[],
  ledger: CategoryLedger,
  { at, to }: Window,
  { name, of }: Grouping,
): GroupedAffinity {
  const records = new Map(recorded.map(({ id, record }) => [id, record]));
  const book = [...ledger.firstBought(of)].map(([id, bought]) => ({
    bought,
    record: records.get(id) ?? null,
  }));
  const horizonDays = Math.min(defaultPolicy.affinity.horizonDays, to - at);
  const policy = { ...defaultPolicy.affinity, horizonDays };
  const categories = new Set(book.flatMap(({ bought }) => bought.map(({ category }) => category)))
    .size;
  return { by: name, categories, horizonDays, ...affinityBackTest(book, at, policy, SHUFFLED) };
}

/**
 * Tests affinity in a window, by each way of making categories, and segments as of its last day and
 * of the months before.
 */
export const patternsIn = (
  book: readonly Recorded[],
  categories: CategoryLedger,
  window: Window,
  groupings: readonly Grouping[],
): Patterns => ({
  affinity: categories.isEmpty()
    ? []
    : groupings.map((grouping) => affinityIn(book, categories, window, grouping)),
  segments: segmentStability(monthlyReviews(book, window.to), defaultPolicy.clusters),
});
