/** The kinds of customers that segments are looked for around, and what they are called. */

/**
 * A kind: where its customers stand, in standard deviations from the book's mean, feature by
 * feature (0 where absent), and the features that name it, the most telling first.
 */
type Kind = {
  at: Readonly<Partial<Record<string, number>>>;
  named: readonly string[];
  /** The most features in its name. */ words: number;
};

/** In the order in which they are looked for where there may be only few. */
const KINDS: readonly Kind[] = [
  {
    at: { frequency: 1.2, silence: -1, value: 1.2 },
    named: ["frequency", "value", "silence"],
    words: 2,
  },
  {
    at: { frequency: -1, silence: 0.8, value: -1 },
    named: ["frequency", "silence", "value"],
    words: 2,
  },
  { at: { frequency: 0.4, silence: 0.6, value: 0.5 }, named: ["silence", "value"], words: 2 },
  { at: { frequency: -0.4, silence: -1, value: -0.4 }, named: ["silence"], words: 1 },
  { at: { satisfaction: -1.2 }, named: ["satisfaction"], words: 1 },
  { at: { trust: -1.2 }, named: ["trust"], words: 1 },
];

/** A kind in the features of a book: its anchor, and the sides of the mean that may name it. */
export type Anchor = {
  at: number[];
  sides: { feature: number; side: 1 | -1 }[];
  words: number;
};

/** The features that kinds go by. */
export const KIND_FEATURES: readonly string[] = [
  ...new Set(KINDS.flatMap(({ at }) => Object.keys(at))),
].sort();

/** Means closer to the book's, in standard deviations, are on neither side: rounding. */
const NEITHER = 1e-9;

/**
 * Returns what a group of a kind is called by the mean of its customers: by the most telling
 * features in which they are on the kind's side of the book's mean. Null where they are in none.
 */
export function nameOf(
  { sides, words }: Anchor,
  mean: readonly number[],
  features: readonly string[],
): string | null {
  const named = sides
    .filter(({ feature, side }) => side * mean[feature]! > NEITHER)
    .slice(0, words)
    .map(({ feature, side }) => `${features[feature]}_${side > 0 ? "high" : "low"}`);
  return named.length === 0 ? null : named.sort().join("_");
}

/**
 * Returns the first `most` kinds that a book with these features can have: those that would have
 * different names.
 */
export function kindsIn(features: readonly string[], most: number): Anchor[] {
  const found = new Map<string, Anchor>();
  for (const { at, named, words } of KINDS) {
    const sides = named
      .filter((name) => features.includes(name))
      .map((name) => ({
        feature: features.indexOf(name),
        side: at[name]! > 0 ? (1 as const) : (-1 as const),
      }));
    const kind = { at: features.map((feature) => at[feature] ?? 0), sides, words };
    const name = nameOf(kind, kind.at, features);
    if (name !== null && !found.has(name)) found.set(name, kind);
  }
  return [...found.values()].slice(0, most);
}
