/** The counts that close `npm test`: what is told as passed must have passed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import {
  countPlaywright,
  countVitest,
  playwrightResults,
  playwrightTimes,
  slowest,
  total,
  vitestTimes,
} from "../counts.ts";

const folder = mkdtempSync(join(tmpdir(), "regards-counts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: object): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const spec = (title: string, status: string) => ({
  title,
  tests: [
    { status, annotations: status === "skipped" ? [{ type: "skip", description: "no mail" }] : [] },
  ],
});
const driven = (...specs: object[]) =>
  report({
    suites: [
      {
        title: "a.spec.ts",
        specs: specs.slice(0, 1),
        suites: [{ title: "inner", specs: specs.slice(1) }],
      },
    ],
  });

test("counts tell each test of Playwright's report when suites stand in suites", () => {
  const file = driven(
    spec("first", "expected"),
    spec("second", "unexpected"),
    spec("third", "skipped"),
  );
  expect(countPlaywright(file, 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: [{ title: "third", why: "no mail" }],
    failures: [{ title: "second", why: "" }],
    retried: [],
  });
});

test("counts name a test that passed at its second try when it failed at first", () => {
  const file = driven(spec("first", "expected"), spec("second", "flaky"));
  expect(total([countPlaywright(file, 0), { passed: 1, failed: 0, skipped: [] }])).toEqual({
    passed: 3,
    failed: 0,
    skipped: [],
    failures: [],
    retried: [{ title: "second", why: "" }],
  });
  expect(playwrightResults(file).map(({ status }) => status)).toEqual(["passed", "passed"]);
});

test("counts name the failed with the first line of their errors when either program reports them", () => {
  const broken = {
    title: "a fails",
    tests: [
      {
        status: "unexpected",
        results: [{ duration: 1, error: { message: "\u001B[31mError: no b\u001B[39m\n  at c" } }],
      },
    ],
  };
  expect(countPlaywright(driven(broken), 1).failures).toEqual([
    { title: "a fails", why: "Error: no b" },
  ]);
  const file = report({
    testResults: [
      { name: "b.test.ts", status: "failed", message: "Cannot find d\nat e", assertionResults: [] },
      {
        name: "c.test.ts",
        status: "failed",
        assertionResults: [
          { status: "failed", fullName: "f fails", failureMessages: ["Error: g\n  at h"] },
        ],
      },
    ],
  });
  expect(countVitest(file, 1).failures).toEqual([
    { title: "b.test.ts", why: "Cannot find d" },
    { title: "f fails", why: "Error: g" },
  ]);
});

test("counts have a failure when the program ended badly and no test tells why", () => {
  expect(countPlaywright(driven(spec("first", "expected")), 1).failed).toBe(1);
  expect(countPlaywright(join(folder, "none.json"), 0).failed).toBe(1);
  expect(countVitest(join(folder, "none.json"), 0).failed).toBe(1);
});

test("counts have a failure when a file of vitest's could not be loaded", () => {
  const one = { status: "passed", fullName: "a does b" };
  const file = report({
    testResults: [
      { name: "a.test.ts", status: "passed", assertionResults: [one] },
      { name: "b.test.ts", status: "failed", assertionResults: [] },
    ],
  });
  expect(countVitest(file, 1)).toMatchObject({ passed: 1, failed: 1, skipped: [] });
});

test("slowest lists the tests of both programs with all their tries when they are asked for together", () => {
  const [quick, slow] = [
    { status: "passed", fullName: "a is quick", duration: 12 },
    { status: "failed", fullName: "a is slow", duration: 9000 },
  ];
  const skipped = { status: "skipped", fullName: "a is skipped" };
  const unit = vitestTimes(
    report({
      testResults: [
        { name: "a.test.ts", status: "failed", assertionResults: [quick, slow, skipped] },
      ],
    }),
    "unit",
  );
  const tries = {
    ...spec("twice", "flaky"),
    tests: [
      { status: "flaky", projectName: "sogo", results: [{ duration: 6000 }, { duration: 5000 }] },
    ],
  };
  const sogo = playwrightTimes(driven(spec("never", "skipped"), tries));
  expect(unit).toHaveLength(3);
  expect(slowest([...unit, ...sogo], 2)).toEqual([
    { project: "sogo", title: "twice", durationMs: 11_000 },
    { project: "unit", title: "a is slow", durationMs: 9000 },
  ]);
  expect(vitestTimes(join(folder, "none.json"), "unit")).toEqual([]);
  expect(playwrightTimes(join(folder, "none.json"))).toEqual([]);
});
