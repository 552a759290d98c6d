/** Labels moved apart. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { spread } from "../../../../shared/ui/charts/spread.ts";

const places = fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { maxLength: 12 });

test("spread leaves places alone when they stand apart", () => {
  expect(spread([10, 90, 50], 15)).toEqual([10, 90, 50]);
});

test("spread keeps order and gap when places touch", () => {
  fc.assert(
    fc.property(places, fc.double({ min: 1, max: 40, noNaN: true }), (given, gap) => {
      const moved = spread(given, gap);
      const order = given.map((_, at) => at).sort((a, b) => given[a]! - given[b]! || a - b);
      const sorted = order.map((at) => moved[at]!);
      for (const [at, place] of sorted.entries())
        if (at > 0) expect(place - sorted[at - 1]!).toBeGreaterThanOrEqual(gap - 1e-6);
    }),
  );
});

test("spread moves places by nothing on average", () => {
  const sum = (all: number[]) => all.reduce((total, one) => total + one, 0);
  fc.assert(
    fc.property(places, (given) => {
      expect(sum(spread(given, 15))).toBeCloseTo(sum(given), 6);
    }),
  );
});
