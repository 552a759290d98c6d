/**
 * Affinity: which categories are bought by the same customers, and what one could buy next (Agrawal
 * & Srikant 1994).
 */
import type { Scores } from "../contract/card.ts";
import { explain } from "./explain.ts";
import { byText } from "./numerics/order.ts";
import type { Policy } from "./policy.ts";

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
  const buyers = new Map<string, number>();
  for (const basket of baskets)
    for (const name of new Set(basket)) buyers.set(name, (buyers.get(name) ?? 0) + 1);
  const names = [...buyers.keys()]
    .filter((name) => buyers.get(name)! >= fewest)
    .sort((p, q) => buyers.get(q)! - buyers.get(p)! || byText(p, q))
    .slice(0, most)
    .sort(byText);
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

/**
 * The most rules that a model keeps for one category: enough for whoever has bought most of them.
 */
const MOST = 8;
/**
 * The most categories it looks at: where every product is a category, all pairs would be more than
 * a Worker can hold.
 */
const CATEGORIES = 100;

/**
 * The rules of a book that the policy believes, strongest first: with enough buyers of both, lift
 * and confidence. For the model.
 */
export function affinityRules(
  baskets: readonly (readonly string[])[],
  policy: Policy["affinity"],
): AffinityRule[] {
  const kept = new Map<string, number>();
  return affinity(baskets, policy.fewestBuyers, CATEGORIES).filter((rule) => {
    if (rule.lift < policy.lift || rule.confidence < policy.confidence) return false;
    const held = kept.get(rule.because) ?? 0;
    kept.set(rule.because, held + 1);
    return held < MOST;
  });
}

/**
 * The card's next category: by the strongest rule from what the customer has bought to what they
 * have not. Explained in per cent: how many of all buy it (confidence / lift), and how many more of
 * those who bought the same. Null without one.
 */
export function nextCategory(
  bought: readonly string[],
  rules: readonly AffinityRule[],
): Scores["affinity"] {
  let rule: AffinityRule | null = null;
  for (const r of rules) {
    if (
      bought.includes(r.because) &&
      !bought.includes(r.category) &&
      (!rule || byStrength(r, rule) < 0)
    )
      rule = r;
  }
  if (!rule) return null;
  const { category, because, support, confidence, lift, count } = rule;
  const usual = (100 * confidence) / lift;
  return {
    category,
    because,
    support,
    confidence,
    lift,
    explanation: explain(
      usual,
      [
        {
          code: "affinity_because",
          points: 100 * confidence - usual,
          parameters: { because, lift },
        },
      ],
      count,
    ),
  };
}
