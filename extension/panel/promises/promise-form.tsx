/** The form that promises something: what, and until when. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { act, change, onEscape } from "../../../shared/ui/guard.ts";
import { EndingProof } from "../proof.tsx";
import { useTools } from "../tools.ts";
import { DayChoice } from "./day-choice.tsx";
import type { PromiseFormParts } from "./use-promise-form.ts";

/** Escape closes the form and keeps what was typed; its button throws it away. */
export function PromiseForm({ parts }: { parts: PromiseFormParts }) {
  const { t } = useTools();
  const { fields, faults, ending, set, save, leave, discard } = parts;
  const first = useRef<HTMLInputElement>(null);
  const isWrong = faults.includes("what");
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <form
      noValidate
      class="form sheet"
      aria-label={t("panel.promise.make")}
      onSubmit={act(save)}
      onKeyDown={onEscape(leave)}
    >
      <h3 class="heading">{t("panel.promise.make")}</h3>
      <label class="field">
        {t("panel.promise.what")}
        <input
          ref={first}
          class="input"
          maxLength={500}
          dir="auto"
          placeholder={t("panel.promise.example")}
          {...(isWrong && { "aria-invalid": true, "aria-describedby": "fault-promised" })}
          value={fields.what}
          onInput={change((what) => set({ ...fields, what }))}
        />
      </label>
      {isWrong && (
        <p class="fault" id="fault-promised" role="alert">
          {t("panel.promise.fault.what")}
        </p>
      )}
      <DayChoice
        name="promise-day"
        value={fields.day}
        set={(day) => set({ ...fields, day })}
        isWrong={faults.includes("day")}
      />
      {ending.state === "failed" && <EndingProof ending={ending} done="" />}
      <div class="ends">
        <button type="button" class="button quiet" onClick={act(discard)}>
          {t(fields.what.trim() === "" ? "panel.cancel" : "panel.discard")}
        </button>
        <button type="submit" class="button primary" disabled={ending.state === "busy"}>
          {t("panel.save")}
        </button>
      </div>
    </form>
  );
}
