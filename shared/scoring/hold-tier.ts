/** A tier that the figures propose while the one before holds, until a manager decides. */
import type { Scores } from "../contract/card.ts";
import type { TierName } from "../contract/fields.ts";
import type { Policy } from "./policy.ts";
import type { Beyond, Graded, TierBefore } from "./tier-standing.ts";
import type { Tier } from "./tier.ts";

/** The proposed tier, and how it would stand from the moment that somebody confirms it. */
export type Proposal = { tier: Graded } & Tier["standing"];

const ORDER = ["low", "mid", "high"] as const;
const levelOf = (tier: TierName): number => ORDER.findIndex((one) => one === tier);

/**
 * Keeps the tier before where moves wait for confirmation. Whoever comes to be graded, or has
 * nothing to be graded by, does not wait: that is a fact, not a judgement.
 *
 * The figure goes on standing beyond the tier that holds, so that what was proposed once for having
 * stood there long enough is not forgotten by the next review.
 */
export function holdTier(
  graded: Tier,
  before: TierBefore,
  today: number,
  { moves }: Policy["review"],
): Tier & { proposal: Proposal | null } {
  const { tier, plainTier, standing } = graded;
  const isMove = before.tier !== null && levelOf(before.tier) >= 0 && levelOf(tier.tier) >= 0;
  if (moves === "at_once" || !isMove || before.tier === tier.tier)
    return { ...graded, proposal: null };
  const proposed = tier.tier as Graded;
  return {
    ...graded,
    tier: withNote({ ...tier, tier: before.tier! }, proposed),
    standing: { beyond: beyondOf(before, plainTier as Graded, today), settledDays: null },
    proposal: { tier: proposed, ...standing },
  };
}

/** Since when, and how near at least, a figure has stood beyond the tier that holds. */
function beyondOf(before: TierBefore, plain: Graded, today: number): Beyond {
  const from = levelOf(before.tier!);
  const side = Math.sign(levelOf(plain) - from);
  const known =
    before.beyond !== null && side * (levelOf(before.beyond.tier) - from) > 0
      ? before.beyond
      : null;
  if (known === null) return { since: today, tier: plain };
  const isNearer = side * (levelOf(plain) - levelOf(known.tier)) < 0;
  return { since: known.since, tier: isNearer ? plain : known.tier };
}

function withNote(tier: Scores["tier"], proposed: TierName): Scores["tier"] {
  const { explanation } = tier;
  if (explanation === null) return tier;
  const notes = explanation.factors.filter(({ code }) => code !== "tier_kept");
  const note = { code: "tier_proposed", points: 0, parameters: { tier: proposed } };
  return { ...tier, explanation: { ...explanation, factors: [...notes, note] } };
}
