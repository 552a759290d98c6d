/** The next best action: what to do, why, what it may bring, and the answer to it. */
import { useState } from "preact/hooks";
import type { Card } from "../../../../shared/contract/card.ts";
import { Measure, Why } from "../../../../shared/ui/card/explanation.tsx";
import { isShownAmount } from "../../../../shared/ui/shown-amount.ts";
import { answered, api, CallFailed, writing } from "../../api.ts";
import { useTools } from "../../tools.ts";

type Next = Card["scores"]["next"];
const outcomes = ["done", "later", "not_useful"] as const;
type Outcome = (typeof outcomes)[number];

/** Answers an action; returns the id that takes the answer back. */
async function answerAction(id: string, outcome: Outcome): Promise<string> {
  const answer = await answered(
    api.v1.actions[":id"].outcome.$post({
      param: { id: encodeURIComponent(id) },
      header: writing(),
      json: { outcome },
    }),
  );
  return answer.id;
}

/** Nothing where nothing is to be done. */
export function NextStep({ next: { action, runnersUp }, again }: { next: Next; again(): void }) {
  const { t, can, say } = useTools();
  const [isBusy, setBusy] = useState(false);
  if (action === null)
    return (
      <div class="section">
        <p class="calm">{t("customer.nothingToDo")}</p>
      </div>
    );
  const withdraw = async (id: string) => {
    await answered(
      api.v1.outcomes[":id"].withdraw.$post({ param: { id }, header: writing(), json: {} }),
    ).catch((error: unknown) => say(error instanceof CallFailed ? error.message : String(error)));
    again();
  };
  const answer = async (outcome: Outcome) => {
    setBusy(true);
    try {
      const id = await answerAction(action.id, outcome);
      say(t(`customer.answered.${outcome}`), () => void withdraw(id));
      again();
    } catch (thrown) {
      say(thrown instanceof CallFailed ? thrown.message : String(thrown));
    } finally {
      setBusy(false);
    }
  };
  const { worth } = action;
  return (
    <div class="next">
      <h3>{t(`codes.action.${action.key}`, action.reason.parameters)}</h3>
      <p class="muted">{t(`codes.reason.${action.reason.code}`, action.reason.parameters)}</p>
      {worth !== null && isShownAmount(worth) && (
        <Measure id={`action-${action.id}`} className="value" has={action.explanation !== null}>
          {t("panel.next.worth", { worthAmount: worth })}
        </Measure>
      )}
      <Why
        id={`action-${action.id}`}
        title={t("panel.next.why")}
        explanation={action.explanation}
        kind="action"
      />
      {can("rep") && (
        <div class="row">
          {outcomes.map((outcome) => (
            <button
              key={outcome}
              type="button"
              class={outcome === "done" ? "button primary" : "button quiet"}
              disabled={isBusy}
              onClick={() => void answer(outcome)}
            >
              {t(`customer.answer.${outcome}`)}
            </button>
          ))}
        </div>
      )}
      {runnersUp.length > 0 && (
        <p class="small muted">
          {t("customer.then", {
            actions: runnersUp.map(({ key }) => t(`codes.action.${key}`)).join(" · "),
          })}
        </p>
      )}
    </div>
  );
}
