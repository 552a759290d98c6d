/** Sums of the items of questionnaires that ask several a dimension: reliability rests on them. */
import type { DimensionName } from "../../contract/fields.ts";
import { DIMENSIONS, type Questionnaire } from "./questionnaires.ts";
import { joinSums, type Sums, sumsOf } from "./sums.ts";

/** A scale of so many items: the sums of each, and of each questionnaire's total. */
export type ScaleSums = { total: Sums; items: Sums[] };

/**
 * Scales by their number of items, in answers of 1 to 7. `overall` is of questionnaires that ask
 * every dimension by equally many.
 */
export type ItemSums = Partial<Record<DimensionName | "overall", ScaleSums[]>>;

const SCALES = [...DIMENSIONS, "overall"] as const;

function itemsOf(items: Questionnaire["items"], scale: (typeof SCALES)[number]): readonly number[] {
  if (scale !== "overall") return items[scale] ?? [];
  const all = DIMENSIONS.map((dimension) => items[dimension] ?? []);
  return all.every(({ length }) => length === all[0]!.length) ? all.flat() : [];
}

/** Adds up the items of questionnaires; null where none asked several of a dimension. */
export function addItemSums(questionnaires: readonly Questionnaire["items"][]): ItemSums | null {
  const found: ItemSums = {};
  for (const scale of SCALES) {
    const byLength = Map.groupBy(
      questionnaires.map((items) => itemsOf(items, scale)).filter(({ length }) => length > 1),
      ({ length }) => length,
    );
    if (byLength.size === 0) continue;
    found[scale] = [...byLength].map(([length, rows]) => ({
      total: sumsOf(rows.map((row) => row.reduce((sum, value) => sum + value, 0))),
      items: Array.from({ length }, (_, at) => sumsOf(rows.map((row) => row[at]!))),
    }));
  }
  return Object.keys(found).length === 0 ? null : found;
}

/**
 * Returns the scale that most questionnaires asked, added up over customers; null where none did.
 * Scales of other lengths are other scales, and stay out.
 */
export function commonestScale(
  customers: readonly (ItemSums | undefined)[],
  scale: DimensionName | "overall",
): ScaleSums | null {
  const byLength = new Map<number, ScaleSums>();
  for (const own of customers) {
    for (const { total, items } of own?.[scale] ?? []) {
      const before = byLength.get(items.length);
      byLength.set(
        items.length,
        before
          ? {
              total: joinSums(before.total, total),
              items: items.map((sums, at) => joinSums(before.items[at]!, sums)),
            }
          : { total, items },
      );
    }
  }
  return [...byLength.values()].reduce<ScaleSums | null>(
    (best, one) =>
      best === null ||
      one.total.n > best.total.n ||
      (one.total.n === best.total.n && one.items.length > best.items.length)
        ? one
        : best,
    null,
  );
}
