/** The purchase models by name, and any of them ready to use from its stored parameters. */
import type { PurchaseModelName } from "../../contract/fields.ts";
import { bgNbd } from "./bg-nbd/bg-nbd.ts";
import type { BookColumns } from "./columns/book-columns.ts";
import { mbgCnbdK } from "./mbg-cnbd-k/mbg-cnbd-k.ts";
import { mbgNbd } from "./mbg-nbd.ts";
import { intervalOf, moreThan, type Interval, type MoreThan } from "./mixture.ts";
import { nbd } from "./nbd.ts";
import { paretoNbd } from "./pareto-nbd/pareto-nbd.ts";
import type { History } from "./purchase-histories.ts";
import type { Fitted, PurchaseModel } from "./purchase-model.ts";

export const purchaseModels: Record<PurchaseModelName, PurchaseModel<Record<string, number>>> = {
  bg_nbd: bgNbd,
  mbg_nbd: mbgNbd,
  mbg_cnbd_k: mbgCnbdK,
  pareto_nbd: paretoNbd,
  nbd,
};

/** A fitted model that no longer needs its parameters told. */
export type ReadyModel = {
  name: PurchaseModelName;
  /**
   * Null where the model cannot know it: NBD, where nobody leaves, and BG/NBD before the first
   * repeat purchase.
   */
  probabilityAlive(customer: History): number | null;
  /** Returns the weight of expectations: P(alive), 1 where that is the model's assumption. */
  aliveWeight(customer: History): number;
  expectedWhileAlive(customer: History, horizon: number): number;
  expectedPurchases(customer: History, horizon: number): number;
  /** P(at least one purchase in the next `horizon`). */
  chanceToBuy(customer: History, horizon: number): number;
  /** The same of each row of a book. */
  aliveWeightAll(book: BookColumns): Float64Array;
  expectedPurchasesAll(book: BookColumns, weeks: number): Float64Array;
  chanceToBuyAll(book: BookColumns, weeks: number): Float64Array;
  /**
   * P(more than n purchases in the next `horizon`) at the n-th place, as long as it is above
   * `least`; null where too many are expected to count.
   */
  moreThan(customer: History, horizon: number, least?: number): MoreThan | null;
  /** The purchases of the next `horizon` lie in it with probability `share`, as 0.8, or more. */
  purchaseInterval(customer: History, horizon: number, share: number): Interval | null;
};

/**
 * Returns true where a model's P(alive) is knowledge: not of NBD, where nobody leaves, nor of
 * BG/NBD before the first repeat purchase.
 */
export const knowsAlive = (name: PurchaseModelName, { frequency }: History): boolean =>
  name !== "nbd" && (name !== "bg_nbd" || frequency > 0);

/** Ready models by what they are fitted to: a book is asked customer by customer. */
const ready = new WeakMap<Fitted, ReadyModel>();

/** The model with its parameters, as stored. */
export function modelOf(fitted: Fitted): ReadyModel {
  const known = ready.get(fitted) ?? readyModel(fitted);
  ready.set(fitted, known);
  return known;
}

function readyModel({ model: name, parameters }: Fitted): ReadyModel {
  const model = purchaseModels[name];
  const tails = (customer: History, horizon: number, least?: number) =>
    moreThan(model.mixture(parameters, customer, horizon), least);
  const aliveWeight = (customer: History) => model.probabilityAlive(parameters, customer);
  return {
    name,
    aliveWeight,
    probabilityAlive: (customer) => (knowsAlive(name, customer) ? aliveWeight(customer) : null),
    expectedWhileAlive: (customer, horizon) =>
      model.expectedWhileAlive(parameters, customer, horizon),
    expectedPurchases: (customer, horizon) =>
      model.expectedPurchases(parameters, customer, horizon),
    moreThan: tails,
    purchaseInterval: (customer, horizon, share) => {
      const found = tails(customer, horizon, (1 - share) / 4);
      return found && intervalOf(found, share);
    },
    chanceToBuy: (customer, horizon) => model.chanceToBuy(parameters, customer, horizon),
    aliveWeightAll: (book) => model.probabilityAliveAll(parameters, book),
    expectedPurchasesAll: (book, weeks) => model.expectedPurchasesAll(parameters, book, weeks),
    chanceToBuyAll: (book, weeks) => model.chanceToBuyAll(parameters, book, weeks),
  };
}
