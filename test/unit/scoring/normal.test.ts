import { describe, expect, test } from "vitest";
import { normalCdf } from "../../../shared/scoring/numerics/normal.ts";

describe("normalCdf", () => {
  // Abramowitz & Stegun 1972, table 26.1.
  test.each([
    [0, 0.5],
    [0.5, 0.691462461274013],
    [1, 0.841344746068543],
    [2, 0.977249868051821],
    [3, 0.99865010196837],
    [5, 0.999999713348428],
  ])("is that of the tables at %d and its mirror", (z, p) => {
    expect(normalCdf(z)).toBeCloseTo(p, 13);
    expect(normalCdf(-z)).toBeCloseTo(1 - p, 13);
  });

  test("is 0 and 1 far out", () => {
    expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1]);
  });
});
