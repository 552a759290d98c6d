/**
 * Which purchase model to believe: the one that explains the book best among those that the book
 * can tell.
 */
import type { PurchaseModelName } from "../../contract/fields.ts";
import { distinctHistories, type History } from "./purchase-histories.ts";
import type { Fitted, PurchaseFit } from "./purchase-model.ts";
import { purchaseModels } from "./purchase-models.ts";

export type Compared = Pick<
  PurchaseFit<Record<string, number>>,
  "parameters" | "logLikelihood" | "converged" | "tellsDropOut" | "identified" | "warnings"
> & { model: PurchaseModelName };
export type Choice = {
  /** Null where nothing can be fitted. */
  model: PurchaseModelName | null;
  parameters: Record<string, number> | null;
  /** The same as it is stored. */
  fitted: Fitted | null;
  /** True where the chosen model knows P(alive): not NBD, nor one whose customers leave at once. */
  identified: boolean;
  because:
    | "highest_likelihood"
    | "only_identified"
    | "drop_out_not_identified"
    | "no_repeat_purchases"
    | "no_customers";
  /** Codes: why drop-out is not known, and the warnings of the chosen fit. */
  warnings: string[];
  compared: Compared[];
  /** Every model's whole fit. */
  fits: Record<PurchaseModelName, PurchaseFit<Record<string, number>>>;
};

const WITH_DROP_OUT = ["bg_nbd", "mbg_nbd", "mbg_cnbd_k", "pareto_nbd"] as const;

/**
 * Fits all models and picks the highest likelihood among those that converged and tell drop-out.
 * All of them have four parameters, so that Akaike's criterion says the same as the likelihood;
 * MBG/CNBD-k has k besides, and at k = 1 is MBG/NBD, which is then preferred. Where none tells it
 * NBD remains, in which nobody leaves; where nothing can be fitted, no model.
 */
export function chooseModel(customers: readonly History[]): Choice {
  const histories = distinctHistories(customers);
  const fits = {} as Choice["fits"];
  for (const name of [...WITH_DROP_OUT, "nbd"] as const)
    fits[name] = purchaseModels[name].fit(histories);
  const compared = Object.entries(fits).map(
    ([model, { parameters, logLikelihood, converged, tellsDropOut, identified, warnings }]) => ({
      model: model as PurchaseModelName,
      parameters,
      logLikelihood,
      converged,
      tellsDropOut,
      identified,
      warnings,
    }),
  );
  const told = compared
    .filter((c) => c.converged && c.tellsDropOut && c.parameters?.["k"] !== 1)
    .sort((p, q) => q.logLikelihood - p.logLikelihood);
  const best = told[0] ?? compared.find((c) => c.model === "nbd" && c.parameters);
  if (!best?.parameters) {
    const because = customers.length === 0 ? "no_customers" : "no_repeat_purchases";
    return {
      model: null,
      parameters: null,
      fitted: null,
      identified: false,
      because,
      warnings: [because],
      compared,
      fits,
    };
  }
  const { model, parameters } = best;
  const because =
    told.length > 1
      ? "highest_likelihood"
      : told.length === 1
        ? "only_identified"
        : "drop_out_not_identified";
  const warnings = [...(told.length > 0 ? [] : [because]), ...best.warnings];
  return {
    model,
    parameters,
    fitted: { model, parameters },
    identified: best.identified,
    because,
    warnings,
    compared,
    fits,
  };
}
