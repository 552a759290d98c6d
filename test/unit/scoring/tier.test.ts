import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy, tier, type Policy } from "../../../shared/scoring/index.ts";
import { tierOf } from "../../../shared/scoring/tier.ts";
import { percentile } from "../../../shared/scoring/percentile.ts";

const policy = defaultPolicy.tier;
const worth = (...values: number[]) => values.map((value, i) => ({ id: String(i), value, loyalty: null, potential: null, engagement: null }));
const graded = (values: number[], cut: Policy["tier"]["cut"] = policy.cut) => tier(worth(...values), { ...policy, cut }, {}).tiers.map((t) => t.tier);

describe("tier", () => {
  test("cuts by quantile at 20, 30 and 50 per cent", () => {
    expect(graded([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual([...Array(5).fill("low"), ...Array(3).fill("mid"), ...Array(2).fill("high")]);
  });

  test("cuts by pareto where 80 and 95 per cent of the value are reached", () => {
    expect(graded([700, 100, 80, 60, 30, 20, 10], { method: "pareto", high: 0.8, mid: 0.95 })).toEqual(["high", "high", "mid", "mid", "mid", "low", "low"]);
  });

  test("cuts by threshold at the policy's scores", () => {
    expect(graded([1, 2, 3, 4], { method: "threshold", high: 80, mid: 40 })).toEqual(["low", "low", "mid", "high"]);
  });

  test("is the same for equal customers, and mid when all are equal", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 600 }), (values) => {
      const tiers = graded(values);
      const seen = new Map(values.map((v, i) => [v, tiers[i]]));
      values.forEach((v, i) => expect(tiers[i]).toBe(seen.get(v)));
    }));
    expect(graded([7, 7, 7, 7, 7, 7])).toEqual(Array(6).fill("mid"));
  });

  test("grades nobody when there are fewer customers than the policy's fewest", () => {
    expect(graded([1, 2, 3])).toEqual([null, null, null]);
  });

  test("gives the weight of what is not known to the rest", () => {
    const book = Array.from({ length: 10 }, (_, i) => ({ id: String(i), value: i, loyalty: i, potential: i, engagement: i < 5 ? null : i }));
    const { tiers } = tier(book, policy, {});
    expect(tiers[2]!.score).toBeCloseTo(25, 3);
    expect(tiers[9]!.score).toBeGreaterThan(tiers[8]!.score!);
  });

  test("changes only past the margin, and never flaps on a constant figure", () => {
    const cuts = { of: "score" as const, high: 80, mid: 50, highMargin: 2, midMargin: 2 };
    expect(tierOf(81, cuts, "mid")).toBe("mid");
    expect(tierOf(82, cuts, "mid")).toBe("high");
    expect(tierOf(79, cuts, "high")).toBe("high");
    expect(tierOf(77.9, cuts, "high")).toBe("mid");
    expect(tierOf(81, cuts, "low")).toBe("mid");
    expect(tierOf(20, cuts, "high")).toBe("low");
    fc.assert(fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom("high" as const, "mid" as const, "low" as const, "potential" as const, null), (figure, previous) => {
      const settled = tierOf(figure, cuts, previous);
      expect(tierOf(figure, cuts, settled)).toBe(settled);
    }));
  });

  test("percentile never falls when a value rises, and is never 0 or 100", () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });
    fc.assert(fc.property(values, fc.double({ min: -30, max: 30, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }), (all, value, more) => {
      const sorted = all.sort((a, b) => a - b);
      const [low, high] = [percentile(sorted, value)!, percentile(sorted, value + more)!];
      expect(0 < low && low <= high + 1e-9 && high < 100).toBe(true);
    }));
  });
});
