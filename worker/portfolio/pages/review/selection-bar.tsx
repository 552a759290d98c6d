/** The bar below the page while customers are selected: one decision for all of them. */
import { useTools } from "../../tools.ts";
import type { Deciding } from "./deciding.ts";

export function SelectionBar({ deciding }: { deciding: Deciding }) {
  const { t } = useTools();
  const { selected, select, decide, ask, isBusy } = deciding;
  if (selected.size === 0) return null;
  const customers = [...selected];
  const which = { customers };
  return (
    <div class="sheet selection-bar" role="region" aria-label={t("review.selection")}>
      <span class="grow strong">{t("review.selected", { count: selected.size })}</span>
      <button
        type="button"
        class="button primary"
        disabled={isBusy}
        onClick={() => void decide(which, { decision: "confirmed" })}
      >
        {t("review.confirm")}
      </button>
      <button
        type="button"
        class="button"
        disabled={isBusy}
        onClick={() => ask("declined", which, selected.size)}
      >
        {t("review.decline")}
      </button>
      <button
        type="button"
        class="button"
        disabled={isBusy}
        onClick={() => ask("overridden", which, selected.size)}
      >
        {t("review.override")}
      </button>
      <button type="button" class="button quiet" onClick={() => select(customers, false)}>
        {t("review.clear")}
      </button>
    </div>
  );
}
