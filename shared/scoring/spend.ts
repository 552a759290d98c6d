/** Spend models of a book, and what each tells of a customer. */
import { gammaGamma, type GammaGammaParameters } from "./models/gamma-gamma/gamma-gamma.ts";
import type { Spend } from "./models/gamma-gamma/sums.ts";
import { withFirst } from "./models/gamma-gamma/with-first.ts";
import type { PurchaseSummary } from "./types.ts";

export type SpendModels = {
  /** Of the repeat purchases. */ spend: GammaGammaParameters | null;
  /**
   * Of all purchases, where these foretell better; null where they do not. Absent from models of
   * before that was compared.
   */
  spendWithFirst?: GammaGammaParameters | null;
};

/** Finds the model that speaks of a customer, and the purchases it goes by; null without one. */
export function spendOf(
  { frequency, monetary, spent }: PurchaseSummary,
  { spend, spendWithFirst }: SpendModels,
): { parameters: GammaGammaParameters; own: Spend } | null {
  if (!spend) return null;
  // Of who has bought nothing yet both would tell the book's mean.
  if (spendWithFirst && frequency === 0 && spent === undefined)
    return { parameters: spendWithFirst, own: { frequency: 0, monetary: 0 } };
  if (spendWithFirst && spent !== undefined)
    return {
      parameters: spendWithFirst,
      own: withFirst({ purchases: frequency + 1, total: spent }),
    };
  return { parameters: spend, own: { frequency, monetary } };
}

/** Expected spend a purchase, minor units; null where none can be expected. */
export function expectedSpend(summary: PurchaseSummary, models: SpendModels): number | null {
  const known = spendOf(summary, models);
  return known && gammaGamma.expectedSpend(known.parameters, known.own);
}
