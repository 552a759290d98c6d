/** Look-up of 20 addresses in a book of 100,000 customers over local HTTP. The book goes in by the imports and a review, as anybody's does. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportKind } from "../../shared/contract/requests.ts";
import { sendImport } from "../../worker/commands/import-send.ts";
import { call, startWorker, type LocalWorker } from "../rig/worker.ts";
import type { Figure } from "./index.ts";
import { workerdTimeOf } from "./processor-time.ts";
import { quantile } from "./quantile.ts";

const customers = 100_000;
const calls = 500;
/** Calls before the clock runs, for the Worker to have compiled its code. */
const warmUp = 50;
const asked = 20;
const address = (at: number) => `person${at}@company${at}.example`;

/** Files of the book: one contact and two orders a customer. */
function files(): { kind: ImportKind; csv: string }[] {
  const every = Array.from({ length: customers }, (_, at) => at);
  const month = (at: number) => String(at % 12 + 1).padStart(2, "0");
  const orders = every.flatMap((at) => [`a${at},C${at},2025-${month(at)}-10,${at % 900 + 10}.50`, `b${at},C${at},2026-${month(at * 7)}-05,${at % 700 + 5}.25`].filter((row) => row.includes("2025") || at % 3 > 0));
  return [
    { kind: "customers", csv: ["external_id,name", ...every.map((at) => `C${at},Company ${at}`)].join("\n") },
    { kind: "contacts", csv: ["customer,name,address", ...every.map((at) => `C${at},Person ${at},${address(at)}`)].join("\n") },
    { kind: "transactions", csv: ["order,customer,date,amount", ...orders].join("\n").replaceAll(",2026-12-", ",2026-01-") },
  ];
}

async function fill(worker: LocalWorker): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "regards-bench-"));
  try {
    for (const { kind, csv } of files()) {
      const file = join(folder, `${kind}.csv`);
      writeFileSync(file, csv);
      const report = await sendImport({ kind, file, worker: worker.url, token: worker.adminKey }, () => {});
      if (kind !== "transactions" && report.accepted !== customers) throw new Error(`only ${report.accepted} ${kind} were accepted`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  let state = await call<{ status: string; message: string | null }>(worker, "POST", "/v1/review");
  while (state.status === "fitting" || state.status === "scoring") {
    await new Promise((resolve) => setTimeout(resolve, 500));
    state = await call(worker, "GET", "/v1/review");
  }
  if (state.status !== "finished") throw new Error(`the review failed: ${state.message}`);
}

export async function run(): Promise<Figure[]> {
  const worker = await startWorker();
  try {
    await fill(worker);
    const times: number[] = [];
    const rows: number[] = [];
    const empty: number[] = [];
    const processor = await workerdTimeOf(async () => {
      for (let at = 0; at < warmUp + calls; at++) {
        // Strided, so that no page of the database is the one just read.
        const addresses = Array.from({ length: asked }, (_, person) => address((at * 7919 + person * 4001) % customers));
        const started = performance.now();
        const answer = await fetch(`${worker.url}/v1/cards`, {
          method: "POST", body: JSON.stringify({ addresses }), headers: { Authorization: `Bearer ${worker.adminKey}`, "Content-Type": "application/json" },
        });
        const { cards } = await answer.json() as { cards: { status: string }[] };
        if (at >= warmUp) times.push(performance.now() - started);
        if (cards.some(({ status }) => status !== "customer")) throw new Error("an address was not found");
        rows.push(Number(/"(\d+) rows read"/.exec(answer.headers.get("Server-Timing") ?? "")?.[1]) / asked);
        const before = performance.now();
        await (await fetch(`${worker.url}/docs/start.js`)).text();
        if (at >= warmUp) empty.push(performance.now() - before);
      }
    });
    const p99 = quantile(times, 0.99), most = Math.max(...rows);
    return [
      { what: "look-up of 20 addresses at 100,000 customers, p50", figure: `${quantile(times, 0.5).toFixed(1)} ms`, budget: "", beside: `an empty call here: ${quantile(empty, 0.5).toFixed(1)} ms` },
      { what: "look-up of 20 addresses at 100,000 customers, p99", figure: `${p99.toFixed(1)} ms`, budget: "≤ 25 ms", holds: p99 <= 25, beside: `an empty call here: ${quantile(empty, 0.99).toFixed(1)} ms` },
      { what: "look-up of 20 addresses and an empty call: the Worker's processor time, mean", figure: processor === null ? "not told" : `${(processor / (warmUp + calls)).toFixed(1)} ms`, budget: "", beside: "unlike the clock it counts no waiting for a busy machine" },
      { what: "look-up: D1 rows read an address, most", figure: most.toFixed(2), budget: "≤ 2", holds: most <= 2 },
    ];
  } finally {
    await worker.remove();
  }
}
