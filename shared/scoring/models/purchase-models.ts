/** The purchase models by name, and any of them ready to use from its stored parameters. */
import type { PurchaseModelName } from "../../contract/fields.ts";
import { bgNbd } from "./bg-nbd/bg-nbd.ts";
import { mbgNbd } from "./mbg-nbd.ts";
import { nbd } from "./nbd.ts";
import { paretoNbd } from "./pareto-nbd/pareto-nbd.ts";
import type { History } from "./purchase-histories.ts";
import type { Fitted, PurchaseModel } from "./purchase-model.ts";

export const purchaseModels: Record<PurchaseModelName, PurchaseModel<Record<string, number>>> = {
  bg_nbd: bgNbd,
  mbg_nbd: mbgNbd,
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
};

/** The model with its parameters, as stored. */
export function modelOf({ model: name, parameters }: Fitted): ReadyModel {
  const model = purchaseModels[name];
  const aliveWeight = (customer: History) => model.probabilityAlive(parameters, customer);
  return {
    name,
    aliveWeight,
    probabilityAlive: (customer) =>
      name === "nbd" || (name === "bg_nbd" && customer.frequency === 0)
        ? null
        : aliveWeight(customer),
    expectedWhileAlive: (customer, horizon) =>
      model.expectedWhileAlive(parameters, customer, horizon),
    expectedPurchases: (customer, horizon) =>
      model.expectedPurchases(parameters, customer, horizon),
    chanceToBuy: (customer, horizon) => model.chanceToBuy(parameters, customer, horizon),
  };
}
