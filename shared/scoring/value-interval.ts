/** The range that a customer's next purchases and their worth will probably lie in. */
import { gammaGamma } from "./models/gamma-gamma/gamma-gamma.ts";
import type { Interval } from "./models/mixture.ts";
import type { Fitted } from "./models/purchase-model.ts";
import { modelOf } from "./models/purchase-models.ts";
import type { Policy } from "./policy.ts";
import { spendOf, type SpendModels } from "./spend.ts";
import type { PurchaseSummary } from "./types.ts";

/** Four of five customers of whom the like is stated end within it. */
const SHARE = 0.8;

/** Expected purchases, spend on each (minor units) and their discounted worth. */
type Expected = {
  expectedPurchases: number;
  spend: number | null;
  lifetimeValue: number | null;
};

/** Purchases, and their worth in whole minor units, discounted as the expectation is. */
export type ValueInterval = { purchases: Interval; value: Interval };

/**
 * The central 80 % of the purchases and of the worth of the policy's months. Null without a
 * purchase or spend model, and where too many purchases are expected to count.
 */
export function valueInterval(
  summary: PurchaseSummary,
  value: Expected,
  models: { purchases: Fitted | null } & SpendModels,
  { months, weeksPerMonth }: Policy["value"],
): ValueInterval | null {
  const { purchases } = models;
  const spend = spendOf(summary, models);
  if (!purchases || !spend || value.lifetimeValue === null || value.spend === null) return null;
  const model = modelOf(purchases);
  const weeks = months * weeksPerMonth;
  const count = model.purchaseInterval(summary, weeks, SHARE);
  const tails = model.moreThan(summary, weeks);
  const expected = value.expectedPurchases * value.spend;
  if (!count || !tails || !(expected > 0)) return null;
  const worth = gammaGamma.spendInterval(tails, spend.parameters, spend.own, SHARE);
  const discount = value.lifetimeValue / expected;
  const whole = (amount: number) => Math.round(amount * discount);
  return { purchases: count, value: { low: whole(worth.low), high: whole(worth.high) } };
}
