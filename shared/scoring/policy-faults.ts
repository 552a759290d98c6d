/** Faults of settings that each are allowed and all together are not. Without zod, for pages too. */
import { codeMeasures, isCodeCondition, isOwnKey } from "./actions/own/own-measures.ts";
import { unknownGaps } from "./actions/own/text-gaps.ts";
import type { Policy } from "./policy.ts";

/** Messages by fault, as the API says them. */
export const policyFaults = {
  no_weight: "give at least one weight more than 0",
  more_than_all: "high and mid together are more than all customers",
  mid_short_of_high: "mid must reach at least as far as high",
  mid_above_high: "mid must not be above high",
  b_short_of_a: "b must reach at least as far as a",
  gone_before_at_risk: "nobody is gone before they are at risk",
  twice: "name each action once",
  not_defined: "there is no such action; define it under own",
  unknown_value: "the measure has no such value",
  unknown_gap: "a placeholder may be {name}, {company}, {me}, {days} or {category}",
} as const;
export type PolicyFault = { path: (string | number)[]; fault: keyof typeof policyFaults };

/** Finds what is wrong with a cut, under its method. */
function findCutFault({ cut }: Policy["tier"]): PolicyFault["fault"] | null {
  if (cut.method === "quantile" && cut.high + cut.mid > 1) return "more_than_all";
  if (cut.method === "pareto" && cut.mid < cut.high) return "mid_short_of_high";
  return cut.method === "threshold" && cut.mid > cut.high ? "mid_above_high" : null;
}

/** Finds all faults, each at the setting that is to be changed. */
export function findPolicyFaults(policy: Omit<Policy, "version">): PolicyFault[] {
  const { tier, trust, relationship, abc, lifecycle, actions } = policy;
  const found: PolicyFault[] = [];
  const refuse = (wrong: boolean, path: PolicyFault["path"], fault: PolicyFault["fault"]) => {
    if (wrong) found.push({ path, fault });
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
  return [...found, ...twiceIn({ tier, actions }), ...ownFaults(actions)];
}

/** Finds entries of a list that name what another named before. */
function twiceIn({ tier, actions }: Pick<Policy, "tier" | "actions">): PolicyFault[] {
  const lists = { catalogue: actions.catalogue, own: actions.own, texts: actions.texts };
  const all: [string[], readonly { key: string }[]][] = [
    ...Object.entries(lists).map(([name, list]): [string[], { key: string }[]] => [
      ["actions", name],
      list,
    ]),
    [["tier", "labels"], tier.labels],
  ];
  return all.flatMap(([path, list]) => {
    const keys = list.map(({ key }) => key);
    const twice = keys.findIndex((key, at) => keys.indexOf(key) !== at);
    return twice < 0 ? [] : [{ path: [...path, twice, "key"], fault: "twice" as const }];
  });
}

/** Finds what is wrong with own actions: undefined ones, values and gaps that there are not. */
function ownFaults({ catalogue, own, texts }: Policy["actions"]): PolicyFault[] {
  const isDefined = (key: string) => !isOwnKey(key) || own.some((one) => one.key === key);
  const undefinedIn = (name: string, list: readonly { key: string }[]): PolicyFault[] =>
    list.flatMap(({ key }, at) =>
      isDefined(key) ? [] : [{ path: ["actions", name, at, "key"], fault: "not_defined" }],
    );
  const values = own.flatMap(({ conditions }, at) =>
    conditions.flatMap((one, place): PolicyFault[] => {
      const codes: readonly string[] = isCodeCondition(one) ? codeMeasures[one.measure] : [];
      if (!isCodeCondition(one) || codes.includes(one.value)) return [];
      const path = ["actions", "own", at, "conditions", place, "value"];
      return [{ path, fault: "unknown_value" }];
    }),
  );
  const gaps = texts.flatMap((text, at) =>
    (["en", "zh_CN"] as const).flatMap((language): PolicyFault[] =>
      unknownGaps(text[language]).length === 0
        ? []
        : [{ path: ["actions", "texts", at, language], fault: "unknown_gap" }],
    ),
  );
  return [
    ...undefinedIn("catalogue", catalogue),
    ...undefinedIn("texts", texts),
    ...values,
    ...gaps,
  ];
}
