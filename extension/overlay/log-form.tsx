/** @jsxImportSource #overlay */
/** One small form for a call, a meeting, a note, and for editing any log. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Behaviour, Direction } from "../../shared/contract/fields.ts";
import { fromField, textOrNull, toField } from "./drafts.ts";
import { act, change, onEscape } from "./guard.ts";
import { seen } from "./seen.ts";
import type { Draft } from "./state.ts";
import { useTools } from "./tools.ts";

const behaviours: Behaviour[] = [
  "promise_kept", "promise_broken", "complaint_solved", "complaint_unsolved", "referral_given", "reply_given", "paid_on_time", "paid_late", "silence",
];

/** The form over `draft`; Escape and Cancel close it, Save hands over the changed draft. */
export function LogForm({ draft: start, editing, busy, save, close }: {
  draft: Draft; editing: boolean; busy: boolean; save(draft: Draft): void; close(): void;
}) {
  const { t } = useTools();
  const [draft, setDraft] = useState(start);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const timed = draft.kind === "call" || draft.kind === "meeting";
  const directed = draft.kind === "call" || draft.kind === "email" || draft.kind === "chat";
  const titled = draft.kind !== "call" && draft.kind !== "note";
  const toggle = (one: Behaviour) => set({ behaviours: draft.behaviours.includes(one) ? draft.behaviours.filter((b) => b !== one) : [...draft.behaviours, one] });
  const finish = () => save({ ...draft, subject: textOrNull(draft.subject ?? ""), note: textOrNull(draft.note ?? "") });

  return (
    <form class="form sheet" onSubmit={act(finish)} onKeyDown={onEscape(close)} aria-label={t(editing ? "overlay.log.edit" : `overlay.log.${draft.kind}`)}>
      <h3 class="heading">{t(editing ? "overlay.log.edit" : `overlay.log.${draft.kind}`)}</h3>
      <label class="field">
        {t("overlay.log.text")}
        <textarea ref={first} class="input" rows={2} maxLength={4000} dir="auto" value={draft.note ?? ""} onInput={change((note) => set({ note }))} />
      </label>
      {titled && (
        <label class="field">
          {t("overlay.log.subject")}
          <input class="input" maxLength={998} dir="auto" value={draft.subject ?? ""} onInput={change((subject) => set({ subject }))} />
        </label>
      )}
      <div class={timed ? "pair time" : ""}>
        <label class="field">
          {t("overlay.log.when")}
          <input class="input" type="datetime-local" required value={toField(draft.occurredAt)} onChange={change((at) => set({ occurredAt: fromField(at, draft.occurredAt) }))} />
        </label>
        {timed && (
          <label class="field">
            {t("overlay.log.minutes")}
            <input class="input" type="number" min={0} max={1440} step={1} inputMode="numeric" value={draft.minutes ?? ""} onInput={change((minutes) => set({ minutes: minutes === "" ? null : Math.round(Number(minutes)) }))} />
          </label>
        )}
      </div>
      {directed && <Directions kind={draft.kind} value={draft.direction} choose={(direction) => set({ direction })} />}
      <details open={draft.behaviours.length > 0} onToggle={({ currentTarget }) => seen(currentTarget)}>
        <summary>{t("overlay.log.behaviours")}</summary>
        <div class="checks">
          {behaviours.map((one) => (
            <label key={one} class="choice">
              <input type="checkbox" checked={draft.behaviours.includes(one)} onChange={change(() => toggle(one))} />
              {t(`codes.behaviour.${one}`)}
            </label>
          ))}
        </div>
      </details>
      <div class="ends">
        <button class="button quiet" onClick={act(close)}>{t("overlay.cancel")}</button>
        <button type="submit" class="button primary" disabled={busy}>{t("overlay.save")}</button>
      </div>
    </form>
  );
}

function Directions({ kind, value, choose }: { kind: Draft["kind"]; value: Direction | null; choose(direction: Direction): void }) {
  const { t } = useTools();
  return (
    <fieldset class="field">
      <legend class="hidden">{t("overlay.log.direction")}</legend>
      <div class="segments">
        {(["out", "in"] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="direction" value={one} checked={value === one} onChange={change(() => choose(one))} />
            {t(`overlay.log.${kind === "call" ? "call" : "message"}_${one}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
