/** The list of imports, and taking one back, as the command shows them. */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import {
  importWithdrawalLine,
  type ImportWithdrawalLine,
  type ListedImport,
} from "../../../shared/contract/answers.ts";
import type { ErrorBody } from "../../../shared/contract/errors.ts";
import { answered, client } from "../client.ts";

export type Withdrawn = Extract<ImportWithdrawalLine, { type: "withdrawn" }>;
type At = { worker: string; token: string };

const number = (value: number) => value.toLocaleString("en");
const counted = (count: number, one: string, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`;

function stateOf({ status, withdrawnAt, withdrawing }: ListedImport): string {
  if (withdrawing) return "half taken back: undo it again";
  return withdrawnAt === null ? status : `taken back ${withdrawnAt.slice(0, 16).replace("T", " ")}`;
}

/** Prints the latest imports, newest first. */
export async function listImports({ worker, token }: At): Promise<void> {
  const { imports, next } = await answered(
    client(worker, token).v1.imports.$get({ query: { limit: 50 } }),
  );
  if (imports.length === 0) return console.log("Nothing was imported yet.");
  for (const one of imports) {
    console.log(
      `${one.id}  ${one.startedAt.slice(0, 16).replace("T", " ")}  ${one.kind.padEnd(12)} ` +
        `${number(one.stored)} of ${counted(one.lines, "row")} stored  ` +
        `${stateOf(one)}${one.by === null ? "" : `  by ${one.by}`}`,
    );
  }
  if (next !== null) console.log("Older ones: GET /v1/imports.");
  console.log("To take one back: npm run import -- undo ID");
}

/**
 * Takes an import back to its end, in as many calls as that needs; `tell` hears how far it is.
 * @returns the last report
 */
export async function undoImport(
  id: string,
  { worker, token }: At,
  tell: (rows: number, scored: number) => void,
): Promise<Withdrawn> {
  for (let rows = 0, scored = 0; ;) {
    const last = await once(id, { worker, token }, (line) =>
      tell(rows + line.rows, scored + line.scored),
    );
    rows = last.facts + last.customers + last.contacts + last.addresses;
    scored += last.scored;
    if (last.done) return { ...last, scored };
  }
}

async function once(
  id: string,
  { worker, token }: At,
  tell: (line: Extract<ImportWithdrawalLine, { type: "progress" }>) => void,
): Promise<Withdrawn> {
  // Hono's client puts parameters into the path as they are.
  const param = { id: encodeURIComponent(id) };
  const call = client(worker, token).v1.imports[":id"].withdraw.$post({ param });
  const response = await call.catch(() => {
    throw new Error(
      `The Worker does not answer at ${worker}. Is it running? npm start -- --no-browser ` +
        "starts it.",
    );
  });
  if (!response.ok || response.body === null) {
    const refused = (await response.json().catch(() => null)) as ErrorBody | null;
    throw new Error(refused?.error.message ?? `The Worker answered ${response.status}.`);
  }
  for await (const text of createInterface({
    input: Readable.fromWeb(response.body as ReadableStream<Uint8Array>),
    crlfDelay: Infinity,
  })) {
    if (text === "") continue;
    const line = importWithdrawalLine.parse(JSON.parse(text));
    if (line.type === "withdrawn") return line;
    if (line.type === "failed") throw new Error(line.message);
    tell(line);
  }
  throw new Error(
    "The Worker broke off before its report. What is taken back stays so; run this again, and " +
      "it goes on.",
  );
}

/** Returns what was taken back, and what stayed and why, in sentences. */
export function reportOf({
  kind,
  facts,
  customers,
  contacts,
  addresses,
  changes,
  customersKept,
  contactsKept,
  notice,
  scored,
}: Withdrawn): string[] {
  const gone = [
    facts > 0
      ? counted(
          facts,
          kind === "transactions"
            ? "transaction"
            : kind === "interactions"
              ? "interaction"
              : "answer",
        )
      : "",
    customers > 0 ? counted(customers, "customer") : "",
    contacts > 0 ? counted(contacts, "contact") : "",
    addresses > 0 ? counted(addresses, "address", "addresses") : "",
  ].filter((part) => part !== "");
  const kept = [
    customersKept > 0 ? counted(customersKept, "customer") : "",
    contactsKept > 0 ? counted(contactsKept, "contact") : "",
  ].filter((part) => part !== "");
  return [
    gone.length === 0
      ? "Nothing of this import was left to take back."
      : `Taken back: ${gone.join(", ")}.`,
    ...(changes > 0
      ? [
          `${counted(changes, "changed row")} became what ` +
            `${changes === 1 ? "it was" : "they were"}.`,
        ]
      : []),
    ...(kept.length > 0
      ? [
          `${kept.join(" and ")} stayed: something that came later hangs on them. Take that ` +
            "back, then run this again.",
        ]
      : []),
    ...(notice === undefined ? [] : [notice]),
    `${counted(scored, "customer")} scored again. The same file can be imported again.`,
  ];
}
