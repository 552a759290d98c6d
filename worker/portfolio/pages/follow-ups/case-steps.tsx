/** The steps of a case, in place: in touch by one press, resolved or not with a few words. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type CaseStep, stepsFrom } from "../../../../shared/surveys/case-steps.ts";
import { onEscape } from "../../../../shared/ui/guard.ts";
import { useTools } from "../../tools.ts";
import type { CaseShown } from "./case-words.ts";
import { useCase } from "./use-case.ts";

type Ask = Exclude<CaseStep, "contacted">;

/** `again` asks anew for what is left. */
export function CaseSteps({ one, name, again }: { one: CaseShown; name: string; again(): void }) {
  const { t } = useTools();
  const { isBusy, note } = useCase(one.id, again);
  const [asked, setAsked] = useState<Ask | null>(null);
  if (asked !== null)
    return (
      <StepForm
        state={asked}
        isBusy={isBusy}
        close={() => setAsked(null)}
        save={(reason) => void note(asked, reason).then(() => setAsked(null))}
      />
    );
  return (
    <div class="row">
      {stepsFrom(one.state).map((step, at) => (
        <button
          key={step}
          type="button"
          class={at === 0 ? "button" : "button quiet"}
          aria-label={t("panel.case.stepOf", { step: t(`panel.case.step.${step}`), name })}
          disabled={isBusy}
          onClick={() => (step === "contacted" ? void note(step, null) : setAsked(step))}
        >
          {t(`panel.case.step.${step}`)}
        </button>
      ))}
    </div>
  );
}

/** The field for what was done, or why nothing can be; Escape goes back to the buttons. */
function StepForm({
  state,
  isBusy,
  save,
  close,
}: {
  state: Ask;
  isBusy: boolean;
  save(reason: string | null): void;
  close(): void;
}) {
  const { t } = useTools();
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        save(text.trim() === "" ? null : text.trim());
      }}
      onKeyDown={onEscape(close)}
    >
      <input
        ref={field}
        class="input"
        maxLength={1000}
        dir="auto"
        required={state === "cannot"}
        pattern={state === "cannot" ? ".*\\S.*" : undefined}
        aria-label={t(`panel.case.note.${state}`)}
        placeholder={t(`panel.case.note.${state}`)}
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" class="button" disabled={isBusy}>
        {t(`panel.case.save.${state}`)}
      </button>
      <button type="button" class="button quiet" onClick={close}>
        {t("override.cancel")}
      </button>
    </form>
  );
}
