import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy, measures, type ExposureFact } from "../../../shared/scoring/index.ts";
import { ago, anyFacts, customer, now, purchases } from "./some-facts.ts";

const exposure = (over: Partial<ExposureFact> = {}): ExposureFact => ({
  action: "greeting",
  occurredAt: ago(120),
  shown: true,
  propensity: 0.9,
  tier: "mid",
  stage: "mature",
  expectedAmount: 6_000,
  ...over,
});
const of = (exposures: ExposureFact[], daysAgo: number[] = []) =>
  measures(customer({ transactions: purchases(...daysAgo), exposures }), {
    policy: defaultPolicy,
    now,
  }).actions["greeting"];

describe("what a customer contributes to the effect of an action", () => {
  test("is what they spent beyond expectation in the 90 days after, weighted by 1/P(shown)", () => {
    // 120 days ago is the day itself, 29 days ago the 91st after it.
    expect(of([exposure()], [200, 120, 119, 60, 30, 29])).toEqual({
      alarms: 1,
      trial: { tier: "mid", stage: "mature", shown: true, weight: 1 / 0.9, surplus: 24_000 },
    });
  });

  test("is weighted by 1/P(held back) when it was held back", () => {
    expect(of([exposure({ shown: false })], [60])!.trial).toMatchObject({
      shown: false,
      weight: expect.closeTo(10, 12),
      surplus: 4_000,
    });
  });

  test("is what they kept when they gave something back later", () => {
    const [bought] = purchases(60);
    const facts = customer({
      transactions: [
        bought!,
        { ...bought!, occurredAt: ago(10), amount: -7_000, kind: "refund" as const },
      ],
      exposures: [exposure()],
    });
    const { actions } = measures(facts, { policy: defaultPolicy, now });
    expect(actions["greeting"]!.trial!.surplus).toBe(3_000 - 6_000);
  });

  test.each<[string, Partial<ExposureFact>]>([
    ["its days are not over", { occurredAt: ago(90) }],
    ["everybody was shown it", { propensity: 1 }],
    ["nobody was shown it", { propensity: 0, shown: false }],
  ])("is no trial when %s", (_, over) => {
    expect(of([exposure(over)])).toEqual({ alarms: 1, trial: null });
  });

  test("is the first trial alone when it came up again, and every time counts as an alarm", () => {
    const again = [
      exposure({ occurredAt: ago(100), expectedAmount: 1 }),
      exposure({ occurredAt: ago(500), propensity: 1 }),
      exposure({ occurredAt: ago(300), expectedAmount: 0 }),
    ];
    expect(of(again, [250])).toEqual({
      alarms: 3,
      trial: expect.objectContaining({ surplus: 10_000 }),
    });
  });

  test("is nothing when only outcomes are known, as of the time before there were exposures", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(measures(facts, { policy: defaultPolicy, now }).actions).toEqual({});
      }),
    );
  });
});
