/** The review that runs, if one does: begun from here or by night, followed to its end. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Review } from "../../../../shared/contract/answers.ts";
import { answered, api, CallFailed } from "../../api.ts";

/** Time between two looks at how far a review is. */
const pollMs = 1500;

export type Running = {
  /** The latest review of any outcome; null where there was none, or before the answer. */
  latest: Review | null;
  error: CallFailed | null;
  start(): Promise<void>;
};

export const isRunning = (review: Review | null): boolean =>
  review?.status === "fitting" || review?.status === "scoring";

const askLatest = (signal: AbortSignal) =>
  answered(api.v1.review.$get(undefined, { init: { signal } })).catch((thrown: unknown) => {
    if (thrown instanceof CallFailed && thrown.code === "not_found") return null;
    throw thrown;
  });

const failureOf = (thrown: unknown) =>
  thrown instanceof CallFailed ? thrown : new CallFailed("internal", "");

/** `ended` is called once for each review that was seen running and then ended. */
export function useRunning(ended: (review: Review) => void): Running {
  const [latest, setLatest] = useState<Review | null>(null);
  const [error, setError] = useState<CallFailed | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let before: Review | null = null;
    const look = () => {
      askLatest(left.signal).then(
        (review) => {
          if (left.signal.aborted) return;
          setLatest(review);
          setError(null);
          if (review !== null && isRunning(before) && !isRunning(review)) ended(review);
          before = review;
          if (isRunning(review)) timer = setTimeout(look, pollMs);
        },
        (thrown: unknown) => {
          if (left.signal.aborted) return;
          setError(failureOf(thrown));
          // A connection that comes back finds the review further on.
          if (isRunning(before)) timer = setTimeout(look, pollMs * 4);
        },
      );
    };
    look();
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [turn]);
  const start = useCallback(async () => {
    try {
      setLatest(await answered(api.v1.review.$post({ query: {} })));
      setTurn((now) => now + 1);
    } catch (thrown) {
      setError(failureOf(thrown));
    }
  }, []);
  return { latest, error, start };
}
