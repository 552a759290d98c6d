/** How a command ended, for the proof that stands under the button that started it. */
import { useState } from "preact/hooks";
import { holdFocus } from "./focus.ts";
import type { Ended, Kept } from "./state.ts";
import { useTools } from "./tools.ts";

export type Ending =
  | { state: "none" | "busy" }
  | { state: "done" | "pending"; id: string | null; at: string }
  | { state: "failed"; code: string };

/**
 * `kept` is the proof that outlasts this component, where there is one. `run` starts a command once
 * (a second press while busy does nothing) and answers whether it went well; `undo` runs one that
 * takes back, says so, clears and moves the focus to what `next` finds in `area`; `clear` forgets
 * the ending.
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
      : { state: kept.pending ? "pending" : "done", id: kept.id, at: kept.at };
  const run = async (command: () => Promise<Ended>): Promise<boolean> => {
    if (last.state === "busy") return false;
    setEnding({ state: "busy" });
    // A command that throws is a fault of the caller, but the person must see that nothing was
    // done.
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
