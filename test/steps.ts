/** Programs that run side by side, each line of theirs under the name of its step. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

export type Step = {
  /** Stands before each line that the program prints. */
  name: string;
  /** A program of `node_modules/.bin`. */
  program: string;
  args: string[];
  env?: Record<string, string>;
  /** Answers with a message to its parent (`process.send`), which `Ended` then holds. */
  isAnswering?: boolean;
};
/** Outcome of a program; `message` is null unless it is answering and did. */
export type Ended = { code: number; message: unknown; tookMs: number };

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs a program of the project and gives each line that it prints to `print`; one that cannot
 * start ends with code 1.
 */
export function runStep(step: Step, print: (line: string) => void): Promise<Ended> {
  const { name, program, args, env = {}, isAnswering = false } = step;
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const began = performance.now();
  const child = spawn(join(root, "node_modules", ".bin", program), args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", ...(isAnswering ? (["ipc"] as const) : [])],
    env: {
      ...process.env,
      WRANGLER_SEND_METRICS: "false",
      // Wrangler alone is 15 MB of script, which dozens of processes would compile anew.
      NODE_COMPILE_CACHE: join(root, ".state/compile-cache"),
      ...env,
    },
  });
  let message: unknown = null;
  child.on("message", (sent) => {
    message = sent;
  });
  for (const input of [child.stdout, child.stderr]) {
    if (input instanceof Readable)
      createInterface({ input }).on("line", (line) => {
        if (line.trim() !== "") print(`${name} | ${line}`);
      });
  }
  const end = (code: number) => resolve({ code, message, tookMs: performance.now() - began });
  child.once("error", (error) => {
    print(`${name} | ${error.message}`);
    end(1);
  });
  child.once("close", (code) => end(code ?? 1));
  return promise;
}

/**
 * Returns a function that runs tasks in the order in which they come, at most `count` of them at
 * once.
 */
export function lanes(count: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

/** Writes a duration as a person reads it: `0.4 s`, `12.0 s`, `3 min 05 s`. */
export function durationText(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
