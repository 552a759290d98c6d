/** The next best action: what to do, why, what it may bring, and the answer to it. */
import type { Card } from "../../../../shared/contract/card.ts";
import { Measure, Why } from "../../../../shared/ui/card/explanation.tsx";
import { isShownAmount } from "../../../../shared/ui/shown-amount.ts";
import { useTools } from "../../tools.ts";
import { Answers } from "./answers.tsx";

type Next = Card["scores"]["next"];

/** Nothing where nothing is to be done. */
export function NextStep({ next: { action, runnersUp }, again }: { next: Next; again(): void }) {
  const { t, can } = useTools();
  if (action === null)
    return (
      <div class="section">
        <p class="calm">{t("customer.nothingToDo")}</p>
      </div>
    );
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
      {can("rep") && <Answers action={action} isMain again={again} />}
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
