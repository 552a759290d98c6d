/**
 * node worker/commands/serve.ts [--port 8787] [--empty] [--own-domains a.example,b.example]
 * The Worker on 127.0.0.1 with its embedded D1: secrets, migrations, the demo book (unless
 * --empty), then serving. Run again, it keeps the data. A parent process gets { ready: url } by
 * IPC.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { parseArgs } from "node:util";
import { ensureOwnDomains } from "./own-domains.ts";
import { forgetRunning, noteRunning } from "./running.ts";
import { seedDemo } from "./seed.ts";
import { ensureSecrets } from "./secrets.ts";

const environment = { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1", NO_COLOR: "1" };
const wrangler = "node_modules/wrangler/bin/wrangler.js";

/** Throws a sentence when something else listens on the port. */
async function freePort(port: number): Promise<void> {
  const probe = createServer();
  const free = await new Promise<boolean>((resolve) => {
    probe.once("error", () => resolve(false)).listen(port, "127.0.0.1", () => resolve(true));
  });
  if (!free)
    throw new Error(
      `Port ${port} is in use. Stop what runs there (another Regards?), or choose one: npm ` +
        `start -- --port ${port + 1}`,
    );
  await new Promise((resolve) => probe.close(resolve));
}

async function migrate(): Promise<void> {
  const child = spawn(
    process.execPath,
    [wrangler, "d1", "migrations", "apply", "regards", "--local"],
    { env: environment, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  child.stdout.on("data", (part: Buffer) => (said += part.toString()));
  child.stderr.on("data", (part: Buffer) => (said += part.toString()));
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`The database could not be migrated:\n${said}`);
}

/**
 * Starts wrangler's local Worker and waits until it answers. Its words are shown only when it
 * fails.
 */
async function startWorker(port: number): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      wrangler,
      "dev",
      "--ip",
      "127.0.0.1",
      "--port",
      String(port),
      "--show-interactive-dev-session=false",
    ],
    { env: environment, stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  const keep = (part: Buffer) => {
    said = (said + part.toString()).slice(-8000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  for (let tries = 0; tries < 240; tries++) {
    if (child.exitCode !== null) throw new Error(`The Worker did not start:\n${said}`);
    const up = await fetch(`http://127.0.0.1:${port}/health`).then(
      (r) => r.ok,
      () => false,
    );
    if (up) return child;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  child.kill();
  throw new Error(`The Worker did not answer within a minute:\n${said}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "8787" },
      empty: { type: "boolean" },
      "own-domains": { type: "string" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`"${values.port}" is no port: choose a number from 1 to 65535.`);
  await freePort(port);
  if (ensureSecrets()) console.log("Made local secrets in .dev.vars.");
  await ensureOwnDomains(values["own-domains"], { port });
  console.log("Preparing the local database.");
  await migrate();
  console.log("Starting the Worker.");
  const worker = await startWorker(port);
  const stop = () => {
    worker.kill("SIGTERM");
  };
  process.on("SIGINT", stop).on("SIGTERM", stop).on("disconnect", stop);
  const url = `http://127.0.0.1:${port}`;
  noteRunning(url);
  worker.on("exit", (code) => {
    forgetRunning();
    process.exit(code ?? 0);
  });
  try {
    if (!values.empty && (await seedDemo(url, (line) => console.log(line))))
      console.log("The demo book is in: 2,400 customers.");
  } catch (error) {
    stop();
    throw error;
  }
  console.log(`The Worker answers on ${url} (API: ${url}/docs).`);
  process.send?.({ ready: url });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
