/** How a command ended, for the proof that stands under the button that started it. */
import { useState } from "preact/hooks";
import type { Ended } from "./state.ts";

export type Ending =
  | { state: "none" | "busy" }
  | { state: "done" | "pending"; id: string | null; at: string }
  | { state: "failed"; code: string };

/**
 * `run` starts a command once (a second press while busy does nothing) and answers whether it went well;
 * `clear` forgets its ending.
 */
export function useEnding(): { ending: Ending; run(command: () => Promise<Ended>): Promise<boolean>; clear(): void } {
  const [ending, setEnding] = useState<Ending>({ state: "none" });
  const run = async (command: () => Promise<Ended>): Promise<boolean> => {
    if (ending.state === "busy") return false;
    setEnding({ state: "busy" });
    // A command that throws is a fault of the caller, but the person must see that nothing was done.
    const end = await command().catch((): Ended => ({ ok: false, code: "internal", message: "" }));
    const at = new Date().toISOString();
    if (!end.ok) setEnding({ state: "failed", code: end.code });
    else if ("pending" in end) setEnding({ state: "pending", id: end.id ?? null, at });
    else setEnding({ state: "done", id: end.factId, at });
    return end.ok;
  };
  return { ending, run, clear: () => setEnding({ state: "none" }) };
}
