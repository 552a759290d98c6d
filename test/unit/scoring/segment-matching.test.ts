import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clusterStability } from "../../../shared/scoring/cluster-stability.ts";
import { clusterOnCard, clustersOf, type Clusters } from "../../../shared/scoring/clusters.ts";
import { defaultPolicy } from "../../../shared/scoring/default-policy.ts";
import { assign } from "../../../shared/scoring/numerics/hungarian.ts";
import { kMeans } from "../../../shared/scoring/numerics/k-means.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { stillFits } from "../../../shared/scoring/segment-names.ts";
import { segments } from "../../../shared/scoring/segments.ts";

const tables = fc.integer({ min: 1, max: 5 }).chain((columns) =>
  fc.array(fc.array(fc.nat(50), { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 5,
  }),
);

/** The largest sum of gains by trying everything; every row may go without a column. */
function largest(
  gain: readonly (readonly number[])[],
  row = 0,
  used: readonly number[] = [],
): number {
  if (row === gain.length) return 0;
  const without = largest(gain, row + 1, used);
  return gain[row]!.reduce(
    (best, value, j) =>
      used.includes(j) ? best : Math.max(best, value + largest(gain, row + 1, [...used, j])),
    without,
  );
}

describe("assign", () => {
  test("gains as much as any assignment does, no column twice", () => {
    fc.assert(
      fc.property(tables, (gain) => {
        const columns = assign(gain);
        expect(columns.length).toBe(gain.length);
        const taken = columns.filter((j) => j >= 0);
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken.length).toBe(Math.min(gain.length, gain[0]!.length));
        expect(columns.reduce((sum, j, i) => sum + (gain[i]![j] ?? 0), 0)).toBe(largest(gain));
      }),
    );
    expect(assign([])).toEqual([]);
  });
});

/** Customers around three centres, so far apart in units of their spread. */
function crowd(seed: number, apart: number, size = 300) {
  const random = seeded(seed);
  return Array.from({ length: size }, (_, i) => ({
    value: apart * [0, 1, 3][i % 3]! + random.normal(),
    silence: apart * [2, 0, 1][i % 3]! + random.normal(),
  }));
}

describe("clusterStability", () => {
  test("is near 1 where groups are apart, low where a cloud is cut up", () => {
    const stability = (apart: number, k: number) => {
      const points = crowd(1, apart).map((row) => [row.value, row.silence]);
      return clusterStability(points, kMeans(points, k, 1).centres, 1);
    };
    for (const share of stability(8, 3)) expect(share).toBeGreaterThan(0.98);
    expect(Math.min(...stability(0, 5))).toBeLessThan(0.75);
  });
});

describe("segments that begin at earlier ones", () => {
  const first = segments(crowd(1, 5), 3, 1)!;

  /** The name that most of each third of a crowd go by. */
  const namesOfThirds = (of: typeof first) =>
    [0, 1, 2].map((third) => {
      const names = of.of.filter((_, i) => i % 3 === third).map((at) => of.segments[at]!.name);
      return [...Map.groupBy(names, (name) => name)].sort(
        (a, b) => b[1].length - a[1].length,
      )[0]![0];
    });
  const [silence, value] = [0, 1];
  const renaming = (at: number, name: string): typeof first => ({
    ...first,
    segments: first.segments.map((s) => ({ ...s, name: s.at[at]! > 1 ? name : s.name })),
  });

  test("keep their names when the book is much the same", () => {
    for (let seed = 2; seed < 12; seed++)
      expect(namesOfThirds(segments(crowd(seed, 5), 3, 1, first)!)).toEqual(namesOfThirds(first));
  });

  test("keep even a name that a fresh look would not give them", () => {
    const name = "silence_high_value_low";
    expect(first.segments.map((s) => s.name)).not.toContain(name);
    const again = segments(crowd(7, 5), 3, 1, renaming(silence, name))!;
    expect(again.segments.find((s) => s.at[silence]! > 1)!.name).toBe(name);
  });

  test("take another name when the old one no longer says what they are like", () => {
    const again = segments(crowd(7, 5), 3, 1, renaming(value, "value_low"))!;
    expect(again.segments.find((s) => s.at[value]! > 1)!.name).not.toBe("value_low");
  });

  test("are the same whatever the order of rows", () => {
    const rows = crowd(8, 3);
    const [one, other] = [rows, rows.toReversed()].map((r) => segments(r, 3, 1, first)!.segments);
    expect(other).toEqual(one);
  });
});

describe("stillFits", () => {
  const features = [{ name: "value" }, { name: "silence" }];

  test("asks that each feature named is on the same side of the mean", () => {
    expect(stillFits("value_high", [0.6, 0], features)).toBe(true);
    expect(stillFits("value_high", [-0.6, 0], features)).toBe(false);
    expect(stillFits("value_high_silence_low", [0.6, -0.3], features)).toBe(true);
    expect(stillFits("value_high_silence_low", [0.6, 0.3], features)).toBe(false);
    expect(stillFits("typical", [0.2, -0.1], features)).toBe(true);
    expect(stillFits("typical", [0.9, 0], features)).toBe(false);
    expect(stillFits("trust_high", [0.9, 0], features)).toBe(false);
  });
});

describe("clusterOnCard", () => {
  const population = crowd(2, 5).map(({ value, silence }, i) => ({
    rfm: {
      total: Math.round(1000 * Math.exp(value / 4)),
      recencyDays: Math.round(20 * Math.exp(silence / 4)),
      purchases: 1 + (i % 3),
    },
    trust: null,
    satisfaction: null,
  }));

  test("says nothing when the segment is another one in a sample of the same book", () => {
    const found = clustersOf(population, defaultPolicy.clusters)!;
    const withStability = (stability: number): Clusters => ({
      ...found,
      segments: found.segments.map((s) => ({ ...s, stability })),
    });
    expect(clusterOnCard(population[0]!, withStability(0.75))).not.toBeNull();
    expect(clusterOnCard(population[0]!, withStability(0.74))).toBeNull();
  });

  test("keeps the number of segments of the last review when most are stable", () => {
    const two = clustersOf(population, { ...defaultPolicy.clusters, count: 2 })!;
    expect(two.segments.length).toBe(2);
    expect(clustersOf(population, defaultPolicy.clusters, two)!.segments.length).toBe(2);
  });
});
