/**
 * A local Worker with a D1 of its own, for tests that need to stop it, start it again and look into
 * its database.
 */
import { execFile } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Answer, Body, Method, Path } from "./called.ts";
import { freePort, start, until } from "./processes.ts";
import type { Running } from "./processes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
const environment = {
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  CI: "1",
  NO_COLOR: "1",
};
/** Workers that start side by side share one build of the portfolio. */
const built = { REGARDS_PORTFOLIO: "built" };
const portfolio = join(root, "worker/.output/portfolio/index.html");

/** A build that fails leaves wrangler listening, and answering nobody. */
const healthTimeoutMs = 5000;

export type SqlRow = Record<string, string | number | bigint | Uint8Array | null>;
export type LocalWorker = {
  url: string;
  adminKey: string;
  /** The folder that wrangler keeps the state in (`--persist-to`). */
  state: string;
  /** The SQLite file of its D1. */
  file(): string;
  /** Rows of the Worker's own D1, read beside it. */
  db(sql: string, ...values: (string | number | null)[]): SqlRow[];
  /** Changes its D1 behind its back; it must be stopped. */
  write(sql: string, ...values: (string | number | null)[]): void;
  /** Every byte of the database files, for looking for what must not be there. */
  dump(): Buffer;
  /** Ends the Worker; its database stays. */
  stop(): Promise<void>;
  /**
   * Starts it again on the same port, with the same database and keys, its clock so many days
   * ahead of this machine's.
   */
  start(daysAhead?: number): Promise<void>;
  /** Ends it and deletes its database. */
  remove(): Promise<void>;
  /** Returns the Worker's output, its log of requests included. */
  log(): string;
};

/** Arguments of wrangler for a Worker whose clock runs ahead. */
const clockAhead = (days: number): string[] => [
  join(root, "test/rig/worker-ahead.ts"),
  "--define",
  `MILLISECONDS_AHEAD:${days * 86_400_000}`,
];

function databaseFolder(state: string): string {
  return join(state, "v3/d1/miniflare-D1DatabaseObject");
}

/** The D1 of miniflare is one SQLite file named by a hash, beside one of miniflare's own. */
function databaseFile(state: string): string {
  const folder = databaseFolder(state);
  const name = readdirSync(folder).find(
    (file) => file.endsWith(".sqlite") && !file.startsWith("metadata"),
  );
  if (name === undefined) throw new Error(`no D1 database in ${folder}`);
  return join(folder, name);
}

let migrated: Promise<string> | null = null;

/** Names a database by all that it is made from. */
function migrationsKey(): string {
  const migrations = join(root, "worker/migrations");
  const files = [
    join(root, "wrangler.toml"),
    join(root, "node_modules/wrangler/package.json"),
    ...readdirSync(migrations).map((name) => join(migrations, name)),
  ];
  const hash = createHash("sha256");
  for (const file of files.toSorted()) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/**
 * Migrates an empty database where that was not done yet: Workers begin with a copy, for wrangler
 * takes seconds.
 */
async function migrateOnce(): Promise<string> {
  const folder = join(root, ".state/migrated");
  const kept = join(folder, migrationsKey());
  if (existsSync(kept)) return kept;
  mkdirSync(folder, { recursive: true });
  const made = mkdtempSync(join(folder, "new-"));
  await promisify(execFile)(
    process.execPath,
    [wrangler, "d1", "migrations", "apply", "regards", "--local", "--persist-to", made],
    { cwd: root, env: { ...process.env, ...environment } },
  );
  try {
    renameSync(made, kept);
  } catch (error) {
    // Another process was quicker: its database is the same.
    if (!existsSync(kept)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
  return kept;
}

/**
 * Starts a Worker with an empty, migrated database in a temporary folder, and these settings beside
 * its secrets.
 */
export async function startWorker(settings: Record<string, string> = {}): Promise<LocalWorker> {
  const worker = await prepareWorker(settings);
  await worker.start();
  return worker;
}

/** Makes all that `startWorker` does, and leaves the start to the caller. */
export async function prepareWorker(settings: Record<string, string> = {}): Promise<LocalWorker> {
  const folder = mkdtempSync(join(tmpdir(), "regards-worker-"));
  const state = join(folder, "state");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const adminKey = randomBytes(24).toString("hex");
  const secrets = join(folder, "secrets.env");
  const key = () => randomBytes(32).toString("base64");
  writeFileSync(
    secrets,
    `SEAL_KEYS="k1:${key()}"\nINDEX_KEY="${key()}"\nADMIN_KEY="${adminKey}"\n${Object.entries(
      settings,
    )
      .map(([name, value]) => `${name}="${value}"\n`)
      .join("")}`,
    { mode: 0o600 },
  );
  migrated ??= migrateOnce();
  cpSync(await migrated, state, { recursive: true });
  let running: Running | null = null;
  const log = join(folder, "worker.log");
  const worker: LocalWorker = {
    url,
    adminKey,
    state,
    file: () => databaseFile(state),
    db(sql, ...values) {
      const database = new DatabaseSync(databaseFile(state), { readOnly: true });
      try {
        return database.prepare(sql).all(...values);
      } finally {
        database.close();
      }
    },
    write(sql, ...values) {
      const database = new DatabaseSync(databaseFile(state));
      database.prepare(sql).run(...values);
      database.close();
    },
    dump() {
      const at = databaseFolder(state);
      return Buffer.concat(readdirSync(at).map((name) => readFileSync(join(at, name))));
    },
    async stop() {
      await running?.stop();
      running = null;
    },
    async start(daysAhead = 0) {
      running = start(
        process.execPath,
        [
          wrangler,
          "dev",
          ...(daysAhead === 0 ? [] : clockAhead(daysAhead)),
          "--ip",
          "127.0.0.1",
          "--port",
          String(port),
          "--inspector-port",
          "0",
          "--persist-to",
          state,
          "--env-file",
          secrets,
          "--show-interactive-dev-session=false",
        ],
        { log, cwd: root, env: { ...environment, ...(existsSync(portfolio) && built) } },
      );
      await until(
        "The Worker",
        () =>
          fetch(`${url}/health`, { signal: AbortSignal.timeout(healthTimeoutMs) }).then(
            (answer) => answer.ok,
            () => false,
          ),
        running,
      );
    },
    async remove() {
      await worker.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    log: () => (existsSync(log) ? readFileSync(log, "utf8") : ""),
  };
  return worker;
}

/** Calls a route of the contract as `token`; throws with the Worker's own words when it refuses. */
export async function call<M extends Method, P extends Path<M>>(
  worker: LocalWorker,
  method: M,
  path: P,
  body?: Body<M, P>,
  token = worker.adminKey,
): Promise<Answer<M, P>> {
  return (await send(worker, method, path, body, token)) as Answer<M, P>;
}

/** Sends whatever it is given, as `call` does. */
export async function send(
  worker: LocalWorker,
  method: Method,
  path: string,
  body: unknown,
  token = worker.adminKey,
): Promise<unknown> {
  const request: RequestInit = {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      "Idempotency-Key": randomUUID(),
    },
  };
  if (body !== undefined) request.body = JSON.stringify(body);
  const answer = await fetch(`${worker.url}${path}`, request);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as unknown;
}
