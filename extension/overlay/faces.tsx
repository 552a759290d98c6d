/** @jsxImportSource #overlay */
/** Five faces and a line: what the rep saw, beside what customers say themselves. */
import { useRef, useState } from "preact/hooks";
import { useEnding } from "./ending.ts";
import { act, change, onEscape } from "./guard.ts";
import { Face } from "./icons.tsx";
import { EndingProof } from "./proof.tsx";
import { seen } from "./seen.ts";
import type { Person } from "./state.ts";
import { useTools } from "./tools.ts";

/** The faces, the line once one is chosen, and the proof in their place once saved. */
export function Faces({ person: { address, kept } }: { person: Person }) {
  const { t, commands } = useTools();
  const [value, setValue] = useState<number | null>(null);
  const [comment, setComment] = useState("");
  const { ending, run, undo } = useEnding(kept.find((one) => one.slot === "satisfaction"));
  const group = useRef<HTMLFieldSetElement>(null);

  const save = () => {
    if (value === null) return;
    void run(() => commands.noteSatisfaction(address, value, comment.trim() === "" ? null : comment.trim())).then((ok) => {
      if (ok) { setValue(null); setComment(""); }
    });
  };
  const cancel = () => { setValue(null); group.current?.querySelector("input")?.focus(); };

  if (ending.state === "done" || ending.state === "pending") {
    return <div class="section"><EndingProof ending={ending} done={t("overlay.faces.proof")} undo={(id) => undo(() => commands.undoSatisfaction(id))} /></div>;
  }
  return (
    <form class="section form" onSubmit={act(save)} onKeyDown={value === null ? undefined : onEscape(cancel)}>
      <fieldset ref={group}>
        <legend class="title">{t("overlay.faces.title")}</legend>
        <div class="faces">
          {[1, 2, 3, 4, 5].map((one) => (
            <label key={one} title={t(`overlay.faces.${one}`)}>
              <input type="radio" name="face" value={one} checked={value === one} aria-label={t(`overlay.faces.${one}`)} onChange={change((chosen) => setValue(Number(chosen)))} />
              <Face value={one} />
            </label>
          ))}
        </div>
      </fieldset>
      {value !== null && (
        <div class="row" ref={seen}>
          <input class="input grow" maxLength={2000} value={comment} placeholder={t("overlay.faces.line")} aria-label={t("overlay.faces.line")} dir="auto" onInput={change(setComment)} />
          <button type="submit" class="button primary" disabled={ending.state === "busy"}>{t("overlay.faces.save")}</button>
        </div>
      )}
      <EndingProof ending={ending} done="" />
    </form>
  );
}
