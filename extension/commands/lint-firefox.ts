/**
 * npm run lint:firefox [-- PATH]
 * Mozilla's judgement of the package, as its store and `web-ext lint` give it. The linter is not
 * among the project's packages: nobody needs it to build, and its licence (MPL-2.0) is none of
 * those the project takes. It is put into .state/ at one exact version when it is first asked.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const version = "10.13.0";
const place = join(root, `.state/addons-linter-${version}`);
const program = join(place, "node_modules/addons-linter/bin/addons-linter");

export type Finding = { code: string; message: string; file?: string; line?: number };
export type Judgement = { errors: Finding[]; warnings: Finding[]; notices: Finding[] };

/** Puts the linter in place if need be. Null when it is there, else why it is not. */
export function installLinter(): string | null {
  if (existsSync(program)) return null;
  mkdirSync(place, { recursive: true });
  try {
    execFileSync(
      "npm",
      [
        "install",
        "--prefix",
        place,
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        `addons-linter@${version}`,
      ],
      { cwd: place, stdio: ["ignore", "ignore", "pipe"] },
    );
    return null;
  } catch (error) {
    const words =
      error instanceof Error && "stderr" in error
        ? String(error.stderr).trim().split("\n").at(0)
        : String(error);
    return `addons-linter ${version} could not be installed: ${words}`;
  }
}

/** Returns what the linter says of a package, a folder or a zip. The linter must be in place. */
export function lint(path: string): Judgement {
  const { stdout, stderr } = spawnSync(process.execPath, [program, "--output", "json", path], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (!stdout.startsWith("{")) throw new Error(`the linter did not judge ${path}: ${stderr}`);
  const { errors, warnings, notices } = JSON.parse(stdout) as Judgement;
  return { errors, warnings, notices };
}

function main(): number {
  const path =
    parseArgs({ allowPositionals: true }).positionals[0] ?? "extension/.output/firefox-mv3";
  const why = installLinter();
  if (why !== null) return (console.error(why), 1);
  const { errors, warnings, notices } = lint(path);
  for (const [kind, found] of Object.entries({
    error: errors,
    warning: warnings,
    notice: notices,
  })) {
    for (const { code, message, file, line } of found)
      console.log(
        `${kind} ${code} ${file ?? ""}${line === undefined ? "" : `:${line}`}  ${message}`,
      );
  }
  console.log(
    `${path}: ${errors.length} errors, ${warnings.length} warnings, ${notices.length} notices`,
  );
  return errors.length + warnings.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = main();
