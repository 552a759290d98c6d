/** One small form for a call, a meeting, a note, and for editing any log. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Behaviour, Direction } from "../../shared/contract/fields.ts";
import { boundsOf, readFields } from "./drafts.ts";
import type { Fault } from "./drafts.ts";
import type { LogFields } from "./state.ts";
import { act, change, onEscape } from "./guard.ts";
import { seen } from "./seen.ts";
import type { Draft } from "./state.ts";
import { useTools } from "./tools.ts";

const behaviours: Behaviour[] = [
  "promise_kept",
  "promise_broken",
  "complaint_solved",
  "complaint_unsolved",
  "referral_given",
  "reply_given",
  "paid_on_time",
  "paid_late",
  "silence",
];

export type LogFormProps = {
  fields: LogFields;
  /** True where logs may hold subjects. */
  subjects: boolean;
  editing: boolean;
  busy: boolean;
  /** True where it was left before and is gone on with: it says so. */
  isRestored: boolean;
  /**
   * True where the person opened it; one that comes with its mail must not take the focus from the
   * page.
   */
  takesFocus: boolean;
  /** True where there is something in it that closing would lose. */
  isChanged: boolean;
  set(fields: LogFields): void;
  save(draft: Draft): void;
  close(): void;
  discard(): void;
};

/**
 * The form; Escape closes it, its button throws it away, Save hands over the draft once every field
 * can be sent.
 */
export function LogForm({
  fields,
  subjects,
  editing,
  busy,
  isRestored,
  takesFocus,
  isChanged,
  set: setFields,
  save,
  close,
  discard,
}: LogFormProps) {
  const { t } = useTools();
  const [faults, setFaults] = useState<Fault[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (takesFocus) first.current?.focus();
  }, []);
  const set = (part: Partial<LogFields>) => setFields({ ...fields, ...part });
  const { kind } = fields;
  const timed = kind === "call" || kind === "meeting";
  const directed = kind === "call" || kind === "email" || kind === "chat";
  const titled = subjects && kind !== "call" && kind !== "note";
  const toggle = (one: Behaviour) =>
    set({
      behaviours: fields.behaviours.includes(one)
        ? fields.behaviours.filter((b) => b !== one)
        : [...fields.behaviours, one],
    });
  const finish = () => {
    const { draft, faults: found } = readFields(fields, Date.now());
    setFaults(found);
    if (found.length === 0) save(draft);
    else form.current?.querySelector<HTMLElement>(`[name=${found[0]}]`)?.focus();
  };
  const title = t(editing ? "panel.log.edit" : `panel.log.${kind}`);

  return (
    <form
      ref={form}
      noValidate
      class="form sheet"
      onSubmit={act(finish)}
      onKeyDown={onEscape(close)}
      aria-label={title}
    >
      <h3 class="heading">{title}</h3>
      {isRestored && (
        <p class="small muted" role="status">
          {t("panel.log.kept")}
        </p>
      )}
      <label class="field">
        {t("panel.log.text")}
        <textarea
          ref={first}
          class="input"
          rows={2}
          maxLength={4000}
          dir="auto"
          value={fields.note}
          onInput={change((note) => set({ note }))}
        />
      </label>
      {titled && (
        <label class="field">
          {t("panel.log.subject")}
          <input
            class="input"
            maxLength={998}
            dir="auto"
            value={fields.subject}
            onInput={change((subject) => set({ subject }))}
          />
        </label>
      )}
      <div class={timed ? "pair time" : ""}>
        <Field name="when" faults={faults} label={t("panel.log.when")}>
          <input
            name="when"
            class="input"
            type="datetime-local"
            required
            {...boundsOf(Date.now())}
            {...said("when", faults)}
            value={fields.when}
            onInput={change((when) => set({ when }))}
          />
        </Field>
        {timed && (
          <Field name="minutes" faults={faults} label={t("panel.log.minutes")}>
            <input
              name="minutes"
              class="input"
              inputMode="numeric"
              autocomplete="off"
              maxLength={20}
              {...said("minutes", faults)}
              value={fields.minutes}
              onInput={change((minutes) => set({ minutes }))}
            />
          </Field>
        )}
      </div>
      {faults.map((fault) => (
        <p key={fault} class="fault" id={`fault-${fault}`} role="alert">
          {t(`panel.log.fault.${fault}`)}
        </p>
      ))}
      {directed && (
        <Directions
          kind={kind}
          value={fields.direction}
          choose={(direction) => set({ direction })}
        />
      )}
      <details
        open={fields.behaviours.length > 0}
        onToggle={({ currentTarget }) => seen(currentTarget)}
      >
        <summary>{t("panel.log.behaviours")}</summary>
        <div class="checks">
          {behaviours.map((one) => (
            <label key={one} class="choice">
              <input
                type="checkbox"
                checked={fields.behaviours.includes(one)}
                onChange={change(() => toggle(one))}
              />
              {t(`codes.behaviour.${one}`)}
            </label>
          ))}
        </div>
      </details>
      <div class="ends">
        <button type="button" class="button quiet" onClick={act(discard)}>
          {t(isChanged ? "panel.discard" : "panel.cancel")}
        </button>
        <button type="submit" class="button primary" disabled={busy}>
          {t("panel.save")}
        </button>
      </div>
    </form>
  );
}

/** Returns what tells a screen reader that a field cannot be sent as it is, and why. */
const said = (name: Fault, faults: Fault[]) =>
  faults.includes(name) ? { "aria-invalid": true, "aria-describedby": `fault-${name}` } : {};

function Field({
  name,
  faults,
  label,
  children,
}: {
  name: Fault;
  faults: Fault[];
  label: string;
  children: ComponentChildren;
}) {
  return (
    <label class={faults.includes(name) ? "field wrong" : "field"}>
      {label}
      {children}
    </label>
  );
}

function Directions({
  kind,
  value,
  choose,
}: {
  kind: Draft["kind"];
  value: Direction | null;
  choose(direction: Direction): void;
}) {
  const { t } = useTools();
  return (
    <fieldset class="field">
      <legend class="hidden">{t("panel.log.direction")}</legend>
      <div class="segments">
        {(["out", "in"] as const).map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="direction"
              value={one}
              checked={value === one}
              onChange={change(() => choose(one))}
            />
            {t(`panel.log.${kind === "call" ? "call" : "message"}_${one}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
