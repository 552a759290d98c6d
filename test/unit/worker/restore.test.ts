/**
 * The kind: any texts that the Worker takes, in every column, dumped by SQLite's own program and by
 * D1's export, and restored into an empty database.
 */
import { execFile, execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, type LocalWorker, prepareWorker, send, startWorker } from "../../rig/worker.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const wrangler = async (...parameters: string[]) =>
  promisify(execFile)(
    process.execPath,
    [join(root, "node_modules/wrangler/bin/wrangler.js"), "d1", ...parameters],
    {
      cwd: root,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1", NO_COLOR: "1" },
      maxBuffer: 1e8,
    },
  );
const key = () => randomBytes(32).toString("base64");
const secrets = { SEAL_KEYS: `k1:${key()}`, INDEX_KEY: key() };

/** Anything at all: the Worker decides what of it is stored. */
const text = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 30 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    'O\'Brien "& Söhne"',
    "'; DROP TABLE customers; --",
    "a\u0000b",
    "\ud800",
    "李雷 😀",
    "\u202eevil",
    "line\nbreak",
    "x".repeat(190),
    "\\n\\0",
    "--",
    "/*",
    "NULL",
    "X'00'",
    "%_",
    "\u0085",
  ),
);

let source: LocalWorker;
let target: LocalWorker;
const addresses: string[] = [];
let taken = 0;
let refused = 0;

const attempt = (path: string, body: unknown) =>
  send(source, "POST", path, body).then(
    (answer) => {
      taken += 1;
      return answer;
    },
    (error: unknown) => {
      expect(String(error)).toMatch(/answered 4\d\d/);
      refused += 1;
      return null;
    },
  );

async function importFile(kind: string, rows: string[][]): Promise<void> {
  const body = rows
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
    .join("\n");
  const answer = await fetch(`${source.url}/v1/imports/${kind}`, {
    method: "POST",
    body,
    headers: { Authorization: `Bearer ${source.adminKey}`, "Content-Type": "text/csv" },
  });
  expect(answer.status, await answer.text()).toBe(200);
}

beforeAll(async () => {
  [source, target] = await Promise.all([startWorker(secrets), prepareWorker(secrets)]);
  const texts = fc.sample(text, { numRuns: 160, seed: 20261129 });
  const some = (at: number) => texts[at % texts.length] ?? "";
  for (let at = 0; at < 40; at++) {
    const address = `p${at}@firm${at}.example`;
    const added =
      (await attempt("/v1/customers", {
        name: some(at),
        externalId: some(at + 1).slice(0, 20),
        segment: some(at + 2).slice(0, 60),
        contact: { name: some(at + 3), addresses: [address] },
      })) ??
      (await attempt("/v1/customers", {
        name: `Firm ${at}`,
        contact: { name: `Person ${at}`, addresses: [address] },
      }));
    addresses.push(address);
    const customerId = (added as { card: { customer: { id: string } } }).card.customer.id;
    const occurredAt = new Date(Date.now() - at * 86_400_000).toISOString();
    await attempt("/v1/interactions", {
      customerId,
      kind: "email",
      occurredAt,
      subject: some(at + 4),
      note: some(at + 5),
      participants: [address],
    });
    await attempt("/v1/satisfaction", {
      customerId,
      metric: "csat",
      value: 3,
      source: "rep",
      occurredAt,
      comment: some(at + 6),
    });
    await attempt(`/v1/actions/${customerId}.greeting/outcome`, {
      outcome: "not_useful",
      reason: some(at + 7),
    });
    await attempt("/v1/pairings", { address: `u${at}@own.example`, name: some(at + 8) });
  }
  await importFile("customers", [
    ["external_id", "name", "segment"],
    ...texts.map((one, at) => [`C-${at}${one.slice(0, 3)}`, one, one.slice(0, 40)]),
  ]);
  await importFile("transactions", [
    ["order_id", "customer", "date", "amount", "category"],
    ...texts.map((one, at) => [
      `O-${at}${one.slice(0, 3)}`,
      `C-${at % 7}`,
      "2026-01-05",
      "12.50",
      one.slice(0, 40),
    ]),
  ]);
}, 180_000);
afterAll(async () => {
  await source?.remove();
  await target?.remove();
});

const cardsOf = async (worker: LocalWorker) => call(worker, "POST", "/v1/cards", { addresses });

/**
 * Empties the target's database, lets `restore` fill it, and expects the same cards and rows of it.
 */
async function expectRestored(restore: (file: string) => Promise<void> | void): Promise<void> {
  const before = await cardsOf(source);
  expect(before.cards.filter(({ status }) => status === "customer")).toHaveLength(addresses.length);
  const file = target.file();
  await target.stop();
  for (const end of ["", "-wal", "-shm"]) rmSync(`${file}${end}`, { force: true });
  await restore(file);
  await target.start();
  expect(await cardsOf(target)).toEqual(before);
  for (const table of ["customers", "transactions", "interactions", "users"]) {
    const rows = (worker: LocalWorker) =>
      worker.db(`SELECT * FROM ${table} ORDER BY id`).map((row) => ({ ...row }));
    expect(rows(target), table).toEqual(rows(source));
  }
}

test(
  "a fuzzed database restores into an empty one with equal cards when SQLite's own program dumped it",
  { timeout: 120_000 },
  async () => {
    expect(taken).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(10);
    await expectRestored((file) => {
      const dump = execFileSync("sqlite3", [source.file(), ".dump"], { maxBuffer: 1e9 });
      expect(dump.includes(0)).toBe(false);
      execFileSync("sqlite3", ["-bail", file], { input: dump });
    });
  },
);

test(
  "a fuzzed database restores into an empty one with equal cards when D1 exported it",
  { timeout: 120_000 },
  async () => {
    // The export takes its state from beside its configuration alone.
    const folder = mkdtempSync(join(tmpdir(), "regards-export-"));
    const sql = join(folder, "export.sql");
    mkdirSync(join(folder, ".wrangler"));
    symlinkSync(source.state, join(folder, ".wrangler/state"));
    copyFileSync(join(root, "wrangler.toml"), join(folder, "wrangler.toml"));
    await expectRestored(async () => {
      await wrangler(
        "export",
        "regards",
        "--local",
        "--config",
        join(folder, "wrangler.toml"),
        "--output",
        sql,
      );
      expect(readFileSync(sql).includes(0)).toBe(false);
      await wrangler(
        "execute",
        "regards",
        "--local",
        "--persist-to",
        target.state,
        "--file",
        sql,
        "--yes",
      );
    });
    rmSync(folder, { recursive: true, force: true });
  },
);
