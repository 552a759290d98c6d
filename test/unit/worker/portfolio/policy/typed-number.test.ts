import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findNumberFault,
  numberOf,
  typedOf,
} from "../../../../../worker/portfolio/pages/policy/typed-number.ts";

describe("a typed number", () => {
  test("is read as it was shown, whatever its unit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.constantFrom("share" as const, "money" as const, "days" as const),
        (whole, unit) => {
          const value = unit === "share" ? whole / 100_000 : whole;
          expect(numberOf(typedOf(value, unit, 2), unit, 2)).toBeCloseTo(value, 12);
        },
      ),
    );
  });

  test.each([
    ["20", "share", 0.2],
    ["7", "share", 0.07],
    ["15", "money", 1500],
    ["1,500", "days", 1500],
    ["1,500.5", "days", 1500.5],
    ["−0.5", "plain", -0.5],
  ] as const)("%s %s is %d", (typed, unit, value) => {
    expect(numberOf(typed, unit, 2)).toBe(value);
  });

  test.each(["", "ten", "1,5", "1e3", "0x10", "Infinity", "1 000"])(
    "is refused when it is %j",
    (typed) => {
      expect(findNumberFault(numberOf(typed, "days", 2), undefined)).toBe("number");
    },
  );

  test("is refused when it is beyond its limit, or not whole where it must be", () => {
    const limit = { kind: "number", min: 1, max: 5, isWhole: true } as const;
    expect([0, 1, 1.5, 5, 6].map((value) => findNumberFault(value, limit))).toEqual([
      "range",
      null,
      "whole",
      null,
      "range",
    ]);
  });
});
