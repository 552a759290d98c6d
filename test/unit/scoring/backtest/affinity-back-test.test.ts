import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../../shared/scoring/default-policy.ts";
import {
  affinityBackTest,
  type FirstBought,
} from "../../../../shared/scoring/backtest/affinity-back-test.ts";
import { DAY_MS } from "../../../../shared/time/days.ts";
import { dataFile, dataIsHere, whyNot } from "../shared-data.ts";

const LINE = /^"([^"]*)","([^"]*)",(?:"((?:[^"]|"")*)"|([^,]*)),(-?\d+),([^,]*),([-\d.]+),(\d+),/;

/** The days on which customers first bought each category: a stock code, or a description's head. */
function load(by: "code" | "word"): FirstBought[] {
  const book = new Map<string, Map<string, number>>();
  const text = gunzipSync(readFileSync(dataFile("online_retail.csv.gz"))).toString("utf8");
  for (const line of text.split("\n")) {
    const found = LINE.exec(line);
    if (!found) continue;
    const [, order, code, quoted, plain, quantity, time, price, customer] = found;
    if (order!.startsWith("C") || Number(quantity) <= 0 || Number(price) <= 0) continue;
    const category = by === "code" ? code! : (quoted ?? plain)!.trim().split(/\s+/)[0]!;
    const day = Math.floor(Date.parse(`${time!.replace(" ", "T")}Z`) / DAY_MS);
    const own = book.get(customer!) ?? new Map<string, number>();
    book.set(customer!, own.set(category, Math.min(own.get(category) ?? Infinity, day)));
  }
  return [...book.values()].map((own) => [...own].map(([category, day]) => ({ category, day })));
}
const cuts = [Date.UTC(2011, 7, 31), Date.UTC(2011, 8, 9)].map((at) => at / DAY_MS);

describe.skipIf(!dataIsHere)(`affinityBackTest of Online Retail${whyNot}`, () => {
  describe.each(["word", "code"] as const)("by %s", (by) => {
    const book = dataIsHere ? load(by) : [];
    const results = dataIsHere
      ? cuts.map((cut) => affinityBackTest(book, cut, defaultPolicy.affinity))
      : [];

    test("realises what was stated within five points", () => {
      for (const { told, stated, realised } of results) {
        expect(told).toBeGreaterThan(2500);
        expect(Math.abs(stated - realised)).toBeLessThanOrEqual(0.05);
      }
    });

    test("does at least as well as the most popular category that customers lack", () => {
      for (const { realised, popular, active } of results) {
        expect(realised).toBeGreaterThanOrEqual(popular);
        expect(active.realised).toBeGreaterThanOrEqual(active.popular);
        if (by === "code") expect(realised).toBeGreaterThan(1.5 * popular);
        else expect(active.realised).toBeGreaterThanOrEqual(0.317);
      }
    });

    test("believes at most a twentieth as many rules when the book is shuffled to have none", () => {
      for (const { believed, believedInShuffled } of results) {
        expect(believed).toBeGreaterThan(500);
        expect(believedInShuffled).toBeLessThanOrEqual(believed / 20);
      }
    });
  });
});
