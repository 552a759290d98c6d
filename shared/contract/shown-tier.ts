/** The tier as it is shown: what a customer was, where they have left and nothing is expected. */
import type { Scores } from "./card.ts";
import type { TierName } from "./fields.ts";

/** Names words (`codes.tier.<name>`) and a look of their own. */
export type ShownTier = TierName | "former_high" | "former_mid";

/** Returns the name that a tier is shown by. */
export function shownTier({ tier, former }: Pick<Scores["tier"], "tier" | "former">): ShownTier {
  return former && (tier === "high" || tier === "mid") ? `former_${tier}` : tier;
}
