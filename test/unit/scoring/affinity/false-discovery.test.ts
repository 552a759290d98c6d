import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { believable } from "../../../../shared/scoring/numerics/false-discovery.ts";

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
