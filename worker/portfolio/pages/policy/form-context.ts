/** The draft, for the fields of the form. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Draft } from "./use-draft.ts";

export const DraftContext = createContext<Draft | null>(null);

/** Returns the draft of the form around this component. */
export function useForm(): Draft {
  const draft = useContext(DraftContext);
  if (draft === null) throw new Error("No DraftContext around this component");
  return draft;
}
