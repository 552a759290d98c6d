/** The draft of a survey's next version: kept while one looks at other pages, with its history. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { SurveyBody } from "../../../../../shared/contract/survey.ts";
import { surveyFaults, type SurveyFault } from "../../../../../shared/surveys/survey-faults.ts";
import { tidied } from "./survey-edits.ts";

/** Version that a draft is based on; null of a survey that was not saved yet. */
export type Base = { version: number | null; body: SurveyBody };
type State = {
  base: Base;
  body: SurveyBody;
  past: readonly SurveyBody[];
  future: readonly SurveyBody[];
  /** The field that was typed into last: its letters are one step of the history. */
  typed: string | null;
};
export type SurveyDraft = State & {
  faults: readonly SurveyFault[];
  isDirty: boolean;
  /** Changes the survey; `field` names where letters are typed one after the other. */
  change(edit: (body: SurveyBody) => SurveyBody, field?: string): void;
  undo(): void;
  redo(): void;
  /** Goes on from another saved version; the history stays, so that nothing is lost. */
  restart(base: Base, body?: SurveyBody): void;
};

const mostSteps = 200;
/** Kept beyond the page: who looks at results meanwhile loses nothing. */
const kept = new Map<string, State>();
const begun = (base: Base): State => ({
  base,
  body: base.body,
  past: [],
  future: [],
  typed: null,
});

/** Keeps a new survey until its page is opened. */
export function begin(id: string, body: SurveyBody): void {
  kept.set(id, begun({ version: null, body }));
}
/** Returns true for a survey that was begun here and not saved yet. */
export const isBegun = (id: string): boolean => kept.get(id)?.base.version === null;
/** Returns the survey that was begun under an id. */
export const begunBody = (id: string): SurveyBody | null => kept.get(id)?.body ?? null;
/** Lets go of a draft. */
export const forget = (id: string): boolean => kept.delete(id);

/** Returns the state after a step of the history. */
function stepped(before: State, body: SurveyBody, typed: string | null): State {
  if (typed !== null && typed === before.typed) return { ...before, body, future: [] };
  const past = [...before.past, before.body].slice(-mostSteps);
  return { ...before, body, past, future: [], typed };
}

function undone(before: State): State {
  const body = before.past.at(-1);
  if (body === undefined) return before;
  const future = [before.body, ...before.future];
  return { ...before, body, past: before.past.slice(0, -1), future, typed: null };
}

function redone(before: State): State {
  const [body, ...future] = before.future;
  if (body === undefined) return before;
  return { ...before, body, past: [...before.past, before.body], future, typed: null };
}

/** Asks before the window is closed with changes in it. */
function useGuard(id: string, state: State, isDirty: boolean): void {
  useEffect(() => {
    if (isDirty) kept.set(id, state);
    else kept.delete(id);
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [id, state, isDirty]);
}

/** `saved` is the newest version; a draft that was kept goes on from the version it began at. */
export function useSurveyDraft(id: string, saved: Base): SurveyDraft {
  const [state, setState] = useState<State>(() => kept.get(id) ?? begun(saved));
  const faults = useMemo(() => [...surveyFaults(state.body)], [state.body]);
  const isDirty =
    state.base.version === null ||
    JSON.stringify(tidied(state.body)) !== JSON.stringify(tidied(state.base.body));
  useGuard(id, state, isDirty);
  return {
    ...state,
    faults,
    isDirty,
    change: (edit, field) =>
      setState((before) => stepped(before, edit(before.body), field ?? null)),
    undo: () => setState(undone),
    redo: () => setState(redone),
    restart: (base, body) =>
      setState((before) => ({ ...stepped(before, body ?? base.body, null), base })),
  };
}
