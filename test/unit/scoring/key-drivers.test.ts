import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  keyDrivers,
  type KeyDrivers,
  type Method,
} from "../../../shared/scoring/key-drivers/key-drivers.ts";
import { eigen } from "../../../shared/scoring/key-drivers/matrix.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { dataFile, dataIsHere, reference, whyNot } from "./shared-data.ts";

const METHODS: Method[] = ["relative-weights", "lmg"];
const plain = { bootstrap: 0, seed: 1 };

function table(name: string, columns: readonly string[]): Record<string, number>[] {
  const [head, ...lines] = readFileSync(dataFile(`${name}.csv`), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(",").map((v) => v.replaceAll('"', "")));
  return lines.map((line) =>
    Object.fromEntries(columns.map((c) => [c, Number(line[head!.indexOf(c)])])),
  );
}

/** Rows of drivers a, b, c that go together, and an outcome y that they move. */
function survey(seed: number, rows = 60): Record<string, number>[] {
  const random = seeded(seed);
  return Array.from({ length: rows }, () => {
    const [a, b] = [random.normal(), random.normal()];
    const c = 0.6 * a + random.normal();
    return { a, b, c, y: 2 * a - b + 0.5 * c + random.normal() };
  });
}

const answered = (result: ReturnType<typeof keyDrivers>): KeyDrivers => {
  if (result.refused !== null) throw new Error(`refused: ${result.refused}`);
  return result;
};
const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  const random = seeded(seed);
  return items
    .map((item) => ({ item, at: random.uniform() }))
    .sort((p, q) => p.at - q.at)
    .map(({ item }) => item);
};

describe("keyDrivers", () => {
  for (const name of ["swiss", "ecsi_mobi"]) {
    test.skipIf(!dataIsHere)(
      `gives the reference shares by both methods when given ${name}${whyNot}`,
      () => {
        const { y, n, drivers, R2, lmg_shapley, johnson_relative_weights, std_beta } =
          reference().key_drivers[name]!;
        const rows = table(name, [...drivers, y]);
        for (const [method, shares] of [
          ["lmg", lmg_shapley],
          ["relative-weights", johnson_relative_weights],
        ] as const) {
          const result = answered(keyDrivers(rows, y, { method, ...plain }));
          expect(result).toMatchObject({ rows: n, dropped: 0 });
          expect(result.rSquared).toBeCloseTo(R2, 8);
          for (const d of result.drivers) {
            expect(d.share).toBeCloseTo(shares[d.driver]!, 8);
            expect(d.coefficient).toBeCloseTo(std_beta[d.driver]!, 7);
          }
        }
      },
    );
  }

  test("shares sum to R², none is negative, strongest first, whatever the order of rows", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...METHODS), (seed, method) => {
        const rows = survey(seed);
        const result = answered(keyDrivers(rows, "y", { method, ...plain }));
        const correlation = result.drivers.map((d) => d.share);
        expect(result.drivers.reduce((sum, d) => sum + d.share, 0)).toBeCloseTo(
          result.rSquared,
          12,
        );
        expect(Math.min(...correlation)).toBeGreaterThanOrEqual(-1e-15);
        expect(correlation).toEqual([...correlation].sort((a, b) => b - a));
        expect(keyDrivers(shuffled(rows, seed), "y", { method, ...plain })).toEqual(result);
      }),
      { numRuns: 40 },
    );
  });

  test("both methods agree on R², and give each driver its squared correlation when drivers are uncorrelated", () => {
    const rows = [-1, 1].flatMap((a) =>
      [-1, 1].flatMap((b) => [0, 1, 2].map((e) => ({ a, b, y: 3 * a + b + (e - 1) }))),
    );
    for (const method of METHODS) {
      const { drivers, rSquared } = answered(keyDrivers(rows, "y", { method, ...plain }));
      const total = 9 + 1 + 2 / 3;
      expect(rSquared).toBeCloseTo(10 / total, 12);
      expect(drivers.map((d) => [d.driver, d.share])).toEqual([
        ["a", expect.closeTo(9 / total, 12)],
        ["b", expect.closeTo(1 / total, 12)],
      ]);
    }
  });

  test("does not change when a driver is turned round or measured in another unit", () => {
    const rows = survey(5);
    const other = rows.map((r) => ({ ...r, a: -1000 * r.a! + 7 }));
    for (const method of METHODS) {
      const [before, after] = [rows, other].map((r) =>
        answered(keyDrivers(r, "y", { method, ...plain })),
      );
      before!.drivers.forEach((d, i) => expect(after!.drivers[i]!.share).toBeCloseTo(d.share, 10));
    }
  });

  test("gives bootstrap intervals that hold the share, the same for the same seed and any order of rows", () => {
    const rows = survey(11);
    for (const method of METHODS) {
      const result = answered(keyDrivers(rows, "y", { method, bootstrap: 200, seed: 3 }));
      for (const d of result.drivers)
        expect(d.low! <= d.share && d.share <= d.high! && d.low! >= 0).toBe(true);
      expect(keyDrivers(shuffled(rows, 9), "y", { method, bootstrap: 200, seed: 3 })).toEqual(
        result,
      );
    }
  });

  test("drops and counts rows with a value missing", () => {
    const rows = [
      ...survey(2),
      { a: 1, b: null, c: 2, y: 3 },
      { a: 1, b: 2, y: 3 },
      { a: NaN, b: 2, c: 1, y: 3 },
    ];
    expect(keyDrivers(rows, "y", { method: "lmg", ...plain })).toMatchObject({
      refused: null,
      rows: 60,
      dropped: 3,
    });
  });

  test("refuses, naming the columns, when the data cannot carry an answer", () => {
    const rows = survey(4);
    const refused = (data: Record<string, number>[], method: Method = "lmg") =>
      keyDrivers(data, "y", { method, ...plain });
    expect(refused(rows.map(({ y }) => ({ y: y! })))).toMatchObject({ refused: "no_drivers" });
    expect(refused([])).toMatchObject({ refused: "no_drivers", rows: 0 });
    expect(refused(rows.slice(0, 7))).toMatchObject({ refused: "too_few_rows", rows: 7 });
    expect(refused(rows.map((r) => ({ ...r, b: 0.1 })))).toMatchObject({
      refused: "constant",
      columns: ["b"],
    });
    expect(refused(rows.map((r) => ({ ...r, y: 5 })))).toMatchObject({
      refused: "constant",
      columns: ["y"],
    });
    for (const method of METHODS) {
      expect(
        refused(
          rows.map((r) => ({ ...r, twice: 2 * r.a! + 1 })),
          method,
        ),
      ).toMatchObject({ refused: "collinear", columns: ["a", "twice"] });
      expect(
        refused(
          rows.map((r) => ({ ...r, sum: r.a! + r.b! })),
          method,
        ),
      ).toMatchObject({ refused: "collinear", columns: ["a", "b", "sum"] });
    }
    const many = Array.from({ length: 60 }, (_, i) =>
      Object.fromEntries([
        ["y", i],
        ...Array.from({ length: 13 }, (__, j) => [`d${j}`, Math.sin(i * (j + 1))]),
      ]),
    );
    expect(refused(many)).toMatchObject({ refused: "too_many_drivers" });
    expect(refused(many, "relative-weights")).toMatchObject({ refused: null });
  });
});

describe("eigen", () => {
  test("takes a symmetric matrix apart into orthonormal vectors and values that make it again", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer(), (n, seed) => {
        const random = seeded(seed);
        const m = Array.from({ length: n }, () => Array.from({ length: n }, () => random.normal()));
        const a = m.map((row, i) => row.map((v, j) => v + m[j]![i]!));
        const { values, vectors } = eigen(a);
        a.forEach((row, i) =>
          row.forEach((v, j) => {
            expect(
              values.reduce((sum, d, k) => sum + vectors[i]![k]! * d * vectors[j]![k]!, 0),
            ).toBeCloseTo(v, 10);
            expect(vectors.reduce((sum, u) => sum + u[i]! * u[j]!, 0)).toBeCloseTo(
              i === j ? 1 : 0,
              10,
            );
          }),
        );
      }),
      { numRuns: 30 },
    );
  });
});
