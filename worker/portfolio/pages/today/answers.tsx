/** The answers to a step, in place: done, later, not useful. */
import { useState } from "preact/hooks";
import type { Action } from "../../../../shared/contract/card.ts";
import { useTools } from "../../tools.ts";
import { outcomes, useOutcome } from "../customer/use-outcome.ts";

/** `again` asks anew for what is left. */
export function Answers({ action, again }: { action: Action; again(): void }) {
  const { t } = useTools();
  const [isBusy, setBusy] = useState(false);
  const answer = useOutcome(again);
  return (
    <div class="row">
      {outcomes.map((outcome) => (
        <button
          key={outcome}
          type="button"
          class={outcome === "done" ? "button" : "button quiet"}
          disabled={isBusy}
          onClick={() => {
            setBusy(true);
            void answer(action.id, outcome).finally(() => setBusy(false));
          }}
        >
          {t(`customer.answer.${outcome}`)}
        </button>
      ))}
    </div>
  );
}
