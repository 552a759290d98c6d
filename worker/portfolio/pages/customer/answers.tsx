/** The answers to a step, in place: done, later, not useful. */
import { useState } from "preact/hooks";
import type { Action } from "../../../../shared/contract/card.ts";
import { useTools } from "../../tools.ts";
import { outcomes, useOutcome } from "./use-outcome.ts";

/** `again` asks anew for what is left; `isMain` where the step leads its page. */
export function Answers({
  action,
  isMain = false,
  again,
}: {
  action: Action;
  isMain?: boolean;
  again(): void;
}) {
  const { t } = useTools();
  const [isBusy, setBusy] = useState(false);
  const answer = useOutcome(again);
  return (
    <div class="row">
      {outcomes.map((outcome) => (
        <button
          key={outcome}
          type="button"
          class={`button ${outcome !== "done" ? "quiet" : isMain ? "primary" : ""}`}
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
