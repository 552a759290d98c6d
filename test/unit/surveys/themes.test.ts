import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logOddsOf } from "../../../shared/surveys/themes/log-odds.ts";
import { termsOf } from "../../../shared/surveys/themes/terms-of.ts";
import { themesOf, type Said } from "../../../shared/surveys/themes/themes.ts";

const counts = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), fc.nat({ max: 40 }));
const map = (one: Record<string, number>) => new Map(Object.entries(one));
const added = (one: Record<string, number>, other: Record<string, number>) =>
  map(
    Object.fromEntries(
      [...new Set([...Object.keys(one), ...Object.keys(other)])].map((word) => [
        word,
        (one[word] ?? 0) + (other[word] ?? 0),
      ]),
    ),
  );

describe("logOddsOf", () => {
  test("gives the figures of the paper's formulas when they are worked out by hand", () => {
    // α₀ = 10; of 10 words in all, "late" 4: α = 4. y₁ = 1 + 4, y₂ = 3 + 4; n + α₀ = 14 and 16.
    const first = new Map([
      ["late", 1],
      ["kind", 3],
    ]);
    const second = new Map([
      ["late", 3],
      ["kind", 3],
    ]);
    const all = new Map([
      ["late", 4],
      ["kind", 6],
    ]);
    const late = logOddsOf(first, second, all, 10).get("late");
    expect(late?.logOdds).toBeCloseTo(Math.log(5 / 9) - Math.log(7 / 9), 12);
    expect(late?.logOdds).toBeCloseTo(-0.336472, 6);
    expect(late?.z).toBeCloseTo(-0.336472 / Math.sqrt(1 / 5 + 1 / 7), 5);
    expect((late?.high ?? 0) - (late?.low ?? 0)).toBeCloseTo(2 * 1.959964 * 0.58554, 5);
  });

  test("changes its sign alone when the groups are swapped", () => {
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const all = added(one, other);
        const [there, back] = [
          logOddsOf(map(one), map(other), all, 20),
          logOddsOf(map(other), map(one), all, 20),
        ];
        for (const [word, odds] of there) {
          expect(back.get(word)?.logOdds).toBeCloseTo(-odds.logOdds, 10);
          expect(back.get(word)?.low).toBeCloseTo(-odds.high, 10);
        }
      }),
    );
  });

  test("is nearer to nothing when the prior weighs more", () => {
    const [first, second] = [
      new Map([
        ["a", 30],
        ["b", 10],
      ]),
      new Map([
        ["a", 10],
        ["b", 30],
      ]),
    ];
    const all = new Map([
      ["a", 40],
      ["b", 40],
    ]);
    const odds = [1, 10, 100, 1000].map((weight) =>
      Math.abs(logOddsOf(first, second, all, weight).get("a")!.logOdds),
    );
    expect(odds).toEqual(odds.toSorted((one, other) => other - one));
  });
});

describe("termsOf", () => {
  test("finds the words that say something when a text is English", () => {
    expect([...termsOf("The delivery was late, and late again in 2026!", "en")]).toEqual([
      "delivery",
      "late",
    ]);
  });
  test("finds words without spaces when a text is Chinese", () => {
    expect([...termsOf("我们觉得客服非常专业，发货速度很快", "zh-CN")]).toEqual(
      expect.arrayContaining(["客服", "专业", "发货", "速度"]),
    );
  });
  test("joins a negation with the word after it when there is one", () => {
    expect([...termsOf("Not helpful. It isn't really good", "en")]).toEqual([
      "not helpful",
      "isn't good",
    ]);
    expect([...termsOf("服务没有专业", "zh")]).toContain("没有专业");
  });
});

describe("themesOf", () => {
  const said = (group: Said["group"], text: string, count: number, from = 0): Said[] =>
    Array.from({ length: count }, (_, at) => ({
      personId: `${group} ${from + at}`,
      group,
      text,
      language: "en",
    }));
  const answers = [
    ...said("promoter", "friendly people, quick delivery", 16),
    ...said("promoter", "friendly", 4, 16),
    ...said("detractor", "slow delivery and a wrong invoice", 16),
    ...said("detractor", "rude once", 4, 16),
    ...said("passive", "delivery", 3),
  ];

  test("tells what each side says when its words differ", () => {
    const { terms, promoters, detractors } = themesOf(answers);
    expect([promoters, detractors]).toEqual([20, 20]);
    expect(terms.filter(({ low }) => low > 0).map(({ term }) => term)).toContain("friendly");
    expect(terms.filter(({ high }) => high < 0).map(({ term }) => term)).toEqual(
      expect.arrayContaining(["slow", "invoice", "wrong"]),
    );
    expect(terms.find(({ term }) => term === "delivery")?.people).toBe(35);
  });

  test("hides what fewer than five people said, however often each said it", () => {
    const often = said("detractor", "rude rude rude rude", 4, 16);
    expect(themesOf([...answers, ...often, ...often]).terms.map(({ term }) => term)).not.toContain(
      "rude",
    );
  });

  test("says the same when the answers come in another order", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(answers, { minLength: answers.length }), (shuffled) => {
        expect(themesOf(shuffled)).toEqual(themesOf(answers));
      }),
    );
  });

  test("compares nothing when a side has fewer than five people", () => {
    expect(themesOf(said("promoter", "friendly", 9)).terms).toEqual([]);
  });
});
