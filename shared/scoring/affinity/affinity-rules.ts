/** Rules of a book that are more than chance. */
import { affinity, buyersOf, mostBought, type AffinityRule } from "../affinity.ts";
import { believable } from "../numerics/false-discovery.ts";
import { swapRandomise } from "../numerics/swap-randomise.ts";
import type { Policy } from "../policy.ts";

/**
 * The most categories looked at: where every product is one, all pairs would be more than a Worker
 * can hold.
 */
export const CATEGORIES = 100;
/** Random books that pairs are compared with: twenty at least, or one pair could never pass. */
const BOOKS = 30;
/** Any will do; fixed, so that the same book gives the same rules. */
const SEED = 1;

type Counts = { numbered: readonly (readonly number[])[]; names: readonly string[] };

/** Counts the baskets that hold both of each two items, at [smaller · items + larger]. */
function pairCounts(baskets: readonly ArrayLike<number>[], items: number): Int32Array {
  const counts = new Int32Array(items * items);
  for (const basket of baskets)
    for (let i = 1; i < basket.length; i++)
      for (let j = 0; j < i; j++) {
        const [p, q] = [basket[i]!, basket[j]!];
        counts[p < q ? p * items + q : q * items + p]!++;
      }
  return counts;
}

/**
 * Returns the p-value of each two categories, at [smaller · items + larger]: the share of excesses
 * in random books, over all pairs and books, that are as large. An excess is (count − mean) / √mean
 * with the mean over the random books.
 */
function pairChances({ numbered, names }: Counts): Map<number, number> {
  const items = names.length;
  const own = pairCounts(numbered, items);
  const pairs: number[] = [];
  for (let p = 0; p < items; p++) for (let q = p + 1; q < items; q++) pairs.push(p * items + q);
  const random = Array.from({ length: BOOKS }, () => new Float64Array(pairs.length));
  let book = 0;
  for (const rows of swapRandomise(numbered, items, BOOKS, SEED)) {
    const counts = pairCounts(rows, items);
    pairs.forEach((pair, i) => (random[book]![i] = counts[pair]!));
    book++;
  }
  const excess = new Float64Array(pairs.length);
  // The mean is uncertain itself, and a random book draws the one it is part of towards itself.
  const freed = Math.sqrt((BOOKS + 1) / (BOOKS - 1));
  pairs.forEach((pair, i) => {
    const mean = random.reduce((sum, counts) => sum + counts[i]!, 0) / BOOKS;
    const deviation = Math.sqrt(Math.max(1, mean));
    excess[i] = (own[pair]! - mean) / deviation;
    for (const counts of random) counts[i] = (freed * (counts[i]! - mean)) / deviation;
  });
  const chance = new Float64Array(BOOKS * pairs.length);
  random.forEach((excesses, i) => chance.set(excesses, i * pairs.length));
  chance.sort();
  return new Map(
    pairs.map((pair, i) => [pair, (1 + asLarge(chance, excess[i]!)) / (1 + chance.length)]),
  );
}

/** Counts the values of an ascending list that are at least `bound`, but for rounding. */
function asLarge(sorted: Float64Array, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < bound - 1e-9) low = middle + 1;
    else high = middle;
  }
  return sorted.length - low;
}

/**
 * Returns the rules of a book that the policy believes: of two categories that more customers
 * bought both of than in books shuffled to have no rules (swap randomisation, with at most the
 * policy's `falseShare` expected to be chance), with enough buyers, lift and confidence. A basket
 * is what one customer bought. Does not depend on the order within baskets.
 */
export function affinityRules(
  baskets: readonly (readonly string[])[],
  policy: Pick<Policy["affinity"], "fewestBuyers" | "lift" | "confidence" | "falseShare">,
): AffinityRule[] {
  const names = mostBought(buyersOf(baskets), policy.fewestBuyers, CATEGORIES).sort();
  const number = new Map(names.map((name, i) => [name, i]));
  const numbered = baskets.map((basket) =>
    [...new Set(basket)]
      .map((name) => number.get(name) ?? -1)
      .filter((i) => i >= 0)
      .sort((i, j) => i - j),
  );
  const chances = pairChances({ numbered, names });
  const pairs = [...chances.keys()];
  const believed = believable([...chances.values()], policy.falseShare);
  const kept = new Set(pairs.filter((_, i) => believed[i]));
  if (kept.size === 0) return [];
  return affinity(baskets, policy.fewestBuyers, CATEGORIES).filter((rule) => {
    const [p, q] = [number.get(rule.because)!, number.get(rule.category)!];
    return (
      kept.has(Math.min(p, q) * names.length + Math.max(p, q)) &&
      rule.lift >= policy.lift &&
      rule.confidence >= policy.confidence
    );
  });
}
