/** Counts of what the test programs report in their JSON. */
import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import type { Result } from "./support-table.ts";

export type Skipped = { title: string; why: string | null };
/** A test that failed, and the first line of its error. */
export type Failure = { title: string; why: string };
/** `durationMs` is that of all its tries together. */
export type Timed = { project: string; title: string; durationMs: number };
/** `failures` names those of the failed that are tests; `retried`, the passed that failed at first. */
export type Counts = {
  passed: number;
  failed: number;
  skipped: Skipped[];
  failures?: Failure[];
  retried?: Failure[];
};

type VitestReport = {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: {
      status: string;
      fullName: string;
      duration?: number | null;
      failureMessages?: string[];
    }[];
  }[];
};
type Suite = { title: string; specs?: Spec[]; suites?: Suite[] };
type Spec = {
  title: string;
  tests: {
    status: "expected" | "unexpected" | "flaky" | "skipped";
    annotations?: { type: string; description?: string }[];
    projectName?: string;
    results?: { duration: number; error?: { message?: string } }[];
  }[];
};
type PlaywrightReport = { suites: Suite[] };

function firstLine(message: string | undefined): string {
  return (
    stripVTControlCharacters(message ?? "")
      .trim()
      .split("\n", 1)[0] ?? ""
  );
}

/** A program that ended badly without saying which test failed is one failure, never none. */
function honest(counts: Counts, code: number): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Adds up several counts. */
export function total(all: Counts[]): Counts {
  return {
    passed: all.reduce((sum, c) => sum + c.passed, 0),
    failed: all.reduce((sum, c) => sum + c.failed, 0),
    skipped: all.flatMap((c) => c.skipped),
    failures: all.flatMap((c) => c.failures ?? []),
    retried: all.flatMap((c) => c.retried ?? []),
  };
}

/**
 * Counts of vitest's JSON report in `file`; `code` is its exit code. A file that could not be
 * loaded is one failure.
 */
export function countVitest(file: string, code: number): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  const tests = testResults.flatMap((result) => result.assertionResults);
  const unloaded = testResults.filter(
    (r) => r.status === "failed" && !r.assertionResults.some((t) => t.status === "failed"),
  );
  return honest(
    {
      passed: tests.filter((t) => t.status === "passed").length,
      failed: tests.filter((t) => t.status === "failed").length + unloaded.length,
      failures: [
        ...unloaded.map(({ name, message }) => ({ title: name, why: firstLine(message) })),
        ...tests
          .filter((t) => t.status === "failed")
          .map((t) => ({ title: t.fullName, why: firstLine(t.failureMessages?.[0]) })),
      ],
      skipped: tests
        .filter((t) => t.status !== "passed" && t.status !== "failed")
        .map((t) => ({ title: t.fullName, why: null })),
    },
    code,
  );
}

function specsOf(suite: Suite): Spec[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/**
 * Counts of Playwright's JSON report in `file`; a test that passed at its second try has passed,
 * and is told by name.
 */
export function countPlaywright(file: string, code: number): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
  const { suites } = JSON.parse(readFileSync(file, "utf8")) as PlaywrightReport;
  const tests = suites
    .flatMap(specsOf)
    .flatMap((spec) => spec.tests.map((t) => ({ ...t, title: spec.title })));
  const told = (status: string) =>
    tests
      .filter((t) => t.status === status)
      .map(({ title, results = [] }) => ({
        title,
        why: firstLine(results.find(({ error }) => error !== undefined)?.error?.message),
      }));
  return honest(
    {
      passed: tests.filter((t) => t.status === "expected" || t.status === "flaky").length,
      failed: tests.filter((t) => t.status === "unexpected").length,
      failures: told("unexpected"),
      retried: told("flaky"),
      skipped: tests
        .filter((t) => t.status === "skipped")
        .map((t) => ({
          title: t.title,
          why: t.annotations?.find((a) => a.type === "skip")?.description ?? null,
        })),
    },
    code,
  );
}

/** The titles in the JSON that `playwright test --list` prints. */
export function listTitles(json: string): string[] {
  const { suites } = JSON.parse(json.slice(json.indexOf("{"))) as PlaywrightReport;
  return suites.flatMap(specsOf).map((spec) => spec.title);
}

/** Every test of vitest's JSON report by its whole title; empty where there is no report. */
export function vitestResults(file: string): Result[] {
  if (!existsSync(file)) return [];
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  return testResults
    .flatMap((result) => result.assertionResults)
    .map(({ fullName, status }) => ({
      title: fullName,
      status: status === "passed" || status === "failed" ? status : "skipped",
    }));
}

/** The same of Playwright's JSON report. */
export function playwrightResults(file: string): Result[] {
  if (!existsSync(file)) return [];
  const { suites } = JSON.parse(readFileSync(file, "utf8")) as PlaywrightReport;
  const within = (suite: Suite, around: string): Result[] => {
    const title = `${around} ${suite.title}`;
    return [
      ...(suite.specs ?? []).flatMap((spec) =>
        spec.tests.map(({ status }): Result => ({
          title: `${title} ${spec.title}`,
          status:
            status === "expected" || status === "flaky"
              ? "passed"
              : status === "skipped"
                ? "skipped"
                : "failed",
        })),
      ),
      ...(suite.suites ?? []).flatMap((one) => within(one, title)),
    ];
  };
  return suites.flatMap((suite) => within(suite, ""));
}

/** Lists how long each test of vitest's JSON report took; empty where there is no report. */
export function vitestTimes(file: string, project: string): Timed[] {
  if (!existsSync(file)) return [];
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  return testResults
    .flatMap((result) => result.assertionResults)
    .map(({ fullName, duration }) => ({ project, title: fullName, durationMs: duration ?? 0 }));
}

/** Lists the same of Playwright's JSON report. */
export function playwrightTimes(file: string): Timed[] {
  if (!existsSync(file)) return [];
  const { suites } = JSON.parse(readFileSync(file, "utf8")) as PlaywrightReport;
  return suites.flatMap(specsOf).flatMap(({ title, tests }) =>
    tests.map(({ projectName = "", results = [] }) => ({
      project: projectName,
      title,
      durationMs: results.reduce((sum, { duration }) => sum + duration, 0),
    })),
  );
}

/** Returns the `count` tests that took longest, the slowest first. */
export function slowest(times: readonly Timed[], count: number): Timed[] {
  return times.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, count);
}
