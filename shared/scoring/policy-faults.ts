/** Faults of settings that each are allowed and all together are not. Without zod, for pages too. */
import type { Policy } from "./policy.ts";

/** Messages by code, as the API says them. */
export const policyFaults = {
  no_weight: "give at least one weight more than 0",
  more_than_all: "high and mid together are more than all customers",
  mid_short_of_high: "mid must reach at least as far as high",
  mid_above_high: "mid must not be above high",
  b_short_of_a: "b must reach at least as far as a",
  gone_before_at_risk: "nobody is gone before they are at risk",
  twice: "name each action once",
} as const;
export type PolicyFault = { path: (string | number)[]; code: keyof typeof policyFaults };

/** Finds what is wrong with a cut, under its method. */
function findCutFault({ cut }: Policy["tier"]): PolicyFault["code"] | null {
  if (cut.method === "quantile" && cut.high + cut.mid > 1) return "more_than_all";
  if (cut.method === "pareto" && cut.mid < cut.high) return "mid_short_of_high";
  return cut.method === "threshold" && cut.mid > cut.high ? "mid_above_high" : null;
}

/** Finds all faults, each at the setting that is to be changed. */
export function findPolicyFaults(policy: Omit<Policy, "version">): PolicyFault[] {
  const { tier, trust, relationship, abc, lifecycle, actions } = policy;
  const found: PolicyFault[] = [];
  const refuse = (wrong: boolean, path: PolicyFault["path"], code: PolicyFault["code"]) => {
    if (wrong) found.push({ path, code });
  };
  for (const [name, { weights }] of Object.entries({ tier, trust, relationship }))
    refuse(
      Object.values(weights).every((weight) => weight === 0),
      [name, "weights"],
      "no_weight",
    );
  const cutFault = findCutFault(tier);
  if (cutFault !== null) refuse(true, ["tier", "cut", "mid"], cutFault);
  refuse(abc.b < abc.a, ["abc", "b"], "b_short_of_a");
  refuse(
    lifecycle.churnedIntervals < lifecycle.atRiskIntervals,
    ["lifecycle", "churnedIntervals"],
    "gone_before_at_risk",
  );
  refuse(
    lifecycle.churnedChance > lifecycle.atRiskChance,
    ["lifecycle", "churnedChance"],
    "gone_before_at_risk",
  );
  const keys = actions.catalogue.map((entry) => entry.key);
  const twice = keys.findIndex((key, at) => keys.indexOf(key) !== at);
  refuse(twice >= 0, ["actions", "catalogue", twice, "key"], "twice");
  return found;
}
