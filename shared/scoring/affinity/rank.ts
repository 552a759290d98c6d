/** Rankings: what a customer is told of all that they have not bought. */
import type { AffinityRule } from "../affinity.ts";
import { byText } from "../numerics/order.ts";

/**
 * `confidence`: the category of the surest rule. `cosine`: the one whose rules come to the largest
 * sum of cosines (Deshpande & Karypis 2004). `popularity`, the plain rule: the one with the most
 * buyers.
 */
export type Ranking = "confidence" | "cosine" | "popularity";

/** First choice of a ranking, and the rule that speaks for it most; none with popularity. */
export type Pick = { category: string; rule: AffinityRule | null };

/** The most rules kept for one category: enough for whoever has bought most of them. */
const MOST = 8;

/** c / √(a b) with c baskets of both, a and b of each; lift · support is its square. */
const cosine = (rule: AffinityRule): number => Math.sqrt(rule.lift * rule.support);
const strengthIn = (ranking: Ranking, rule: AffinityRule): number =>
  ranking === "confidence" ? rule.confidence : cosine(rule);

/** Strongest first; ties by name, so that order is no chance. */
const byStrength = (ranking: Ranking) => (p: AffinityRule, q: AffinityRule) =>
  strengthIn(ranking, q) - strengthIn(ranking, p) ||
  q.count - p.count ||
  byText(p.category, q.category) ||
  byText(p.because, q.because);

/** Returns the rules that a ranking needs: of each category the strongest few. */
export function rulesFor(ranking: Ranking, rules: readonly AffinityRule[]): AffinityRule[] {
  if (ranking === "popularity") return [];
  return [...Map.groupBy([...rules].sort(byStrength(ranking)), (rule) => rule.because).values()]
    .flatMap((own) => own.slice(0, MOST))
    .sort(byStrength(ranking));
}

/**
 * Returns what is first for a customer. `rules` are those from what they bought to what they have
 * not, in any order; `popular` are the book's categories, the most bought first. Null where there
 * is nothing to say.
 */
export function pick(
  ranking: Ranking,
  rules: readonly AffinityRule[],
  popular: readonly string[],
  bought: ReadonlySet<string>,
): Pick | null {
  if (ranking === "popularity") {
    const category = popular.find((name) => !bought.has(name));
    return category === undefined ? null : { category, rule: null };
  }
  const sorted = [...rules].sort(byStrength(ranking));
  const strengths = new Map<string, number>();
  for (const rule of sorted) {
    const before = strengths.get(rule.category);
    if (before === undefined || ranking === "cosine")
      strengths.set(rule.category, (before ?? 0) + strengthIn(ranking, rule));
  }
  let best: AffinityRule | null = null;
  for (const rule of sorted) {
    if (!best || strengths.get(rule.category)! > strengths.get(best.category)!) best = rule;
  }
  return best && { category: best.category, rule: best };
}
