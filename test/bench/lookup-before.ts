/**
 * The Worker as it was before cards were bytes under data keys, from git: what look-ups are
 * measured beside.
 */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type * as Sending from "../../worker/commands/import/send.ts";
import type * as Rig from "../rig/worker.ts";

/** The last commit before migration 0006. */
const commit = "896b4b2";

export type Before = { rig: typeof Rig; sending: typeof Sending; remove(): void };

/** Gives it today's packages, and from the registry those that it alone needs. */
function linkPackages(code: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(code, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const own = Object.entries(dependencies).filter(
    ([name]) => !existsSync(join("node_modules", name)),
  );
  const [packages, aside] = [join(code, "node_modules"), join(code, "packages")];
  mkdirSync(packages);
  mkdirSync(aside);
  for (const name of readdirSync("node_modules"))
    symlinkSync(resolve("node_modules", name), join(packages, name));
  if (own.length === 0) return;
  const names = own.map(([name, version]) => `${name}@${version}`);
  execFileSync("npm", ["install", "--no-save", "--no-package-lock", "--prefix", aside, ...names], {
    stdio: "pipe",
  });
  for (const name of readdirSync(join(aside, "node_modules"))) {
    if (!existsSync(join(packages, name)))
      symlinkSync(join(aside, "node_modules", name), join(packages, name));
  }
}

/**
 * That commit's own rig and commands, on today's packages; null where the history does not reach
 * back so far.
 */
export async function checkOutBefore(): Promise<Before | null> {
  const folder = mkdtempSync(join(tmpdir(), "regards-before-"));
  const code = join(folder, "code");
  const git = (...parts: string[]) => execFileSync("git", parts, { stdio: "pipe" });
  const remove = () => {
    if (existsSync(code)) git("worktree", "remove", "--force", code);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    git("worktree", "add", "--detach", code, commit);
  } catch {
    remove();
    return null;
  }
  linkPackages(code);
  const load = <M>(path: string) => import(join(code, path)) as Promise<M>;
  return {
    rig: await load("test/rig/worker.ts"),
    sending: await load("worker/commands/import-send.ts"),
    remove,
  };
}
