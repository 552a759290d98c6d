/** Affinity: which categories are bought by the same customers (Agrawal & Srikant 1994). */
import { byText } from "./numerics/order.ts";

/** "Who bought `because` also bought `category`." Plain JSON. */
export type AffinityRule = {
  because: string;
  category: string;
  /** Baskets with both. */ count: number;
  /** Share of all baskets with both. */ support: number;
  /** Of the baskets with `because`, the share with `category` too. */ confidence: number;
  /**
   * Frequency relative to that among all baskets (Brin, Motwani, Ullman & Tsur 1997); 1 says they
   * have nothing to do with each other.
   */
  lift: number;
};

/**
 * Strongest first, by lift × confidence: likely, and not merely because everyone buys it. Ties by
 * name, so that order is no chance.
 */
const byStrength = (a: AffinityRule, b: AffinityRule) =>
  b.lift * b.confidence - a.lift * a.confidence ||
  b.count - a.count ||
  byText(a.category, b.category) ||
  byText(a.because, b.because);

/** Customers that bought each category. */
export function buyersOf(baskets: readonly (readonly string[])[]): Map<string, number> {
  const buyers = new Map<string, number>();
  for (const basket of baskets)
    for (const name of new Set(basket)) buyers.set(name, (buyers.get(name) ?? 0) + 1);
  return buyers;
}

/** The `most` categories with the most buyers, at least `fewest` each; the most bought first. */
export const mostBought = (buyers: ReadonlyMap<string, number>, fewest: number, most: number) =>
  [...buyers.keys()]
    .filter((name) => buyers.get(name)! >= fewest)
    .sort((p, q) => buyers.get(q)! - buyers.get(p)! || byText(p, q))
    .slice(0, most);

/**
 * Every rule between two categories that at least `fewest` baskets hold together, both ways,
 * strongest first. A basket is what one customer (or one order) bought; how much of a category does
 * not matter. With A in a and B in b of n baskets and both in c: support c/n, confidence c/a, lift
 * (c n)/(a b). Rare categories are left out before pairs are counted, as in Apriori: a pair is
 * never more frequent than its parts. With more than `most` categories, those with the most buyers
 * are looked at.
 */
export function affinity(
  baskets: readonly (readonly string[])[],
  fewest = 1,
  most = Infinity,
): AffinityRule[] {
  const buyers = buyersOf(baskets);
  const names = mostBought(buyers, fewest, most).sort(byText);
  const number = new Map(names.map((name, i) => [name, i]));
  const pairs = new Map<number, number>();
  for (const basket of baskets) {
    const own = [...new Set(basket)]
      .map((name) => number.get(name))
      .filter((i) => i !== undefined)
      .sort((i, j) => i - j);
    own.forEach((i, at) => {
      for (const j of own.slice(at + 1))
        pairs.set(i * names.length + j, (pairs.get(i * names.length + j) ?? 0) + 1);
    });
  }
  const rule = (because: string, category: string, count: number): AffinityRule => {
    const [n, a, b] = [baskets.length, buyers.get(because)!, buyers.get(category)!];
    return {
      because,
      category,
      count,
      support: count / n,
      confidence: count / a,
      lift: (count / a) * (n / b),
    };
  };
  return [...pairs]
    .filter(([, count]) => count >= fewest)
    .flatMap(([pair, count]) => {
      const [p, q] = [names[Math.floor(pair / names.length)]!, names[pair % names.length]!];
      return [rule(p, q, count), rule(q, p, count)];
    })
    .sort(byStrength);
}
