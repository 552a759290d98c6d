/** Runs `npm run score`, as a process of its own or here, and reads what it printed. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { main } from "../../../worker/commands/score.ts";
import type { Streams } from "../../../worker/commands/score/streams.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "regards-score-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file for the command to read and answers its path. */
export function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export type Ran = { code: number | null; out: string; told: string };

/** Runs the command as a process of its own; `input` becomes its standard input. */
export async function scoreProcess(args: readonly string[], input?: Readable): Promise<Ran> {
  const child = spawn(process.execPath, ["worker/commands/score.ts", ...args], {
    cwd: root,
    stdio: [input ? "pipe" : "ignore", "pipe", "pipe"],
  });
  if (input && child.stdin) input.pipe(child.stdin);
  const ended = new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  const [out, told] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  return { code: await ended, out, told };
}

/** Runs a command's `main` here, which spares the start of a process. */
export async function runHere(
  main: (args: string[], streams: Streams) => Promise<number>,
  args: readonly string[],
  stdin: Readable = Readable.from([]),
): Promise<Ran> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const printed = Promise.all([text(stdout), text(stderr)]);
  const code = await main([...args], { stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  const [out, told] = await printed;
  return { code, out, told };
}

/** Runs `npm run score` here. */
export const score = (args: readonly string[], stdin?: Readable): Promise<Ran> =>
  runHere(main, args, stdin);

/** The rows of the CSV that was printed, by column. */
export function rowsOf({ out }: Ran): Record<string, string>[] {
  const [header = "", ...lines] = out.trim().split("\n");
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? "", cell])),
  );
}

/** The output of a run with --json. */
export type Printed = {
  summary: {
    lines: { lines: number; taken: number; later: number; refused: number; encoding: string };
    badLines: { line: number; field: string; reason: string }[];
    customers: number;
    buyers: number;
    repeatBuyers: number;
    total: number;
    identified: boolean;
    chosenBecause: string;
    warnings: string[];
    purchases: { model: string; parameters: Record<string, number> } | null;
    compared: {
      model: string;
      parameters: Record<string, number> | null;
      logLikelihood: number;
      converged: boolean;
      identified: boolean;
    }[];
    contenders: { name: string; brier: number }[];
    spend: { p: number; q: number; gamma: number } | null;
    gini: number;
    topFifth: number;
    abc: { a: number; b: number; c: number };
    peakMegabytes: number;
  };
  customers: {
    id: string;
    recencyDays: number;
    orders: number;
    total: number;
    r: number;
    f: number;
    m: number;
    segment: string;
    frequency: number;
    recency: number;
    age: number;
    monetary: number;
    model: string | null;
    probabilityAlive: number | null;
    expectedPurchases: number | null;
    lifetimeValue: number | null;
    stage: string;
    tier: string;
  }[];
};
export const printed = ({ out }: Ran): Printed => JSON.parse(out) as Printed;
