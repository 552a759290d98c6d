/**
 * The shape that every purchase model has, and that `chooseModel`, values and benches work with.
 */
import type { PurchaseModelName } from "../../contract/fields.ts";
import type { OverColumns } from "./columns/over-columns.ts";
import type { Mixture } from "./mixture.ts";
import type { History } from "./purchase-histories.ts";

export type PurchaseFit<P> = {
  /** Null where there is nothing to fit: no customer, or no repeat purchase. */
  parameters: P | null;
  /** Natural logarithm of the density of purchase times, in the customers' unit of time. */
  logLikelihood: number;
  /** From the inverse of the observed information; null where it has none, as at a bound. */
  standardErrors: P | null;
  converged: boolean;
  /**
   * False where a model in which nobody leaves explains the data as well. Expectations and the
   * chance to buy can rest on the fit where it is true.
   */
  tellsDropOut: boolean;
  /**
   * True where P(alive) is known too. Not where customers leave at once or never: the data tell of
   * some who never came again, and nothing of who is still there. With `parameter_at_bound` it may
   * be true: where customers hardly differ in how they leave, only the ratio of two parameters is
   * told, and P(alive) with it.
   */
  identified: boolean;
  iterations: number;
  /**
   * Codes: `no_customers`, `no_repeat_purchases`, `drop_out_not_identified`, `fit_not_converged`,
   * `parameter_at_bound`.
   */
  warnings: string[];
};

/**
 * A customer of a simulated book, the times of their repeat purchases, and when they left (in the
 * unit of their age, from the first purchase; Infinity for never).
 */
export type Simulated = History & { id: string; leftAt: number; times: number[] };

export type PurchaseModel<P> = OverColumns<P> & {
  fit(customers: readonly History[], options?: { starts?: number }): PurchaseFit<P>;
  logLikelihood(parameters: P, customers: readonly History[]): number;
  probabilityAlive(parameters: P, customer: History): number;
  /** Expected purchases in the next `horizon` of a customer who is certainly there now. */
  expectedWhileAlive(parameters: P, customer: History, horizon: number): number;
  /** `probabilityAlive` × `expectedWhileAlive`. */
  expectedPurchases(parameters: P, customer: History, horizon: number): number;
  /** P(at least one purchase in the next `horizon`), of a customer who may have left: 0 to 1. */
  chanceToBuy(parameters: P, customer: History, horizon: number): number;
  /** The distribution of the number of purchases in the next `horizon`. */
  mixture(parameters: P, customer: History, horizon: number): Mixture;
  expectedPurchasesOfNew(parameters: P, horizon: number): number;
  /** A book drawn from the model, a customer for each age; the same seed draws the same book. */
  simulate(parameters: P, ages: readonly number[], seed: number): Simulated[];
};

/** A fitted purchase model as it is kept: plain JSON. */
export type Fitted = { model: PurchaseModelName; parameters: Record<string, number> };
