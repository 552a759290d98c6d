/** The tier that a person gave a customer, as long as it holds. */
import type { Scores } from "../contract/card.ts";
import type { Facts, Milliseconds, OverrideFact } from "./types.ts";

/**
 * Returns the override that holds at a moment, or null. The newest replaces those before it for
 * good: at its end the customer's own tier is back, and no older override.
 */
export function overrideInForce(
  { overrides = [] }: Pick<Facts, "overrides">,
  now: Milliseconds,
): OverrideFact | null {
  const newest = overrides.at(-1);
  return newest !== undefined && now < newest.endsAt ? newest : null;
}

/**
 * Puts an override on a computed tier, whose score and explanation stay; author and reason as they
 * are stored. Whom a person graded is not of a former tier: they meant it as of now.
 */
export function overridden(tier: Scores["tier"], override: OverrideFact | null): Scores["tier"] {
  if (override === null) return tier;
  const { former: _, ...computed } = tier;
  const { id, reason, untilOn, occurredAt, userId } = override;
  return {
    ...computed,
    tier: override.tier,
    override: {
      id,
      computed: tier.tier,
      reason,
      untilOn,
      by: userId,
      at: new Date(occurredAt).toISOString(),
    },
  };
}
