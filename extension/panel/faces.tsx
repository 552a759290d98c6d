/** Five faces and a line: what the rep saw, beside what customers say themselves. */
import { useRef, useState } from "preact/hooks";
import { useEnding } from "./ending.ts";
import { act, change, onEscape } from "./guard.ts";
import { Face } from "./icons.tsx";
import { holdFocus } from "./focus.ts";
import { EndingProof, Link } from "./proof.tsx";
import { seen } from "./seen.ts";
import type { KeptForm, Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** The faces, the line once one is chosen, and the proof in their place once saved. */
export function Faces({ person: { address, kept }, forms }: { person: Person; forms: KeptForm[] }) {
  const { t, commands, isReadOnly } = useTools();
  const [begun, setBegun] = useState<{ value: number | null; comment: string } | null>(null);
  const left = forms.find((one) => one.slot === "faces" && one.of === address);
  const restored = left?.slot === "faces" ? left : null;
  const { value, comment } = begun ?? restored ?? { value: null, comment: "" };
  const section = useRef<HTMLDivElement>(null);
  const { ending, run, undo } = useEnding(kept.find((one) => one.slot === "satisfaction"));
  const group = useRef<HTMLFieldSetElement>(null);

  const set = (next: { value: number; comment: string }) => {
    setBegun(next);
    // A face alone is one press; a line that was typed is worth keeping.
    if (next.comment.trim() !== "") commands.keepForm({ slot: "faces", of: address, ...next });
    else commands.dropForm("faces", address);
  };
  const drop = () => {
    setBegun({ value: null, comment: "" });
    commands.dropForm("faces", address);
  };
  const save = () => {
    if (value === null) return;
    const focus = holdFocus(section.current);
    void run(() =>
      commands.noteSatisfaction(address, value, comment.trim() === "" ? null : comment.trim()),
    ).then((ok) => {
      if (ok) drop();
      focus("[data-proof]");
    });
  };
  const cancel = () => {
    drop();
    group.current?.querySelector("input")?.focus();
  };
  const takeBack = (id: string) =>
    undo(() => commands.undoSatisfaction(id), section.current, "input");

  if (isReadOnly) return null;
  const hasProof = ending.state === "done" || ending.state === "pending";
  return (
    <div class="section" ref={section}>
      {hasProof ? (
        <EndingProof
          name="satisfaction"
          ending={ending}
          done={t("panel.faces.proof")}
          undo={takeBack}
        />
      ) : (
        <form
          class="form"
          onSubmit={act(save)}
          onKeyDown={value === null ? undefined : onEscape(cancel)}
        >
          <fieldset ref={group}>
            <legend class="title">{t("panel.faces.title")}</legend>
            <div class="faces">
              {[1, 2, 3, 4, 5].map((one) => (
                <label key={one} title={t(`panel.faces.${one}`)}>
                  <input
                    type="radio"
                    name="face"
                    value={one}
                    checked={value === one}
                    aria-label={t(`panel.faces.${one}`)}
                    onChange={change((chosen) => set({ value: Number(chosen), comment }))}
                  />
                  <Face value={one} />
                </label>
              ))}
            </div>
          </fieldset>
          {value !== null && (
            <div class="row" ref={begun === null ? undefined : seen}>
              <input
                class="input grow"
                maxLength={2000}
                value={comment}
                placeholder={t("panel.faces.line")}
                aria-label={t("panel.faces.line")}
                dir="auto"
                onInput={change((typed) => set({ value, comment: typed }))}
              />
              <button type="submit" class="button primary" disabled={ending.state === "busy"}>
                {t("panel.faces.save")}
              </button>
            </div>
          )}
          {begun === null && restored !== null && (
            <div class="between small muted" role="status">
              <span>{t("panel.log.kept")}</span>
              <Link text={t("panel.discard")} press={cancel} />
            </div>
          )}
          <EndingProof ending={ending} done="" />
        </form>
      )}
    </div>
  );
}
