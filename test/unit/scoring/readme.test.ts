import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { agrees, examples, headings, run } from "./readme-examples.ts";

const scoring = new URL("../../../shared/scoring/", import.meta.url);

describe("the scoring README", () => {
  test("has an example for every measure when its sections are read", () => {
    expect(new Set(examples().map(({ measure }) => measure))).toEqual(new Set(headings()));
  });

  test("states what comes out when its examples are run", async () => {
    const results = await run();
    expect(new Set(results.map(({ measure }) => measure))).toEqual(new Set(headings()));
    expect(results).toHaveLength(
      examples().reduce((sum, { code }) => sum + code.split("// → ").length - 1, 0),
    );
    expect(results.filter(({ value, stated }) => !agrees(value, stated))).toEqual([]);
  }, 20_000);

  test("names files that are there when its table is read", () => {
    const rows = readFileSync(new URL("README.md", scoring), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| "));
    const files = rows
      .slice(1)
      .flatMap((row) => [...row.matchAll(/`([a-z/-]+\.ts)`/g)].map(([, name = ""]) => name));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((name) => !existsSync(new URL(name, scoring)))).toEqual([]);
  });
});

/** Names that anyone may call; an object's own parts after the colon. */
const names = [
  "summarise",
  "bgNbd: fit logLikelihood probabilityAlive expectedPurchases expectedPurchasesOfNew simulate",
  "bgNbd: probabilityAliveAll expectedPurchasesAll chanceToBuyAll",
  "mbgNbd: fit logLikelihood probabilityAlive expectedPurchases expectedPurchasesOfNew simulate",
  "paretoNbd: fit logLikelihood probabilityAlive expectedPurchases expectedPurchasesOfNew simulate",
  "gammaGamma: fit logLikelihood expectedSpend",
  "shiftedBetaGeometric: fit survival retention expectedLifetime discountedExpectedLifetime",
  "columnsOf",
  "customerLifetimeValue",
  "customerLifetimeValueAll",
  "chooseModel",
  "rfm",
  "abc",
  "gini",
  "lorenz",
  "loyalty",
  "lifecycleStage",
  "tier",
  "trust",
  "netPromoterScore",
  "customerSatisfaction",
  "keyDrivers",
  "relationshipValue",
  "relationshipType",
  "nextBestAction",
  "affinity",
  "segments",
  "earlyWarning",
];

describe("shared/scoring/index.ts", () => {
  test("offers every public name when plain node imports it", async () => {
    const program = `
      const scoring = await import("./shared/scoring/index.ts");
      const missing = ${JSON.stringify(names)}.flatMap((entry) => {
        const [name, parts = ""] = entry.split(": ");
        const all = parts === ""
          ? [[name, scoring[name]]]
          : parts.split(" ").map((part) => [name + "." + part, scoring[name]?.[part]]);
        return all.filter(([, what]) => typeof what !== "function").map(([called]) => called);
      });
      console.log(JSON.stringify(missing));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", program],
      { cwd: new URL("../../..", import.meta.url) },
    );
    expect(JSON.parse(stdout)).toEqual([]);
  });
});
