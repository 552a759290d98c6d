/** Values that a new book starts with. */
import type { PolicySettings } from "../../../../shared/contract/requests.ts";
import { defaultPolicy } from "../../../../shared/scoring/default-policy.ts";
import { valueAt } from "./settings.ts";

const { version: _, ...settings } = defaultPolicy;

export type Cut = PolicySettings["tier"]["cut"];
/** The cut that each method begins with. */
export const usualCuts: Record<Cut["method"], Cut> = {
  quantile: { method: "quantile", high: 0.2, mid: 0.3 },
  pareto: { method: "pareto", high: 0.6, mid: 0.9 },
  threshold: { method: "threshold", high: 70, mid: 40 },
};
const isMethod = (method: string): method is Cut["method"] => method in usualCuts;

function at(path: string, method: string): unknown {
  const bound = /^tier\.cut\.(high|mid)$/.exec(path)?.[1];
  if (bound === undefined || !isMethod(method)) return valueAt(settings, path);
  return usualCuts[method][bound === "high" ? "high" : "mid"];
}

export const defaults = {
  settings: settings satisfies PolicySettings,
  /** Returns the default of a setting; that of a cut under a method. */
  at,
  number: (path: string, method: string): number => {
    const value = at(path, method);
    return typeof value === "number" ? value : 0;
  },
  /** Returns true where a setting is as a new book has it. */
  is: (now: PolicySettings, path: string): boolean =>
    valueAt(now, path) === at(path, now.tier.cut.method),
};
