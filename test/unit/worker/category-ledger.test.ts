import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY } from "../../../shared/scoring/summarise.ts";
import { categoryLedger } from "../../../worker/commands/backtest/category-ledger.ts";

type Line = { customer: string; category: string | null; day: number; amount: number };
const kept = (lines: readonly Line[], rename?: (category: string) => string | null) => {
  const ledger = categoryLedger();
  for (const { day, ...line } of lines) ledger.add({ ...line, at: day * DAY });
  return [...ledger.firstBought(rename).values()];
};
const line = (customer: string, category: string | null, day: number, amount = 500): Line => ({
  customer,
  category,
  day,
  amount,
});

describe("categoryLedger", () => {
  test("gives the first day of each category of each customer, in any order of lines", () => {
    const some = fc.array(
      fc.record({
        customer: fc.constantFrom("a", "b", "c"),
        category: fc.constantFrom("rope", "paint", "sails", null),
        day: fc.integer({ min: 1, max: 400 }),
        amount: fc.integer({ min: 1, max: 900 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(some, (lines) => {
        const expected = ["a", "b", "c"].flatMap((customer) => {
          const own = Map.groupBy(
            lines.filter((one) => one.customer === customer && one.category !== null),
            ({ category }) => category!,
          );
          const first = [...own].map(([category, all]) => ({
            category,
            day: Math.min(...all.map(({ day }) => day)),
          }));
          return first.length === 0 ? [] : [first];
        });
        const sorted = (book: ReturnType<typeof kept>) =>
          book
            .map((own) => own.map(({ category, day }) => `${category} ${day}`).sort())
            .sort((p, q) => (p.join() < q.join() ? -1 : 1));
        expect(sorted(kept(lines))).toEqual(sorted(expected));
        expect(sorted(kept(lines.toReversed()))).toEqual(sorted(expected));
      }),
    );
  });

  test("leaves out what was given back, and what was given back but never bought", () => {
    const lines = [
      line("a", "rope", 10),
      line("a", "sails", 12),
      line("a", "rope", 20, -500),
      line("a", "paint", 20, -300),
      line("b", "rope", 30, 900),
      line("b", "rope", 40, -500),
    ];
    expect(kept(lines)).toEqual([
      [{ category: "sails", day: 12 }],
      [{ category: "rope", day: 30 }],
    ]);
  });

  test("joins categories that are given one name, and drops those that are given none", () => {
    const lines = [line("a", "red hat", 9), line("a", "blue hat", 4), line("a", "postage", 1)];
    const rename = (category: string) =>
      category === "postage" ? null : category.replace(/.* /, "");
    expect(kept(lines, rename)).toEqual([[{ category: "hat", day: 4 }]]);
  });

  test("keeps one entry of a category of a customer when there are very many lines", () => {
    const ledger = categoryLedger();
    for (let n = 0; n < 400_000; n++)
      ledger.add({
        customer: `c${n % 1000}`,
        category: `k${n % 7}`,
        at: (10 + (n % 300)) * DAY,
        amount: 100,
      });
    const before = process.memoryUsage().arrayBuffers;
    const book = [...ledger.firstBought().values()];
    expect(book.length).toBe(1000);
    expect(book.every((own) => own.length === 7)).toBe(true);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000);
  });

  test("says that it is empty when no line had a category", () => {
    const ledger = categoryLedger();
    expect(ledger.isEmpty()).toBe(true);
    ledger.add({ customer: "a", category: null, at: DAY, amount: 5 });
    expect(ledger.isEmpty()).toBe(true);
    ledger.add({ customer: "a", category: "rope", at: DAY, amount: 5 });
    expect(ledger.isEmpty()).toBe(false);
  });
});
