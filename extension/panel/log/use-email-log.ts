/** Logging of the open email, its undo, and an edit that is taken back by itself. */
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useEnding } from "../ending.ts";
import { holdFocus } from "../focus.ts";
import type { Draft, Ended, PanelState } from "../state.ts";
import { useTools } from "../tools.ts";

/**
 * Logs the open email and takes it back. The state's own `log` is the proof: it survives a reload.
 */
export function useEmailLog(state: PanelState, foot: RefObject<HTMLElement | null>) {
  const { commands } = useTools();
  const { ending, run, undo, clear } = useEnding();
  /** The log as it was before it was edited here. */
  const [former, setFormer] = useState<Draft | null>(null);
  useEffect(() => {
    clear();
    setFormer(null);
  }, [state.open]);

  async function restore(id: string, before: Draft): Promise<Ended> {
    const end = await commands.amendLog(before, id);
    if (end.ok) setFormer(null);
    return end;
  }
  return {
    ending,
    log(command: (draft: Draft) => Promise<Ended>) {
      const draft = state.email;
      if (draft === null) return;
      const focus = holdFocus(foot.current);
      void run(() => command(draft)).then((ok) => {
        if (ok) clear();
        focus("[data-proof=email]", "[data-proof]");
      });
    },
    undo(command: () => Promise<Ended>) {
      undo(command, foot.current, "[data-log=email]", "[data-log]");
    },
    /** Answers whether the edit was taken. */
    async amend(draft: Draft, id: string): Promise<boolean> {
      const before = state.log.state === "logged" ? state.log.draft : null;
      const ok = await run(() => commands.amendLog(draft, id));
      if (!ok) return false;
      clear();
      setFormer(before);
      return true;
    },
    undoEdit:
      former === null
        ? null
        : (id: string) =>
            undo(() => restore(id, former), foot.current, "[data-proof=email]", "[data-log=edit]"),
  };
}
