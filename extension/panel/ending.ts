/** Ending of a command, for the proof under the button that started it. */
import { useState } from "preact/hooks";
import { holdFocus } from "./focus.ts";
import type { Ended, Kept } from "./state.ts";
import { useTools } from "./tools.ts";

export type Ending =
  | { state: "none" | "busy" }
  | { state: "done" | "pending"; id: string | null; at: string }
  | { state: "failed"; code: string };

/**
 * Runs commands one at a time: a second press while busy does nothing. `run` returns true where the
 * command went well; `undo` announces that it was taken back, clears the ending and moves the focus
 * to what `next` finds in `area`.
 * @param kept the proof that outlasts this component, where there is one
 */
export function useEnding(kept?: Kept): {
  ending: Ending;
  run(command: () => Promise<Ended>): Promise<boolean>;
  undo(command: () => Promise<Ended>, area?: HTMLElement | null, ...next: string[]): void;
  clear(): void;
} {
  const { t, announce } = useTools();
  const [last, setEnding] = useState<Ending>({ state: "none" });
  const open = last.state === "busy" || last.state === "failed";
  const ending: Ending =
    open || kept === undefined
      ? last
      : kept.refused !== undefined
        ? { state: "failed", code: kept.refused }
        : { state: kept.pending ? "pending" : "done", id: kept.id, at: kept.at };
  const run = async (command: () => Promise<Ended>): Promise<boolean> => {
    if (last.state === "busy") return false;
    setEnding({ state: "busy" });
    // Also where the caller is at fault, the person must see that nothing was done.
    const end = await command().catch((): Ended => ({ ok: false, code: "internal", message: "" }));
    const at = new Date().toISOString();
    if (!end.ok) setEnding({ state: "failed", code: end.code });
    else if ("pending" in end) setEnding({ state: "pending", id: end.id ?? null, at });
    else setEnding({ state: "done", id: end.factId, at });
    return end.ok;
  };
  const clear = () => setEnding({ state: "none" });
  const undo = (
    command: () => Promise<Ended>,
    area: HTMLElement | null = null,
    ...next: string[]
  ) => {
    const focus = holdFocus(area);
    void run(command).then((ok) => {
      focus(...(ok ? next : ["[data-proof]"]));
      if (!ok) return;
      clear();
      announce(t("panel.proof.undone"));
    });
  };
  return { ending, run, undo, clear };
}
