/** The moves of one group, asked for a page at a time. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { MoveGroup, ReviewedMove } from "../../../../shared/contract/reviews.ts";
import { answered, api, CallFailed } from "../../api.ts";

const pageSize = 25;
/** As many as the Worker answers at once. */
const mostAtOnce = 200;

export type Group = {
  /** Null before the first answer. */
  moves: ReviewedMove[] | null;
  hasMore: boolean;
  isBusy: boolean;
  error: CallFailed | null;
};
const empty: Group = { moves: null, hasMore: false, isBusy: true, error: null };

/**
 * `more` adds the next page; `again` asks anew for what is shown. `turn` changes where what is
 * stored did.
 */
export function useGroup(
  review: string,
  { direction, reason }: MoveGroup,
  turn: number,
): Group & { more(count?: number): Promise<void> } {
  const [group, setGroup] = useState<Group>(empty);
  const shown = useRef<ReviewedMove[]>([]);
  const next = useRef<string | null>(null);
  const load = useCallback(
    async (after: string | null, count: number, signal?: AbortSignal) => {
      setGroup((before) => ({ ...before, isBusy: true, error: null }));
      try {
        const query = {
          direction,
          reason,
          limit: String(count),
          ...(after !== null && { after }),
        };
        const page = await answered(
          api.v1.reviews[":id"].moves.$get({ param: { id: review }, query }, { init: { signal } }),
        );
        shown.current = after === null ? page.moves : [...shown.current, ...page.moves];
        next.current = page.next;
        const moves = shown.current;
        setGroup({ moves, hasMore: page.next !== null, isBusy: false, error: null });
      } catch (thrown) {
        if (signal?.aborted === true) return;
        const error = thrown instanceof CallFailed ? thrown : new CallFailed("internal", "");
        setGroup((before) => ({ ...before, isBusy: false, error }));
      }
    },
    [review, direction, reason],
  );
  useEffect(() => {
    const left = new AbortController();
    const count = Math.min(mostAtOnce, Math.max(pageSize, shown.current.length));
    void load(null, count, left.signal);
    return () => left.abort();
  }, [load, turn]);
  const more = useCallback(
    async (count: number = pageSize) => {
      if (next.current !== null) await load(next.current, count);
    },
    [load],
  );
  return { ...group, more };
}
