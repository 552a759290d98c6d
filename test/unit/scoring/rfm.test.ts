import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rfm, rfmCuts, rfmOnCard, rfmScore } from "../../../shared/scoring/rfm.ts";

// Ties: any book in which customers share a value of recency, frequency or money, many or all of
// them, at either end.

const customer = fc.record({
  recencyDays: fc.integer({ min: 0, max: 400 }),
  purchases: fc.integer({ min: 0, max: 30 }),
  total: fc.integer({ min: -500, max: 90_000 }),
});
const book = fc.array(customer, { minLength: 5, maxLength: 60 });
const ten = Array.from({ length: 10 }, (_, i) => ({
  recencyDays: 10 * i,
  purchases: i + 1,
  total: 100 * i,
}));

describe("rfm", () => {
  test("scores by fifths of the book when values are spread evenly", () => {
    const scores = rfm(ten).map((c) => c.scores!);
    expect(scores.map((s) => s.recency)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
    expect(scores.map((s) => s.frequency)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(scores.map((s) => s.monetary)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  test("names segments by recency and frequency", () => {
    const cuts = rfmCuts(ten)!;
    const named = (recencyDays: number, purchases: number) =>
      rfmScore({ recencyDays, purchases, total: 0 }, cuts).segment;
    expect([named(0, 10), named(0, 1), named(99, 10), named(99, 1), named(45, 5)]).toEqual([
      "champions",
      "new_customers",
      "cannot_lose",
      "hibernating",
      "need_attention",
    ]);
  });

  test("gives equal values equal scores and better ones no lower, in any order of customers", () => {
    fc.assert(
      fc.property(book, (customers) => {
        const scored = rfm(customers);
        expect(rfm([...customers].reverse())).toEqual([...scored].reverse());
        for (const a of scored)
          for (const b of scored) {
            if (a.recencyDays <= b.recencyDays)
              expect(a.scores!.recency).toBeGreaterThanOrEqual(b.scores!.recency);
            if (a.purchases >= b.purchases)
              expect(a.scores!.frequency).toBeGreaterThanOrEqual(b.scores!.frequency);
            if (a.total >= b.total)
              expect(a.scores!.monetary).toBeGreaterThanOrEqual(b.scores!.monetary);
          }
      }),
    );
  });

  test.each([
    ["all are equal", [7, 7, 7, 7, 7, 7], [3, 3, 3, 3, 3, 3]],
    ["four of five bought once", [1, 1, 1, 1, 9], [2, 2, 2, 2, 5]],
    ["four of five bought often", [1, 9, 9, 9, 9], [1, 3, 3, 3, 3]],
    ["a tie spans two fifths", [1, 2, 2, 2, 2, 3, 4, 5, 6, 7], [1, 2, 2, 2, 2, 3, 4, 4, 5, 5]],
    ["a tie is at the top", [1, 2, 3, 4, 5, 6, 9, 9, 9, 9], [1, 1, 2, 2, 3, 3, 4, 4, 4, 4]],
  ])("gives ties the fifth of their middle rank when %s", (_, values, fifths) => {
    const scored = rfm(
      values.map((value) => ({ recencyDays: 100 - value, purchases: value, total: 100 * value })),
    );
    expect(scored.map((c) => c.scores!.frequency)).toEqual(fifths);
    expect(scored.map((c) => c.scores!.monetary)).toEqual(fifths);
    expect(scored.map((c) => c.scores!.recency)).toEqual(fifths);
  });

  test("gives everybody the fifth of their middle rank when many are equal", () => {
    const small = fc.record({ recencyDays: fc.nat(4), purchases: fc.nat(3), total: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(small, { minLength: 5, maxLength: 40 }), (customers) => {
        // ⌈5 r⌉ of the share r of customers who are worse, and of half of those who are equal.
        const fifth = (
          better: (c: (typeof customers)[number]) => number,
          own: (typeof customers)[number],
        ) => {
          const worse = customers.filter((c) => better(c) < better(own)).length;
          const equal = customers.filter((c) => better(c) === better(own)).length;
          return Math.ceil((5 * (2 * worse + equal)) / (2 * customers.length));
        };
        for (const { scores, ...own } of rfm(customers)) {
          expect(scores).toMatchObject({
            recency: fifth((c) => -c.recencyDays, own),
            frequency: fifth((c) => c.purchases, own),
            monetary: fifth((c) => c.total, own),
          });
        }
      }),
    );
  });

  test("places a customer who is outside of the book's range at its end", () => {
    const cuts = rfmCuts(
      [3, 3, 3, 3, 3].map((purchases) => ({ recencyDays: 10, purchases, total: 50 })),
    )!;
    expect(rfmScore({ recencyDays: 9, purchases: 4, total: 51 }, cuts)).toMatchObject({
      recency: 5,
      frequency: 5,
      monetary: 5,
    });
    expect(rfmScore({ recencyDays: 11, purchases: 2, total: 49 }, cuts)).toMatchObject({
      recency: 1,
      frequency: 1,
      monetary: 1,
    });
    expect(JSON.parse(JSON.stringify(cuts))).toEqual(cuts);
  });

  test("leaves the customers it was given as they are", () => {
    const before = structuredClone(ten);
    rfm(ten);
    expect(ten).toEqual(before);
  });

  test("gives no scores when a book has fewer than five customers", () => {
    expect(rfmCuts(ten.slice(0, 4))).toBeNull();
    expect(rfm(ten.slice(0, 4)).every((c) => c.scores === null)).toBe(true);
  });
});

describe("rfmOnCard", () => {
  test("explains the three scores, which add up to their sum", () => {
    fc.assert(
      fc.property(book, (customers) => {
        const card = rfmOnCard(customers[0]!, rfmCuts(customers))!;
        expect(card.explanation.total).toBe(card.recency + card.frequency + card.monetary);
      }),
    );
  });

  test("says nothing when there is no purchase, or no cuts", () => {
    expect(rfmOnCard(null, rfmCuts(ten))).toBeNull();
    expect(rfmOnCard(ten[0]!, null)).toBeNull();
  });
});
