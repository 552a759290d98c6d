/**
 * Affinity of a book: rules learned from what customers bought up to a day, judged by what they
 * bought after it.
 */
import { buyersOf, mostBought, type AffinityRule } from "../affinity.ts";
import { betaStrength } from "../numerics/beta-strength.ts";
import type { Policy } from "../policy.ts";
import { affinityRules, CATEGORIES } from "./affinity-rules.ts";
import { pick, rulesFor, type Pick, type Ranking } from "./rank.ts";

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
  /** Share to expect of those for whom it comes first, drawn towards that of all categories. */
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
  /** The ranking's first picks a horizon ago, and the plain rule's for all customers. */
  backTest: { first: Followed; popular: Followed };
};

/** Categories of one customer: all that they bought, and those first bought within the horizon. */
export type Bought = { categories: readonly string[]; since: readonly string[] };

type Past = { had: ReadonlySet<string>; after: ReadonlySet<string> };
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

const follow = (told: readonly Told[]): Followed => ({
  customers: told.filter((one) => one !== null).length,
  bought: told.filter((one) => one?.bought).length,
});

/** Records each category: who lacked it, for whom it came first, and what became of them. */
function recordCategories(
  names: readonly string[],
  buyers: ReadonlyMap<string, number>,
  past: readonly Past[],
  told: readonly Told[],
): CategoryRecord[] {
  const first = Map.groupBy(told, (one) => one?.pick.category ?? null);
  const records = names.map((category) => {
    const lacked = past.filter(({ had }) => had.size > 0 && !had.has(category));
    const bought = lacked.filter(({ after }) => after.has(category)).length;
    return {
      category,
      buyers: buyers.get(category)!,
      lacked: { customers: lacked.length, bought },
      first: follow(first.get(category) ?? []),
    };
  });
  const all = follow(told);
  const mean = all.bought / all.customers;
  const strength = betaStrength(
    records.map(({ first: { customers, bought } }) => ({ tries: customers, successes: bought })),
  );
  return records.map((record) => ({
    ...record,
    rate: (record.first.bought + strength * mean) / (record.first.customers + strength),
  }));
}

/**
 * Fits affinity to a book: learns rules from what customers had bought a horizon ago, lets each
 * ranking of them say what came first for each customer then, and judges it by what they bought
 * since. The ranking that did best is used; the plain rule unless another did clearly better. Null
 * where no rule is believed, or too few customers could be followed.
 */
export function fitAffinity(book: readonly Bought[], policy: Policy["affinity"]): Affinity | null {
  const past = book.map(({ categories, since }): Past => {
    const after = new Set(since);
    return { had: new Set(categories.filter((name) => !after.has(name))), after };
  });
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
  return {
    ranking,
    horizonDays: policy.horizonDays,
    believed: rules.length,
    rules: rulesFor(ranking, rules),
    categories: recordCategories(popularNow, buyers, past, told),
    backTest: { first, popular: follow(popular) },
  };
}
