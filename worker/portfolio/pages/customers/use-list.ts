/** Pages of the list, asked for one after the other as far as somebody looks. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { CustomerList, ListedCustomer } from "../../../../shared/contract/answers.ts";
import { answered, api, CallFailed } from "../../api.ts";
import type { View } from "./view.ts";

type Asked = Pick<View, "filter" | "sort">;

export type List = {
  /** Null before the first answer. */
  customers: ListedCustomer[] | null;
  count: CustomerList["count"];
  /** True where there are more. */
  hasMore: boolean;
  isBusy: boolean;
  error: CallFailed | null;
};
const empty: List = { customers: null, count: null, hasMore: false, isBusy: true, error: null };
const pageSize = 100;

function ask({ filter, sort }: Asked, after: string | null, signal: AbortSignal) {
  return answered(
    api.v1.customers.$get(
      {
        query: {
          sort,
          limit: String(pageSize),
          ...(filter !== null && { filter: JSON.stringify(filter) }),
          ...(after !== null && { after }),
        },
      },
      { init: { signal } },
    ),
  );
}

/** Asks for the first page whenever the view changes; `more` asks for the next, once at a time. */
export function useList(view: Asked): List & { more(): void; again(): void } {
  const [list, setList] = useState<List>(empty);
  const [turn, setTurn] = useState(0);
  const next = useRef<string | null>(null);
  const asking = useRef<AbortController | null>(null);
  const key = JSON.stringify(view);
  const load = useCallback(
    async (after: string | null) => {
      const left = new AbortController();
      asking.current?.abort();
      asking.current = left;
      setList((before) =>
        after === null ? { ...empty, customers: before.customers } : { ...before, isBusy: true },
      );
      try {
        // One answer passes over so many others at most: a rare filter takes several.
        let page = await ask(view, after, left.signal);
        const found = page.customers;
        const { count } = page;
        while (!page.complete && page.next !== null && found.length < pageSize) {
          page = await ask(view, page.next, left.signal);
          found.push(...page.customers);
        }
        next.current = page.next;
        setList((before) => ({
          customers: after === null ? found : [...(before.customers ?? []), ...found],
          count: after === null ? count : before.count,
          hasMore: page.next !== null,
          isBusy: false,
          error: null,
        }));
      } catch (thrown) {
        if (left.signal.aborted) return;
        const error = thrown instanceof CallFailed ? thrown : new CallFailed("internal", "");
        setList((before) => ({ ...before, isBusy: false, error }));
      } finally {
        if (asking.current === left) asking.current = null;
      }
    },
    [key],
  );
  useEffect(() => {
    next.current = null;
    void load(null);
    return () => asking.current?.abort();
  }, [load, turn]);
  const more = useCallback(() => {
    if (asking.current === null && next.current !== null) void load(next.current);
  }, [load]);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  return { ...list, more, again };
}
