/** One small form for a call, a meeting, a note, and for editing any log. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Behaviour, Direction } from "../../../shared/contract/fields.ts";
import { readFields } from "./drafts.ts";
import type { Fault } from "./drafts.ts";
import type { LogFields } from "../state.ts";
import { act, change, onEscape } from "../../../shared/ui/guard.ts";
import { seen } from "../../../shared/ui/seen.ts";
import type { Draft } from "../state.ts";
import { useTools } from "../tools.ts";
import { WhenField } from "./when-field.tsx";

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

/** Fields as they stand, and a change of some. */
type FieldsProps = { fields: LogFields; set(part: Partial<LogFields>): void };

/** Returns which fields a kind of log has beside note, time and behaviours. */
function fieldsOf(kind: LogFields["kind"], subjects: boolean) {
  return {
    isTimed: kind === "call" || kind === "meeting",
    isDirected: kind === "call" || kind === "email" || kind === "chat",
    isTitled: subjects && kind !== "call" && kind !== "note",
  };
}

/**
 * The form; Escape closes it, its button throws it away, Save hands over the draft once every field
 * can be sent.
 */
export function LogForm(props: LogFormProps) {
  const { fields, subjects, editing, busy, isRestored, isChanged, save, close, discard } = props;
  const { t } = useTools();
  const [faults, setFaults] = useState<Fault[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const set = (part: Partial<LogFields>) => props.set({ ...fields, ...part });
  const { isTimed, isDirected, isTitled } = fieldsOf(fields.kind, subjects);
  const finish = () => {
    const { draft, faults: found } = readFields(fields, Date.now());
    setFaults(found);
    if (found.length === 0) save(draft);
    else form.current?.querySelector<HTMLElement>(`[name=${found[0]}]`)?.focus();
  };
  const title = t(editing ? "panel.log.edit" : `panel.log.${fields.kind}`);

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
      <Texts fields={fields} set={set} isTitled={isTitled} takesFocus={props.takesFocus} />
      <Times fields={fields} faults={faults} set={set} isTimed={isTimed} />
      {isDirected && (
        <Directions
          kind={fields.kind}
          value={fields.direction}
          choose={(direction) => set({ direction })}
        />
      )}
      <Behaviours chosen={fields.behaviours} choose={(chosen) => set({ behaviours: chosen })} />
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

/** The note, and the subject where this kind of log has one. */
function Texts({
  fields,
  set,
  isTitled,
  takesFocus,
}: FieldsProps & { isTitled: boolean; takesFocus: boolean }) {
  const { t } = useTools();
  const first = useRef<HTMLTextAreaElement>(null);
  // Before anybody can press a key: a later effect would take the focus from where they went.
  useLayoutEffect(() => {
    if (takesFocus) first.current?.focus();
  }, []);
  return (
    <>
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
      {isTitled && (
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
    </>
  );
}

/** Time and minutes, each with the reason why it cannot be sent. */
function Times({
  fields,
  faults,
  set,
  isTimed,
}: FieldsProps & { faults: Fault[]; isTimed: boolean }) {
  const { t } = useTools();
  return (
    <>
      <div
        class={isTimed ? "pair time timed" : "pair time"}
        role="group"
        aria-label={t("panel.log.when")}
      >
        <WhenField
          value={fields.when}
          isWrong={faults.includes("when")}
          fault="fault-when"
          set={(when) => set({ when })}
        />
        {isTimed && (
          <Field name="minutes" faults={faults} label={t("panel.log.minutes")}>
            <input
              name="minutes"
              class="input"
              inputMode="numeric"
              autocomplete="off"
              maxLength={20}
              {...faultAttributes("minutes", faults)}
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
    </>
  );
}

/** Trust evidence that the interaction gave, folded away until there is some. */
function Behaviours({
  chosen,
  choose,
}: {
  chosen: Behaviour[];
  choose(behaviours: Behaviour[]): void;
}) {
  const { t } = useTools();
  const toggle = (one: Behaviour) =>
    choose(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  return (
    <details open={chosen.length > 0} onToggle={({ currentTarget }) => seen(currentTarget)}>
      <summary>{t("panel.log.behaviours")}</summary>
      <div class="checks">
        {behaviours.map((one) => (
          <label key={one} class="choice">
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={change(() => toggle(one))}
            />
            {t(`codes.behaviour.${one}`)}
          </label>
        ))}
      </div>
    </details>
  );
}

/** Attributes that tell a screen reader that a field cannot be sent as it is, and why. */
const faultAttributes = (name: Fault, faults: Fault[]) =>
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
