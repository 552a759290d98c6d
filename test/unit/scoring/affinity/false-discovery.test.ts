import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaStrength } from "../../../../shared/scoring/numerics/beta-strength.ts";
import { believable } from "../../../../shared/scoring/numerics/false-discovery.ts";
import { seeded } from "../../../../shared/scoring/numerics/random.ts";

describe("believable", () => {
  test("believes the tests of the paper's example", () => {
    // Benjamini & Hochberg 1995, section 3.2: at 5 % the four smallest of fifteen.
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ];
    expect(believable(p, 0.05).map(Number)).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(believable([], 0.05)).toEqual([]);
  });

  test("believes every test with a smaller p-value than one believed", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        const believed = believable(p, 0.2);
        const largest = Math.max(-1, ...p.filter((_, i) => believed[i]));
        expect(believed).toEqual(p.map((value) => value <= largest));
      }),
    );
  });
});

describe("betaStrength", () => {
  test("finds a + b of groups whose shares come from a beta distribution", () => {
    const random = seeded(4);
    const groups = Array.from({ length: 3000 }, () => {
      const [share, tries] = [random.beta(12, 48), 20 + Math.floor(200 * random.uniform())];
      const successes = Array.from({ length: tries }, () => random.uniform() < share);
      return { tries, successes: successes.filter(Boolean).length };
    });
    expect(Math.abs(betaStrength(groups) / 60 - 1)).toBeLessThan(0.1);
  });

  test("lets the mean of all count the most when nothing tells groups apart", () => {
    expect(betaStrength([])).toBe(10_000);
    expect(betaStrength([{ tries: 5, successes: 2 }])).toBe(10_000);
    expect(betaStrength(Array.from({ length: 5 }, () => ({ tries: 10, successes: 3 })))).toBe(
      10_000,
    );
    expect(betaStrength(Array.from({ length: 5 }, () => ({ tries: 10, successes: 0 })))).toBe(
      10_000,
    );
  });
});
