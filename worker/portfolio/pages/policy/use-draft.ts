/** The draft of the next policy: kept while one looks at other pages, until it is saved. */
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PolicySettings } from "../../../../shared/contract/requests.ts";
import { findPolicyFaults, type PolicyFault } from "../../../../shared/scoring/policy-faults.ts";
import { isTimeZone } from "../../../../shared/time/days.ts";
import { limitOf, unitOf } from "./fields.ts";
import type { Limit } from "./limits-of.ts";
import type { TypedOwn } from "./own/typed-own.ts";
import { changesOf, rebased, valueAt, withValue, type Change } from "./settings.ts";
import { findNumberFault, numberOf, type NumberFault } from "./typed-number.ts";

export type FieldFault =
  | { code: NumberFault; limit: Limit | undefined }
  | { code: PolicyFault["fault"] | "zone" }
  /** As the API says it. */
  | { code: "refused"; message: string };
type State = {
  base: { version: number; settings: PolicySettings };
  settings: PolicySettings;
  /** Texts of fields as they were typed, while they are no value or the field is in use. */
  typed: Readonly<Record<string, string>>;
  refused: { path: string; message: string } | null;
  /** An own action in its form, not in the settings yet; null while none is. */
  begun: TypedOwn | null;
};
export type Draft = State & {
  changes: Change[];
  faults: ReadonlyMap<string, FieldFault>;
  isDirty: boolean;
  method: string;
  type(path: string, text: string): void;
  /** Ends the use of a field: what it shows is what is stored, if that is a value. */
  leave(path: string): void;
  change(path: string, value: unknown): void;
  /** Puts whole settings into the form. */
  fill(settings: PolicySettings): void;
  /** Begins from another saved version; `settings` may hold changes to it. */
  restart(base: State["base"], settings?: PolicySettings): void;
  /**
   * Takes a fill back: what stood before it, with the changes made since. `base` where the form
   * begins from another saved version by it.
   */
  unfill(former: PolicySettings, filled: PolicySettings, base?: State["base"]): void;
  refuse(path: string, message: string): void;
  begin(own: TypedOwn | null): void;
};

/** Kept beyond the page: who looks up a customer meanwhile loses nothing. */
let kept: State | null = null;

/** Returns a path in which entries of lists go by their keys, and not by their places. */
export function namedPath(settings: PolicySettings, path: readonly (string | number)[]): string {
  let here: unknown = settings;
  const names = path.map((step) => {
    here = (here as Record<string | number, unknown> | undefined)?.[step];
    const key = typeof step === "number" ? (here as { key?: unknown } | undefined)?.key : undefined;
    return typeof key === "string" ? key : String(step);
  });
  return names.join(".");
}

function faultsOf({ settings, typed, refused }: State, decimals: number) {
  const faults = new Map<string, FieldFault>();
  const { method } = settings.tier.cut;
  if (refused !== null) faults.set(refused.path, { code: "refused", message: refused.message });
  for (const { path, fault } of findPolicyFaults(settings))
    faults.set(namedPath(settings, path), { code: fault });
  if (!isTimeZone(settings.book.timeZone)) faults.set("book.timeZone", { code: "zone" });
  for (const [path, text] of Object.entries(typed)) {
    const limit = limitOf(path, method);
    const code = findNumberFault(numberOf(text, unitOf(path, method), decimals), limit);
    if (code !== null) faults.set(path, { code, limit });
  }
  return faults;
}

function useKept(saved: State["base"]): [State, (next: (before: State) => State) => void] {
  const [state, setState] = useState<State>(
    () => kept ?? { base: saved, settings: saved.settings, typed: {}, refused: null, begun: null },
  );
  const isShown = useRef(true);
  useEffect(() => () => void (isShown.current = false), []);
  const set = useCallback((next: (before: State) => State) => {
    // An undo may be pressed on another page: the draft that is kept takes it.
    if (isShown.current) setState(next);
    else if (kept !== null) kept = next(kept);
  }, []);
  return [state, set];
}

/** Asks before the window is closed with changes in it; other pages leave the draft as it is. */
function useGuard(state: State, isDirty: boolean): void {
  useEffect(() => {
    kept = isDirty ? state : null;
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [state, isDirty]);
}

/** `saved` is the newest version; a draft kept from before goes on from the version it began at. */
export function useDraft(saved: State["base"], decimals: number): Draft {
  const [state, set] = useKept(saved);
  const changes = useMemo(
    () => changesOf(state.base.settings, state.settings),
    [state.base, state.settings],
  );
  const faults = useMemo(() => faultsOf(state, decimals), [state, decimals]);
  const isDirty = changes.length > 0 || faults.size > 0 || state.begun !== null;
  useGuard(state, isDirty);
  const { method } = state.settings.tier.cut;
  return {
    ...state,
    changes,
    faults,
    isDirty,
    method,
    type: (path, text) =>
      set((before) => {
        const value = numberOf(text, unitOf(path, method), decimals);
        const isGood = findNumberFault(value, limitOf(path, method)) === null;
        const settings = isGood ? withValue(before.settings, path, value) : before.settings;
        return { ...before, settings, typed: { ...before.typed, [path]: text }, refused: null };
      }),
    leave: (path) =>
      set((before) =>
        faults.has(path) || !(path in before.typed)
          ? before
          : { ...before, typed: without(before.typed, path) },
      ),
    change: (path, value) =>
      set((before) => ({
        ...before,
        settings: withValue(before.settings, path, value),
        typed: without(before.typed, path),
        refused: null,
      })),
    fill: (settings) => set((before) => ({ ...before, settings, typed: {}, refused: null })),
    restart: (base, settings) =>
      set(({ begun }) => ({
        base,
        settings: settings ?? base.settings,
        typed: {},
        refused: null,
        begun,
      })),
    unfill: (former, filled, base) =>
      set((now) => ({
        ...now,
        base: base ?? now.base,
        settings: rebased(filled, now.settings, former).settings,
        refused: null,
      })),
    begin: (begun) => set((before) => ({ ...before, begun })),
    refuse: (path, message) => set((before) => ({ ...before, refused: { path, message } })),
  };
}

/** Leaves out a path and all below it. */
const without = (typed: State["typed"], path: string): State["typed"] =>
  Object.fromEntries(
    Object.entries(typed).filter(([one]) => one !== path && !one.startsWith(`${path}.`)),
  );

/** Returns the stored number at a path. */
export const numberAt = (settings: PolicySettings, path: string): number => {
  const value = valueAt(settings, path);
  return typeof value === "number" ? value : 0;
};
