import { expect, describe, test } from "vitest";
import { main } from "../../../worker/commands/backtest.ts";
import type { LedgerTest } from "../../../worker/commands/backtest/test-ledger.ts";
import { dataIsHere, whyNot } from "../scoring/shared-data.ts";
import { runHere } from "./score-command.ts";

const run = (args: string[]) => runHere(main, args);

describe.skipIf(!dataIsHere)(`npm run backtest${whyNot}`, async () => {
  const { code, out } = dataIsHere ? await run(["--json"]) : { code: 0, out: "[]" };
  const tests = JSON.parse(out) as { name: string; test: LedgerTest }[];

  test("tests the example books at the days that their figures are stated for", () => {
    expect(code).toBe(0);
    expect(tests.map(({ name, test: { at, to } }) => [name, at, (to - at) / 7])).toEqual([
      ["CDNOW", 10_226, 26],
      ["CDNOW", 10_134, 39],
      ["Online Retail", 15_217, 14],
    ]);
  });

  test("states chances that hold: Brier score and reliability within their bounds", () => {
    const [later, earlier, retail] = tests.map(({ test: { chance } }) => chance);
    expect(later!.brier).toBeLessThanOrEqual(0.13);
    expect(earlier!.brier).toBeLessThanOrEqual(0.16);
    expect(retail!.brier).toBeLessThanOrEqual(0.21);
    for (const { reliability } of [later!, earlier!, retail!])
      expect(reliability).toBeLessThanOrEqual(0.005);
  });

  test("says that there is no seasonal adjustment in books under two years", () => {
    for (const { test: tested } of tests)
      expect(tested.season).toMatchObject({ season: null, isUsed: false });
    expect(tests.map(({ test: tested }) => tested.season.months)).toEqual([12, 9, 9]);
  });

  test("beats every plain rule in every window", () => {
    for (const { test: tested } of tests)
      for (const { brier } of tested.plain) expect(tested.chance.brier).toBeLessThan(brier);
  });

  test("stages customers so that the churned buy least, then those at risk, and no stage is most", () => {
    for (const { test: tested } of tests) {
      const of = (stage: string) => tested.stages.find((one) => one.stage === stage)!;
      const rest = tested.stages.filter(({ stage }) => stage !== "churned" && stage !== "at_risk");
      const bought = rest.reduce((sum, one) => sum + one.bought * one.customers, 0);
      const customers = rest.reduce((sum, one) => sum + one.customers, 0);
      expect(of("churned").bought).toBeLessThan(of("at_risk").bought);
      expect(of("at_risk").bought).toBeLessThan(bought / customers);
      expect(Math.max(...tested.stages.map(({ share }) => share))).toBeLessThanOrEqual(0.6);
    }
  });

  test("covers 93 to 99.9 % of the customers with its 95 % interval of purchases", () => {
    for (const { test: tested } of tests) {
      expect(tested.covered).toBeGreaterThanOrEqual(0.93);
      expect(tested.covered).toBeLessThanOrEqual(0.999);
    }
  });

  test("warns of those who leave better than chance, more precisely than two gaps of silence", () => {
    for (const { test: tested } of tests) {
      expect(tested.warning!.auc).toBeGreaterThanOrEqual(0.7);
      expect(tested.warning!.warning.precision).toBeGreaterThan(tested.warning!.twoGaps.precision!);
    }
  });
});

describe("npm run backtest", () => {
  test("says what is wrong and what to do when it is asked for what cannot be", async () => {
    expect(await run(["missing.csv"])).toMatchObject({ code: 2, out: "" });
    expect((await run(["book.csv", "--weeks", "2"])).told).toContain("at least 4");
    expect((await run(["one.csv", "two.csv"])).told).toContain("Name one file");
    expect((await run(["--help"])).out).toContain("Usage");
  });
});
