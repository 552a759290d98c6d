/** Expectation at the moment when an action is recommended: what they would spend anyway. */
import type { Measures } from "../measures.ts";
import { modelOf } from "../models/purchase-models.ts";
import type { PurchaseModels, Value } from "../value.ts";

/**
 * Returns the net revenue expected over so many days from now, minor units: expected purchases ×
 * spend. Without a spend model what they spent a purchase so far; 0 without any purchase.
 */
export function expectedRevenue(
  { summary, rfm }: Pick<Measures, "summary" | "rfm">,
  value: Pick<Value, "spend"> | null,
  { purchases }: Pick<PurchaseModels, "purchases">,
  days: number,
): number {
  if (!summary || !rfm || !purchases) return 0;
  const spend = value?.spend ?? rfm.total / Math.max(1, rfm.purchases);
  return Math.round(Math.max(0, modelOf(purchases).expectedPurchases(summary, days / 7) * spend));
}
