/** Puts the demo book into a Worker by its own imports, then has everybody scored. */
import { parseArgs } from "node:util";
import type { ImportLine } from "../../shared/contract/answers.ts";
import type { ImportKind } from "../../shared/contract/requests.ts";
import { demoAddress } from "../demo/book.ts";
import { demoFiles } from "../demo/csv.ts";
import { demoOwners, portfolioBook } from "../demo/portfolio-book.ts";
import { answered, client, localWorker, type Client } from "./client.ts";

const size = 2400;
const seed = 20261121;
const day = 86_400_000;

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

/** Refits and re-scores everybody; `say` hears how far it is. */
async function review(api: Client, say: (line: string) => void): Promise<void> {
  await answered(api.v1.review.$post());
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

/** Seeds the demo book unless it is there. Answers whether it did. */
export async function seedDemo(worker: string, say: (line: string) => void): Promise<boolean> {
  const api = client(worker);
  if (await seeded(api)) return false;
  const now = Math.floor(Date.now() / day) * day;
  for (const { name, address } of demoOwners)
    await answered(api.v1.pairings.$post({ json: { address, name, role: "rep" } }));
  for (const { kind, csv } of demoFiles(portfolioBook({ size, seed, until: now }))) {
    const report = await importFile(api, kind, csv);
    say(`  ${kind}: ${report.accepted} rows in ${(report.milliseconds / 1000).toFixed(1)} s`);
  }
  await review(api, say);
  return true;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { worker: { type: "string", default: localWorker } } });
  const done = await seedDemo(values.worker, (line) => console.log(line));
  console.log(done ? "The demo book is in." : "The demo book was there already; nothing changed.");
}
