/** A customer's tier as a badge, and why tier and stage are what they are, once one is pressed. */
import type { Scores } from "../../contract/card.ts";
import { shownTier } from "../../contract/shown-tier.ts";
import { TierBadge } from "../tier-badge.tsx";
import { useWording } from "../wording.ts";
import { Measure, Why } from "./explanation.tsx";

/** The badge, which opens its explanation. */
export function TierMeasure({ tier }: Pick<Scores, "tier">) {
  const { t } = useWording();
  const value = t(`codes.tier.${shownTier(tier)}`);
  return (
    <Measure
      id="tier"
      label={t("panel.why.of", { what: t("panel.tier"), value })}
      className="badge"
      has={tier.explanation !== null}
    >
      <TierBadge tier={tier.tier} former={tier.former} />
    </Measure>
  );
}

/** Whoever gave the customer this tier, until when and why; nothing where it is computed. */
function Overridden({ override }: Scores["tier"]) {
  const { t } = useWording();
  if (override === undefined) return null;
  const { by, untilOn: until, computed: tier, reason } = override;
  return (
    <p class="small muted override">
      {t(`panel.override.${by === null ? "admin" : "by"}`, { by: by ?? "", until, tier })}{" "}
      <q dir="auto">{reason}</q>
    </p>
  );
}

/** A person's decision on the tier, and the explanations of tier and stage. */
export function StandingWhy({ tier, stage }: Pick<Scores, "tier" | "stage">) {
  const { t } = useWording();
  return (
    <>
      <Overridden {...tier} />
      <Why
        id="tier"
        title={t("panel.tierWhy", { tier: shownTier(tier) })}
        explanation={tier.explanation}
        kind="tier"
      />
      <Why
        id="stage"
        title={t("panel.facts.stageWhy", { stage: stage.stage })}
        explanation={stage.explanation}
        kind="stage"
      />
    </>
  );
}
