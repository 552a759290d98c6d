/**
 * Where the local Worker runs: written down while it does, so that every command finds it whatever
 * its port.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const STATE_FILE = ".state/worker.json";
export const DEFAULT_PORT = 8787;
const DEFAULT_URL = `http://127.0.0.1:${DEFAULT_PORT}`;

type Running = { url: string; /** The process that wrote it. */ pid: number };

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and another person's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Writes down that this process serves the Worker at `url`. */
export function noteRunning(url: string, file = STATE_FILE): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ url, pid: process.pid } satisfies Running)}\n`);
}

/** Takes back what this process wrote down; another's stays. */
export function forgetRunning(file = STATE_FILE): void {
  if (read(file)?.pid === process.pid) rmSync(file, { force: true });
}

function read(file: string): Running | null {
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as Partial<Running>;
    return typeof found.url === "string" && URL.canParse(found.url) && typeof found.pid === "number"
      ? { url: found.url, pid: found.pid }
      : null;
  } catch {
    return null;
  }
}

/** The local Worker's address: of the one that runs, else the usual one. */
export function runningWorker(file = STATE_FILE): string {
  const found = read(file);
  return found !== null && isAlive(found.pid) ? found.url : DEFAULT_URL;
}
