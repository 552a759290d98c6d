import { describe, expect, test } from "vitest";
import { clusterStability } from "../../../shared/scoring/cluster-stability.ts";
import { clusterOnCard, clustersOf, type Clusters } from "../../../shared/scoring/clusters.ts";
import { defaultPolicy } from "../../../shared/scoring/default-policy.ts";
import { anchoredKMeans, nearest } from "../../../shared/scoring/numerics/anchored-k-means.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { kindsIn, nameOf } from "../../../shared/scoring/segment-kinds.ts";
import { segmentOf, segments } from "../../../shared/scoring/segments.ts";

/** Customers around three centres, so far apart in units of their spread. */
function crowd(seed: number, apart: number, size = 300) {
  const random = seeded(seed);
  return Array.from({ length: size }, (_, i) => ({
    value: apart * [0, 1, 3][i % 3]! + random.normal(),
    silence: apart * [2, 0, 1][i % 3]! + random.normal(),
  }));
}
const pointsOf = (rows: ReturnType<typeof crowd>) => rows.map((row) => [row.silence, row.value]);

describe("anchoredKMeans", () => {
  const points = pointsOf(crowd(4, 5));
  const anchors = [
    [10, 0],
    [0, 5],
    [5, 15],
  ];

  test("leaves each centre between its anchor and the mean of its points", () => {
    const { centres, means, sizes } = anchoredKMeans(points, anchors);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(points.length);
    centres.forEach((centre, k) => {
      const own = points.filter((point) => nearest(point, centres) === k);
      expect(sizes[k]).toBe(own.length);
      centre.forEach((value, j) => {
        const mean = own.reduce((sum, point) => sum + point[j]!, 0) / own.length;
        expect(means[k]![j]).toBeCloseTo(mean, 9);
        const weight = points.length / anchors.length;
        const drawn = (own.length * mean + weight * anchors[k]![j]!) / (own.length + weight);
        expect(value).toBeCloseTo(drawn, 9);
      });
    });
  });

  test("ends at the same groups whether it begins at the anchors or near where it ended", () => {
    const { centres } = anchoredKMeans(points, anchors);
    const near = centres.map((centre) => centre.map((value) => value + 0.2));
    expect(anchoredKMeans(points, anchors, near).centres).toEqual(centres);
  });

  test("leaves a centre at its anchor when no point is near", () => {
    const far = anchoredKMeans(points, [...anchors, [900, 900]]);
    expect(far.centres[3]).toEqual([900, 900]);
    expect(far.sizes[3]).toBe(0);
  });
});

describe("clusterStability", () => {
  const stability = (rows: ReturnType<typeof crowd>, anchors: number[][]) => {
    const points = pointsOf(rows);
    return clusterStability(points, anchoredKMeans(points, anchors).centres, anchors, 1);
  };

  test("is near 1 when groups are apart", () => {
    const anchors = [
      [16, 0],
      [0, 8],
      [8, 24],
    ];
    for (const share of stability(crowd(1, 8), anchors)) expect(share).toBeGreaterThan(0.98);
  });

  test("is low when few customers are cut up at will", () => {
    const anchors = Array.from({ length: 6 }, (_, i) => [0.2 * Math.sin(i), 0.2 * Math.cos(i)]);
    expect(Math.min(...stability(crowd(1, 0, 40), anchors))).toBeLessThan(0.75);
  });
});

describe("kindsIn", () => {
  const namesIn = (features: string[], most = 12) =>
    kindsIn(features, most).map((kind) => nameOf(kind, kind.at, features));

  test("names kinds by what the book knows of its customers", () => {
    expect(namesIn(["frequency", "silence", "value"])).toEqual([
      "frequency_high_value_high",
      "frequency_low_silence_high",
      "silence_high_value_high",
      "silence_low",
    ]);
    expect(namesIn(["value"])).toEqual(["value_high", "value_low"]);
    expect(namesIn(["silence", "value"], 2)).toEqual([
      "silence_low_value_high",
      "silence_high_value_low",
    ]);
    expect(namesIn(["frequency", "satisfaction", "silence", "trust", "value"]).slice(4)).toEqual([
      "satisfaction_low",
      "trust_low",
    ]);
    expect(namesIn([])).toEqual([]);
  });
});

describe("segments that begin at earlier ones", () => {
  const first = segments(crowd(1, 3, 1000), 4, 1)!;
  /** The share of customers whom two fits call by different names. */
  const renamed = (rows: ReturnType<typeof crowd>, again: typeof first) => {
    const nameIn = (row: (typeof rows)[number], found: typeof first) =>
      found.segments[segmentOf(row, found)]!.name;
    return rows.filter((row) => nameIn(row, first) !== nameIn(row, again)).length / rows.length;
  };

  test("keep customers' names when the book is much the same", () => {
    for (let seed = 2; seed < 12; seed++) {
      const rows = crowd(seed, 3, 1000);
      expect(renamed(rows, segments(rows, 4, 1, first)!)).toBeLessThan(0.05);
    }
  });

  test("are called as before even when they are looked for afresh", () => {
    for (let seed = 2; seed < 12; seed++) {
      const rows = crowd(seed, 3, 1000);
      expect(renamed(rows, segments(rows, 4, 1)!)).toBeLessThan(0.05);
    }
  });

  test("take no name from earlier segments that were found in another way", () => {
    const foreign = { ...first, segments: first.segments.map((s) => ({ ...s, name: "typical" })) };
    expect(segments(crowd(7, 5), 4, 1, foreign)).toEqual(segments(crowd(7, 5), 4, 1));
  });

  test("are the same whatever the order of rows", () => {
    const rows = crowd(8, 3);
    const [one, other] = [rows, rows.toReversed()].map((r) => segments(r, 4, 1, first)!.segments);
    expect(other).toEqual(one);
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
    const shown = (stability: number) =>
      population.filter((one) =>
        clusterOnCard(one, withStability(stability), { tier: "mid", stage: "mature" }),
      );
    expect(shown(0.75).length).toBeGreaterThan(population.length / 2);
    expect(shown(0.74)).toEqual([]);
  });

  test("has a group for the dissatisfied when enough customers say how satisfied they are", () => {
    const random = seeded(6);
    const asked = population.map((one) => ({
      ...one,
      satisfaction: random.uniform() < 0.2 ? 10 : 80 + Math.round(5 * random.normal()),
    }));
    const { segments: found } = clustersOf(asked, defaultPolicy.clusters)!;
    expect(found.map(({ name }) => name)).toContain("satisfaction_low");
  });
});
