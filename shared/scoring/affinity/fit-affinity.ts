/**
 * Affinity of a book: rules learned from what customers bought up to a day, judged by what they
 * bought after it.
 */
import { buyersOf, mostBought, type AffinityRule } from "../affinity.ts";
import type { Policy } from "../policy.ts";
import { affinityRules, CATEGORIES } from "./affinity-rules.ts";
import { pick, rulesFor, type Pick, type Ranking } from "./rank.ts";
import { silenceFactors, type SilenceFactors } from "./silence-factors.ts";

/** Customers, and those of them who bought within the horizon. */
export type Followed = { customers: number; bought: number };

/** A category of the book as the back-test found it. */
export type CategoryRecord = {
  category: string;
  /** Customers who have bought it by now. */
  buyers: number;
  lacked: Followed;
  /** Of those, the ones for whom it came first. */
  first: Followed;
  /**
   * Share to expect of those for whom it comes first: drawn towards that of all who lacked it,
   * times what coming first brought in all categories.
   */
  rate: number;
};

/** Plain JSON. */
export type Affinity = {
  /** Chosen by the back-test: the plain rule unless another was clearly better. */
  ranking: Ranking;
  horizonDays: number;
  /** Rules believed in the book of a horizon ago, and those of them that the ranking uses. */
  believed: number;
  rules: AffinityRule[];
  /** The most bought first. */
  categories: CategoryRecord[];
  /** Absent where nobody's silence is on record. */
  silence?: SilenceFactors;
  /** The ranking's first picks a horizon ago, and the plain rule's for all customers. */
  backTest: { first: Followed; popular: Followed };
};

/** Categories of one customer: all that they bought, and those first bought within the horizon. */
export type Bought = {
  categories: readonly string[];
  since: readonly string[];
  /** Those first bought in the horizon before that; absent where the book is too young to tell. */
  before?: readonly string[];
  /** Days since their last purchase as of a horizon ago; null or absent where not known. */
  silentThen?: number | null;
};

type Past = { had: ReadonlySet<string>; after: ReadonlySet<string>; silentThen: number | null };
type Told = { pick: Pick; bought: boolean } | null;

/** Deviations by which a ranking must beat the plain rule: one chance in a hundred. */
const CLEARLY = 2.33;

/** Tells each customer of the past what a ranking put first. */
function tell(
  past: readonly Past[],
  ranking: Ranking,
  rules: readonly AffinityRule[],
  popular: readonly string[],
): Told[] {
  const from = Map.groupBy(rulesFor(ranking, rules), (rule) => rule.because);
  return past.map(({ had, after }) => {
    const own = [...had].flatMap((name) => from.get(name) ?? []);
    const open = own.filter((rule) => !had.has(rule.category));
    const first = had.size === 0 ? null : pick(ranking, open, popular, had);
    return first && { pick: first, bought: after.has(first.category) };
  });
}

/**
 * Returns how many deviations better one ranking did than another among customers that both told
 * something (McNemar 1947).
 */
function advantage(told: readonly Told[], plain: readonly Told[]): number {
  let [won, lost] = [0, 0];
  told.forEach((one, i) => {
    const other = plain[i];
    if (!one || !other || one.bought === other.bought) return;
    if (one.bought) won++;
    else lost++;
  });
  return (won - lost) / Math.sqrt(Math.max(1, won + lost));
}

const NOBODY: Followed = { customers: 0, bought: 0 };
const shareOf = ({ customers, bought }: Followed): number => bought / Math.max(1, customers);

const follow = (told: readonly Told[]): Followed => ({
  customers: told.filter((one) => one !== null).length,
  bought: told.filter((one) => one?.bought).length,
});

/**
 * Horizons that a book must be old for the one before the last to tell: as long as each is known
 * of its customers before it begins.
 */
const OLD = 3;

/** Returns true for a book that is old enough for both horizons, days since its first purchase. */
export const tellsBefore = (bookDays: number, horizonDays: number): boolean =>
  bookDays >= OLD * horizonDays;

/** Returns what customers had bought a horizon ago, and first bought in it. */
const aHorizonAgo = ({ categories, since, silentThen = null }: Bought): Past => {
  const after = new Set(since);
  return { had: new Set(categories.filter((name) => !after.has(name))), after, silentThen };
};

/** Returns the same of the horizon before that; null where it is not known. */
const beforeThat = ({ categories, since, before }: Bought): Past[] =>
  before === undefined
    ? []
    : [
        aHorizonAgo({
          categories: categories.filter((name) => !since.includes(name)),
          since: before,
        }),
      ];

/** Customers of a past who had bought something but not this. */
function lackedIn(past: readonly Past[], category: string): Followed {
  const lacked = past.filter(({ had }) => had.size > 0 && !had.has(category));
  const bought = lacked.filter(({ after }) => after.has(category)).length;
  return { customers: lacked.length, bought };
}

const added = (p: Followed, q: Followed): Followed => ({
  customers: p.customers + q.customers,
  bought: p.bought + q.bought,
});

/** Records each category: who lacked it, for whom it came first, and what became of them. */
function recordCategories(
  names: readonly string[],
  buyers: ReadonlyMap<string, number>,
  {
    past,
    earlier,
    told,
  }: { past: readonly Past[]; earlier: readonly Past[]; told: readonly Told[] },
): { categories: CategoryRecord[]; statedThen: Map<string, number> } {
  const first = Map.groupBy(told, (one) => one?.pick.category ?? null);
  const lackedThen = names.map((category) => lackedIn(past, category));
  const records = names.map((category, i) => ({
    category,
    buyers: buyers.get(category)!,
    lacked: added(lackedThen[i]!, lackedIn(earlier, category)),
    first: follow(first.get(category) ?? []),
  }));
  const shares = expectedShares(
    records.map(({ lacked, first: own }, i) => ({
      lackedThen: lackedThen[i]!,
      lacked,
      first: own,
    })),
  );
  return {
    categories: records.map((record, i) => ({ ...record, rate: shares[i]!.next })),
    statedThen: new Map(records.map(({ category }, i) => [category, shares[i]!.past])),
  };
}

/** Customers that what is known beforehand of a category, or of coming first, counts for. */
const PRIOR = 50;

/** Returns a share drawn towards what it is usually. */
const drawn = ({ customers, bought }: Followed, usual: number): number =>
  (bought + PRIOR * usual) / (customers + PRIOR);

type Counted = { lackedThen: Followed; lacked: Followed; first: Followed };

/**
 * Returns the share of those for whom each category comes first: `past`, in the last horizon, and
 * `next`, to expect in the next. Coming first multiplies
 * the share of all who lacked it then by the same in every category, drawn towards 1: it was chosen
 * by the same customers. No horizon is like the next, so what all who lacked it do is what they did
 * in this one and the one before.
 */
function expectedShares(records: readonly Counted[]): { past: number; next: number }[] {
  const all = (of: (record: Counted) => Followed) => records.map(of).reduce(added, NOBODY);
  const mean = shareOf(all(({ lacked }) => lacked));
  const usualThen = records.map(({ lackedThen }) => drawn(lackedThen, mean));
  const first = all((record) => record.first);
  const expected = records.reduce(
    (sum, record, i) => sum + record.first.customers * usualThen[i]!,
    0,
  );
  const prior = (PRIOR * expected) / Math.max(1, first.customers);
  const gain = expected > 0 ? (first.bought + prior) / (expected + prior) : 1;
  return records.map((record, i) => {
    const share = drawn(record.first, gain * usualThen[i]!);
    return { past: share, next: Math.min(1, (share * drawn(record.lacked, mean)) / usualThen[i]!) };
  });
}

/** Learns from the past how silence changed what was stated; none where it is not on record. */
function learnSilence(
  past: readonly Past[],
  told: readonly Told[],
  statedThen: ReadonlyMap<string, number>,
  horizonDays: number,
): { silence?: SilenceFactors } {
  const kept = told.flatMap((one, i) => {
    const silenceDays = past[i]!.silentThen;
    if (!one || silenceDays === null) return [];
    return { silenceDays, stated: statedThen.get(one.pick.category) ?? 0, bought: one.bought };
  });
  return kept.length === 0 ? {} : { silence: silenceFactors(kept, horizonDays) };
}

/**
 * Fits affinity to a book: learns rules from what customers had bought a horizon ago, lets each
 * ranking of them say what came first for each customer then, and judges it by what they bought
 * since. The ranking that did best is used; the plain rule unless another did clearly better. Null
 * where no rule is believed, or too few customers could be followed.
 */
export function fitAffinity(book: readonly Bought[], policy: Policy["affinity"]): Affinity | null {
  const past = book.map(aHorizonAgo);
  const baskets = past.map(({ had }) => [...had]);
  const rules = affinityRules(baskets, policy);
  if (rules.length === 0) return null;
  const popularThen = mostBought(buyersOf(baskets), policy.fewestBuyers, CATEGORIES);
  const buyers = buyersOf(book.map(({ categories }) => categories));
  const popularNow = mostBought(buyers, policy.fewestBuyers, CATEGORIES);
  const popular = tell(past, "popularity", [], popularThen);
  // Judged by the order that it goes on with: shares depend on what comes before a category.
  let told = tell(past, "popularity", [], popularNow);
  let [ranking, best]: [Ranking, number] = ["popularity", CLEARLY];
  for (const one of ["confidence", "cosine"] as const) {
    const toldByOne = tell(past, one, rules, popularThen);
    const ahead = advantage(toldByOne, popular);
    if (ahead >= best) [ranking, told, best] = [one, toldByOne, ahead];
  }
  const first = follow(told);
  if (first.customers < policy.fewestBuyers || first.bought === 0) return null;
  const { categories, statedThen } = recordCategories(popularNow, buyers, {
    past,
    earlier: book.flatMap(beforeThat),
    told,
  });
  return {
    ranking,
    horizonDays: policy.horizonDays,
    believed: rules.length,
    rules: rulesFor(ranking, rules),
    categories,
    ...learnSilence(past, told, statedThen, policy.horizonDays),
    backTest: { first, popular: follow(popular) },
  };
}
