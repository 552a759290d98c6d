/** The steps of a case: in touch by one press, resolved or not with a few words. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { OpenCase } from "../../../shared/contract/card.ts";
import { type CaseStep, stepsFrom } from "../../../shared/surveys/case-steps.ts";
import { act, change, onEscape } from "../../../shared/ui/guard.ts";
import { useTools } from "../tools.ts";

type Ask = Exclude<CaseStep, "contacted">;
type Props = {
  one: OpenCase;
  /** The customer's name, for a reader who hears the button alone. */
  name: string;
  busy: boolean;
  note(state: CaseStep, reason: string | null): void;
};

/** Buttons of the steps that are possible by now; one that asks for words opens its form. */
export function CaseSteps({ one, name, busy, note }: Props) {
  const { t } = useTools();
  const [asked, setAsked] = useState<Ask | null>(null);
  const opener = useRef<HTMLDivElement>(null);
  const close = () => {
    const was = asked;
    setAsked(null);
    requestAnimationFrame(() =>
      opener.current?.querySelector<HTMLElement>(`[data-step=${was}]`)?.focus(),
    );
  };
  if (asked !== null)
    return (
      <StepForm
        key={asked}
        state={asked}
        close={close}
        save={(reason) => {
          setAsked(null);
          note(asked, reason);
        }}
      />
    );
  return (
    <div class="buttons marks" ref={opener}>
      {stepsFrom(one.state).map((step, at) => (
        <button
          type="button"
          key={step}
          data-step={step}
          class={at === 0 ? "button primary" : "button quiet"}
          aria-label={t("panel.case.stepOf", { step: t(`panel.case.step.${step}`), name })}
          disabled={busy}
          onClick={act(() => (step === "contacted" ? note(step, null) : setAsked(step)))}
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
  save,
  close,
}: {
  state: Ask;
  save(reason: string | null): void;
  close(): void;
}) {
  const { t } = useTools();
  const [{ text, isWrong }, set] = useState({ text: "", isWrong: false });
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const send = () => {
    const reason = text.trim();
    if (reason === "" && state === "cannot") {
      set({ text, isWrong: true });
      field.current?.focus();
      return;
    }
    save(reason === "" ? null : reason);
  };
  return (
    <form
      noValidate
      class="form"
      aria-label={t(`panel.case.save.${state}`)}
      onSubmit={act(send)}
      onKeyDown={onEscape(close)}
    >
      <label class="field">
        {t(`panel.case.note.${state}`)}
        <input
          ref={field}
          class="input"
          maxLength={1000}
          dir="auto"
          {...(isWrong && { "aria-invalid": true, "aria-describedby": "fault-case" })}
          value={text}
          onInput={change((typed) => set({ text: typed, isWrong: false }))}
        />
      </label>
      {isWrong && (
        <p class="fault" id="fault-case" role="alert">
          {t("panel.case.fault")}
        </p>
      )}
      <div class="ends">
        <button type="button" class="button quiet" onClick={act(close)}>
          {t("panel.cancel")}
        </button>
        <button type="submit" class="button primary">
          {t(`panel.case.save.${state}`)}
        </button>
      </div>
    </form>
  );
}
