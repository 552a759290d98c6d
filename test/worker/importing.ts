/** Imports as the tests run them. */
import { env, exports } from "cloudflare:workers";
import { importLine, type ImportLine } from "../../shared/contract/answers.ts";
import type { ImportKind } from "../../shared/contract/requests.ts";
import type { Book } from "../../worker/jobs/import/kind.ts";
import { sealer } from "../../worker/security/seal.ts";
import { adminKey } from "./client.ts";

export type Report = Extract<ImportLine, { type: "report" }>;

/** Posts a file by HTTP. */
export function post(
  kind: ImportKind,
  body: BodyInit,
  map?: string,
  encoding?: string,
): Promise<Response> {
  const url = new URL(`https://regards.example/v1/imports/${kind}`);
  if (map !== undefined) url.searchParams.set("map", map);
  if (encoding !== undefined) url.searchParams.set("encoding", encoding);
  return exports.default.fetch(
    new Request(url, {
      method: "POST",
      body,
      headers: { Authorization: `Bearer ${adminKey}`, "Content-Type": "text/csv" },
    }),
  );
}

/** Posts a file and answers all lines of the report. */
export async function lines(
  kind: ImportKind,
  body: BodyInit,
  map?: string,
  encoding?: string,
): Promise<ImportLine[]> {
  const response = await post(kind, body, map, encoding);
  // By hand: workerd warns of text() on what it does not know for text.
  return new TextDecoder()
    .decode(await response.arrayBuffer())
    .trim()
    .split("\n")
    .map((line) => importLine.parse(JSON.parse(line)));
}

/** Posts a file and answers its report, without its time, and its refused rows. */
export async function imported(kind: ImportKind, body: BodyInit, map?: string, told?: string) {
  const all = await lines(kind, body, map, told);
  const last = all.at(-1);
  if (last?.type !== "report") throw new Error(`no report but ${JSON.stringify(last)}`);
  const { milliseconds: _, type: __, kind: ___, import: ____, encoding, ...counts } = last;
  const rowsOf = (type: "refused" | "left_out") =>
    all
      .filter((line) => line.type === "refused" || line.type === "left_out")
      .filter((line) => line.type === type)
      .map(({ line, field, reason }) => ({ line, field, reason }));
  return { ...counts, encoding, rows: rowsOf("refused"), left: rowsOf("left_out") };
}

/** The book of the tests, for imports that are begun without HTTP. */
export async function book(): Promise<Book> {
  return {
    db: env.DB,
    sealer: await sealer(env),
    currency: env.BOOK_CURRENCY,
    timeZone: "UTC",
    ownDomains: ["own.example"],
    userId: "someone",
    now: Date.now(),
  };
}

/** Empties what imports write, and all that hangs on it. */
export async function emptyBook(): Promise<void> {
  await env.DB.batch(
    [
      "cards",
      "score_history",
      "addresses",
      "contacts",
      "domains",
      "domain_looks",
      "customer_words",
      "transactions",
      "interactions",
      "satisfaction_responses",
      "trust_responses",
      "answer_facts",
      "waiting_answers",
      "overrides",
      "customer_edits",
      "withdrawals",
      "withdrawn_rows",
      "changed_rows",
      "imports",
      "customers",
    ].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
}

/** Everything that a query answers. */
export async function query<R = Record<string, unknown>>(
  sql: string,
  ...values: unknown[]
): Promise<R[]> {
  return (
    await env.DB.prepare(sql)
      .bind(...values)
      .all<R>()
  ).results;
}
