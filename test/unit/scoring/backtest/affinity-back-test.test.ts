import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../../shared/scoring/default-policy.ts";
import {
  affinityBackTest,
  type CategoryBuyer,
} from "../../../../shared/scoring/backtest/affinity-back-test.ts";
import { purchaseRecord } from "../../../../shared/scoring/backtest/purchase-record.ts";
import { lifeOf } from "../affinity/life.ts";
import { DAY_MS } from "../../../../shared/time/days.ts";
import { dataFile, dataIsHere, whyNot } from "../shared-data.ts";

const LINE = /^"([^"]*)","([^"]*)",(?:"((?:[^"]|"")*)"|([^,]*)),(-?\d+),([^,]*),([-\d.]+),(\d+),/;

/**
 * The days on which customers first bought each category: a stock code, or a description's head.
 */
function load(by: "code" | "word"): CategoryBuyer[] {
  const book = new Map<string, { first: Map<string, number>; days: Set<number> }>();
  const text = gunzipSync(readFileSync(dataFile("online_retail.csv.gz"))).toString("utf8");
  for (const line of text.split("\n")) {
    const found = LINE.exec(line);
    if (!found) continue;
    const [, order, code, quoted, plain, quantity, time, price, customer] = found;
    if (order!.startsWith("C") || Number(quantity) <= 0 || Number(price) <= 0) continue;
    const category = by === "code" ? code! : (quoted ?? plain)!.trim().split(/\s+/)[0]!;
    const day = Math.floor(Date.parse(`${time!.replace(" ", "T")}Z`) / DAY_MS);
    const own = book.get(customer!) ?? {
      first: new Map<string, number>(),
      days: new Set<number>(),
    };
    book.set(customer!, own);
    own.days.add(day);
    own.first.set(category, Math.min(own.first.get(category) ?? Infinity, day));
  }
  return [...book.values()].map(({ first, days }) => ({
    bought: [...first].map(([category, day]) => ({ category, day })),
    record: purchaseRecord([...days].sort((a, b) => a - b).map((day) => ({ day, amount: 100 }))),
  }));
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

describe("affinityBackTest of books of customers who come, buy and leave", () => {
  const horizon = defaultPolicy.affinity.horizonDays;
  const told = (follows: number, cut: number) =>
    [1, 2, 3, 4].map((seed) =>
      affinityBackTest(lifeOf(2000, { follows, seed }), cut, defaultPolicy.affinity, 1),
    );

  test.each([600, 800])(
    "realises what was stated, and no less than what is popular, when rules hold, at day %i",
    (cut) => {
      for (const one of told(0.6, cut)) {
        expect(one.told).toBeGreaterThan(300);
        expect(Math.abs(one.stated - one.realised)).toBeLessThanOrEqual(0.05);
        expect(one.realised).toBeGreaterThanOrEqual(one.popular - 0.01);
        expect(one.believed).toBeGreaterThan(0);
        expect(one.believedInShuffled).toBeLessThan(one.believed);
      }
    },
  );

  test("is silent when nothing has to do with anything", () => {
    const silent = told(0, 600).filter((one) => one.told === 0);
    expect(silent.length).toBeGreaterThanOrEqual(3);
    for (const one of silent) expect(one.ranking).toBeNull();
  });

  test("follows nobody beyond the horizon", () => {
    const book = lifeOf(500, { follows: 0.6, seed: 5 });
    const cutShort = book.map(({ bought, record }) => ({
      bought: bought.filter(({ day }) => day <= 600 + horizon),
      record,
    }));
    const [whole, short] = [book, cutShort].map((one) =>
      affinityBackTest(one, 600, defaultPolicy.affinity, 1),
    );
    expect(short).toEqual(whole);
  });
});
