import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sortedByKeys } from "../../../shared/scoring/numerics/counting-sort.ts";

const whole = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 0, max: 70_000 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
);

describe("sortedByKeys", () => {
  test("orders rows by the last column, then by the first, then as they come, when columns are drawn", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(whole, whole), { maxLength: 50 }), (rows) => {
        const columns = [0, 1].map((at) => Int32Array.from(rows, (row) => row[at]!));
        const expected = rows
          .map((_, i) => i)
          .sort((i, j) => rows[i]![1] - rows[j]![1] || rows[i]![0] - rows[j]![0] || i - j);
        expect([...sortedByKeys(...columns)]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});
