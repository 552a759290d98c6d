/** Back-test of affinity on a period that nothing of it was chosen on. */
import { mostBought, buyersOf } from "../affinity.ts";
import { affinityRules, CATEGORIES } from "../affinity/affinity-rules.ts";
import { fitAffinity, tellsBefore, type Affinity, type Bought } from "../affinity/fit-affinity.ts";
import { nextCategory } from "../affinity/next-category.ts";
import { swapRandomise } from "../numerics/swap-randomise.ts";
import type { Policy } from "../policy.ts";
import type { PurchaseRecord } from "./purchase-record.ts";
import { silenceAt } from "./silence-at.ts";

/** The categories one customer first bought, and when: days since 1970. */
export type FirstBought = readonly { category: string; day: number }[];
/** The same with all their purchase days; null where they are not known. */
export type CategoryBuyer = { bought: FirstBought; record: PurchaseRecord | null };

export type AffinityBackTest = {
  ranking: Affinity["ranking"] | null;
  /** Customers told a category at the cut, and shares of them, 0 to 1. */
  told: number;
  stated: number;
  realised: number;
  /** Share of the same customers who bought the most bought category that they lacked. */
  popular: number;
  /** The same two of those alone who bought anything new after the cut. */
  active: { customers: number; realised: number; popular: number };
  /** Rules believed of what was bought up to a horizon before the cut, and in shuffled books. */
  believed: number;
  believedInShuffled: number;
};

const SEED = 2;

/** Returns what customers had bought by the end of a day, and first bought in the horizon to it. */
function known(book: readonly CategoryBuyer[], day: number, horizon: number): Bought[] {
  const first = book.reduce(
    (least, { bought }) => bought.reduce((min, b) => Math.min(min, b.day), least),
    Infinity,
  );
  const isOld = tellsBefore(day - first, horizon);
  return book.map(({ bought, record }) => {
    const between = (from: number, to: number) =>
      bought.filter((b) => b.day > from && b.day <= to).map((b) => b.category);
    return {
      categories: between(-Infinity, day),
      since: between(day - horizon, day),
      ...(isOld && { before: between(day - 2 * horizon, day - horizon) }),
      silentThen: silenceAt(record, day - horizon),
    };
  });
}

/** Counts the rules believed in books with the same margins, on average. */
function believedInShuffled(
  baskets: readonly (readonly string[])[],
  policy: Policy["affinity"],
  books: number,
): number {
  const names = mostBought(buyersOf(baskets), policy.fewestBuyers, CATEGORIES);
  const number = new Map(names.map((name, i) => [name, i]));
  const numbered = baskets.map((basket) =>
    [...new Set(basket)].map((name) => number.get(name) ?? -1).filter((i) => i >= 0),
  );
  let believed = 0;
  for (const rows of swapRandomise(numbered, names.length, books, SEED)) {
    const shuffled = rows.map((row) => Array.from(row, (i) => names[i]!));
    believed += affinityRules(shuffled, policy).length;
  }
  return believed / books;
}

/**
 * Fits affinity to a book as it was at the end of the day `cut`, and follows everybody who is told
 * a category for the policy's horizon. Null where nobody is told anything. `books` shuffled books
 * are looked at.
 */
export function affinityBackTest(
  book: readonly CategoryBuyer[],
  cut: number,
  policy: Policy["affinity"],
  books = 3,
): AffinityBackTest {
  const then = known(book, cut, policy.horizonDays);
  const after = known(book, cut + policy.horizonDays, policy.horizonDays);
  const affinity = fitAffinity(then, policy);
  const baskets = known(book, cut - policy.horizonDays, 0).map(({ categories }) => categories);
  const popular = affinity?.categories.map(({ category }) => category) ?? [];
  const followed = then.flatMap(({ categories }, i) => {
    const told = nextCategory(categories, affinity, silenceAt(book[i]!.record, cut));
    if (!told?.backTest) return [];
    const plain = popular.find((name) => !categories.includes(name));
    const { since } = after[i]!;
    return {
      stated: told.backTest.rate,
      realised: Number(since.includes(told.category)),
      popular: Number(plain !== undefined && since.includes(plain)),
      active: since.length > 0,
    };
  });
  const active = followed.filter((one) => one.active);
  const share = (of: typeof followed, what: "stated" | "realised" | "popular") =>
    of.reduce((sum, one) => sum + one[what], 0) / Math.max(1, of.length);
  return {
    ranking: affinity?.ranking ?? null,
    told: followed.length,
    stated: share(followed, "stated"),
    realised: share(followed, "realised"),
    popular: share(followed, "popular"),
    active: {
      customers: active.length,
      realised: share(active, "realised"),
      popular: share(active, "popular"),
    },
    believed: affinity?.believed ?? 0,
    believedInShuffled: believedInShuffled(baskets, policy, books),
  };
}
