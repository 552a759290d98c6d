/** Count of what is to be done today, for the tab that stands beside a list of mail. */
import { useEffect, useState } from "preact/hooks";
import { useTools } from "../tools.ts";

export type TodayCount = { count: number; hasMore: boolean };

/** The tab comes back with every list: it asks again after this long. */
const freshMs = 60_000;
let known: (TodayCount & { at: number }) | null = null;

/** Has the next tab ask again: something of the list may be done. */
export function forgetTodayCount(): void {
  known = null;
}

/** Returns the count while `isOn`; null where it is not known. */
export function useTodayCount(isOn: boolean): TodayCount | null {
  const { commands, isReadOnly } = useTools();
  const [count, setCount] = useState<TodayCount | null>(known);
  const isAsked = isOn && !isReadOnly;
  useEffect(() => {
    if (!isAsked || (known !== null && Date.now() - known.at < freshMs)) return;
    const left = new AbortController();
    void commands.today(left.signal).then((answer) => {
      if (left.signal.aborted || !answer.ok) return;
      const { customers, promises, cases = [], proposals = [], ...more } = answer.value;
      const hasMore =
        more.moreCustomers || more.morePromises || more.moreCases || more.moreProposals === true;
      const count = customers.length + promises.length + cases.length + proposals.length;
      known = { count, hasMore, at: Date.now() };
      setCount(known);
    });
    return () => left.abort();
  }, [isAsked, commands]);
  return isAsked ? count : null;
}
