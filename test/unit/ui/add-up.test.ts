import fc from "fast-check";
import { expect, test } from "vitest";
import { addUp, shownWeights } from "../../../shared/ui/add-up.ts";

const part = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const unitsOf = (value: number, digits: number) => Math.round(value * 10 ** digits);

test("addUp shows parts that add up exactly to the rounded sum, whatever the parts", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom(0, 1, 2), (parts, digits) => {
      const shown = addUp(parts, digits);
      expect(shown.parts.reduce((sum, value) => sum + unitsOf(value, digits), 0)).toBe(
        unitsOf(shown.total, digits),
      );
      const sum = parts.reduce((total, value) => total + value, 0);
      expect(Math.abs(shown.total - sum)).toBeLessThanOrEqual(0.5 / 10 ** digits + 1e-6);
    }),
  );
});

test("addUp moves no part by a whole unit of its last digit", () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
      addUp(parts, 1).parts.forEach((value, index) =>
        expect(Math.abs(value - (parts[index] ?? 0))).toBeLessThan(0.1 + 1e-6),
      );
    }),
  );
});

test("shownWeights makes whole per cents of exactly 100 when the weights add up to one", () => {
  const weights = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(weights, (all) => {
      const total = all.reduce((sum, weight) => sum + weight, 0);
      const shown = shownWeights(
        all.map((weight) => ({
          code: "tier_value",
          points: 1,
          parameters: { weight: weight / total },
        })),
      );
      expect(shown.reduce((sum, { weight = 0 }) => sum + Math.round(100 * weight), 0)).toBe(100);
      shown.forEach(({ weight = 0 }, index) =>
        expect(Math.abs(weight - (all[index] ?? 0) / total)).toBeLessThan(0.01 + 1e-9),
      );
    }),
  );
});

test("shownWeights leaves a factor alone when it has no weight", () => {
  const thirds = [1 / 3, null, 1 / 3, 1 / 3].map((weight) => ({
    code: "x",
    points: 1,
    ...(weight === null ? {} : { parameters: { weight } }),
  }));
  expect(shownWeights(thirds)).toEqual([{ weight: 0.34 }, {}, { weight: 0.33 }, { weight: 0.33 }]);
});
