/**
 * ABC analysis (Dickie 1951): the few customers who bring most of the value, the middle, the many
 * who bring the rest.
 */
import type { Scores } from "../contract/card.ts";
import type { AbcClass } from "../contract/fields.ts";
import { explain } from "./explain.ts";
import type { RfmValues } from "./rfm.ts";

/** Cumulative shares of value at which A and B end: 0.8 and 0.95 by custom. */
export type AbcShares = { a: number; b: number };
/**
 * Plain JSON, kept with the model: from which value on a customer is A, or B, and what the book
 * brings in all. `windowDays`: sales of so many days; absent from models of before, whose cuts are
 * of all that was ever sold.
 */
export type AbcCuts = { a: number; b: number; total: number; windowDays?: number };

/**
 * The values at which classes begin. Customers stand in descending order of value; the class of one
 * goes by the share of all value that those before bring together: below `a` it is A, below `b` B,
 * else C, so that the one who crosses a line still belongs above it. Equal values share the class
 * of the first of them. Those who bring nothing, or less by refunds, are C and no part of the
 * whole. Null where nobody brings anything.
 */
export function abcCuts(values: readonly number[], { a, b }: AbcShares): AbcCuts | null {
  const sorted = values.filter((v) => v > 0).sort((v, w) => w - v);
  const total = sorted.reduce((sum, v) => sum + v, 0);
  if (sorted.length === 0) return null;
  const cuts: AbcCuts = { a: Infinity, b: Infinity, total };
  let before = 0;
  for (const value of sorted) {
    if (before < a * total) cuts.a = value;
    if (before < b * total) cuts.b = value;
    before += value;
  }
  // JSON has no Infinity: with a share of 0 nobody is in the class, as nobody is above the largest
  // number.
  return { ...cuts, a: Math.min(cuts.a, Number.MAX_VALUE), b: Math.min(cuts.b, Number.MAX_VALUE) };
}

const classOf = (value: number, cuts: AbcCuts): AbcClass =>
  value >= cuts.a ? "a" : value >= cuts.b ? "b" : "c";

/** The class of each value, in their order; all null where nobody brings anything. */
export function abc(
  values: readonly number[],
  { cuts: shares }: { cuts: AbcShares },
): (AbcClass | null)[] {
  const cuts = abcCuts(values, shares);
  return values.map((value) => cuts && classOf(value, cuts));
}

/**
 * The card's ABC: class by net sales (minor units) of the days that the cuts are of, and what share
 * of the book they are: 0 for one who was paid back more than they paid, at most 1 also for one who
 * outgrew the book the cuts are from. The explanation is that share in per cent. Null without a
 * purchase or without cuts.
 */
export function abcOnCard(
  {
    rfm,
    windowSales,
  }: {
    rfm: Pick<RfmValues, "total" | "purchases"> | null;
    windowSales?: number | null | undefined;
  },
  cuts: AbcCuts | null,
): Scores["abc"] {
  if (!rfm || !cuts) return null;
  const { windowDays: days } = cuts;
  const value = days === undefined ? rfm.total : (windowSales ?? 0);
  const share = Math.min(1, Math.max(0, value) / cuts.total);
  const amounts = { totalAmount: value, bookAmount: cuts.total };
  const stated =
    days === undefined
      ? { code: "abc_share", parameters: amounts }
      : { code: "abc_share_lately", parameters: { ...amounts, days } };
  return {
    class: classOf(value, cuts),
    share,
    ...(days !== undefined && { windowDays: days }),
    explanation: explain(0, [{ ...stated, points: 100 * share }], rfm.purchases),
  };
}
