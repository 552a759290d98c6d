/**
 * The plain rules that a model has to beat: everybody alike, by silence, by the spend of the last
 * year.
 */
import { sortedBy } from "../numerics/radix-sort.ts";
import type { Sighting } from "./purchase-record.ts";

export type PlainRuleName = "base_rate" | "recency" | "spend";
/** `rates[i]` is the share that bought of those whose figure is at least `edges[i]`. */
export type PlainRule = { by: PlainRuleName; edges: number[]; rates: number[] };

export const PLAIN_RULES: readonly PlainRuleName[] = ["base_rate", "recency", "spend"];

const BINS = 10;
/** Customers' worth of belief in the book's rate, so that a small bin is not believed alone. */
const PRIOR = 5;

/** The figure a rule goes by: silence in weeks, or minor units spent in the last 365 days. */
const figureOf: Record<PlainRuleName, (one: Sighting) => number> = {
  base_rate: () => 0,
  recency: ({ age, recency }) => age - recency,
  spend: ({ spentLastYear }) => spentLastYear,
};

/** The figures that a rule goes by, and the order of the customers by them. */
export type Ranked = { figures: Float64Array; order: Uint32Array };

export function rankedBy(by: PlainRuleName, seen: readonly Sighting[]): Ranked {
  const figures = new Float64Array(seen.length);
  for (let i = 0; i < seen.length; i++) figures[i] = figureOf[by](seen[i]!);
  return { figures, order: sortedBy(figures) };
}

/** Learns a rule from customers seen earlier, of whom some bought (1). */
export const learnPlainRule = (
  by: PlainRuleName,
  seen: readonly Sighting[],
  came: readonly number[],
): PlainRule => learnRanked(by, rankedBy(by, seen), came);

/** Learns a rule: the rate of each tenth of the customers in order, equal figures together. */
export function learnRanked(
  by: PlainRuleName,
  { figures, order }: Ranked,
  came: readonly number[],
): PlainRule {
  const base = order.reduce((sum, i) => sum + came[i]!, 0) / Math.max(1, order.length);
  const rule: PlainRule = { by, edges: [], rates: [] };
  for (let at = 0, bin = 1; at < order.length; bin++) {
    let end = Math.max(at + 1, Math.round((bin * order.length) / BINS));
    while (end < order.length && figures[order[end]!] === figures[order[end - 1]!]) end++;
    let bought = PRIOR * base;
    for (let i = at; i < end; i++) bought += came[order[i]!]!;
    rule.edges.push(at === 0 ? -Infinity : figures[order[at]!]!);
    rule.rates.push(bought / (end - at + PRIOR));
    at = end;
  }
  // JSON knows no infinity; whoever is below the least edge falls into the first bin anyway.
  rule.edges[0] = Number.MIN_SAFE_INTEGER;
  return rule;
}

/** The chance a rule gives a customer. */
export const chanceByRule = (rule: PlainRule, seen: Sighting): number =>
  chanceOfFigure(rule, figureOf[rule.by](seen));

/** The chance a rule gives a customer by the figure that it goes by. */
export function chanceOfFigure({ edges, rates }: PlainRule, figure: number): number {
  let bin = edges.length - 1;
  while (bin > 0 && edges[bin]! > figure) bin--;
  return rates[bin] ?? 0;
}
