import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { affinity, affinityRules, nextCategory } from "../../../shared/scoring/affinity.ts";

const baskets = fc.array(
  fc.array(fc.constantFrom<string[]>("tea", "pots", "cups", "books", "lamps"), { maxLength: 6 }),
  { maxLength: 40 },
);
const shop = [["tea", "pots"], ["tea", "pots", "cups"], ["tea"], ["books"], ["books", "cups"]];
const policy = { fewestBuyers: 2, lift: 1.1, confidence: 0.1 };

describe("affinity", () => {
  test("gives support, confidence and lift of each pair both ways", () => {
    const rules = affinity(shop);
    expect(rules.find((r) => r.because === "tea" && r.category === "pots")).toEqual({
      because: "tea",
      category: "pots",
      count: 2,
      support: 2 / 5,
      confidence: 2 / 3,
      lift: expect.closeTo((2 * 5) / (3 * 2), 12),
    });
    expect(rules.find((r) => r.because === "pots" && r.category === "tea")).toMatchObject({
      confidence: 1,
    });
    expect(rules[0]).toMatchObject({ because: "pots", category: "tea" });
  });

  test("does not count a category twice when it is in a basket twice", () => {
    expect(affinity([["tea", "tea", "pots"]])).toEqual(affinity([["tea", "pots"]]));
  });

  test("leaves out pairs in fewer baskets than the fewest", () => {
    expect(new Set(affinity(shop, 2).flatMap((r) => [r.because, r.category]))).toEqual(
      new Set(["tea", "pots"]),
    );
    expect(affinity([])).toEqual([]);
  });

  test("agrees with a plain count, in any order of baskets", () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 4 }), (all, fewest) => {
        const rules = affinity(all, fewest);
        expect(affinity([...all].reverse(), fewest)).toEqual(rules);
        const holding = (...names: string[]) =>
          all.filter((b) => names.every((name) => b.includes(name))).length;
        for (const r of rules) {
          const both = holding(r.because, r.category);
          expect(both).toBeGreaterThanOrEqual(fewest);
          expect(r.support).toBe(both / all.length);
          expect(r.confidence).toBe(both / holding(r.because));
          expect(r.lift).toBeCloseTo(
            (both * all.length) / (holding(r.because) * holding(r.category)),
            10,
          );
        }
        const pairs = ["tea", "pots", "cups", "books", "lamps"].flatMap((a, i, names) =>
          names.slice(i + 1).filter((b) => holding(a, b) >= fewest),
        );
        expect(rules.length).toBe(2 * pairs.length);
      }),
    );
  });
});

describe("affinityRules", () => {
  test("keeps what reaches the policy's buyers, lift and confidence, strongest first", () => {
    const rules = affinityRules(shop, policy);
    expect(rules.map((r) => [r.because, r.category])).toEqual([
      ["pots", "tea"],
      ["tea", "pots"],
    ]);
    expect(affinityRules(shop, { ...policy, confidence: 0.9 }).map((r) => r.because)).toEqual([
      "pots",
    ]);
    expect(affinityRules(shop, { ...policy, lift: 2 })).toEqual([]);
  });

  test("keeps no more than eight a category when a book has hundreds", () => {
    const wide = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 30 }, (__, j) => `c${j}`).filter((___, j) => (i + j) % 3 > 0),
    );
    const counts = Map.groupBy(
      affinityRules(wide, { fewestBuyers: 1, lift: 1, confidence: 0 }),
      (r) => r.because,
    );
    for (const [, own] of counts) expect(own.length).toBeLessThanOrEqual(8);
  });
});

describe("affinityRules of a book where every product is a category", () => {
  test("stay few when there are thousands, and are about what is bought most", () => {
    // Product n is in every basket whose number is below 400 less a little of n.
    const all = Array.from({ length: 400 }, (_, basket) =>
      Array.from({ length: 150 }, (_, n) => `p${n}`).filter((_, n) => basket < 400 - n),
    );
    const rules = affinityRules(all, { fewestBuyers: 1, lift: 1, confidence: 0 });
    expect(new Set(rules.map((r) => r.because)).size).toBe(100);
    expect(
      rules.every((r) => Number(r.because.slice(1)) < 100 && Number(r.category.slice(1)) < 100),
    ).toBe(true);
  });
});

describe("nextCategory", () => {
  const rules = affinityRules(shop, policy);

  test("gives the strongest category that was not bought yet", () => {
    const tea = nextCategory(["pots"], rules);
    expect(tea).toMatchObject({
      category: "tea",
      because: "pots",
      support: 0.4,
      confidence: 1,
      lift: expect.closeTo(5 / 3, 12),
    });
    // Three of five buy tea; of those with pots all do.
    expect(tea?.explanation).toMatchObject({
      base: expect.closeTo(60, 5),
      total: expect.closeTo(100, 5),
      evidence: 2,
    });
    expect(nextCategory(["tea"], rules)).toMatchObject({ category: "pots" });
  });

  test("gives nothing when everything was bought, nothing was, or no rule holds", () => {
    for (const bought of [["tea", "pots"], [], ["books"]])
      expect(nextCategory(bought, rules)).toBeNull();
  });

  test("never names what was bought, and does not depend on the order of rules", () => {
    fc.assert(
      fc.property(
        baskets,
        fc.uniqueArray(fc.constantFrom<string[]>("tea", "pots", "cups", "books")),
        (all, bought) => {
          const found = affinityRules(all, { fewestBuyers: 1, lift: 1, confidence: 0 });
          const next = nextCategory(bought, found);
          expect(nextCategory([...bought].reverse(), [...found].reverse())).toEqual(next);
          if (next)
            expect(bought.includes(next.because) && !bought.includes(next.category)).toBe(true);
        },
      ),
    );
  });
});
