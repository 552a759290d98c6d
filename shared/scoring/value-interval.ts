/** The range that a customer's next purchases and their worth will probably lie in. */
import { gammaGamma } from "./models/gamma-gamma/gamma-gamma.ts";
import { intervalOf, type Interval } from "./models/mixture.ts";
import type { Fitted } from "./models/purchase-model.ts";
import { modelOf } from "./models/purchase-models.ts";
import type { Policy } from "./policy.ts";
import { spendOf, type SpendModels } from "./spend.ts";
import type { PurchaseSummary } from "./types.ts";

/** Four of five customers of whom the like is stated end within it. */
const SHARE = 0.8;
/** More purchases than are as unlikely as this move neither end of it by a tenth of a percent. */
const LEAST = 2e-4;

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
  const tails = model.moreThan(summary, weeks, LEAST);
  const expected = value.expectedPurchases * value.spend;
  if (!tails || !(expected > 0)) return null;
  const worth = gammaGamma.spendInterval(tails, spend.parameters, spend.own, SHARE);
  const discount = value.lifetimeValue / expected;
  const whole = (amount: number) => Math.round(amount * discount);
  return {
    purchases: intervalOf(tails, SHARE),
    value: { low: whole(worth.low), high: whole(worth.high) },
  };
}
