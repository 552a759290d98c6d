/** The way from a step to the logging row: a step that is a call opens the form for the call. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { FormKind } from "../log/use-log-form.ts";

export type LogStarter = {
  /** Set by the logging row while it is there. */
  start: ((kind: FormKind) => void) | null;
  /** Called once the log that a step has begun is saved; forgotten when its form is left. */
  whenLogged: { kind: FormKind; run: () => void } | null;
};
export const LogStarterContext = createContext<LogStarter>({ start: null, whenLogged: null });

/** Returns the logging row's end of the way, and the steps'. */
export const useLogStarter = (): LogStarter => useContext(LogStarterContext);
