import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abc, abcCuts, abcOnCard } from "../../../shared/scoring/abc.ts";
import { onlineRetailTotals } from "./online-retail-totals.ts";
import { dataIsHere, reference, whyNot } from "./shared-data.ts";

const cuts = { a: 0.8, b: 0.95 };
const values = fc.array(fc.integer({ min: -50, max: 300 }), { maxLength: 80 });

describe("abc", () => {
  test.skipIf(!dataIsHere)(`counts as the reference does when given Online Retail${whyNot}`, () => {
    const counts = { A: 0, B: 0, C: 0 };
    for (const name of abc(onlineRetailTotals(), { cuts })) counts[name!.toUpperCase() as "A"]++;
    expect(counts).toEqual(reference().rfm_online_retail.abc_80_95);
  });

  test("puts the customer who crosses a line above it", () => {
    expect(abc([79, 2, 15, 4], { cuts })).toEqual(["a", "c", "a", "b"]);
    expect(abc([80, 15, 5], { cuts })).toEqual(["a", "b", "c"]);
    expect(abc([100], { cuts })).toEqual(["a"]);
  });

  test("gives C to those who brought nothing, and no class when nobody brought anything", () => {
    expect(abc([10, 0, -5], { cuts })).toEqual(["a", "c", "c"]);
    expect(abc([0, -5], { cuts })).toEqual([null, null]);
    expect(abcCuts([], cuts)).toBeNull();
  });

  test("gives equal values equal classes, larger ones never a lower class, in any order", () => {
    fc.assert(
      fc.property(values, (v) => {
        const classes = abc(v, { cuts });
        v.forEach((x, i) =>
          v.forEach((y, j) => {
            if (x >= y && classes[i]) expect(classes[i]! <= classes[j]!).toBe(true);
          }),
        );
        expect(abc([...v].reverse(), { cuts })).toEqual([...classes].reverse());
      }),
    );
  });

  test("classes by the share of those with larger values", () => {
    fc.assert(
      fc.property(values, (v) => {
        const classes = abc(v, { cuts });
        const total = v.reduce((sum, x) => sum + Math.max(0, x), 0);
        v.forEach((x, i) => {
          if (x <= 0 || !classes[i]) return;
          const before = v.reduce((sum, y) => sum + (y > x ? y : 0), 0);
          expect(classes[i]).toBe(before < 0.8 * total ? "a" : before < 0.95 * total ? "b" : "c");
        });
      }),
    );
  });
});

describe("abcOnCard", () => {
  const bought = { recencyDays: 20, purchases: 3, total: 9000 };
  const sold = (windowSales: number) => ({ rfm: bought, windowSales });

  test("shows class and share of the book, the same after the cuts went through JSON", () => {
    const kept = JSON.parse(JSON.stringify({ ...abcCuts([80, 15, 5], cuts), windowDays: 365 }));
    expect(abcOnCard(sold(15), kept)).toMatchObject({
      class: "b",
      share: 0.15,
      windowDays: 365,
      explanation: { total: expect.closeTo(15, 5), evidence: 3 },
    });
    expect(abcOnCard(sold(-3), kept)).toMatchObject({
      class: "c",
      share: 0,
      explanation: { total: 0 },
    });
    expect(abcOnCard(sold(500), kept)).toMatchObject({ class: "a", share: 1 });
  });

  test("puts nobody in a class that ends at 0", () => {
    const none = { ...abcCuts([80, 15, 5], { a: 0, b: 0 }), windowDays: 365 };
    const kept = JSON.parse(JSON.stringify(none));
    expect(abcOnCard(sold(80), kept)).toMatchObject({ class: "c", share: 0.8 });
  });

  test("counts all sales when the cuts were fitted before a window was", () => {
    const shown = abcOnCard({ ...sold(0), rfm: { ...bought, total: 80 } }, abcCuts([80, 15], cuts));
    expect(shown).toMatchObject({ class: "a", explanation: { factors: [{ code: "abc_share" }] } });
    expect(shown).not.toHaveProperty("windowDays");
  });

  test("says nothing when the customer or the book has no sales", () => {
    expect(abcOnCard({ rfm: null, windowSales: null }, abcCuts([1], cuts))).toBeNull();
    expect(abcOnCard(sold(5), null)).toBeNull();
  });
});
