/**
 * npm test: everything, side by side where that is quicker. One closing line counts the whole:
 * `N passed, N failed, N skipped`, the type check, the lint, the format and the build as one each.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  countPlaywright,
  countVitest,
  listTitles,
  playwrightResults,
  playwrightTimes,
  slowest,
  total,
  vitestResults,
  vitestTimes,
} from "./counts.ts";
import type { Counts } from "./counts.ts";
import { sharedMail } from "./rig/deliver.ts";
import type { Missing } from "./rig/install.ts";
import { durationText, lanes, runStep } from "./steps.ts";
import type { Ended, Step } from "./steps.ts";
import { cellsOf, claimsFile, claimsOf, tableOf, unproved } from "./support-table.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const results = mkdtempSync(join(tmpdir(), "regards-test-"));
process.on("exit", () => rmSync(results, { recursive: true, force: true }));
const reportOf = (name: string) => join(results, `${name}.json`);
const began = performance.now();
/** The projects of vitest's configuration. */
const vitestProjects = ["worker", "unit", "isolated"] as const;
type VitestProject = (typeof vitestProjects)[number];
/** Projects of Playwright's configuration, each with the parts of the rig that it needs. */
const projects: Record<string, Missing["part"][]> = {
  webmail: ["browser", "webmail"],
  browser: ["browser"],
  portfolio: ["browser"],
  gallery: ["browser"],
  firefox: ["firefox", "webmail"],
  sogo: ["browser", "webmail", "sogo"],
  thunderbird: ["thunderbird"],
  sync: ["browser"],
};
/** Parts that start when the browsers and the extension are there, the longest first. */
const longestFirst = [
  "browser",
  "webmail",
  "portfolio",
  "worker",
  "isolated",
  "unit",
  "firefox",
  "gallery",
  "sogo",
  "sync",
  "thunderbird",
] as const;
/** Projects that drive no built extension: they bundle what they show. */
const unbuilt = new Set(["gallery"]);
/** Those that drive a browser wait more than they compute: one more than there are processors. */
const inLane = lanes(availableParallelism() + 1);
const passed: Counts = { passed: 1, failed: 0, skipped: [] };
const failed: Counts = { passed: 0, failed: 1, skipped: [] };
const nothing: Counts = { passed: 0, failed: 0, skipped: [] };
const steps: { name: string; tookMs: number }[] = [];

function say(line: string): void {
  console.log(line);
}

async function run(step: Step): Promise<Ended> {
  const ended = await runStep(step, say);
  steps.push({ name: step.name, tookMs: ended.tookMs });
  return ended;
}

/** Runs a step that is right or wrong as a whole. */
async function check(name: string, program: string, args: string[]): Promise<Counts> {
  const { code, tookMs } = await run({ name, program, args });
  say(`${name}: ${code === 0 ? "passed" : "FAILED"} (${durationText(tookMs)})`);
  return code === 0 ? passed : failed;
}

function isOfVitest(name: string): name is VitestProject {
  return vitestProjects.some((one) => one === name);
}

async function runVitest(project: VitestProject): Promise<Counts> {
  const file = reportOf(project);
  const { code } = await run({
    name: project,
    program: "vitest",
    args: [
      "run",
      "--config=test/vitest.config.ts",
      `--project=${project}`,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
  });
  return countVitest(file, code);
}

/**
 * Arguments and settings of Playwright for one project, which keeps its traces apart from the
 * others'.
 */
function playwrightStep(project: string, args: string[], reporter: string, file: string): Step {
  return {
    name: project,
    program: "playwright",
    args: [
      "test",
      "--config=test/e2e/playwright.config.ts",
      `--project=${project}`,
      `--output=${join(root, ".state/test-results", project)}`,
      `--reporter=${reporter}`,
      ...args,
    ],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  };
}

/** Names the tests of a Playwright project, none of which can run. */
async function skipProject(project: string, why: string): Promise<Counts> {
  const file = reportOf(`${project}-titles`);
  const { code } = await runStep(playwrightStep(project, ["--list"], "json", file), say);
  if (code !== 0) return failed;
  say(`Skipped (${project}): ${why}`);
  const titles = listTitles(readFileSync(file, "utf8"));
  for (const title of titles) say(`  - ${title}`);
  return { ...nothing, skipped: titles.map((title) => ({ title, why })) };
}

async function runPlaywright(project: string, missing: Missing[]): Promise<Counts> {
  const parts = projects[project] ?? [];
  const why = missing.find(({ part }) => parts.includes(part))?.why;
  if (why !== undefined) return skipProject(project, why);
  const file = reportOf(project);
  const { code } = await run(playwrightStep(project, [], "list,json", file));
  return countPlaywright(file, code);
}

/**
 * Installs browsers, mail programs and webmails in a program of its own: apt would hold up
 * everything else here.
 */
async function installPrograms(): Promise<Missing[]> {
  const { code, message } = await run({
    name: "install",
    program: "node",
    args: ["test/rig/install.ts"],
    isAnswering: true,
  });
  if (code !== 0 || !Array.isArray(message)) {
    const parts = [...new Set(Object.values(projects).flat())];
    return parts.map((part) => ({ part, why: "installing it ended badly" }));
  }
  const missing = message as Missing[];
  for (const { part, why } of missing) say(`Not available: ${part} (${why})`);
  if (missing.length === 0) say("All browsers, mail programs and webmails are here.");
  return missing;
}

/**
 * Prints what is proved of each webmail, and fails where `claimsFile` claims more. `skipped`: tests
 * of projects that did not run too.
 */
function support({ skipped }: Counts): Counts {
  say(
    "\n— What is proved of each webmail, by how many tests: on captures, pages of our own, the real software",
  );
  const ran = [
    ...vitestProjects.flatMap((project) => vitestResults(reportOf(project))),
    ...Object.keys(projects).flatMap((project) => playwrightResults(reportOf(project))),
  ];
  const left = skipped.filter(({ title }) => !ran.some((one) => one.title.endsWith(title)));
  try {
    const cells = cellsOf([
      ...ran,
      ...left.map(({ title }) => ({ title, status: "skipped" as const })),
    ]);
    for (const line of tableOf(cells)) say(`  ${line}`);
    const more = unproved(claimsOf(readFileSync(join(root, claimsFile), "utf8")), cells);
    for (const claim of more) say(`${claimsFile} claims what is not proved: ${claim}`);
    return more.length === 0 ? passed : failed;
  } catch (error) {
    say(`The table could not be made: ${error instanceof Error ? error.message : String(error)}`);
    return failed;
  }
}

/** Prints how long each step and the ten slowest tests took. */
function sayTimes(): void {
  say("\nSteps, side by side:");
  for (const { name, tookMs } of steps) say(`  ${durationText(tookMs).padStart(12)}  ${name}`);
  say("\nThe ten slowest tests:");
  const times = [
    ...vitestProjects.flatMap((project) => vitestTimes(reportOf(project), project)),
    ...Object.keys(projects).flatMap((project) => playwrightTimes(reportOf(project))),
  ];
  for (const { project, title, durationMs } of slowest(times, 10))
    say(`  ${durationText(durationMs).padStart(12)}  [${project}] ${title}`);
  say(`\nThe whole took ${durationText(performance.now() - began)}.`);
}

function close(counts: Counts): never {
  if (counts.skipped.length > 0) say("\nSkipped:");
  for (const { title, why } of counts.skipped)
    say(`  - ${title}${why === null ? "" : ` (${why})`}`);
  if (counts.retried?.length) say("\nPassed at the second try alone, to be looked into:");
  for (const { title, why } of counts.retried ?? []) say(`  - ${title}\n      ${why}`);
  sayTimes();
  if (counts.failures?.length) say("\nFailed:");
  for (const { title, why } of counts.failures ?? []) say(`  - ${title}\n      ${why}`);
  say(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped.length} skipped`);
  process.exit(counts.failed === 0 ? 0 : 1);
}

/** Runs the checks one after the other, for each is a matter of seconds. */
async function runChecks(): Promise<Counts> {
  return total([
    await check("types", "tsc", ["-p", "."]),
    await check("lint", "oxlint", []),
    await check("format", "oxfmt", ["--check"]),
  ]);
}

/** Runs everything, each step as soon as what it needs is there. */
async function runAll(): Promise<Counts[]> {
  const build = inLane(() => check("build", "node", ["test/e2e/build.ts"]));
  const missing = inLane(installPrograms);
  const checks = inLane(runChecks);
  const later = longestFirst.map(async (name) => {
    const [{ failed }, parts] = await Promise.all([build, missing]);
    if (isOfVitest(name)) return inLane(() => runVitest(name));
    return failed === 0 || unbuilt.has(name)
      ? inLane(() => runPlaywright(name, parts))
      : skipProject(name, "the extension was not built");
  });
  return Promise.all([checks, build, ...later]);
}

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
};
say(`Regards ${version}: all tests`);
if (!existsSync(sharedMail))
  say("../shared/mail is not here: the webmail holds the project's own messages alone.");
const done = await runAll();
close(total([...done, support(total(done))]));
