/** A tier by its name, in its colours. */
import type { Card } from "../contract/card.ts";
import { useWording } from "./wording.ts";

export type Tier = Card["scores"]["tier"]["tier"];

export function TierBadge({ tier }: { tier: Tier }) {
  const { t } = useWording();
  return <span class={`tier ${tier}`}>{t(`codes.tier.${tier}`)}</span>;
}
