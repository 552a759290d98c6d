/** The draft around the fields of a survey, and which languages they show. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SurveyFault } from "../../../../../shared/surveys/survey-faults.ts";
import type { SurveyDraft } from "./use-survey-draft.ts";

export type Editing = SurveyDraft & {
  /** Languages whose texts stand side by side. */ shown: readonly string[];
  /** True once a save was tried: then faults are said aloud. */ isTried: boolean;
};
export const EditingContext = createContext<Editing | null>(null);

/** Returns the draft around this component. */
export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) throw new Error("No EditingContext around this component");
  return editing;
}

/** Names the field of a path, so that a fault finds it. */
export const fieldId = (path: readonly (string | number)[]): string => `survey-${path.join(".")}`;

/** Returns the fault of exactly this path. */
export const faultAt = (
  faults: readonly SurveyFault[],
  path: readonly (string | number)[],
): SurveyFault | undefined => faults.find((one) => fieldId(one.path) === fieldId(path));
