/** Conditions of own actions, and whether they hold of a customer. */
import { isContact, type Rule } from "../action-rule.ts";
import { daysSince, daysSinceLast, type Situation } from "../situation.ts";
import type { OwnAction } from "./own-action.ts";
import type { CodeMeasure, NumberMeasure, OwnCondition } from "./own-measures.ts";

const codeOf: Record<CodeMeasure, (s: Situation) => string | null> = {
  tier: ({ tier }) => tier,
  stage: ({ lifecycle }) => lifecycle.stage,
  warning: ({ warning }) => warning?.level ?? "none",
  abc: ({ figures }) => figures.abc,
  rfmSegment: ({ figures }) => figures.rfmSegment,
};

const numberOf: Record<NumberMeasure, (s: Situation) => number | null> = {
  daysSincePurchase: ({ lifecycle }) => lifecycle.silenceDays,
  daysSinceContact: (s) => daysSinceLast(s.facts.interactions, s, isContact),
  daysSinceFirstPurchase: daysKnown,
  orders: ({ measures }) => measures.rfm?.purchases ?? 0,
  sales: ({ measures }) => measures.rfm?.total ?? 0,
  categories: ({ measures }) => measures.categories.length,
  value: ({ figures }) => figures.value,
  chance: ({ figures }) => figures.chance,
  alive: ({ figures }) => figures.alive,
  tierScore: ({ figures }) => figures.tierScore,
  trust: ({ trust }) => trust.score,
  ourTrust: ({ trust }) => trust.ours?.score ?? null,
  satisfaction: ({ measures }) => measures.satisfaction,
  relationship: ({ figures }) => figures.relationship,
};

/** Days since the first purchase that was kept; null without one. */
function daysKnown({ facts, now, zone }: Situation): number | null {
  let first = Infinity;
  for (const { amount, occurredAt } of facts.transactions)
    if (amount > 0 && occurredAt < first) first = occurredAt;
  return first === Infinity ? null : daysSince(first, now, zone);
}

/** Returns whether a condition holds; of a measure that is not known none does. */
export function holds(condition: OwnCondition, situation: Situation): boolean {
  switch (condition.comparison) {
    case "is":
      return codeOf[condition.measure](situation) === condition.value;
    case "is_not": {
      const code = codeOf[condition.measure](situation);
      return code !== null && code !== condition.value;
    }
    case "at_least": {
      const number = numberOf[condition.measure](situation);
      return number !== null && number >= condition.value;
    }
    case "below": {
      const number = numberOf[condition.measure](situation);
      return number !== null && number < condition.value;
    }
  }
}

/** Returns the rule of an own action: all its conditions hold. Its key is the reason's code too. */
export const ownRule =
  ({ key, conditions }: OwnAction): Rule =>
  (situation) => {
    if (!conditions.every((one) => holds(one, situation))) return null;
    const days = situation.lifecycle.silenceDays;
    return days === null ? { code: key } : { code: key, parameters: { days } };
  };
