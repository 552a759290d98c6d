/** Values a customer: expected purchases, P(alive) and lifetime value from the fitted models. */
import type { Factor, Scores } from "../contract/card.ts";
import { purchasesOver, purchasesOverAll } from "./clv.ts";
import { explain } from "./explain.ts";
import type { Fitted } from "./models/purchase-model.ts";
import type { Policy } from "./policy.ts";
import { columnsOf } from "./models/columns/book-columns.ts";
import { knowsAlive, modelOf, purchaseModels } from "./models/purchase-models.ts";
import type { PurchaseSummary } from "./types.ts";
import { expectedSpend, type SpendModels } from "./spend.ts";
import type { ValueInterval } from "./value-interval.ts";

/** The models of a book that a customer's worth rests on, as its model keeps them. */
export type PurchaseModels = {
  purchases: Fitted | null;
  identified: boolean;
} & SpendModels;
export type Value = {
  /**
   * Null where the model cannot know it: nobody leaves in it, or not before the second purchase.
   */
  alive: number | null;
  /** Over the horizon, not discounted. */
  expectedPurchases: number;
  /** Per purchase, minor units; null without a spend model. */
  spend: number | null;
  /** Minor units, whole; null without a spend model. */
  lifetimeValue: number | null;
  /**
   * Purchases and lifetime value if the customer were there for certain; where P(alive) is not
   * known, as expected, so that nothing is said to be lost by it.
   */
  purchasesIfAlive: number;
  valueIfAlive: number | null;
};

/** The value of one customer in numbers; null without a fitted purchase model. */
export function valueOf(
  summary: PurchaseSummary,
  models: PurchaseModels,
  policy: Policy["value"],
): Value | null {
  if (!models.purchases) return null;
  const model = modelOf(models.purchases);
  const { expected, discounted } = purchasesOver(
    (weeks) => model.expectedWhileAlive(summary, weeks),
    policy,
  );
  const isKnown = models.identified && knowsAlive(models.purchases.model, summary);
  const spend = expectedSpend(summary, models);
  return worth(model.aliveWeight(summary), isKnown, { expected, discounted }, spend);
}

/**
 * The value of who is there with weight `there`, which is P(alive) where that `isKnown`, and makes
 * purchases as expected and discounted while there.
 */
function worth(
  there: number,
  isKnown: boolean,
  { expected, discounted }: { expected: number; discounted: number },
  spend: number | null,
): Value {
  const certain = isKnown ? 1 : there;
  return {
    alive: isKnown ? there : null,
    expectedPurchases: there * expected,
    purchasesIfAlive: certain * expected,
    spend,
    lifetimeValue: spend === null ? null : Math.round(there * spend * discounted),
    valueIfAlive: spend === null ? null : Math.round(certain * spend * discounted),
  };
}

/** The values of many customers, times in whole days; as `valueOf`, for all of a book at once. */
export function valuesOf(
  summaries: readonly PurchaseSummary[],
  { purchases, identified, ...spends }: PurchaseModels,
  policy: Policy["value"],
): (Value | null)[] {
  if (!purchases) return summaries.map(() => null);
  const model = purchaseModels[purchases.model];
  const book = columnsOf(summaries);
  const there = model.probabilityAliveAll(purchases.parameters, book);
  const { expected, discounted } = purchasesOverAll(model, purchases.parameters, book, policy);
  return summaries.map((summary, i) =>
    worth(
      there[i]!,
      identified && knowsAlive(purchases.model, summary),
      { expected: expected[i]!, discounted: discounted[i]! },
      expectedSpend(summary, spends),
    ),
  );
}

/**
 * Returns what a customer is worth on the day of the first purchase, of whom nothing else is known:
 * where explanations start from.
 */
export function newcomerValue(models: PurchaseModels, policy: Policy["value"]): Value | null {
  return valueOf({ id: "", frequency: 0, recency: 0, age: 0, monetary: 0 }, models, policy);
}

/**
 * Why the lifetime value is what it is: from a typical new customer's worth, by how often this one
 * buys, by what they spend each time, by how surely they are still there. Whole minor units, so
 * that the steps add up exactly.
 */
function explained(
  { frequency }: PurchaseSummary,
  value: Value,
  model: Pick<PurchaseModels, "identified"> & { newcomer: Value | null },
  { months }: Policy["value"],
  range: ValueInterval | null,
): Scores["value"]["explanation"] {
  const { spend, lifetimeValue, valueIfAlive, alive, purchasesIfAlive } = value;
  if (spend === null || lifetimeValue === null || valueIfAlive === null) return null;
  const typical = model.newcomer?.spend ?? spend;
  const atTypicalSpend = Math.round((valueIfAlive * typical) / spend);
  const base = model.newcomer?.lifetimeValue ?? 0;
  const steps: Factor[] = [
    {
      code: "value_purchase_rate",
      points: atTypicalSpend - base,
      parameters: { purchases: purchasesIfAlive, months },
    },
    {
      code: "value_spend",
      points: valueIfAlive - atTypicalSpend,
      parameters: { spendAmount: Math.round(spend), typicalAmount: Math.round(typical) },
    },
    ...(alive === null
      ? []
      : [
          {
            code: "value_still_customer",
            points: lifetimeValue - valueIfAlive,
            parameters: { probability: alive },
          },
        ]),
    ...(model.identified ? [] : [{ code: "value_drop_out_unknown", points: 0 }]),
    ...(range === null
      ? []
      : [
          {
            code: "value_purchases_range",
            points: 0,
            parameters: { low: range.purchases.low, high: range.purchases.high, months },
          },
        ]),
  ];
  return explain(base, steps, frequency + 1);
}

/** The card's value; everything null where nothing was bought or no model could be fitted. */
export function valueOnCard(
  summary: PurchaseSummary | null,
  value: Value | null,
  model: PurchaseModels & { newcomer: Value | null },
  policy: Policy["value"],
  currency: string,
  range: ValueInterval | null,
): Scores["value"] {
  return {
    lifetimeValue: value?.lifetimeValue ?? null,
    months: policy.months,
    currency,
    expectedPurchases: value?.expectedPurchases ?? null,
    probabilityAlive: value?.alive ?? null,
    model: model.purchases?.model ?? null,
    identified: model.identified,
    explanation: summary && value && explained(summary, value, model, policy, range),
    range: range && range.value,
  };
}
