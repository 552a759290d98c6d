import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clusterOnCard, clustersOf } from "../../../shared/scoring/clusters.ts";
import { squaredDistance } from "../../../shared/scoring/numerics/anchored-k-means.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { segmentOf, segments } from "../../../shared/scoring/segments.ts";

/** Three kinds of customers, well apart, in turns. */
function crowd(seed: number, each = 40) {
  const random = seeded(seed);
  const kinds = [
    { value: 10, silence: 2 },
    { value: 2, silence: 2 },
    { value: 5, silence: 9 },
  ];
  return Array.from({ length: 3 * each }, (_, i) => {
    const { value, silence } = kinds[i % 3]!;
    return { value: value + 0.4 * random.normal(), silence: silence + 0.4 * random.normal() };
  });
}
const shuffled = <T>(items: readonly T[], seed: number): { items: T[]; from: number[] } => {
  const random = seeded(seed);
  const from = items
    .map((_, i) => ({ i, at: random.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ i }) => i);
  return { items: from.map((i) => items[i]!), from };
};
const some = fc.array(
  fc.record({
    value: fc.integer({ min: 0, max: 20 }),
    silence: fc.option(fc.integer({ min: 0, max: 9 })),
  }),
  { minLength: 1, maxLength: 60 },
);

describe("segments", () => {
  test("finds kinds of customers that are well apart, and names them", () => {
    const found = segments(crowd(1), 4, 7)!;
    expect(found.of.every((s, i) => s === found.of[i % 3])).toBe(true);
    expect(new Set(found.of).size).toBe(3);
    expect(found.of.slice(0, 3).map((s) => found.segments[s]!.name)).toEqual([
      "silence_low_value_high",
      "silence_low",
      "silence_high_value_low",
    ]);
  });

  test("gives the same segments whatever the order of rows", () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 6 }), fc.integer(), (rows, k, seed) => {
        const found = segments(rows, k, 3);
        const { items, from } = shuffled(rows, seed);
        const again = segments(items, k, 3);
        expect(again && { ...again, of: [] }).toEqual(found && { ...found, of: [] });
        if (found) expect(again!.of).toEqual(from.map((i) => found.of[i]));
      }),
    );
  });

  test("puts each row in its nearest segment, equal rows together, and no segment is empty", () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 8 }), (rows, k) => {
        const found = segments(rows, k, 5);
        if (!found) return;
        expect(found.segments.length).toBeLessThanOrEqual(k);
        found.segments.forEach((s, i) =>
          expect(found.of.filter((o) => o === i).length).toBe(s.size),
        );
        expect(found.of).toEqual(rows.map((row) => segmentOf(row, found)));
        for (const same of Map.groupBy(
          rows.map((row, i) => ({ key: JSON.stringify(row), of: found.of[i] })),
          (r) => r.key,
        ).values()) {
          expect(new Set(same.map((s) => s.of)).size).toBe(1);
        }
      }),
    );
  });

  test("finds nothing when nobody is there, all are alike, or hardly anything is known", () => {
    expect(segments([], 3, 1)).toBeNull();
    expect(segments([{ value: 4 }, { value: 4 }], 3, 1)).toBeNull();
    expect(segments([{ value: 4 }, { value: null }, {}], 3, 1)).toBeNull();
  });

  test("says of no segment what its customers are not", () => {
    const parts = /(value|silence)_(high|low)/g;
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 6 }), (rows, k) => {
        const found = segments(rows, k, 5);
        found?.segments.forEach(({ name }, i) => {
          for (const [, feature, side] of name.matchAll(parts)) {
            const { mean } = found.features.find((one) => one.name === feature)!;
            const own = rows.filter((_, at) => found.of[at] === i);
            const sum = own.reduce((all, row) => {
              const value = row[feature as "value" | "silence"] ?? mean;
              return all + value - mean;
            }, 0);
            expect(side === "high" ? sum : -sum).toBeGreaterThan(0);
          }
        });
      }),
    );
  });

  test("gives each segment a name of its own", () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 6 }), (rows, k) => {
        const names = segments(rows, k, 5)?.segments.map(({ name }) => name) ?? [];
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  test("makes no more segments than there are different rows", () => {
    expect(segments([{ value: 1 }, { value: 1 }, { value: 9 }], 5, 1)!.segments.length).toBe(2);
  });
});

describe("clusterOnCard", () => {
  const population = crowd(2).map(({ value, silence }, i) => ({
    rfm: {
      total: Math.round(100 * value ** 3),
      purchases: 1 + (i % 4),
      recencyDays: Math.round(10 * silence),
    },
    trust: null,
    satisfaction: i % 2 ? 70 : null,
  }));
  const policy = { count: 3, fewestCustomers: 50 };
  const standing = { tier: "mid", stage: "mature" } as const;

  test("explains by feature how much nearer the segment is than an average customer", () => {
    const clusters = JSON.parse(JSON.stringify(clustersOf(population, policy)));
    const cards = population.flatMap((known) => clusterOnCard(known, clusters, standing) ?? []);
    expect(cards.length).toBeGreaterThan(population.length / 2);
    for (const { explanation, size } of cards) {
      expect(size).toBeGreaterThan(0);
      expect(explanation.factors.reduce((sum, f) => sum + f.points, explanation.base)).toBe(
        explanation.total,
      );
      const parameters = explanation.factors.map(
        (f) => f.parameters as { deviations: number; centre: number },
      );
      const [toAverage, toCentre] = [parameters.map(() => 0), parameters.map((p) => p.centre)].map(
        (c) =>
          squaredDistance(
            parameters.map((p) => p.deviations),
            c,
          ),
      );
      expect(explanation.total).toBeCloseTo(toAverage! - toCentre!, 4);
    }
  });

  test("says nothing when the customer bought nothing, or the book is too small for segments", () => {
    expect(
      clusterOnCard(
        { rfm: null, trust: 50, satisfaction: null },
        clustersOf(population, policy),
        standing,
      ),
    ).toBeNull();
    expect(clustersOf(population.slice(0, 49), policy)).toBeNull();
    expect(clusterOnCard(population[0]!, null, standing)).toBeNull();
  });
});
