/** The card's relationship: its value and its type. */
import type { Scores } from "../contract/card.ts";
import type { Policy } from "./policy.ts";
import { information } from "./relationship-information.ts";
import { relationshipType } from "./relationship-type.ts";
import { emotionalOf, relationshipValue } from "./relationship-value.ts";
import type { PurchaseDay } from "./summarise.ts";
import type { Facts, Milliseconds } from "./types.ts";

/**
 * From facts and from what is scored already: percentile of value, trust, satisfaction, number of
 * categories bought.
 */
export function relationshipOnCard(
  facts: Facts,
  days: readonly PurchaseDay[],
  known: {
    economic: number | null;
    trust: number | null;
    satisfaction: Scores["satisfaction"];
    categories: number;
  },
  policy: Policy,
  now: Milliseconds,
): Scores["relationship"] {
  const explanation = relationshipValue(
    {
      economic: known.economic,
      trust: known.trust,
      emotional: emotionalOf(known.satisfaction),
      information: information(facts, known.categories, now, policy.relationship),
    },
    policy.relationship,
  );
  const lives = relationshipType(facts, days, policy, now);
  return {
    score: explanation?.total ?? null,
    explanation,
    type: lives?.type ?? null,
    typeExplanation: lives?.typeExplanation ?? null,
  };
}
