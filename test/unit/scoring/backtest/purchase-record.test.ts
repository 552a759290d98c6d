import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  followedBy,
  purchaseRecord,
  sightingAt,
  sightingOf,
} from "../../../../shared/scoring/backtest/purchase-record.ts";
import { DAY, summaryOf } from "../../../../shared/scoring/summarise.ts";

/** Purchase days of one customer, oldest first. */
const purchaseDays = fc
  .uniqueArray(fc.record({ day: fc.integer({ min: 0, max: 900 }), amount: fc.nat(100_000) }), {
    selector: ({ day }) => day,
    minLength: 1,
    maxLength: 60,
  })
  .map((days) => days.sort((p, q) => p.day - q.day));

describe("purchaseRecord", () => {
  test("sees a customer as the summary of the days until then does, whatever came later", () => {
    fc.assert(
      fc.property(purchaseDays, fc.integer({ min: 0, max: 1000 }), (days, day) => {
        const known = days.filter((one) => one.day <= day);
        const summary = summaryOf("c", known, day * DAY);
        const seen = sightingAt(purchaseRecord(days)!, day);
        if (!summary) {
          expect(seen).toBeNull();
          return;
        }
        expect(seen).toMatchObject({
          frequency: summary.frequency,
          recency: summary.recency,
          age: summary.age,
          spent: known.reduce((sum, { amount }) => sum + amount, 0),
          spentLastYear: known.reduce(
            (sum, one) => sum + (one.day > day - 365 ? one.amount : 0),
            0,
          ),
        });
        expect(seen!.monetary).toBeCloseTo(summary.monetary, 6);
        expect(seen!.logGaps).toBeCloseTo(summary.logGaps ?? 0, 6);
        const { logGaps: _, ...now } = seen!;
        expect(sightingOf(known, day)).toEqual(now);
      }),
    );
  });

  test("counts what followed once, and never what came before or after the window", () => {
    fc.assert(
      fc.property(
        purchaseDays,
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 400 }),
        (days, from, length) => {
          const within = days.filter(({ day }) => day > from && day <= from + length);
          expect(followedBy(purchaseRecord(days)!, from, from + length)).toEqual({
            purchases: within.length,
            spend: within.reduce((sum, { amount }) => sum + amount, 0),
          });
        },
      ),
    );
  });

  test("says nothing of a moment that lies before the days it holds", () => {
    const days = Array.from({ length: 300 }, (_, n) => ({ day: 7 * n, amount: 100 }));
    const record = purchaseRecord(days)!;
    expect(record.newest.length).toBeLessThan(2 * days.length);
    expect(sightingAt(record, 7 * 299)).toMatchObject({ frequency: 299, spent: 30_000 });
    expect(sightingAt(record, 7 * 250)).toMatchObject({ frequency: 250, spent: 25_100 });
    expect(sightingAt(record, 7 * 10)).toBeNull();
  });
});
