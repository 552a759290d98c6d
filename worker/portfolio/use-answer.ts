/** An answer of the API for a component: on its way, here, or failed. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { CallFailed } from "./api.ts";

export type Answered<T> =
  | { state: "loading"; data: null; error: null }
  /** `isOld` while newer data is on its way. */
  | { state: "here"; data: T; error: null; isOld: boolean }
  | { state: "failed"; data: null; error: CallFailed };

/**
 * Asks once and whenever `key` changes; an answer that comes after a newer question is dropped. What
 * was here stays while the next is on its way, so that a page does not flicker.
 */
export function useAnswer<T>(
  ask: (left: AbortSignal) => Promise<T>,
  key: string,
): Answered<T> & { again(): void } {
  const [answer, setAnswer] = useState<Answered<T>>({ state: "loading", data: null, error: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    setAnswer((before) => (before.state === "here" ? { ...before, isOld: true } : loading));
    ask(left.signal).then(
      (data) => {
        if (!left.signal.aborted) setAnswer({ state: "here", data, error: null, isOld: false });
      },
      (thrown: unknown) => {
        if (left.signal.aborted) return;
        const error = thrown instanceof CallFailed ? thrown : new CallFailed("internal", "");
        setAnswer({ state: "failed", data: null, error });
      },
    );
    return () => left.abort();
  }, [key, turn]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...answer, again };
}

const loading = { state: "loading", data: null, error: null } as const;
