/** Books of customers and categories from a fixed seed, for tests of affinity. */
import type { Bought } from "../../../../shared/scoring/affinity/fit-affinity.ts";
import { seeded } from "../../../../shared/scoring/numerics/random.ts";

const CATEGORIES = 12;

/**
 * Customers of different breadth who bought c0 to c11, of different popularity, over three
 * horizons. With `rules`, who bought an even category goes on to buy the next one three times as
 * often.
 */
export function bookOf(customers: number, rules: boolean, seed: number): Bought[] {
  const random = seeded(seed);
  const names = Array.from({ length: CATEGORIES }, (_, i) => `c${i}`);
  return Array.from({ length: customers }, (): Bought => {
    const breadth = 0.5 + random.uniform();
    const had = new Set<string>();
    const since: string[] = [];
    for (const period of ["first", "second", "since"] as const) {
      const before = new Set(had);
      names.forEach((name, i) => {
        const follows = rules && i % 2 === 1 && before.has(`c${i - 1}`);
        const chance = breadth * (0.2 - 0.01 * i) * (follows ? 3 : 1);
        if (had.has(name) || random.uniform() >= chance) return;
        had.add(name);
        if (period === "since") since.push(name);
      });
    }
    return { categories: [...had].sort(), since };
  });
}
