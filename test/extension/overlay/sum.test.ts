import fc from "fast-check";
import { expect, test } from "vitest";
import { addUp } from "../../../extension/overlay/sum.ts";

const part = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const unitsOf = (value: number, digits: number) => Math.round(value * 10 ** digits);

test("addUp shows parts that add up exactly to the rounded sum, whatever the parts", () => {
  fc.assert(fc.property(fc.array(part, { maxLength: 12 }), fc.constantFrom(0, 1, 2), (parts, digits) => {
    const shown = addUp(parts, digits);
    expect(shown.parts.reduce((sum, value) => sum + unitsOf(value, digits), 0)).toBe(unitsOf(shown.total, digits));
    const sum = parts.reduce((total, value) => total + value, 0);
    expect(Math.abs(shown.total - sum)).toBeLessThanOrEqual(0.5 / 10 ** digits + 1e-6);
  }));
});

test("addUp moves no part by a whole unit of its last digit", () => {
  fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
    addUp(parts, 1).parts.forEach((value, index) => expect(Math.abs(value - (parts[index] ?? 0))).toBeLessThan(0.1 + 1e-6));
  }));
});
