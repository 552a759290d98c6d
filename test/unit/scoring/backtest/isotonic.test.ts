import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitIsotonic, isotonic } from "../../../../shared/scoring/backtest/isotonic.ts";
import { seeded } from "../../../../shared/scoring/numerics/random.ts";

const statements = fc.array(
  fc.record({
    stated: fc.double({ min: 0, max: 1, noNaN: true }),
    came: fc.integer({ min: 0, max: 1 }),
  }),
  { maxLength: 300 },
);

describe("fitIsotonic", () => {
  test("never falls where the stated chance rises, and stays within 0 and 1", () => {
    fc.assert(
      fc.property(statements, (all) => {
        const found = fitIsotonic(
          all.map(({ stated }) => stated),
          all.map(({ came }) => came),
        );
        let before = 0;
        for (let chance = 0; chance <= 1; chance += 0.01) {
          const now = isotonic(chance, found);
          expect(now).toBeGreaterThanOrEqual(before - 1e-12);
          expect(now).toBeLessThanOrEqual(1);
          before = now;
        }
      }),
    );
  });

  test("finds a chance that is far off in the middle alone", () => {
    const random = seeded(8);
    const truth = (stated: number) => (stated > 0.4 && stated < 0.8 ? 0.4 : stated);
    const stated = Array.from({ length: 20_000 }, () => random.uniform());
    const found = fitIsotonic(
      stated,
      stated.map((chance) => Number(random.uniform() < truth(chance))),
    );
    for (const chance of [0.1, 0.3, 0.5, 0.7, 0.9])
      expect(Math.abs(isotonic(chance, found) - truth(chance))).toBeLessThan(0.05);
  });

  test("says of few customers that all came, but never that it is certain", () => {
    const found = fitIsotonic(
      Array.from({ length: 10 }, () => 0.9),
      Array.from({ length: 10 }, () => 1),
    );
    expect(isotonic(0.9, found)).toBeLessThan(0.97);
    expect(isotonic(0.3, fitIsotonic([], []))).toBe(0.3);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});
