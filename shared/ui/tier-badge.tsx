/** A tier by its name, in its colours. */
import type { Card } from "../contract/card.ts";
import { shownTier } from "../contract/shown-tier.ts";
import { useWording } from "./wording.ts";

export type Tier = Card["scores"]["tier"]["tier"];

/** `former` where they were of that tier until they left: it is named so, in plain colours. */
export function TierBadge({ tier, former }: { tier: Tier; former?: true | undefined }) {
  const { t } = useWording();
  const name = shownTier({ tier, ...(former && { former }) });
  return <span class={`tier ${former ? "former" : tier}`}>{t(`codes.tier.${name}`)}</span>;
}
