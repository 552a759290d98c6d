import { expect, test } from "vitest";
import { meanDifference, type Sums } from "../../../../shared/surveys/sampling/mean-difference.ts";

const sumsOf = (values: readonly number[]): Sums => ({
  count: values.length,
  sum: values.reduce((sum, one) => sum + one, 0),
  squares: values.reduce((sum, one) => sum + one * one, 0),
});
// Two samples of unequal variance; the bounds by integrating the density of t with 27.887 degrees.
const first = [
  27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4,
];
const second = [
  27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4,
];

test("the difference of means has Welch's interval when both have ten answers", () => {
  const found = meanDifference(sumsOf(first), sumsOf(second));
  expect(found?.mean).toBeCloseTo(-2.833333, 5);
  expect(found?.low).toBeCloseTo(-4.868023, 5);
  expect(found?.high).toBeCloseTo(-0.798644, 5);
});

test("the difference of means is not told when one side has nine answers", () => {
  expect(meanDifference(sumsOf(first.slice(0, 9)), sumsOf(second))).toBeNull();
});

test("the difference of means has no width when nobody differs", () => {
  const same = { count: 10, sum: 90, squares: 810 };
  expect(meanDifference(same, same)).toEqual({ mean: 0, low: 0, high: 0 });
});
