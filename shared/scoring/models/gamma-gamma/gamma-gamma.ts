/**
 * Gamma-Gamma spend (Fader & Hardie 2013, "The Gamma-Gamma model of monetary value"): a customer's
 * purchases scatter around their own mean by a gamma of shape `p` and rate ν; ν differs between
 * customers by a gamma of shape `q` and rate `gamma`, which is in the unit of the amounts (minor
 * units).
 */
import type { BookColumns } from "../columns/book-columns.ts";
import { logDensity, type GammaGammaParameters } from "./density.ts";
import { fit } from "./fit.ts";
import { spendInterval } from "./spend-interval.ts";
import { repeatSpends, type Spend } from "./sums.ts";
import { seeded } from "../../numerics/random.ts";

export type { GammaGammaParameters } from "./density.ts";
export type { GammaGammaFit } from "./fit.ts";
export type { Spend } from "./sums.ts";

/** The log-likelihood of the mean spends of those who bought again. */
const logLikelihood = (parameters: GammaGammaParameters, customers: readonly Spend[]): number =>
  repeatSpends(customers).reduce((sum, c) => sum + logDensity(parameters, c), 0);

/**
 * Expected spend per purchase, p (γ + x z)/(p x + q − 1): between the customer's own mean z of x
 * repeat purchases and the book's mean p γ/(q − 1), the nearer to their own the more they bought.
 * Null where that expectation does not exist (p x + q ≤ 1), or is beyond any number.
 */
function expectedSpend(
  { p, q, gamma }: GammaGammaParameters,
  { frequency: x, monetary: z }: Spend,
): number | null {
  const weight = p * x + q - 1;
  const spend = (p / weight) * (gamma + x * z);
  return weight > 0 && Number.isFinite(spend) ? spend : null;
}

/** The same of each row of a book; NaN where it does not exist. */
const expectedSpendAll = (
  parameters: GammaGammaParameters,
  { frequency, monetary }: Pick<BookColumns, "frequency" | "monetary">,
): Float64Array =>
  monetary.map(
    (z, row) => expectedSpend(parameters, { frequency: frequency[row]!, monetary: z }) ?? NaN,
  );

/**
 * Customers drawn from the model, one for each number of repeat purchases; without any their mean
 * is 0. The same seed, the same customers.
 */
function simulate(
  { p, q, gamma }: GammaGammaParameters,
  frequencies: readonly number[],
  seed: number,
): Spend[] {
  const random = seeded(seed);
  return frequencies.map((x) => {
    const rate = random.gamma(q) / gamma;
    return { frequency: x, monetary: x > 0 ? random.gamma(p * x) / x / rate : 0 };
  });
}

export const gammaGamma = {
  fit,
  logLikelihood,
  expectedSpend,
  expectedSpendAll,
  spendInterval,
  simulate,
};
