/** Making of a file of links: customers are asked in portions, and it can be stopped and undone. */
import { useEffect, useState } from "preact/hooks";
import type { LinkRow } from "../../../../../shared/contract/link-files.ts";
import {
  mostLinkedCustomers,
  mostTakenBack,
} from "../../../../../shared/contract/link-portions.ts";
import { answered, api, CallFailed } from "../../../api.ts";
import type { NamedView } from "../../customers/view.ts";
import { everyCustomer } from "../../customers/bulk/export.ts";
import { sendTwice } from "./send-twice.ts";

export type Made = {
  rows: LinkRow[];
  /** Customers of the list, and those of them that are through. */ customers: number;
  done: number;
  /** Null where nothing stopped it. */ error: CallFailed | null;
  isSaved: boolean;
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

type Kept = {
  making: Making;
  isStopped: boolean;
  /** Draws a step; null while its page is not shown. */
  draw: ((making: Making) => void) | null;
};
/** Kept beyond the page, by person and survey: who looks at another page meanwhile loses no link. */
const files = new Map<string, Kept>();

/** Returns true while leaving would lose links that are shown once. */
export const isAtRisk = (making: Making): boolean =>
  making.step === "making" ||
  making.step === "taking" ||
  (making.step === "made" && !making.isSaved && making.rows.some(({ asked }) => asked !== null));

const askFirst = (event: BeforeUnloadEvent) => event.preventDefault();

function fileOf(key: string): Kept {
  const file = files.get(key) ?? { making: { step: "idle" }, isStopped: false, draw: null };
  files.set(key, file);
  return file;
}

function step(file: Kept, making: Making): void {
  file.making = making;
  file.draw?.(making);
  const guard = [...files.values()].some((one) => isAtRisk(one.making))
    ? addEventListener
    : removeEventListener;
  guard("beforeunload", askFirst);
}

/** Asks the contacts of a portion, however many calls they take; `add` has the rows of each. */
async function askPortion(
  id: string,
  customerIds: string[],
  language: string | null,
  add: (rows: readonly LinkRow[]) => void,
): Promise<void> {
  let after: string | null = null;
  do {
    const json = { customerIds, language, after };
    const page: { rows: LinkRow[]; next: string | null } = await sendTwice((header) =>
      answered(api.v1.surveys[":id"]["link-files"].$post({ param: { id }, header, json })),
    );
    add(page.rows);
    after = page.next;
  } while (after !== null);
}

async function make(
  file: Kept,
  id: string,
  { filter, sort }: NamedView,
  language: string | null,
): Promise<void> {
  file.isStopped = false;
  const made: Made = { rows: [], customers: 0, done: 0, error: null, isSaved: false };
  try {
    step(file, { step: "finding", customers: 0 });
    const found = await everyCustomer({ filter, sort }, (customers) =>
      step(file, { step: "finding", customers }),
    );
    made.customers = found.length;
    const ids = found.map((customer) => customer.id);
    for (const portion of portions(ids, mostLinkedCustomers)) {
      if (file.isStopped) break;
      step(file, { step: "making", ...made });
      await askPortion(id, portion, language, (rows) => {
        made.rows = [...made.rows, ...rows];
      });
      made.done += portion.length;
    }
  } catch (thrown) {
    // Links that were made so far are shown once: they must not be lost with the rest.
    made.error = failed(thrown);
  }
  step(file, { step: "made", ...made });
}

async function takeBack(file: Kept, id: string, rows: readonly LinkRow[]): Promise<void> {
  const ids = rows.flatMap(({ asked }) => asked?.invitationId ?? []);
  const before = file.making;
  step(file, { step: "taking" });
  try {
    let [withdrawn, kept] = [0, 0];
    for (const invitationIds of portions(ids, mostTakenBack)) {
      const end = await sendTwice((header) =>
        answered(
          api.v1.surveys[":id"]["link-files"].withdraw.$post({
            param: { id },
            header,
            json: { invitationIds },
          }),
        ),
      );
      withdrawn += end.withdrawn;
      kept += end.kept;
    }
    step(file, { step: "taken", withdrawn, kept });
  } catch (thrown) {
    if (before.step === "made") step(file, { ...before, error: failed(thrown) });
  }
}

/** The file of a survey, as one person makes it. */
export function useMailFile(id: string, userId: string) {
  const file = fileOf(`${userId} ${id}`);
  const [making, draw] = useState<Making>(file.making);
  useEffect(() => {
    file.draw = draw;
    // It went on before this page listened.
    draw(file.making);
    return () => {
      file.draw = null;
    };
  }, [file]);
  return {
    making,
    make: (view: NamedView, language: string | null) => make(file, id, view, language),
    takeBack: (rows: readonly LinkRow[]) => takeBack(file, id, rows),
    stop: () => {
      file.isStopped = true;
    },
    saved: () => {
      if (file.making.step === "made") step(file, { ...file.making, isSaved: true });
    },
    again: () => step(file, { step: "idle" }),
  };
}
