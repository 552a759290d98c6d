/** The marks of the message list and their meaning, in the shapes and colours that they have there. */
import type { ShownTier } from "../../../shared/contract/shown-tier.ts";
import type { Page } from "../../pages/page.tsx";

const tiers: ShownTier[] = ["high", "mid", "low", "potential", "former_high", "former_mid"];

export function Legend({ page: { t } }: { page: Page }) {
  return (
    <section aria-labelledby="legend">
      <h2 id="legend">{t("popup.legend.title")}</h2>
      <ul class="legend">
        {tiers.map((tier) => (
          <li key={tier}>
            <span class={`mark ${tier}`} aria-hidden="true" />
            {t(`codes.tier.${tier}`)}
          </li>
        ))}
      </ul>
      <p class="muted small">{t("popup.legend.none")}</p>
    </section>
  );
}
