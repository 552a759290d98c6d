/** Measures that conditions of a company's own actions go by. No schema, so that pages may. */

/** Codes that a customer has one of; `warning` is `none` where nothing warns. */
export const codeMeasures = {
  tier: ["high", "mid", "low", "potential"],
  stage: ["prospect", "new", "growing", "mature", "at_risk", "churned", "won_back"],
  warning: ["none", "watch", "act"],
  abc: ["a", "b", "c"],
  rfmSegment: [
    "champions",
    "loyal",
    "potential_loyalists",
    "new_customers",
    "promising",
    "need_attention",
    "about_to_sleep",
    "at_risk",
    "cannot_lose",
    "hibernating",
  ],
} as const satisfies Record<string, readonly string[]>;
export type CodeMeasure = keyof typeof codeMeasures;

/**
 * Numbers. `tierScore`, `trust` (by their own answers), `ourTrust`, `satisfaction` (their own) and
 * `relationship`: 0 to 100. `value` (expected over the policy's months) and `sales` (so far): minor
 * units. `chance`, `alive`: 0 to 1. `orders`, `categories`: counts. The others: days.
 */
export const numberMeasures = [
  "daysSincePurchase",
  "daysSinceContact",
  "daysSinceFirstPurchase",
  "orders",
  "sales",
  "categories",
  "value",
  "chance",
  "alive",
  "tierScore",
  "trust",
  "ourTrust",
  "satisfaction",
  "relationship",
] as const;
export type NumberMeasure = (typeof numberMeasures)[number];

export const codeComparisons = ["is", "is_not"] as const;
/** Half-open, as ranges of lists are: `below` is the opposite of `at_least`. */
export const numberComparisons = ["at_least", "below"] as const;

export type CodeCondition = {
  measure: CodeMeasure;
  comparison: (typeof codeComparisons)[number];
  value: string;
};
export type NumberCondition = {
  measure: NumberMeasure;
  comparison: (typeof numberComparisons)[number];
  value: number;
};
export type OwnCondition = CodeCondition | NumberCondition;

export const isCodeCondition = (one: OwnCondition): one is CodeCondition =>
  codeComparisons.some((comparison) => comparison === one.comparison);

/** Reasons to act that an own action is as pressing as, the most pressing first. */
export const ownUrgencies = ["leaving", "growth", "care"] as const;
export type OwnUrgency = (typeof ownUrgencies)[number];

/** Beginning of the keys of own actions, which no built-in one has. */
export const OWN_PREFIX = "own_";
export type OwnKey = `${typeof OWN_PREFIX}${string}`;
export const isOwnKey = (key: string): key is OwnKey => key.startsWith(OWN_PREFIX);
