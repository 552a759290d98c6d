import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { driverShares, type Method } from "../../../shared/scoring/key-drivers/driver-shares.ts";
import { keyDrivers, type KeyDrivers } from "../../../shared/scoring/key-drivers/key-drivers.ts";
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

describe("driverShares", () => {
  for (const name of ["swiss", "ecsi_mobi"]) {
    test.skipIf(!dataIsHere)(
      `gives the reference shares by both methods when given ${name}${whyNot}`,
      () => {
        const { y, n, drivers, R2, lmg_shapley, johnson_relative_weights, std_beta } =
          reference().key_drivers[name]!;
        const rows = table(name, [...drivers, y]);
        const sample = rows.map((row) => [...drivers, y].map((name) => row[name]!));
        expect(sample).toHaveLength(n);
        for (const [method, shares] of [
          ["lmg", lmg_shapley],
          ["relative-weights", johnson_relative_weights],
        ] as const) {
          const known = driverShares(sample, method);
          if (known.refused !== null) throw new Error(`refused: ${known.refused}`);
          expect(known.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(R2, 8);
          drivers.forEach((driver, j) => {
            expect(known.shares[j]).toBeCloseTo(shares[driver]!, 8);
            expect(known.coefficients[j]).toBeCloseTo(std_beta[driver]!, 7);
          });
        }
      },
    );
  }
});

describe("keyDrivers", () => {
  test.skipIf(!dataIsHere)(
    `gives the reference shares when ecsi_mobi has answers enough${whyNot}`,
    () => {
      const { y, n, drivers, R2, lmg_shapley } = reference().key_drivers["ecsi_mobi"]!;
      const result = answered(
        keyDrivers(table("ecsi_mobi", [...drivers, y]), y, { method: "lmg", ...plain }),
      );
      expect(result).toMatchObject({ rows: n, dropped: 0, customers: n });
      expect(result.rSquared).toBeCloseTo(R2, 8);
      for (const d of result.drivers) expect(d.share).toBeCloseTo(lmg_shapley[d.driver]!, 8);
    },
  );

  test.skipIf(!dataIsHere)(`refuses swiss, 47 rows for 5 drivers${whyNot}`, () => {
    const { y, drivers } = reference().key_drivers["swiss"]!;
    expect(
      keyDrivers(table("swiss", [...drivers, y]), y, { method: "lmg", ...plain }),
    ).toMatchObject({ refused: "not_enough_answers", rows: 47 });
  });

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
      [-1, 1].flatMap((b) =>
        [0, 1, 2].flatMap((e) =>
          Array.from({ length: 4 }, () => ({ a, b, y: 3 * a + b + (e - 1) })),
        ),
      ),
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
    expect(refused(rows.slice(0, 44))).toMatchObject({ refused: "not_enough_answers", rows: 44 });
    expect(refused(rows.slice(0, 45))).toMatchObject({ refused: null, rows: 45 });
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
    const many = Array.from({ length: 200 }, (_, i) =>
      Object.fromEntries([
        ["y", i],
        ...Array.from({ length: 13 }, (__, j) => [`d${j}`, Math.sin(i * (j + 1))]),
      ]),
    );
    expect(refused(many)).toMatchObject({ refused: "too_many_drivers" });
    expect(refused(many, "relative-weights")).toMatchObject({ refused: null });
  });
});

/** Answers of customers whose own level moves drivers and outcome alike. */
function levelled(seed: number, customers: number, each: number) {
  const random = seeded(seed);
  return Array.from({ length: customers }, (_, c) => {
    const [level, other] = [random.normal(), random.normal()];
    return Array.from({ length: each }, () => ({
      customerId: `c${c}`,
      speed: level + 0.3 * random.normal(),
      price: other + 0.3 * random.normal(),
      y: level + 0.5 * random.normal(),
    }));
  }).flat();
}
const byCustomer = { method: "lmg", bootstrap: 200, seed: 5, customer: "customerId" } as const;

describe("keyDrivers of customers who answer several times", () => {
  test("takes the customer's id for no driver, and counts customers", () => {
    const result = answered(keyDrivers(levelled(1, 20, 8), "y", byCustomer));
    expect(result.drivers.map(({ driver }) => driver)).toEqual(["speed", "price"]);
    expect(result).toMatchObject({ rows: 160, customers: 20, dropped: 0 });
  });

  test("draws whole customers, so that intervals are as wide as so few customers allow", () => {
    const rows = levelled(2, 20, 8);
    const width = (options: Parameters<typeof keyDrivers>[2]) => {
      const [{ low, high }] = answered(keyDrivers(rows, "y", options)).drivers as [
        KeyDrivers["drivers"][number],
      ];
      return high! - low!;
    };
    const alone = rows.map(({ customerId: _id, ...row }) => row);
    const plainWidth = (() => {
      const [first] = answered(
        keyDrivers(alone, "y", { method: "lmg", bootstrap: 200, seed: 5 }),
      ).drivers;
      return first!.high! - first!.low!;
    })();
    expect(width(byCustomer)).toBeGreaterThan(1.5 * plainWidth);
  });

  test("gives the same for any order of rows", () => {
    const rows = levelled(3, 12, 5);
    expect(keyDrivers(shuffled(rows, 4), "y", byCustomer)).toEqual(
      keyDrivers(rows, "y", byCustomer),
    );
  });

  test("ranks a clear driver first for certain, and leaves open which of two equal ones leads", () => {
    const random = seeded(6);
    const rows = Array.from({ length: 300 }, () => {
      const [a, b, c] = [random.normal(), random.normal(), random.normal()];
      return { a, b, c, y: 3 * a + b + c + 2 * random.normal() };
    });
    const { drivers } = answered(keyDrivers(rows, "y", { method: "lmg", bootstrap: 300, seed: 1 }));
    expect(drivers.map(({ driver, rank }) => [driver === "a", rank])).toEqual([
      [true, { low: 1, high: 1 }],
      [false, { low: 2, high: 3 }],
      [false, { low: 2, high: 3 }],
    ]);
  });
});

describe("the yardstick of key drivers", () => {
  test("adjusts R² to about 0, and holds most drivers under the noise, when nothing drives", () => {
    let [adjusted, beyond, all] = [0, 0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const random = seeded(seed);
      const rows = Array.from({ length: 60 }, () => ({
        a: random.normal(),
        b: random.normal(),
        c: random.normal(),
        y: random.normal(),
      }));
      const result = answered(keyDrivers(rows, "y", { method: "lmg", bootstrap: 0, seed }));
      adjusted += result.adjustedRSquared / 40;
      all += result.drivers.length;
      beyond += result.drivers.filter(({ share }) => share > result.noise!.high).length;
      expect(result.adjustedRSquared).toBeLessThan(result.rSquared);
    }
    expect(Math.abs(adjusted)).toBeLessThan(0.02);
    expect(beyond / all).toBeLessThan(0.1);
  });

  test("knows what chance gives drivers that go with the customer, not with the answer", () => {
    let [beyond, all] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const random = seeded(seed);
      const rows = Array.from({ length: 20 }, (_, c) => {
        const [a, b, level] = [random.normal(), random.normal(), random.normal()];
        return Array.from({ length: 8 }, () => ({
          customerId: `c${c}`,
          a: a + 0.1 * random.normal(),
          b: b + 0.1 * random.normal(),
          y: level + 0.3 * random.normal(),
        }));
      }).flat();
      const result = answered(
        keyDrivers(rows, "y", { method: "lmg", bootstrap: 0, seed, customer: "customerId" }),
      );
      all += result.drivers.length;
      beyond += result.drivers.filter(({ share }) => share > result.noise!.high).length;
    }
    expect(beyond / all).toBeLessThan(0.12);
  });

  test("is passed by a driver that moves the outcome", () => {
    const { drivers, noise } = answered(
      keyDrivers(survey(7), "y", { method: "relative-weights", ...plain }),
    );
    expect(drivers[0]!.share).toBeGreaterThan(noise!.high);
    expect(noise!.share).toBeLessThan(noise!.high);
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
