/** Customers found by what is typed of a name. */
import { useEffect, useState } from "preact/hooks";
import type { FoundCustomers } from "../../../../shared/contract/answers.ts";
import { answered, api } from "../../api.ts";

const waitMs = 200;
export type FoundByName = { found: FoundCustomers["customers"]; more: boolean } | "failed";

/** The answer to what was typed last, after a moment's rest; null while there is none. */
export function useFound(typed: string): FoundByName | null {
  const [answer, setAnswer] = useState<FoundByName | null>(null);
  useEffect(() => {
    setAnswer(null);
    if (typed.trim() === "") return;
    const left = new AbortController();
    const timer = setTimeout(() => {
      const init = { init: { signal: left.signal } };
      // A POST: what is typed is a name, and names stand in no address and no log.
      answered(api.v1.customers.search.$post({ json: { name: typed.trim() } }, init)).then(
        ({ customers, more }) => setAnswer({ found: customers, more }),
        () => {
          if (!left.signal.aborted) setAnswer("failed");
        },
      );
    }, waitMs);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [typed]);
  return answer;
}
