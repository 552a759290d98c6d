/** Themes of answers: what promoters say more often than detractors, and the other way round. */
import { logOddsOf, type WordCounts, type WordOdds } from "./log-odds.ts";
import { termsOf } from "./terms-of.ts";

/** Words of one person. */
export type Said = {
  personId: string;
  group: "promoter" | "passive" | "detractor";
  text: string;
  /** BCP 47. */ language: string;
};
export type Theme = { term: string; /** People who said it. */ people: number } & WordOdds;
export type Themes = {
  promoters: number;
  detractors: number;
  /** The clearest first; of promoters positive, of detractors negative. */ terms: Theme[];
};

/** People below which a term is not shown. */
export const FEWEST_SAYING = 5;
/** Weight of the prior, in words: few answers say little about any word. */
const PRIOR_WORDS = 50;
/** Terms of each side at most. */
const MOST_TERMS = 12;

/** Counts by how many people a term was said; who repeats it counts once. */
function countPeople(people: Iterable<ReadonlySet<string>>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const terms of people)
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** Joins the terms of each person: by group, and over all of them. */
function termsByPerson(said: readonly Said[], group: Said["group"] | null) {
  const people = new Map<string, Set<string>>();
  for (const one of said) {
    if (group !== null && one.group !== group) continue;
    const before = people.get(one.personId) ?? new Set<string>();
    people.set(one.personId, new Set([...before, ...termsOf(one.text, one.language)]));
  }
  return people;
}

/** Ranks by how clearly a term tells the groups apart; equal ones by their letters. */
const byClearness = (one: Theme, other: Theme): number =>
  Math.abs(other.z) - Math.abs(one.z) || (one.term < other.term ? -1 : 1);

/**
 * Returns the themes of answers. Each person counts once a term and a group, and a term of fewer
 * than five people is not shown, though it counts among the words of its group.
 */
export function themesOf(said: readonly Said[]): Themes {
  const sides = {
    promoter: termsByPerson(said, "promoter"),
    detractor: termsByPerson(said, "detractor"),
  };
  const all: WordCounts = countPeople(termsByPerson(said, null).values());
  const [up, down] = [countPeople(sides.promoter.values()), countPeople(sides.detractor.values())];
  const found = [...logOddsOf(up, down, all, PRIOR_WORDS)]
    .map(([term, odds]) => ({ term, people: all.get(term) ?? 0, ...odds }))
    // As many of the side that it is told of: else what few of them said could be computed.
    .filter(({ term, logOdds }) => ((logOdds > 0 ? up : down).get(term) ?? 0) >= FEWEST_SAYING)
    .toSorted(byClearness);
  const isComparable =
    sides.promoter.size >= FEWEST_SAYING && sides.detractor.size >= FEWEST_SAYING;
  return {
    promoters: sides.promoter.size,
    detractors: sides.detractor.size,
    terms: isComparable
      ? [
          ...found.filter(({ logOdds }) => logOdds > 0).slice(0, MOST_TERMS),
          ...found.filter(({ logOdds }) => logOdds < 0).slice(0, MOST_TERMS),
        ]
      : [],
  };
}
