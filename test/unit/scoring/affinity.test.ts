import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { affinity } from "../../../shared/scoring/affinity.ts";

const baskets = fc.array(
  fc.array(fc.constantFrom<string[]>("tea", "pots", "cups", "books", "lamps"), { maxLength: 6 }),
  { maxLength: 40 },
);
const shop = [["tea", "pots"], ["tea", "pots", "cups"], ["tea"], ["books"], ["books", "cups"]];

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
