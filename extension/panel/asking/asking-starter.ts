/** The way from a suggested step to the form that asks. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export type AskingStarter = {
  /** Opens the form with a survey chosen; null while there is no form. */
  start: ((surveyId: string) => void) | null;
  /** Called once somebody was asked, where a step began it. */
  whenAsked: (() => void) | null;
};

export const AskingStarterContext = createContext<AskingStarter>({ start: null, whenAsked: null });

/** Returns the starter of the card around this component. */
export const useAskingStarter = (): AskingStarter => useContext(AskingStarterContext);
