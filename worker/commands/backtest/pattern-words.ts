/** The back-test of affinity and of segments in words. */
import type { SegmentStability } from "../../../shared/scoring/backtest/segment-stability.ts";
import { number, per, row } from "./layout.ts";
import type { GroupedAffinity, Patterns } from "./patterns.ts";

const rankings = {
  confidence: "ours: by the surest rule",
  cosine: "ours: by all rules together",
  popularity: "ours: the most bought they lack",
} as const;

/** Shares told and shares that came of them. */
function toldWords({
  ranking,
  told,
  stated,
  realised,
  popular,
  active,
}: GroupedAffinity): string[] {
  if (ranking === null || told === 0)
    return ["  No rule is more than chance, or nobody could be followed: nothing is said."];
  return [
    row(rankings[ranking], per(stated), per(realised), per(active.realised)),
    row("the most bought they lack", "–", per(popular), per(active.popular)),
    ...(ranking === "popularity"
      ? ["  No rule did clearly better than what is popular: that is named, and said so."]
      : []),
  ];
}

function affinityWords(test: GroupedAffinity): string[] {
  const { by, categories, horizonDays, told, believed, believedInShuffled } = test;
  return [
    `Affinity by ${by}, ${number(categories)} categories: of ${number(told)} customers, share said ` +
      `to buy what is named within ${horizonDays} days, share that did, of those who bought anything new`,
    ...toldWords(test),
    row("rules believed", number(believed)),
    row(
      "rules believed in shuffled books",
      believedInShuffled.toFixed(1),
      ...(believed > 0 ? [per(believedInShuffled / believed)] : []),
    ),
  ];
}

const meanOf = (shares: readonly number[]) =>
  shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);

function segmentWords({ clusters, hidden, resampled, monthly }: SegmentStability): string[] {
  if (clusters === null) return ["Segments: too few customers for any."];
  const customers = clusters.segments.reduce((sum, { size }) => sum + size, 0);
  const moved = (label: string, shares: readonly number[]) =>
    row(label, per(meanOf(shares)), per(Math.max(0, ...shares)));
  return [
    "Segments: customers, share of the book, found again in samples (Jaccard; hidden below 0.75)",
    ...clusters.segments.map(({ name, size, stability = 1 }) =>
      row(
        name.replaceAll("_", " "),
        number(size),
        per(size / customers),
        `${stability.toFixed(2)}${hidden.includes(name) ? " hidden" : ""}`,
      ),
    ),
    "Customers called something else: on average, at worst",
    moved(`looked for afresh in ${resampled.length} samples`, resampled),
    moved(`from month to month, ${monthly.length} times`, monthly),
  ];
}

/** Words on categories and kinds of customers, beside the plain rule and chance. */
export const patternWords = ({ affinity, segments }: Patterns): string[] => [
  ...(affinity.length === 0
    ? ["Affinity: needs a category. Name its column with --map category=Header."]
    : affinity.flatMap(affinityWords)),
  ...segmentWords(segments),
];
