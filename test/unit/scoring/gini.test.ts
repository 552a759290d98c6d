import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gini } from "../../../shared/scoring/numerics/gini.ts";
import { lorenz, topShare } from "../../../shared/scoring/numerics/lorenz.ts";
import { onlineRetailTotals } from "./online-retail-totals.ts";
import { dataIsHere, reference, whyNot } from "./shared-data.ts";

const values = fc
  .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 })
  .filter((v) => v.some((x) => x > 0));

describe("gini", () => {
  test.skipIf(!dataIsHere)(
    `gives the reference value, and topShare its share, when given Online Retail${whyNot}`,
    () => {
      const { gini: known, top20pct_revenue_share } = reference().rfm_online_retail;
      const totals = onlineRetailTotals();
      expect(gini(totals)).toBeCloseTo(known, 8);
      expect(topShare(totals, 0.2)).toBeCloseTo(top20pct_revenue_share, 8);
    },
  );

  test("is 0 when all bring the same, and 1 − 1/n when one brings everything", () => {
    expect(gini([7, 7, 7])).toBeCloseTo(0, 15);
    expect(gini([0, 0, 0, 12])).toBeCloseTo(0.75, 15);
  });

  test("is not known when nobody is there, nobody brings anything, or someone brings less than nothing", () => {
    for (const none of [[], [0, 0], [5, -1], [1e308, 1e308]]) {
      expect(gini(none)).toBeNull();
      expect(lorenz(none)).toBeNull();
      expect(topShare(none, 0.2)).toBeNull();
    }
  });

  test("is the mean difference of pairs over twice the mean, whatever the values, their order or their unit", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 1000 }), (v, unit) => {
        const differences = v.reduce(
          (sum, x) => sum + v.reduce((s, y) => s + Math.abs(x - y), 0),
          0,
        );
        const total = v.reduce((sum, x) => sum + x, 0);
        expect(gini(v)).toBeCloseTo(differences / (2 * v.length * total), 10);
        expect(gini([...v].reverse())).toBe(gini(v));
        expect(gini(v.map((x) => x * unit))).toBeCloseTo(gini(v)!, 10);
      }),
    );
  });
});

describe("lorenz", () => {
  test("rises from (0, 0) to (1, 1) below the diagonal and ever steeper, and encloses the Gini coefficient", () => {
    fc.assert(
      fc.property(values, (v) => {
        const points = lorenz(v)!;
        expect(points.length).toBe(v.length + 1);
        expect([points[0], points.at(-1)]).toEqual([
          { customers: 0, value: 0 },
          { customers: 1, value: 1 },
        ]);
        const steps = points.slice(1).map((p, i) => p.value - points[i]!.value);
        steps.forEach((step, i) =>
          expect(step).toBeGreaterThanOrEqual((steps[i - 1] ?? 0) - 1e-12),
        );
        const area = points
          .slice(1)
          .reduce(
            (sum, p, i) =>
              sum + (p.customers - points[i]!.customers) * (p.value + points[i]!.value),
            0,
          );
        expect(1 - area).toBeCloseTo(gini(v)!, 10);
      }),
    );
  });

  test("topShare takes at least the best customer when the book is small", () => {
    expect(topShare([1, 2, 7], 0.2)).toBe(0.7);
    expect(topShare([1, 2, 7], 1)).toBe(1);
    expect(
      topShare(
        Array.from({ length: 100 }, () => 1),
        0.07,
      ),
    ).toBe(0.07);
  });
});
