/** The range that a customer's next purchases and their worth will probably lie in. */
import { gammaGamma, type GammaGammaParameters } from "./models/gamma-gamma/gamma-gamma.ts";
import type { Spend } from "./models/gamma-gamma/sums.ts";
import { intervalOf, type Interval, type MoreThan } from "./models/mixture.ts";
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
export type ValueInterval = {
  purchases: Interval;
  value: Interval;
  /** Of the worth: for the range of a sum over customers. */ variance: number;
};

/** Of the normal distribution, either side of the middle 80 %. */
const Z80 = 1.2815515655446004;

/**
 * The variance of what the purchases X of `tails` bring. Given X = n, spend is n means of purchases
 * of Gamma-Gamma: gamma of shape pn and rate ν, where 1/ν has the moments γ′/(q′ − 1) and
 * γ′²/((q′ − 1)(q′ − 2)). Null where q′ ≤ 2 and it has none.
 */
function varianceOf(tails: MoreThan, parameters: GammaGammaParameters, own: Spend): number | null {
  const { p } = parameters;
  const shape = parameters.q + p * own.frequency;
  const scale = parameters.gamma + own.frequency * own.monetary;
  if (shape <= 2) return null;
  let [mean, square] = [0, 0];
  tails.forEach((tail, n) => {
    mean += tail;
    square += (2 * n + 1) * tail;
  });
  const second = (scale * scale) / ((shape - 1) * (shape - 2));
  return (p * mean + p * p * square) * second - ((p * mean * scale) / (shape - 1)) ** 2;
}

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
  const variance =
    varianceOf(tails, spend.parameters, spend.own) ?? ((worth.high - worth.low) / (2 * Z80)) ** 2;
  return {
    purchases: intervalOf(tails, SHARE),
    value: { low: whole(worth.low), high: whole(worth.high) },
    variance: Math.round(variance * discount ** 2),
  };
}
