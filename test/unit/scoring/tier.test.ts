import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Scores } from "../../../shared/contract/card.ts";
import type { TierName } from "../../../shared/contract/fields.ts";
import { defaultPolicy, tierBook, tierOf, type Policy } from "../../../shared/scoring/index.ts";
import {
  plainTierOf,
  tierStanding,
  type Graded,
  type TierBefore,
} from "../../../shared/scoring/tier-standing.ts";
import { percentile } from "../../../shared/scoring/numerics/percentile.ts";

const policy = defaultPolicy.tier;
const unknown = { value: null, spend: null, loyalty: null, potential: null, engagement: null };
const codesOf = ({ explanation }: Scores["tier"]) => explanation?.factors.map(({ code }) => code);
const UNGRADED = { tier: null, beyond: null };
const aYear = { ageDays: 365, before: UNGRADED, today: 20_000, evidence: 0 };
/** Grades a book of customers of whom nothing but the value is known; null without cuts. */
const graded = (values: number[], cut: Policy["tier"]["cut"] = policy.cut) => {
  const book = values.map((value) => ({ ...unknown, value }));
  const by = tierBook(book, { ...policy, cut });
  return book.map((inputs) => {
    const { tier, figure } = tierOf({ ...aYear, inputs }, by, { ...policy, cut });
    return figure === null ? null : tier.tier;
  });
};

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
      value: i < 5 ? null : i,
      spend: i,
      loyalty: i,
      potential: i,
      engagement: i,
    }));
    const by = tierBook(book, policy);
    const scores = book.map((inputs) => tierOf({ ...aYear, inputs }, by, policy).tier.score!);
    expect(scores[2]).toBeCloseTo(25, 3);
    expect(scores[9]).toBeGreaterThan(scores[8]!);
  });

  test("says that it is too early, and grades the same, when the first purchase is new", () => {
    const book = Array.from({ length: 10 }, (_, i) => ({ ...unknown, value: i }));
    const by = tierBook(book, policy);
    const of = (ageDays: number) =>
      tierOf({ ...aYear, inputs: book[9]!, ageDays }, by, policy).tier;
    const [young, old] = [of(policy.newcomerDays - 1), of(policy.newcomerDays)];
    expect(young.explanation?.factors).toContainEqual({
      code: "tier_too_early",
      points: 0,
      parameters: { days: 89 },
    });
    expect(codesOf(old)).toEqual(["tier_value", "tier_begins"]);
    expect([young.tier, young.score]).toEqual([old.tier, old.score]);
  });

  test("weighs what was known then when the model is of before recent spend counted", () => {
    const book = Array.from({ length: 10 }, (_, i) => ({ ...unknown, value: i, spend: 9 - i }));
    const { grids, tierCuts } = tierBook(book, policy);
    const { spend: __, ...older } = grids;
    const { tier } = tierOf({ ...aYear, inputs: book[9]! }, { grids: older, tierCuts }, policy);
    expect(codesOf(tier)).toEqual(["tier_value", "tier_begins"]);
  });

  test("says so when there is one order alone", () => {
    const book = Array.from({ length: 10 }, (_, i) => ({ ...unknown, value: i }));
    const of = (orders: number) =>
      tierOf({ ...aYear, inputs: book[9]!, orders }, tierBook(book, policy), policy).tier;
    expect(codesOf(of(1))).toContain("tier_one_order");
    expect(codesOf(of(2))).not.toContain("tier_one_order");
  });

  test("names where the tiers begin, and the tier by the score alone when another is kept", () => {
    const book = Array.from({ length: 10 }, (_, i) => ({ ...unknown, value: i }));
    const by = tierBook(book, policy);
    const before = { tier: "high" as const, beyond: null };
    const of = (value: number) =>
      tierOf({ ...aYear, inputs: { ...unknown, value }, before }, by, policy).tier;
    const { high, mid } = by.tierCuts!;
    expect(of(9).explanation?.factors).toContainEqual({
      code: "tier_begins",
      points: 0,
      parameters: { high, mid },
    });
    expect(codesOf(of(9))).not.toContain("tier_kept");
    expect(of(7)).toMatchObject({ tier: "high" });
    expect(of(7).explanation?.factors).toContainEqual({
      code: "tier_kept",
      points: 0,
      parameters: { tier: "mid", days: policy.settleDays },
    });
  });

  test("never falls when the first contact both ways comes in", () => {
    const book = Array.from({ length: 10 }, (_, i) => ({
      ...unknown,
      value: i,
      engagement: i % 2 ? i : null,
    }));
    const by = tierBook(book, policy);
    const of = (engagement: number | null) =>
      tierOf({ ...aYear, inputs: { ...unknown, value: 8, engagement } }, by, policy).tier.score!;
    expect(of(0.1)).toBeGreaterThan(of(null));
  });

  const cuts = { of: "score" as const, high: 80, mid: 50, highMargin: 12, midMargin: 12 };
  const anyTier = fc.constantFrom(
    "high" as const,
    "mid" as const,
    "low" as const,
    "potential" as const,
    null,
  );
  const figure = fc.oneof(
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.double({ min: 36, max: 94, noNaN: true }),
    fc.constantFrom(38, 50, 62, 68, 80, 92),
  );

  const DAYS = 60;
  const today = 20_000;
  const stand = (value: number, before: TierBefore, on = today) =>
    tierStanding(value, cuts, before, on, DAYS);
  const graded3 = fc.constantFrom("high" as const, "mid" as const, "low" as const);
  const anyBeyond = fc.option(
    fc.record({ since: fc.integer({ min: today - 100, max: today }), tier: graded3 }),
  );

  type Case = [
    value: number,
    previous: TierName | null,
    beyond: [daysAgo: number, tier: Graded] | null,
    expected: TierName,
    when: string,
  ];
  test.each<Case>([
    [81, "mid", null, "mid", "past the cut, not past its margin"],
    [92, "mid", null, "high", "past the margin"],
    [79, "high", null, "high", "below the cut, not past its margin"],
    [67.9, "high", null, "mid", "below by more than the margin"],
    [81, "mid", [60, "high"], "high", "past the cut for sixty days"],
    [81, "mid", [59, "high"], "mid", "past the cut for a day less"],
    [79, "high", [60, "mid"], "mid", "below the cut for sixty days"],
    [81, "mid", [90, "low"], "mid", "past the cut after days on the side below"],
    [81, "low", null, "mid", "two tiers up, past the nearer margin alone"],
    [81, "low", [60, "high"], "high", "two tiers up for sixty days"],
    [81, "low", [60, "mid"], "mid", "up for sixty days, not always so far"],
    [20, "high", null, "low", "far below everything"],
    [51, "potential", null, "mid", "known for the first time"],
    [49, null, null, "low", "not graded before"],
  ])("of %d after %s (beyond %j) is %s when %s", (value, previous, beyond, expected) => {
    const [ago, nearest] = beyond ?? [0, "low" as const];
    const before = beyond && { since: today - ago, tier: nearest };
    expect(stand(value, { tier: previous, beyond: before }).tier).toBe(expected);
  });

  test("settles on the tier of its figure, and says after how many days, when the figure stays", () => {
    const first = stand(81, { tier: "mid", beyond: null });
    expect(first).toEqual({
      tier: "mid",
      beyond: { since: today, tier: "high" },
      settledDays: null,
    });
    expect(stand(81, first, today + 59).tier).toBe("mid");
    expect(stand(81, first, today + 61)).toEqual({ tier: "high", beyond: null, settledDays: 61 });
    fc.assert(
      fc.property(figure, anyTier, anyBeyond, (value, tier, beyond) => {
        let standing: TierBefore = { tier, beyond };
        for (let day = 0; day <= 2 * DAYS; day++) standing = stand(value, standing, today + day);
        expect(standing).toEqual({
          tier: plainTierOf(value, cuts),
          beyond: null,
          settledDays: null,
        });
      }),
      { numRuns: 300 },
    );
  });

  test("begins again when the figure comes back for one review", () => {
    let standing: TierBefore = { tier: "mid", beyond: null };
    for (let day = 0; day < 400; day++)
      standing = stand(day % DAYS === DAYS - 1 ? 79 : 81, standing, today + day);
    expect(standing.tier).toBe("mid");
  });

  test("is the same when a day is reviewed twice, as a customer is who is scored between reviews", () => {
    fc.assert(
      fc.property(figure, anyTier, anyBeyond, (value, tier, beyond) => {
        const once = stand(value, { tier, beyond });
        expect(stand(value, once)).toEqual({ ...once, settledDays: null });
      }),
      { numRuns: 1000 },
    );
  });

  test("never moves against the figure, nor past where it stands", () => {
    const order = ["low", "mid", "high"];
    fc.assert(
      fc.property(figure, anyTier, anyBeyond, (value, previous, beyond) => {
        const [plain, moved] = [
          order.indexOf(plainTierOf(value, cuts)),
          order.indexOf(stand(value, { tier: previous, beyond }).tier),
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
