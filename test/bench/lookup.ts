/**
 * Look-up of 20 addresses in a book of 100,000 customers over local HTTP, before cards were bytes
 * under data keys and now, turn by turn in one run. The book goes in by the imports and a review,
 * as anybody's does.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { v7 as newId } from "uuid";
import type { ImportKind } from "../../shared/contract/requests.ts";
import * as sending from "../../worker/commands/import/send.ts";
import { demoCards } from "../../worker/demo/cards.ts";
import { call, startWorker, type LocalWorker } from "../rig/worker.ts";
import type { Figure } from "./figure.ts";
import { checkOutBefore } from "./lookup-before.ts";
import { workerdTimeOf } from "./processor-time.ts";
import { quantile } from "./quantile.ts";

/** BENCH_CUSTOMERS makes a smaller book, for trying the bench itself. */
const customers = Number(process.env["BENCH_CUSTOMERS"] ?? 100_000);
const [calls, callsAlone] = [500, 200];
/** Calls before the clock runs, for the Worker to have compiled its code. */
const warmUp = 50;
const asked = 20;
/** Of a card's format, dictionary, IV and tag. */
const sealedBytes = 30;
const address = (at: number) => `person${at}@company${at}.example`;

/** Files of the book: one contact and two orders a customer. */
function files(): { kind: ImportKind; csv: string }[] {
  const every = Array.from({ length: customers }, (_, at) => at);
  const month = (at: number) => String((at % 12) + 1).padStart(2, "0");
  const orders = every.flatMap((at) =>
    [
      `a${at},C${at},2025-${month(at)}-10,${(at % 900) + 10}.50`,
      `b${at},C${at},2026-${month(at * 7)}-05,${(at % 700) + 5}.25`,
    ].filter((row) => row.includes("2025") || at % 3 > 0),
  );
  return [
    {
      kind: "customers",
      csv: ["external_id,name", ...every.map((at) => `C${at},Company ${at}`)].join("\n"),
    },
    {
      kind: "contacts",
      csv: [
        "customer,name,address",
        ...every.map((at) => `C${at},Person ${at},${address(at)}`),
      ].join("\n"),
    },
    {
      kind: "transactions",
      csv: ["order,customer,date,amount", ...orders]
        .join("\n")
        .replaceAll(",2026-12-", ",2026-01-"),
    },
  ];
}

async function fill(
  worker: LocalWorker,
  { sendImport }: Pick<typeof sending, "sendImport">,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "regards-bench-"));
  try {
    for (const { kind, csv } of files()) {
      const file = join(folder, `${kind}.csv`);
      writeFileSync(file, csv);
      const report = await sendImport(
        { kind, file, worker: worker.url, token: worker.adminKey },
        () => {},
      );
      if (kind !== "transactions" && report.accepted !== customers)
        throw new Error(`only ${report.accepted} ${kind} were accepted`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  let state = await call(worker, "POST", "/v1/review");
  while (state.status === "fitting" || state.status === "scoring") {
    await new Promise((resolve) => setTimeout(resolve, 500));
    state = await call(worker, "GET", "/v1/review");
  }
  if (state.status !== "finished") throw new Error(`the review failed: ${state.message}`);
}

/** One call's time in milliseconds, and the rows read of an address. */
async function lookUp(worker: LocalWorker, at: number): Promise<{ time: number; rows: number }> {
  // Strided, so that no page of the database is the one just read.
  const addresses = Array.from({ length: asked }, (_, person) =>
    address((at * 7919 + person * 4001) % customers),
  );
  const started = performance.now();
  const answer = await fetch(`${worker.url}/v1/cards`, {
    method: "POST",
    body: JSON.stringify({ addresses }),
    headers: { Authorization: `Bearer ${worker.adminKey}`, "Content-Type": "application/json" },
  });
  const { cards } = (await answer.json()) as { cards: { status: string; card?: unknown }[] };
  const time = performance.now() - started;
  if (cards.some(({ status, card }) => status !== "customer" || card === undefined))
    throw new Error("an address has no card");
  return {
    time,
    rows: Number(/"(\d+) rows read"/.exec(answer.headers.get("Server-Timing") ?? "")?.[1]) / asked,
  };
}

/** The time of a call that asks nothing of the database. */
async function askNothing(worker: LocalWorker): Promise<number> {
  const started = performance.now();
  await (await fetch(`${worker.url}/docs/start.js`)).text();
  return performance.now() - started;
}

/** Bytes of each table's pages, its indexes' too, a customer; largest first. */
function bytesByTable(worker: LocalWorker): Map<string, number> {
  const rows =
    worker.db(`SELECT s.tbl_name AS name, sum(d.pgsize) AS bytes FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
    WHERE s.tbl_name NOT LIKE 'sqlite_%' GROUP BY s.tbl_name ORDER BY bytes DESC`);
  return new Map(rows.map((row) => [String(row["name"]), Number(row["bytes"]) / customers]));
}

const whole = (bytes: number) => Math.round(bytes).toLocaleString("en");

function sizes(now: LocalWorker, before: LocalWorker | null): Figure[] {
  const [after, was] = [bytesByTable(now), before === null ? null : bytesByTable(before)];
  const sum = (tables: Map<string, number>) =>
    whole([...tables.values()].reduce((total, bytes) => total + bytes, 0));
  const figure = (what: string, is: string, beside: string | null): Figure => ({
    what,
    figure: `${is} B`,
    budget: "",
    ...(beside !== null && { beside: `before: ${beside} B` }),
  });
  return [
    figure("bytes a customer, whole database", sum(after), was && sum(was)),
    ...[...after]
      .filter(([, bytes]) => bytes >= 20)
      .map(([name, bytes]) => figure(`  ${name}`, whole(bytes), was && whole(was.get(name) ?? 0))),
  ];
}

/** Returns what a card of the demo book takes, ids drawn at random as a real book's are. */
async function demoCard(): Promise<Figure> {
  const ids = new Map<string, string>();
  const idOf = (name: string) => ids.get(name) ?? ids.set(name, newId()).get(name) ?? "";
  const cards = await demoCards(
    { size: 2400, seed: 20261121, until: Date.UTC(2026, 10, 21) },
    idOf,
  );
  const dictionary = readFileSync("worker/scoring/card-dictionaries/1.txt");
  const mean = (sizeOf: (text: string) => number) =>
    cards.reduce((total, text) => total + sizeOf(text), 0) / cards.length;
  const deflated =
    mean((text) => deflateRawSync(text, { dictionary, level: 9 }).length) + sealedBytes;
  return {
    what: "a card of the demo book as stored, mean",
    figure: `${whole(deflated)} B`,
    budget: "≤ 1,000 B",
    holds: deflated <= 1000,
    beside: `JSON ${whole(mean((text) => Buffer.byteLength(text)))} B`,
  };
}

type Times = {
  now: number[];
  before: number[];
  empty: number[];
  rows: number[];
  /** Now and before. */ processor: (number | null)[];
};

async function measure(now: LocalWorker, before: LocalWorker | null): Promise<Times> {
  const times: Times = { now: [], before: [], empty: [], rows: [], processor: [] };
  for (let at = 0; at < warmUp + calls; at++) {
    const counts = at >= warmUp;
    if (before !== null) {
      const { time } = await lookUp(before, at);
      if (counts) times.before.push(time);
    }
    const { time, rows } = await lookUp(now, at);
    times.rows.push(rows);
    if (counts) times.now.push(time);
    const empty = await askNothing(now);
    if (counts) times.empty.push(empty);
  }
  // A minute later, for the limit of calls; one Worker alone, for the processor's time is that of
  // all of them.
  await new Promise((resolve) => setTimeout(resolve, 61_000));
  times.processor = [
    await processorTime(now),
    before === null ? null : await processorTime(before),
  ];
  return times;
}

/**
 * Milliseconds of the processor that one look-up takes, on average; null where the system does not
 * tell.
 */
async function processorTime(worker: LocalWorker): Promise<number | null> {
  const all = await workerdTimeOf(async () => {
    for (let at = 0; at < callsAlone; at++) await lookUp(worker, at + 13);
  });
  return all === null ? null : all / callsAlone;
}

export async function run(): Promise<Figure[]> {
  const old = await checkOutBefore();
  let [now, before]: (LocalWorker | null)[] = [null, null];
  try {
    now = await startWorker();
    before = old === null ? null : await old.rig.startWorker();
    await fill(now, sending);
    if (old !== null && before !== null) await fill(before, old.sending);
    const times = await measure(now, before);
    const at = (some: number[], q: number) =>
      some.length === 0
        ? "not known: the history is cut off"
        : `${quantile(some, q).toFixed(1)} ms`;
    const beside = (q: number) =>
      `before: ${at(times.before, q)}; an empty call: ${at(times.empty, q)}`;
    const ms = (time: number | null | undefined) =>
      time == null ? "not told" : `${time.toFixed(1)} ms`;
    const beyond = quantile(times.now, 0.99) - quantile(times.empty, 0.99);
    const most = Math.max(...times.rows);
    return [
      {
        what: `look-up of 20 addresses at ${whole(customers)} customers, p50`,
        figure: at(times.now, 0.5),
        budget: "",
        beside: beside(0.5),
      },
      {
        what: `look-up of 20 addresses at ${whole(customers)} customers, p99`,
        figure: at(times.now, 0.99),
        budget: "",
        beside: beside(0.99),
      },
      {
        what: "look-up, p99 beyond an empty call's",
        figure: `${beyond.toFixed(1)} ms`,
        budget: "≤ 10 ms",
        holds: beyond <= 10,
        beside: `load of this machine: ${loadavg()[0]?.toFixed(1)}`,
      },
      {
        what: "look-up of 20 addresses: processor time, mean",
        figure: ms(times.processor[0]),
        budget: "",
        beside: `before: ${ms(times.processor[1])}; unlike the clock it counts no waiting`,
      },
      {
        what: "look-up: D1 rows read an address, most",
        figure: most.toFixed(2),
        budget: "≤ 2",
        holds: most <= 2,
      },
      await demoCard(),
      ...sizes(now, before),
    ];
  } finally {
    await now?.remove();
    await before?.remove();
    old?.remove();
  }
}
