/** The company's own words for a step: read under it, and put into the open draft or copied. */
import type { Action } from "../../../shared/contract/card.ts";
import { act } from "../../../shared/ui/guard.ts";
import { useDelivery } from "../draft/use-delivery.ts";
import { plainContent } from "../draft/use-draft.ts";
import type { Person } from "../state.ts";
import { useTools } from "../tools.ts";
import { textGapsOf } from "./text-gaps.ts";

/** `hasButton` where the step's main button does not hand over the text already. */
export function StepText({
  action: { key, reason },
  person,
  hasButton,
}: {
  action: Action;
  person: Person;
  hasButton: boolean;
}) {
  const { t, me } = useTools();
  const { hasDraft, said, deliver } = useDelivery(person);
  const text = t(`codes.text.${key}`, { ...reason.parameters, ...textGapsOf(person, me) });
  return (
    <div class="step-text">
      <p dir="auto" tabIndex={0} aria-label={t("panel.next.words")}>
        {text}
      </p>
      {said !== null && <p class="small copied">{said}</p>}
      {hasButton && (
        <button type="button" class="button" onClick={act(() => deliver(plainContent(text)))}>
          {t(hasDraft ? "panel.next.put" : "panel.next.copy")}
        </button>
      )}
    </div>
  );
}
