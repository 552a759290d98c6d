import { describe, expect, test } from "vitest";
import { beliefOf, drawn, mean } from "../../../shared/scoring/actions/thompson.ts";

const entry = { prior: { successes: 1, failures: 9 } };

describe("beliefOf", () => {
  test("is the policy's prior when nothing was tried", () => {
    expect(beliefOf(entry, "high")).toEqual({ successes: 1, failures: 9 });
  });

  test("adds the tier's own tries", () => {
    expect(beliefOf(entry, "high", { high: { tries: 10, successes: 9 } })).toEqual({
      successes: 10,
      failures: 10,
    });
  });

  test("moves to the other tiers' rate, held as firmly as the prior, when the tier was never tried", () => {
    const belief = beliefOf(entry, "low", {
      high: { tries: 90, successes: 49 },
      mid: { tries: 100, successes: 50 },
    });
    expect(belief.successes + belief.failures).toBeCloseTo(10, 12);
    expect(mean(belief)).toBeCloseTo(100 / 200, 12);
  });

  test("goes by its own tries in the end, whatever the other tiers saw", () => {
    const belief = beliefOf(entry, "low", {
      high: { tries: 1000, successes: 900 },
      low: { tries: 2000, successes: 200 },
    });
    expect(mean(belief)).toBeCloseTo(0.1, 2);
  });
});

describe("drawn", () => {
  test("is the same for one customer, action and model, and another for any other", () => {
    const belief = { successes: 3, failures: 7 };
    expect(drawn(belief, "a", "greeting", 1)).toBe(drawn(belief, "a", "greeting", 1));
    const others = [
      ["b", "greeting", 1],
      ["a", "win_back", 1],
      ["a", "greeting", 2],
    ] as const;
    for (const [id, key, version] of others)
      expect(drawn(belief, id, key, version)).not.toBe(drawn(belief, "a", "greeting", 1));
  });

  test("has the mean and variance of the belief over many customers", () => {
    const draws = Array.from({ length: 20_000 }, (_, i) =>
      drawn({ successes: 3, failures: 7 }, String(i), "greeting", 1),
    );
    const average = draws.reduce((sum, p) => sum + p, 0) / draws.length;
    // Mean 0.3, variance 0.3 × 0.7 / 11: the average of 20,000 lies within four standard errors.
    expect(Math.abs(average - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / 11 / 20_000));
    const variance = draws.reduce((sum, p) => sum + (p - average) ** 2, 0) / draws.length;
    expect(variance / (0.21 / 11)).toBeCloseTo(1, 1);
  });
});
