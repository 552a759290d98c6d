/**
 * npm test: everything, in the order of how soon it tells. One closing line counts the whole:
 * `N passed, N failed, N skipped`, the type check, the lint and the build as one each.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  countPlaywright,
  countVitest,
  listTitles,
  playwrightResults,
  total,
  vitestResults,
} from "./counts.ts";
import type { Counts } from "./counts.ts";
import { sharedMail } from "./rig/deliver.ts";
import { install } from "./rig/install.ts";
import type { Missing } from "./rig/install.ts";
import { cellsOf, claimsOf, tableOf, unproved } from "./support-table.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const results = mkdtempSync(join(tmpdir(), "regards-test-"));
const reports = {
  vitest: join(results, "vitest.json"),
  playwright: join(results, "playwright.json"),
};
process.on("exit", () => rmSync(results, { recursive: true, force: true }));
/** Of Playwright's configuration, each with the parts of the rig that it needs. */
const projects: Record<string, Missing["part"][]> = {
  webmail: ["browser", "webmail"],
  sogo: ["browser", "webmail", "sogo"],
  firefox: ["firefox", "webmail"],
  thunderbird: ["thunderbird"],
  browser: ["browser"],
  gallery: ["browser"],
  sync: ["browser"],
};
const playwright = ["test", "--config", "test/e2e/playwright.config.ts"];

function say(line: string): void {
  console.log(line);
}

/** Runs a program of the project, its output streamed unless it is kept; answers its exit code and what was kept. */
function run(
  program: string,
  args: string[],
  options: { env?: Record<string, string>; keep?: boolean } = {},
): Promise<{ code: number; kept: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, "node_modules", ".bin", program), args, {
      cwd: root,
      stdio: ["ignore", options.keep === true ? "pipe" : "inherit", "inherit"],
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", ...options.env },
    });
    let kept = "";
    child.stdout?.on("data", (part: Buffer) => {
      kept += part.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, kept }));
  });
}

/** A step that is right or wrong as a whole. */
async function one(
  title: string,
  program: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Counts> {
  say(`\n— ${title}`);
  const { code } = await run(program, args, { env });
  say(code === 0 ? `${title}: passed` : `${title}: FAILED`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
}

async function unitAndWorker(): Promise<Counts> {
  say("\n— Unit, extension and Worker tests");
  const file = reports.vitest;
  const { code } = await run("vitest", [
    "run",
    "--config",
    "test/vitest.config.ts",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  return countVitest(file, code);
}

/** The tests of a Playwright project by name, for saying what is skipped. */
async function titlesOf(project: string): Promise<string[]> {
  const { kept } = await run(
    "playwright",
    [...playwright, "--project", project, "--list", "--reporter=json"],
    { keep: true },
  );
  return listTitles(kept);
}

async function endToEnd(missing: Missing[], built: boolean): Promise<Counts> {
  say("\n— End to end, in a real browser");
  const why = new Map(missing.map(({ part, why: reason }) => [part, reason]));
  const skipped: { project: string; reason: string; titles: string[] }[] = [];
  for (const [project, parts] of Object.entries(projects)) {
    const reason = built
      ? parts.map((part) => why.get(part)).find((one) => one !== undefined)
      : "the extension was not built";
    if (reason !== undefined) skipped.push({ project, reason, titles: await titlesOf(project) });
  }
  for (const { project, reason, titles } of skipped) {
    say(`Skipped (${project}): ${reason}`);
    for (const title of titles) say(`  - ${title}`);
  }
  const names = skipped.flatMap(({ titles, reason }) =>
    titles.map((title) => ({ title, why: reason })),
  );
  const left = Object.keys(projects).filter(
    (project) => !skipped.some((s) => s.project === project),
  );
  if (left.length === 0) return { passed: 0, failed: 0, skipped: names };
  const file = reports.playwright;
  const { code } = await run(
    "playwright",
    [...playwright, ...left.flatMap((p) => ["--project", p]), "--reporter=list,json"],
    {
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    },
  );
  return total([countPlaywright(file, code), { passed: 0, failed: 0, skipped: names }]);
}

/** The table of what is proved of each webmail, and whether README claims more. `skipped`: tests of projects that did not run too. */
function support({ skipped }: Counts): Counts {
  say(
    "\n— What is proved of each webmail, by how many tests: on captures, pages of our own, the real software",
  );
  const ran = [...vitestResults(reports.vitest), ...playwrightResults(reports.playwright)];
  const left = skipped.filter(({ title }) => !ran.some((one) => one.title.endsWith(title)));
  const right = { passed: 1, failed: 0, skipped: [] },
    wrong = { passed: 0, failed: 1, skipped: [] };
  try {
    const cells = cellsOf([
      ...ran,
      ...left.map(({ title }) => ({ title, status: "skipped" as const })),
    ]);
    for (const line of tableOf(cells)) say(`  ${line}`);
    const more = unproved(claimsOf(readFileSync(join(root, "README.md"), "utf8")), cells);
    for (const claim of more) say(`README claims what is not proved: ${claim}`);
    return more.length === 0 ? right : wrong;
  } catch (error) {
    say(`The table could not be made: ${error instanceof Error ? error.message : String(error)}`);
    return wrong;
  }
}

function close(counts: Counts): never {
  if (counts.skipped.length > 0) say("\nSkipped:");
  for (const { title, why } of counts.skipped)
    say(`  - ${title}${why === null ? "" : ` (${why})`}`);
  if (counts.retried?.length) say("\nPassed at the second try alone, to be looked into:");
  for (const title of counts.retried ?? []) say(`  - ${title}`);
  say(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped`);
  process.exit(counts.failed === 0 ? 0 : 1);
}

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
};
say(`Regards ${version}: all tests`);
const done: Counts[] = [];
done.push(await one("Type check", "tsc", ["-p", "."]));
done.push(await one("Lint", "oxlint", []));
done.push(await one("Format", "oxfmt", ["--check"]));
done.push(await unitAndWorker());
say("\n— Browsers, mail programs and webmails for the end-to-end tests");
const missing = install(say, ["sogo", "firefox", "thunderbird"]);
for (const { part, why } of missing) say(`Not available: ${part} (${why})`);
if (missing.length === 0) say("All are here.");
if (!existsSync(sharedMail))
  say("../shared/mail is not here: the webmail holds the project's own messages alone.");
const build = await one("Build of the extension", "node", ["test/e2e/build.ts"]);
const driven = await endToEnd(missing, build.failed === 0);
done.push(build, driven, support(driven));
close(total(done));
