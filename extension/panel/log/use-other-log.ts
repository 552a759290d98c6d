/** Logging of a call, a meeting or a note, and its undo. */
import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import { useEnding } from "../ending.ts";
import { holdFocus } from "../focus.ts";
import type { Draft, Person } from "../state.ts";
import { useTools } from "../tools.ts";
import type { FormKind } from "./use-log-form.ts";

/** Logs what no message stands for; the proof outlasts a reload. */
export function useOtherLog({ address, kept }: Person, foot: RefObject<HTMLElement | null>) {
  const { commands } = useTools();
  const proof = kept.find((one) => one.slot === "other");
  const { ending, run, undo } = useEnding(proof);
  const [begun, setBegun] = useState<FormKind | "email">("call");
  const kind = proof?.what ?? begun;
  return {
    ending,
    kind,
    /** True where it was refused after it was left to be sent. */
    isRefused: ending.state === "failed" && proof?.refused === ending.code,
    /** Notes which kind the next log is of. */
    begin: setBegun,
    log: (draft: Draft) => run(() => commands.log(address, draft, "other")),
    /** Logs the mail being written, as sent now. */
    logWritten() {
      setBegun("email");
      const focus = holdFocus(foot.current);
      void run(() => commands.logWritten()).then(() => focus("[data-proof=other]"));
    },
    undo: (id: string) =>
      undo(() => commands.undoLog(id), foot.current, `[data-log=${kind}]`, "[data-log]"),
  };
}
