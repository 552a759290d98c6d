/** The four questions of trust, answered by the rep: our view, and never a customer's answer. */
import { useRef, useState } from "preact/hooks";
import type { DimensionName } from "../../shared/contract/fields.ts";
import { useEnding } from "./ending.ts";
import { holdFocus } from "./focus.ts";
import { act, change, onEscape } from "../../shared/ui/guard.ts";
import { EndingProof } from "./proof.tsx";
import { seen } from "../../shared/ui/seen.ts";
import type { Person, TrustAnswers } from "./state.ts";
import { useTools } from "./tools.ts";

const dimensions: DimensionName[] = ["professionalism", "expertise", "rapport", "benefit"];
const scale = [1, 2, 3, 4, 5, 6, 7];

/** The form while it is open, and the proof once it is saved; a question may stay unanswered. */
export function TrustForm({
  person: { address, kept },
  isOpen,
  close,
}: {
  person: Person;
  isOpen: boolean;
  close(): void;
}) {
  const { t, commands } = useTools();
  const [answers, setAnswers] = useState<TrustAnswers>({});
  const area = useRef<HTMLDivElement>(null);
  const { ending, run, undo } = useEnding(kept.find((one) => one.slot === "trust"));
  const leave = () => {
    setAnswers({});
    close();
  };
  const save = () => {
    const focus = holdFocus(area.current);
    void run(() => commands.noteTrust(address, answers)).then((ok) => {
      if (ok) leave();
      focus("[data-proof]");
    });
  };
  const isDone = ending.state === "done" || ending.state === "pending";
  if (!isOpen && !isDone) return null;
  return (
    <div ref={area}>
      {isOpen && (
        <form class="form trust-form" onSubmit={act(save)} onKeyDown={onEscape(leave)}>
          <Questions answers={answers} set={setAnswers} />
          <EndingProof ending={ending.state === "failed" ? ending : { state: "none" }} done="" />
          <Ends
            isBusy={ending.state === "busy"}
            isAnswered={Object.keys(answers).length > 0}
            leave={leave}
          />
        </form>
      )}
      {isDone && !isOpen && (
        <EndingProof
          name="trust"
          ending={ending}
          done={t("panel.trust.form.proof")}
          undo={(id) => undo(() => commands.undoTrust(id))}
        />
      )}
    </div>
  );
}

function Questions({ answers, set }: { answers: TrustAnswers; set(answers: TrustAnswers): void }) {
  const { t } = useTools();
  return (
    <>
      <h3 class="heading" ref={seen}>
        {t("panel.trust.form.title")}
      </h3>
      <p class="small muted">{t("panel.trust.form.about")}</p>
      {dimensions.map((dimension) => (
        <Question
          key={dimension}
          dimension={dimension}
          value={answers[dimension]}
          set={(value) => set({ ...answers, [dimension]: value })}
        />
      ))}
      <div class="ends-of-scale" aria-hidden="true">
        <span>1: {t("panel.trust.form.least")}</span>
        <span>7: {t("panel.trust.form.most")}</span>
      </div>
    </>
  );
}

function Ends({
  isBusy,
  isAnswered,
  leave,
}: {
  isBusy: boolean;
  isAnswered: boolean;
  leave(): void;
}) {
  const { t } = useTools();
  return (
    <div class="ends">
      <button type="button" class="button" onClick={act(leave)}>
        {t("panel.cancel")}
      </button>
      <button type="submit" class="button primary" disabled={isBusy || !isAnswered}>
        {t("panel.trust.form.save")}
      </button>
    </div>
  );
}

function Question({
  dimension,
  value,
  set,
}: {
  dimension: DimensionName;
  value: number | undefined;
  set(value: number): void;
}) {
  const { t } = useTools();
  const nameOf = (one: number) => {
    if (one === 1) return `1, ${t("panel.trust.form.least")}`;
    return one === 7 ? `7, ${t("panel.trust.form.most")}` : String(one);
  };
  return (
    <fieldset>
      <legend>{t(`panel.trust.form.${dimension}`)}</legend>
      <div class="segments">
        {scale.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name={dimension}
              value={one}
              checked={value === one}
              aria-label={nameOf(one)}
              onChange={change((chosen) => set(Number(chosen)))}
            />
            {one}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
