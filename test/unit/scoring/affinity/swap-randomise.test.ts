import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { swapRandomise } from "../../../../shared/scoring/numerics/swap-randomise.ts";

const [items, count] = [7, 4];
const books = fc.array(fc.uniqueArray(fc.nat(items - 1)), { maxLength: 25 });
const randomBooks = (baskets: readonly (readonly number[])[], seed = 1, of = count) =>
  Array.from(swapRandomise(baskets, items, of, seed), (rows) =>
    rows.map((row) => Array.from(row).sort()),
  );
const sold = (baskets: readonly (readonly number[])[]) =>
  Array.from({ length: items }, (_, item) => baskets.filter((b) => b.includes(item)).length);

describe("swapRandomise", () => {
  test("keeps the size of each basket and the baskets of each item", () => {
    fc.assert(
      fc.property(books, fc.nat(), (baskets, seed) => {
        const found = randomBooks(baskets, seed);
        expect(found.length).toBe(count);
        for (const book of found) {
          expect(book.map((b) => new Set(b).size)).toEqual(baskets.map((b) => b.length));
          expect(sold(book)).toEqual(sold(baskets));
        }
        expect(randomBooks(baskets, seed)).toEqual(found);
      }),
    );
  });

  test("yields every book with the same margins equally often", () => {
    // Three baskets of one, two, one of three items: found by hand, there are five such books.
    const seen = new Map<string, number>();
    for (const book of randomBooks([[0], [1, 2], [1]], 3, 20_000)) {
      const name = JSON.stringify(book);
      seen.set(name, (seen.get(name) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual([
      "[[0],[1,2],[1]]",
      "[[1],[0,1],[2]]",
      "[[1],[0,2],[1]]",
      "[[1],[1,2],[0]]",
      "[[2],[0,1],[1]]",
    ]);
    for (const times of seen.values()) expect(Math.abs(times - 4000)).toBeLessThan(300);
  });
});
