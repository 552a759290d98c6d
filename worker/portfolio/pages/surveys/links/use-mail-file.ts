/** Making of a file of links: customers are asked in portions, and it can be stopped and undone. */
import { useRef, useState } from "preact/hooks";
import type { LinkRow } from "../../../../../shared/contract/link-files.ts";
import {
  mostLinkedCustomers,
  mostTakenBack,
} from "../../../../../shared/contract/link-portions.ts";
import { answered, api, CallFailed, writing } from "../../../api.ts";
import type { NamedView } from "../../customers/view.ts";
import { everyCustomer } from "../../customers/bulk/export.ts";

export type Made = {
  rows: LinkRow[];
  /** Customers of the list, and those of them that are through. */ customers: number;
  done: number;
  /** Null where nothing stopped it. */ error: CallFailed | null;
};
export type Making =
  | { step: "idle" }
  | { step: "finding"; customers: number }
  | ({ step: "making" } & Made)
  | ({ step: "made" } & Made)
  | { step: "taking" }
  | { step: "taken"; withdrawn: number; kept: number };

const portions = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );
const failed = (thrown: unknown) =>
  thrown instanceof CallFailed ? thrown : new CallFailed("internal", "");

/** Asks the contacts of a portion, however many calls they take. */
async function askPortion(id: string, customerIds: string[], language: string | null) {
  const rows: LinkRow[] = [];
  let after: string | null = null;
  do {
    const page: { rows: LinkRow[]; next: string | null } = await answered(
      api.v1.surveys[":id"]["link-files"].$post({
        param: { id },
        header: writing(),
        json: { customerIds, language, after },
      }),
    );
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

const invitationsOf = (rows: readonly LinkRow[]): string[] =>
  rows.flatMap(({ asked }) => asked?.invitationId ?? []);

export function useMailFile(id: string) {
  const [making, setMaking] = useState<Making>({ step: "idle" });
  const stopped = useRef(false);

  async function make({ filter, sort }: NamedView, language: string | null): Promise<void> {
    stopped.current = false;
    const made: Made = { rows: [], customers: 0, done: 0, error: null };
    try {
      setMaking({ step: "finding", customers: 0 });
      const found = await everyCustomer({ filter, sort }, (customers) =>
        setMaking({ step: "finding", customers }),
      );
      made.customers = found.length;
      const ids = found.map((customer) => customer.id);
      for (const portion of portions(ids, mostLinkedCustomers)) {
        if (stopped.current) break;
        setMaking({ step: "making", ...made });
        made.rows = [...made.rows, ...(await askPortion(id, portion, language))];
        made.done += portion.length;
      }
    } catch (thrown) {
      // Links that were made so far are shown once: they must not be lost with the rest.
      made.error = failed(thrown);
    }
    setMaking({ step: "made", ...made });
  }

  async function takeBack(rows: readonly LinkRow[]): Promise<void> {
    const ids = invitationsOf(rows);
    const before = making;
    setMaking({ step: "taking" });
    try {
      let [withdrawn, kept] = [0, 0];
      for (const invitationIds of portions(ids, mostTakenBack)) {
        const end = await answered(
          api.v1.surveys[":id"]["link-files"].withdraw.$post({
            param: { id },
            header: writing(),
            json: { invitationIds },
          }),
        );
        withdrawn += end.withdrawn;
        kept += end.kept;
      }
      setMaking({ step: "taken", withdrawn, kept });
    } catch (thrown) {
      if (before.step === "made") setMaking({ ...before, error: failed(thrown) });
    }
  }

  return {
    making,
    make,
    takeBack,
    stop: () => {
      stopped.current = true;
    },
    again: () => setMaking({ step: "idle" }),
  };
}
