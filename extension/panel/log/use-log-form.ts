/** The form in the foot of the panel: begun, left, gone on with, thrown away. */
import { useEffect, useState } from "preact/hooks";
import { editOf, logIdOf } from "../state.ts";
import type { Draft, KeptForm, LogFields, PanelState } from "../state.ts";
import { useTools } from "../tools.ts";
import { toFields } from "./drafts.ts";

/** Kinds that are logged by a form of their own. */
export const formKinds = ["call", "meeting", "note"] as const;
export type FormKind = (typeof formKinds)[number];

type Form = { fields: LogFields; editing: boolean; isRestored: boolean; takesFocus: boolean };
export type KeptLog = Extract<KeptForm, { fields: LogFields }>;

const restoredFrom = ({ slot, fields }: KeptLog, takesFocus: boolean): Form => ({
  fields,
  editing: slot === "edit",
  isRestored: true,
  takesFocus,
});

/** Returns the forms that were left for this person, and for the edit of this log. */
function leftOf({ forms }: PanelState, address: string, edited: string | null): KeptLog[] {
  return (forms ?? []).filter(
    (one): one is KeptLog => "fields" in one && one.of === (one.slot === "edit" ? edited : address),
  );
}

/**
 * Holds the form in the foot: the one begun here, else one that was left for this person or log.
 * Each change is kept, so that neither another mail nor Escape loses it.
 */
export function useLogForm(state: PanelState, address: string) {
  const { commands } = useTools();
  const [begun, setBegun] = useState<Form | null>(null);
  const [start, setStart] = useState<LogFields | null>(null);
  const [isFolded, fold] = useState(false);
  const logged = logIdOf(state.log);
  const edited = logged === null ? null : editOf(state.open, logged);
  const left = leftOf(state, address, edited);
  const [first] = left;
  const form = begun ?? (isFolded || first === undefined ? null : restoredFrom(first, false));
  // An edit belongs to its message; a call or note is the person's and stays.
  useEffect(() => {
    setBegun((now) => (now?.editing === true ? null : now));
    fold(false);
  }, [state.open]);

  const of = form?.editing === true ? edited : address;
  const slot = form?.editing === true ? "edit" : (form?.fields.kind as FormKind);
  const differs = (fields: LogFields) =>
    form?.isRestored === true || JSON.stringify(fields) !== JSON.stringify(start);
  return {
    form,
    left,
    isChanged: form !== null && differs(form.fields),
    begin(draft: Draft, editing: boolean) {
      setStart(toFields(draft));
      setBegun({ fields: toFields(draft), editing, isRestored: false, takesFocus: true });
    },
    goOn(kept: KeptLog) {
      setBegun(restoredFrom(kept, true));
    },
    set(fields: LogFields) {
      if (form === null || of === null) return;
      setBegun({ ...form, fields });
      if (differs(fields)) commands.keepForm({ slot, of, fields });
      else commands.dropForm(slot, of);
    },
    /** Closes the form; what was typed stays kept. */
    leave() {
      setBegun(null);
      fold(true);
    },
    drop() {
      setBegun(null);
      if (of !== null) commands.dropForm(slot, of);
    },
  };
}
