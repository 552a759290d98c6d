import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TierName } from "../../../shared/contract/fields.ts";
import { defaultPolicy, tier, type Policy } from "../../../shared/scoring/index.ts";
import { plainTierOf, tierOf } from "../../../shared/scoring/tier.ts";
import { percentile } from "../../../shared/scoring/numerics/percentile.ts";

const policy = defaultPolicy.tier;
const worth = (...values: number[]) =>
  values.map((value, i) => ({
    id: String(i),
    value,
    loyalty: null,
    potential: null,
    engagement: null,
  }));
const graded = (values: number[], cut: Policy["tier"]["cut"] = policy.cut) =>
  tier(worth(...values), { ...policy, cut }, {}).tiers.map((t) => t.tier);

describe("tier", () => {
  test("cuts by quantile at 20, 30 and 50 per cent", () => {
    expect(graded([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual([
      ...Array(5).fill("low"),
      ...Array(3).fill("mid"),
      ...Array(2).fill("high"),
    ]);
  });

  test("cuts by pareto where 80 and 95 per cent of the value are reached", () => {
    expect(
      graded([700, 100, 80, 60, 30, 20, 10], { method: "pareto", high: 0.8, mid: 0.95 }),
    ).toEqual(["high", "high", "mid", "mid", "mid", "low", "low"]);
  });

  test("puts nobody who brings nothing above the others when cut by pareto", () => {
    const pareto = { method: "pareto", high: 0.8, mid: 0.95 } as const;
    expect(graded([0, 0, 0, 0, 0], pareto)).toEqual(Array(5).fill(null));
    expect(graded([100, 0, 0, -50, -80], pareto)).toEqual(["high", "low", "low", "low", "low"]);
    expect(graded([5, 4, 3, 2, 1], { ...pareto, high: 0, mid: 0 })).toEqual(Array(5).fill("low"));
  });

  test("cuts by threshold at the policy's scores", () => {
    expect(graded([1, 2, 3, 4], { method: "threshold", high: 80, mid: 40 })).toEqual([
      "low",
      "low",
      "mid",
      "high",
    ]);
  });

  test("is the same for equal customers, and mid when all are equal", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 600 }),
        (values) => {
          const tiers = graded(values);
          const seen = new Map(values.map((v, i) => [v, tiers[i]]));
          values.forEach((v, i) => expect(tiers[i]).toBe(seen.get(v)));
        },
      ),
    );
    expect(graded([7, 7, 7, 7, 7, 7])).toEqual(Array(6).fill("mid"));
  });

  test("grades nobody when there are fewer customers than the policy's fewest", () => {
    expect(graded([1, 2, 3])).toEqual([null, null, null]);
  });

  test("gives the weight of what is not known to the rest", () => {
    const book = Array.from({ length: 10 }, (_, i) => ({
      id: String(i),
      value: i,
      loyalty: i,
      potential: i,
      engagement: i < 5 ? null : i,
    }));
    const { tiers } = tier(book, policy, {});
    expect(tiers[2]!.score).toBeCloseTo(25, 3);
    expect(tiers[9]!.score).toBeGreaterThan(tiers[8]!.score!);
  });

  const cuts = { of: "score" as const, high: 80, mid: 50, highMargin: 2, midMargin: 2 };
  const anyTier = fc.constantFrom(
    "high" as const,
    "mid" as const,
    "low" as const,
    "potential" as const,
    null,
  );
  const figure = fc.oneof(
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.double({ min: 47, max: 83, noNaN: true }),
    fc.constantFrom(48, 50, 52, 78, 80, 82),
  );

  type Case = [
    value: number,
    previous: TierName | null,
    previousPlain: TierName | null,
    expected: TierName,
    when: string,
  ];
  test.each<Case>([
    [81, "mid", null, "mid", "past the cut, not past its margin"],
    [82, "mid", null, "high", "past the margin"],
    [79, "high", null, "high", "below the cut, not past its margin"],
    [77.9, "high", null, "mid", "below by more than the margin"],
    [81, "mid", "high", "high", "past the cut for the second review in a row"],
    [79, "high", "mid", "mid", "below the cut for the second review in a row"],
    [81, "mid", "low", "mid", "past the cut after a review on the side below"],
    [79, "high", "high", "high", "below the cut for the first time"],
    [81, "low", null, "mid", "two tiers up, past the nearer margin alone"],
    [81, "low", "high", "high", "two tiers up for the second time"],
    [81, "low", "mid", "mid", "up for the second time, the first time less far"],
    [20, "high", null, "low", "far below everything"],
    [51, "potential", null, "mid", "known for the first time"],
    [49, null, "high", "low", "not graded before"],
  ])("of %d after %s (plain %s) is %s when %s", (value, previous, previousPlain, expected) => {
    expect(tierOf(value, cuts, previous, previousPlain)).toBe(expected);
  });

  test("settles within two reviews, on its plain tier or within the margin, when the figure is constant", () => {
    fc.assert(
      fc.property(figure, anyTier, anyTier, (value, previous, previousPlain) => {
        const plain = plainTierOf(value, cuts);
        const first = tierOf(value, cuts, previous, previousPlain);
        let tier = tierOf(value, cuts, first, plain);
        expect(tier).toBe(plain);
        for (let review = 0; review < 5; review++)
          expect((tier = tierOf(value, cuts, tier, plain))).toBe(plain);
      }),
      { numRuns: 1000 },
    );
  });

  test("never moves when the figure wobbles about a cut by less than the margin from review to review", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(50, 80),
        fc.double({ min: 0.01, max: 1.99, noNaN: true }),
        fc.constantFrom("high" as const, "mid" as const, "low" as const),
        (cut, wobble, start) => {
          let tier = tierOf(cut + wobble, cuts, start, null);
          const settled = (tier = tierOf(
            cut - wobble,
            cuts,
            tier,
            plainTierOf(cut + wobble, cuts),
          ));
          for (let review = 0, side = 1; review < 10; review++, side = -side) {
            tier = tierOf(cut + side * wobble, cuts, tier, plainTierOf(cut - side * wobble, cuts));
            expect(tier).toBe(settled);
          }
        },
      ),
    );
  });

  test("never moves against the figure, nor past where it stands", () => {
    const order = ["low", "mid", "high"];
    fc.assert(
      fc.property(figure, anyTier, anyTier, (value, previous, previousPlain) => {
        const [plain, moved] = [
          order.indexOf(plainTierOf(value, cuts)),
          order.indexOf(tierOf(value, cuts, previous, previousPlain)),
        ];
        const before =
          previous === null || previous === "potential" ? plain : order.indexOf(previous);
        expect(Math.min(before, plain) <= moved && moved <= Math.max(before, plain)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("percentile never falls when a value rises, and is never 0 or 100", () => {
    const values = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        values,
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        (all, value, more) => {
          const sorted = all.sort((a, b) => a - b);
          const [low, high] = [percentile(sorted, value)!, percentile(sorted, value + more)!];
          expect(0 < low && low <= high + 1e-9 && high < 100).toBe(true);
        },
      ),
    );
  });
});
