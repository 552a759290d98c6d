import { expect, describe, test } from "vitest";
import { main } from "../../../worker/commands/backtest.ts";
import type { Patterns } from "../../../worker/commands/backtest/patterns.ts";
import type { LedgerTest } from "../../../worker/commands/backtest/test-ledger.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { dataIsHere, whyNot } from "../scoring/shared-data.ts";
import { file, runHere } from "./score-command.ts";

const run = (args: string[]) => runHere(main, args);

describe.skipIf(!dataIsHere)(`npm run backtest${whyNot}`, async () => {
  const { code, out } = dataIsHere ? await run(["--json"]) : { code: 0, out: "[]" };
  const tests = JSON.parse(out) as { name: string; test: LedgerTest; patterns: Patterns }[];

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

  test("realises what affinity states within 5 points, and no less than what is popular", () => {
    const { affinity } = tests[2]!.patterns;
    expect(affinity.map(({ by }) => by)).toEqual(["item", "last word of the description"]);
    for (const one of affinity) {
      expect(one.told).toBeGreaterThan(2500);
      expect(Math.abs(one.stated - one.realised)).toBeLessThanOrEqual(0.05);
      expect(one.realised).toBeGreaterThanOrEqual(one.popular);
      expect(one.believedInShuffled).toBeLessThanOrEqual(0.05 * one.believed);
    }
    expect(affinity[0]!.realised).toBeGreaterThan(1.5 * affinity[0]!.popular);
    expect(tests[0]!.patterns.affinity).toEqual([]);
  });

  test("renames at most 5 % of the customers by resampling, and at most 10 % in a month", () => {
    for (const { patterns } of tests) {
      const { clusters, hidden, resampled, monthly } = patterns.segments;
      expect(clusters!.segments.length).toBeGreaterThan(2);
      expect(hidden).toEqual([]);
      for (const share of resampled) expect(share).toBeLessThanOrEqual(0.05);
      for (const share of monthly) expect(share).toBeLessThanOrEqual(0.1);
    }
  });

  test("warns of those who leave better than chance, more precisely than two gaps of silence", () => {
    for (const { test: tested } of tests) {
      expect(tested.warning!.auc).toBeGreaterThanOrEqual(0.7);
      expect(tested.warning!.warning.precision).toBeGreaterThan(tested.warning!.twoGaps.precision!);
    }
  });
});

/**
 * A file of three years: customers come, buy about every two months, each time of one category.
 * With `follows`, who has bought rope soon buys anchors.
 */
function transactions({ category, follows }: { category: string | null; follows: boolean }) {
  const random = seeded(4);
  const rows = ["order,customer,date,amount" + (category === null ? "" : `,${category}`)];
  const names = ["rope", "paint", "charts", "lamps", "sails", "anchors"];
  for (let customer = 0, order = 0; customer < 2000; customer++) {
    const had = new Set<string>();
    for (let day = 1000 * random.uniform(); day < 1095; day += 60 * random.exponential() + 1) {
      const isDue = follows && had.has("rope") && random.uniform() < 0.6;
      const drawn = names[Math.floor((follows ? 5 : 6) * random.uniform())]!;
      const bought = isDue && !had.has("anchors") ? "anchors" : drawn;
      had.add(bought);
      const date = new Date(Date.UTC(2022, 0, 1 + Math.floor(day))).toISOString().slice(0, 10);
      const amount = (20 + 80 * random.uniform()).toFixed(2);
      const cells = [`O${order++}`, `C${customer}`, date, amount];
      rows.push([...cells, ...(category === null ? [] : [bought])].join(","));
    }
  }
  return rows.join("\n");
}

describe("npm run backtest of affinity and segments", () => {
  const words = async (name: string, content: string, ...more: string[]) => {
    const { code, out } = await run([file(name, content), ...more]);
    expect(code).toBe(0);
    return out;
  };

  test("finds rules in a column that --map names, and few of them in shuffled books", async () => {
    const content = transactions({ category: "Sort", follows: true });
    const out = await words("sorts.csv", content, "--map", "category=Sort", "--json");
    const [{ patterns }] = JSON.parse(out) as [{ patterns: Patterns }];
    const [affinity] = patterns.affinity;
    expect(affinity).toMatchObject({ by: "category", categories: 6, horizonDays: 91 });
    expect(affinity!.believed).toBeGreaterThan(0);
    expect(affinity!.believedInShuffled).toBeLessThan(affinity!.believed);
    expect(affinity!.realised).toBeGreaterThanOrEqual(affinity!.popular);
    expect(Math.abs(affinity!.stated - affinity!.realised)).toBeLessThanOrEqual(0.05);
  });

  test("prints stated, realised and popular shares when the header names a category", async () => {
    const out = await words("named.csv", transactions({ category: "category", follows: true }));
    expect(out).toMatch(/Affinity by category, 6 categories: of \d+ customers/);
    expect(out).toMatch(/ours: by .+ %.+ %/);
    expect(out).toMatch(/the most bought they lack +– +[\d.]+ %/);
    expect(out).toMatch(/rules believed in shuffled books +[\d.]+/);
  });

  test("says that nothing is said when purchases have nothing to do with each other", async () => {
    const out = await words("chance.csv", transactions({ category: "category", follows: false }));
    expect(out).toContain("nothing is said");
  });

  test("asks for a category when the file has none", async () => {
    const out = await words("plain.csv", transactions({ category: null, follows: true }));
    expect(out).toContain("Affinity: needs a category. Name its column with --map category=Header");
  });

  test("prints segments with sizes, how well they are found again and how many are renamed", async () => {
    const out = await words("segments.csv", transactions({ category: null, follows: true }));
    expect(out).toMatch(/frequency high value high +\d+ +[\d.]+ % +[01]\.\d\d/);
    expect(out).toMatch(/looked for afresh in 10 samples +[\d.]+ % +[\d.]+ %/);
    expect(out).toMatch(/from month to month, 5 times +[\d.]+ % +[\d.]+ %/);
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
