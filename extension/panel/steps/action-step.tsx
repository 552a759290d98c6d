/** One recommended step: what to do and why, what it may bring, and the buttons that do it. */
import { useRef } from "preact/hooks";
import type { Action } from "../../../shared/contract/card.ts";
import { owedReasons } from "../../../shared/contract/owed-reasons.ts";
import { isShownAmount } from "../../../shared/ui/shown-amount.ts";
import { Measure, Why } from "../../../shared/ui/card/explanation.tsx";
import type { Suggestions } from "./suggestions.ts";
import { TurnButton } from "./turn-button.tsx";
import type { Person } from "../state.ts";
import { useTools } from "../tools.ts";
import { StepButtons } from "./step-buttons.tsx";
import { doingOf } from "./doing.ts";
import { lazily } from "../lazily.tsx";

const ReasonChoice = lazily(async () => (await import("./reason-choice.tsx")).ReasonChoice);
const StepText = lazily(async () => (await import("./step-text.tsx")).StepText);

/** The step in turn. */
export function ActionStep({
  action,
  suggestions,
  person,
  laterDays,
}: {
  action: Action;
  suggestions: Suggestions;
  person: Person;
  laterDays: number | undefined;
}) {
  const { t, own, isReadOnly } = useTools();
  const asker = useRef<HTMLButtonElement>(null);
  return (
    <div class="next">
      <div class="head">
        <h3>{t(`codes.action.${action.key}`, action.reason.parameters)}</h3>
        {isOnTrial(action) && <Trial action={action} />}
        {suggestions.count > 1 && <TurnButton suggestions={suggestions} />}
      </div>
      <p class="reason">{t(`codes.reason.${action.reason.code}`, action.reason.parameters)}</p>
      <WorthOf action={action} />
      <Why
        id={`action-${action.id}`}
        title={t(action.explanation === null ? "panel.next.trialWhy" : "panel.next.why")}
        explanation={action.explanation}
        kind="action"
        lead={<WorthRange action={action} />}
      >
        {action.explanation === null && <p class="small">{t("panel.next.unknownWhy")}</p>}
      </Why>
      {own?.["text"]?.[action.key] && (
        <StepText action={action} person={person} hasButton={doingOf(action.key) !== "write"} />
      )}
      {!isReadOnly && (
        <StepButtons
          action={action}
          suggestions={suggestions}
          person={person}
          laterDays={laterDays}
          asker={asker}
        />
      )}
      {suggestions.asking && <ReasonChoice suggestions={suggestions} asker={asker} />}
    </div>
  );
}

/** Returns true for a step of which nobody knows yet whether it helps. */
const isOnTrial = ({ reason, worth, interval }: Action) =>
  (worth === null || !interval) && !owedReasons.has(reason.code);

/** The small tag of a step on trial; pressing it says what that means. */
function Trial({ action }: { action: Action }) {
  const { t } = useTools();
  return (
    <Measure id={`action-${action.id}`} label={t("panel.next.trialWhy")} className="trial" has>
      {t("panel.next.trial")}
    </Measure>
  );
}

/** Gain that the step has been found to bring, where it is worth a figure. */
function WorthOf({ action: { id, worth, interval } }: { action: Action }) {
  const { t } = useTools();
  if (worth === null || !interval) return null;
  if (worth > 0 && !isShownAmount(worth)) return null;
  const value = worth <= 0 ? t("panel.next.noGain") : t("panel.next.worth", { worthAmount: worth });
  return (
    <Measure
      id={`action-${id}`}
      label={t("panel.why.of", { what: t("panel.next.worthOf"), value })}
      className="worth"
      has
    >
      {value}
    </Measure>
  );
}

/** The range that the gain will probably lie in, in words. */
function WorthRange({ action: { interval, worth } }: { action: Action }) {
  const { t } = useTools();
  if (!interval || worth === null) return null;
  const { low: lowAmount, high: highAmount } = interval;
  return <p>{t("panel.next.range", { lowAmount, highAmount })}</p>;
}
