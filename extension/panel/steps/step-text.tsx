/** The company's own words for a step: read under it, and copied to be pasted into a mail. */
import { useState } from "preact/hooks";
import type { Action } from "../../../shared/contract/card.ts";
import { act } from "../../../shared/ui/guard.ts";
import { copyText } from "../copy-text.ts";
import type { Person } from "../state.ts";
import { useTools } from "../tools.ts";
import { textGapsOf } from "./text-gaps.ts";

/** `hasButton` where the step's main button does not copy the text already. */
export function StepText({
  action: { key, reason },
  person,
  hasButton,
}: {
  action: Action;
  person: Person;
  hasButton: boolean;
}) {
  const { t, me, announce } = useTools();
  const [isCopied, setCopied] = useState<boolean | null>(null);
  const text = t(`codes.text.${key}`, { ...reason.parameters, ...textGapsOf(person, me) });
  const said = t(isCopied === false ? "panel.next.notCopied" : "panel.next.copied");
  const copy = () => {
    const isDone = copyText(text);
    setCopied(isDone);
    announce(t(isDone ? "panel.next.copied" : "panel.next.notCopied"));
  };
  return (
    <div class="step-text">
      <p dir="auto" tabIndex={0} aria-label={t("panel.next.words")}>
        {text}
      </p>
      {isCopied !== null && <p class="small copied">{said}</p>}
      {hasButton && (
        <button type="button" class="button" onClick={act(copy)}>
          {t("panel.next.copy")}
        </button>
      )}
    </div>
  );
}
