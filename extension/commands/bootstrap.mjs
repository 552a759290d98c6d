/**
 * Runs a script of the project on a fresh machine: installs the packages if need be, then hands
 * over to the Node that came with them. Plain JavaScript, because an older Node starts it.
 * Usage: node extension/commands/bootstrap.mjs SCRIPT [ARGUMENT…]
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bin = join(root, "node_modules", ".bin");

/**
 * npm writes this file last, so it is there, and newer than the lock file, only after a whole
 * install.
 */
const installed = join(root, "node_modules", ".package-lock.json");

function upToDate() {
  return (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs
  );
}

function install() {
  console.log("Installing packages, a minute or two …");
  const result = spawnSync(
    "npm",
    ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"],
    { cwd: root, stdio: "inherit" },
  );
  if (result.status === 0) return;
  console.error(
    "The packages could not be installed. " +
      "Check the network (npm's message is above), then run this again.",
  );
  process.exit(1);
}

const [script, ...rest] = process.argv.slice(2);
if (script === undefined) {
  console.error("Usage: node extension/commands/bootstrap.mjs SCRIPT [ARGUMENT…]");
  process.exit(2);
}
if (!upToDate()) install();

const child = spawn(join(bin, "node"), [join(root, script), ...rest], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
    WRANGLER_SEND_METRICS: "false",
  },
});
// The script ends itself in order on these; leaving first would orphan it. A terminal's Ctrl-C
// reaches it by itself.
process.on("SIGTERM", () => child.kill("SIGTERM"));
process.on("SIGINT", () => {
  if (!process.stdin.isTTY) child.kill("SIGINT");
});
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
