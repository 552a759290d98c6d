import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rfm, rfmCuts, rfmOnCard, rfmScore } from "../../../shared/scoring/rfm.ts";

const customer = fc.record({ recencyDays: fc.integer({ min: 0, max: 400 }), purchases: fc.integer({ min: 0, max: 30 }), total: fc.integer({ min: -500, max: 90_000 }) });
const book = fc.array(customer, { minLength: 5, maxLength: 60 });
const ten = Array.from({ length: 10 }, (_, i) => ({ recencyDays: 10 * i, purchases: i + 1, total: 100 * i }));

describe("rfm", () => {
  test("scores by fifths of the book when values are spread evenly", () => {
    const scores = rfm(ten).map((c) => c.scores!);
    expect(scores.map((s) => s.recency)).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
    expect(scores.map((s) => s.frequency)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(scores.map((s) => s.monetary)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  });

  test("names segments by recency and frequency", () => {
    const cuts = rfmCuts(ten)!;
    const named = (recencyDays: number, purchases: number) => rfmScore({ recencyDays, purchases, total: 0 }, cuts).segment;
    expect([named(0, 10), named(0, 1), named(99, 10), named(99, 1), named(45, 5)]).toEqual(["champions", "new_customers", "cannot_lose", "hibernating", "need_attention"]);
  });

  test("gives equal values equal scores and better ones no lower, in any order of customers", () => {
    fc.assert(fc.property(book, (customers) => {
      const scored = rfm(customers);
      expect(rfm([...customers].reverse())).toEqual([...scored].reverse());
      for (const a of scored) for (const b of scored) {
        if (a.recencyDays <= b.recencyDays) expect(a.scores!.recency).toBeGreaterThanOrEqual(b.scores!.recency);
        if (a.purchases >= b.purchases) expect(a.scores!.frequency).toBeGreaterThanOrEqual(b.scores!.frequency);
        if (a.total >= b.total) expect(a.scores!.monetary).toBeGreaterThanOrEqual(b.scores!.monetary);
      }
    }));
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
    fc.assert(fc.property(book, (customers) => {
      const card = rfmOnCard(customers[0]!, rfmCuts(customers))!;
      expect(card.explanation.total).toBe(card.recency + card.frequency + card.monetary);
    }));
  });

  test("says nothing when there is no purchase, or no cuts", () => {
    expect(rfmOnCard(null, rfmCuts(ten))).toBeNull();
    expect(rfmOnCard(ten[0]!, null)).toBeNull();
  });
});
