/** Puts the demo book into a Worker by its own imports, then has everybody scored. */
import { parseArgs } from "node:util";
import type { ImportLine } from "../../shared/contract/answers.ts";
import type { ImportKind } from "../../shared/contract/requests.ts";
import { ordersAfterCalls } from "../demo/after-calls.ts";
import { demoAddress, type DemoBook } from "../demo/book.ts";
import { demoFiles } from "../demo/csv.ts";
import { demoOwners, portfolioBook } from "../demo/portfolio-book.ts";
import { answered, client, localWorker, type Client } from "./client.ts";

const seed = 20261121;
const day = 86_400_000;
/** Days before today as of which the seeded book is reviewed; effects take 91 to be over. */
const replayedDaysAgo = [365, 274, 183, 92, 31];
/** The action that customers of the demo react to. */
const calledFor = "call_before_lapse";
/** Actions that reps answered, and how, in turn. */
const answeredActions = 80;
const outcomesInTurn = ["done", "done", "later", "done", "not_useful"] as const;

/**
 * Returns whether the demo book is in the Worker already, to its end: its review gives the first
 * model.
 */
async function seeded(api: Client): Promise<boolean> {
  const { cards } = await answered(api.v1.cards.$post({ json: { addresses: [demoAddress] } }));
  return (cards[0]?.card?.version.model ?? 0) > 0;
}

async function importFile(
  api: Client,
  kind: ImportKind,
  csv: string,
): Promise<Extract<ImportLine, { type: "report" }>> {
  const response = await api.v1.imports[":kind"].$post(
    { param: { kind }, query: {} },
    { headers: { "Content-Type": "text/csv; charset=utf-8" }, init: { body: csv } },
  );
  const lines = (await response.text())
    .trim()
    .split("\n")
    .map((line): ImportLine => JSON.parse(line));
  const report = lines.at(-1);
  if (report?.type !== "report")
    throw new Error(`The demo ${kind} could not be imported: ${JSON.stringify(report)}`);
  if (report.refused > 0)
    throw new Error(
      `The demo ${kind} had ${report.refused} rows refused: ` +
        `${JSON.stringify(lines.find((line) => line.type === "refused"))}`,
    );
  return report;
}

type Say = (line: string) => void;

/** Refits and re-scores everybody, as of a moment in the past; `say` hears how far it is. */
async function review(api: Client, say: Say, asOf?: number): Promise<void> {
  const query = asOf === undefined ? {} : { asOf: new Date(asOf).toISOString() };
  await answered(api.v1.review.$post({ query }));
  for (let tries = 0; tries < 600; tries++) {
    const state = await answered(api.v1.review.$get());
    if (state.status === "finished") return;
    if (state.status === "failed")
      throw new Error(`The review failed: ${state.message ?? "no reason was kept"}`);
    const measured =
      state.measured < state.customers
        ? `  measured ${state.measured} of ${state.customers} customers`
        : "  fitting the models";
    say(
      state.status === "fitting"
        ? measured
        : `  scored ${state.scored} of ${state.customers} customers`,
    );
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error("The review did not finish in ten minutes. GET /v1/review says how far it is.");
}

/**
 * Reviews the past year, the oldest day first, so that the dashboards have months to compare and
 * actions a hold-out that is over. After each, customers who were shown the call react to it.
 */
async function replay(api: Client, book: DemoBook, until: number, say: Say): Promise<void> {
  for (const days of replayedDaysAgo) {
    const asOf = until - days * day;
    say(`Reviewing the book as it was on ${new Date(asOf).toISOString().slice(0, 10)}.`);
    await review(api, () => {}, asOf);
    const shown = await customersShown(api, calledFor);
    const csv = ordersAfterCalls(book, shown, { asOf, until, seed: seed + days });
    if (csv !== null) await importFile(api, "transactions", csv);
  }
  await answerActions(api);
}

/** Notes what reps made of the first actions of the list. */
async function answerActions(api: Client): Promise<void> {
  const filter = JSON.stringify({ field: "action", known: true });
  const query = { filter, limit: String(answeredActions) };
  const { customers } = await answered(api.v1.customers.$get({ query }));
  for (const [at, { id, action }] of customers.entries()) {
    const outcome = outcomesInTurn[at % outcomesInTurn.length]!;
    await answered(
      api.v1.actions[":id"].outcome.$post({
        param: { id: `${id}.${action}` },
        header: { "idempotency-key": `demo-outcome-${id}` },
        json: { outcome },
      }),
    );
  }
}

/** Names of the customers whose card shows an action. */
async function customersShown(api: Client, action: string): Promise<string[]> {
  const filter = JSON.stringify({ field: "action", in: [action] });
  const names: string[] = [];
  for (let after: string | undefined; ;) {
    const query = { filter, limit: "200", ...(after !== undefined && { after }) };
    const page = await answered(api.v1.customers.$get({ query }));
    names.push(...page.customers.flatMap(({ name }) => name ?? []));
    if (page.next === null) return names;
    after = page.next;
  }
}

/**
 * Seeds the demo book of so many customers unless it is there; `token` is an administrator's. Answers
 * whether it did.
 */
export async function seedDemo(
  worker: string,
  say: (line: string) => void,
  { size = 2400, token }: { size?: number; token?: string } = {},
): Promise<boolean> {
  const api = client(worker, token);
  if (await seeded(api)) return false;
  const now = Math.floor(Date.now() / day) * day;
  for (const { name, address } of demoOwners)
    await answered(api.v1.pairings.$post({ json: { address, name, role: "rep" } }));
  const book = portfolioBook({ size, seed, until: now });
  for (const { kind, csv } of demoFiles(book)) {
    const report = await importFile(api, kind, csv);
    say(`  ${kind}: ${report.accepted} rows in ${(report.milliseconds / 1000).toFixed(1)} s`);
  }
  await replay(api, book, now, say);
  await review(api, say);
  return true;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { worker: { type: "string", default: localWorker } } });
  const done = await seedDemo(values.worker, (line) => console.log(line));
  console.log(done ? "The demo book is in." : "The demo book was there already; nothing changed.");
}
