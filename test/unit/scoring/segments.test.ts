import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clusterOnCard, clustersOf } from "../../../shared/scoring/clusters.ts";
import { kMeans, squaredDistance } from "../../../shared/scoring/numerics/k-means.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { namesOf } from "../../../shared/scoring/segment-names.ts";
import { segmentOf, segments } from "../../../shared/scoring/segments.ts";

/** Three kinds of customers, well apart, in turns. */
function crowd(seed: number, each = 40) {
  const random = seeded(seed);
  const kinds = [
    { value: 10, recency: 2 },
    { value: 2, recency: 2 },
    { value: 5, recency: 9 },
  ];
  return Array.from({ length: 3 * each }, (_, i) => {
    const { value, recency } = kinds[i % 3]!;
    return { value: value + 0.4 * random.normal(), recency: recency + 0.4 * random.normal() };
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
    recency: fc.option(fc.integer({ min: 0, max: 9 })),
  }),
  { minLength: 1, maxLength: 60 },
);

describe("segments", () => {
  test("finds kinds of customers that are well apart, and names them", () => {
    const found = segments(crowd(1), 3, 7)!;
    expect(found.of.every((s, i) => s === found.of[i % 3])).toBe(true);
    expect(new Set(found.of).size).toBe(3);
    expect(found.of.slice(0, 3).map((s) => found.segments[s]!.name)).toEqual([
      "value_high",
      "value_low",
      "recency_high",
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

  test("makes no more segments than there are different rows", () => {
    expect(segments([{ value: 1 }, { value: 1 }, { value: 9 }], 5, 1)!.segments.length).toBe(2);
  });
});

describe("kMeans", () => {
  test("leaves no point nearer to another centre, each centre at the mean of its points", () => {
    const points = crowd(4).map((r) => [r.value, r.recency]);
    const { centres, of } = kMeans(points, 4, 2);
    points.forEach((p, i) =>
      centres.forEach((c) =>
        expect(squaredDistance(p, centres[of[i]!]!)).toBeLessThanOrEqual(squaredDistance(p, c)),
      ),
    );
    centres.forEach((c, k) => {
      const own = points.filter((_, i) => of[i] === k);
      c.forEach((v, j) =>
        expect(own.reduce((sum, p) => sum + p[j]!, 0) / own.length).toBeCloseTo(v, 10),
      );
    });
  });

  test("finds the tightest groups when a single beginning would often miss them", () => {
    const points = [0, 10, 20, 30, 40, 50].flatMap((c) => [-0.1, 0, 0.1].map((d) => [c + d]));
    for (let seed = 0; seed < 50; seed++)
      expect(kMeans(points, 6, seed).spread).toBeCloseTo(6 * 0.02, 10);
  });
});

describe("namesOf", () => {
  const features = ["value", "frequency", "recency"].map((name) => ({ name, complete: true }));

  test("names by what is most pronounced, two features where one is taken, typical near the mean", () => {
    expect(
      namesOf(
        [
          [2, 1, -1],
          [-1, -0.2, 0.1],
          [0.1, 0, -0.2],
        ],
        features,
      ),
    ).toEqual(["value_high", "value_low", "typical"]);
    expect(
      namesOf(
        [
          [2, 0, 0],
          [1.5, 0.1, 0.9],
          [1, 0, 0.8],
        ],
        features,
      ),
    ).toEqual(["value_high", "recency_high", "value_high_recency_high"]);
    // The third feature of the second is too faint beside the first two to name it.
    expect(
      namesOf(
        [
          [1.2, 0, 0],
          [1.1, 1, 0.3],
          [0, 0.9, 0.2],
        ],
        features,
      ),
    ).toEqual(["value_high", "value_high_frequency_high", "frequency_high"]);
  });

  test("gives each centre a name of its own as long as it has one, else its first", () => {
    expect(namesOf([[2], [1]], [{ name: "value", complete: true }])).toEqual([
      "value_high",
      "value_high",
    ]);
    expect(
      namesOf(
        [
          [2, 2],
          [1, 1],
          [0.9, 0.9],
        ],
        [
          { name: "value", complete: true },
          { name: "trust", complete: false },
        ],
      ),
    ).toEqual(["value_high", "trust_high", "value_high"]);
    expect(
      namesOf(
        [
          [2, 1],
          [1, 0],
        ],
        [
          { name: "value", complete: true },
          { name: "trust", complete: false },
        ],
      ),
    ).toEqual(["trust_high", "value_high"]);
  });
});

describe("clusterOnCard", () => {
  const population = crowd(2).map(({ value, recency }, i) => ({
    rfm: {
      total: Math.round(100 * value ** 3),
      purchases: 1 + (i % 4),
      recencyDays: Math.round(10 * recency),
    },
    trust: null,
    satisfaction: i % 2 ? 70 : null,
  }));
  const policy = { count: 3, fewestCustomers: 50 };

  test("explains by feature how much nearer the segment is than an average customer", () => {
    const clusters = JSON.parse(JSON.stringify(clustersOf(population, policy)));
    for (const known of population) {
      const { explanation, size } = clusterOnCard(known, clusters)!;
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
      clusterOnCard({ rfm: null, trust: 50, satisfaction: null }, clustersOf(population, policy)),
    ).toBeNull();
    expect(clustersOf(population.slice(0, 49), policy)).toBeNull();
    expect(clusterOnCard(population[0]!, null)).toBeNull();
  });
});
