import fc from "fast-check";
import { expect, test } from "vitest";
import { group, inUnit, type History } from "../../../shared/scoring/models/purchase-histories.ts";

const history = fc.record({
  frequency: fc.integer({ min: 0, max: 3 }),
  recency: fc.constantFrom(0, 1 / 7, 2, 1e-300),
  age: fc.constantFrom(2, 1e9, 3, 3 + 4e-16),
  count: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
});

test("group counts equal histories once, in the order of x, t_x and T, whatever the order of the customers", () => {
  fc.assert(
    fc.property(fc.array(history, { maxLength: 40 }), (customers: History[]) => {
      const data = group(customers);
      expect(group([...customers].reverse())).toEqual(data);
      const expected = [
        ...Map.groupBy(customers, (c) => JSON.stringify([c.frequency, c.recency, c.age])),
      ]
        .map(
          ([key, same]) =>
            [
              ...(JSON.parse(key) as [number, number, number]),
              same.reduce((sum, c) => sum + (c.count ?? 1), 0),
            ] as const,
        )
        .sort((p, q) => p[0] - q[0] || p[1] - q[1] || p[2] - q[2]);
      expect(
        Array.from(data.x, (x, i) => [x, data.recency[i], data.age[i], data.count[i]]),
      ).toEqual(expected);
      expect(data.customers).toBe(expected.reduce((sum, g) => sum + g[3], 0));
      expect(data.exposure.count.reduce((sum, n) => sum + n, 0)).toBe(data.customers);
      data.exceeding.forEach((n, k) =>
        expect(n).toBe(expected.reduce((sum, g) => sum + (g[0] > k ? g[3] : 0), 0)),
      );
    }),
  );
});

test("group takes a history with a count as so many customers", () => {
  const one = { frequency: 2, recency: 3, age: 5 };
  expect(group([{ ...one, count: 3 }])).toEqual(group([one, one, one]));
});

test("inUnit measures the same histories in another unit of time", () => {
  const customers = [
    { frequency: 2, recency: 3, age: 5 },
    { frequency: 0, recency: 0, age: 4 },
  ];
  expect(inUnit(group(customers), 8)).toEqual(
    group(customers.map((c) => ({ ...c, recency: c.recency / 8, age: c.age / 8 }))),
  );
});

test.each([
  { frequency: NaN, recency: 1, age: 2 },
  { frequency: 1.5, recency: 1, age: 2 },
  { frequency: -1, recency: 1, age: 2 },
  { frequency: 1, recency: NaN, age: 2 },
  { frequency: 1, recency: -1, age: 2 },
  { frequency: 1, recency: 3, age: 2 },
  { frequency: 1, recency: 1, age: Infinity },
  { frequency: 1, recency: 1, age: 2, count: 0 },
])("group refuses what is no history: %j", (customer) => {
  expect(() => group([{ frequency: 2, recency: 1, age: 3 }, customer])).toThrow(RangeError);
});

test("group takes a last purchase that rounding put a last digit after today as one of today", () => {
  const { recency, age } = group([
    { frequency: 2, recency: 29.571428571428573, age: 29.57142857142857 },
  ]);
  expect(recency[0]).toBe(age[0]);
});
