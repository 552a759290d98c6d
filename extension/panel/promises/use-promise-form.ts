/** The form of a promise in the foot of the panel: begun, left, gone on with, sent. */
import { useState } from "preact/hooks";
import type { RefObject } from "preact";
import { useEnding } from "../ending.ts";
import { holdFocus } from "../focus.ts";
import type { KeptForm, PanelState, Person } from "../state.ts";
import { useTools } from "../tools.ts";
import { chosenDay } from "./due-day.ts";

export type PromiseFields = Omit<Extract<KeptForm, { slot: "promise" }>, "slot" | "of">;
export type PromiseFault = "what" | "day";

const empty: PromiseFields = { what: "", day: { option: "tomorrow", date: "" } };

/** Returns the day of fields that can be sent, else what is wrong with them. */
function readFields({ what, day }: PromiseFields): {
  dueOn: string | null;
  faults: PromiseFault[];
} {
  const dueOn = chosenDay(day, new Date());
  const faults: PromiseFault[] = what.trim() === "" ? ["what"] : [];
  return { dueOn, faults: dueOn === null ? [...faults, "day"] : faults };
}

/** Holds the form and what became of the promise that it made. */
export function usePromiseForm(
  { forms }: Pick<PanelState, "forms">,
  { address, kept }: Person,
  foot: RefObject<HTMLElement | null>,
) {
  const { commands } = useTools();
  const [isOpen, setOpen] = useState(false);
  const [begun, setBegun] = useState<PromiseFields | null>(null);
  const [faults, setFaults] = useState<PromiseFault[]>([]);
  const left = forms?.find((one) => one.slot === "promise" && one.of === address);
  const fields = begun ?? (left?.slot === "promise" ? left : empty);
  const { ending, run, undo } = useEnding(
    kept.find(({ slot, what }) => slot === "promise" && what === "made"),
  );
  const leave = () => {
    setOpen(false);
    setBegun(null);
    setFaults([]);
    requestAnimationFrame(() =>
      foot.current?.querySelector<HTMLElement>("[data-log=promise]")?.focus(),
    );
  };
  const drop = () => commands.dropForm("promise", address);
  return {
    isOpen,
    fields,
    faults,
    ending,
    open: () => setOpen(true),
    set(next: PromiseFields) {
      setBegun(next);
      if (next.what.trim() === "") drop();
      else commands.keepForm({ slot: "promise", of: address, ...next });
    },
    /** Closes the form; what was typed stays kept. */
    leave,
    discard() {
      drop();
      leave();
    },
    save() {
      const { dueOn, faults: found } = readFields(fields);
      setFaults(found);
      if (found.length > 0 || dueOn === null) return;
      const focus = holdFocus(foot.current);
      void run(() => commands.promise(address, fields.what.trim(), dueOn)).then((ok) => {
        if (!ok) return;
        drop();
        setBegun(null);
        setOpen(false);
        focus("[data-proof=promise]");
      });
    },
    undo: (id: string) =>
      undo(() => commands.undoPromise("made", id), foot.current, "[data-log=promise]"),
  };
}
export type PromiseFormParts = ReturnType<typeof usePromiseForm>;
