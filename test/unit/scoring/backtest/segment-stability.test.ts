import { describe, expect, test } from "vitest";
import type { Recorded } from "../../../../shared/scoring/backtest/chance-model.ts";
import { purchaseRecord } from "../../../../shared/scoring/backtest/purchase-record.ts";
import {
  monthlyReviews,
  segmentStability,
} from "../../../../shared/scoring/backtest/segment-stability.ts";
import { defaultPolicy } from "../../../../shared/scoring/default-policy.ts";
import { purchaseDays } from "../../../../shared/scoring/summarise.ts";
import { DAY_MS } from "../../../../shared/time/days.ts";
import { cdnowLines, retailLines, type CustomerLine } from "../real-books.ts";
import { dataIsHere, whyNot } from "../shared-data.ts";
import { weeklyBuyers, yearlyBuyers } from "../simulated-books.ts";

const recorded = (lines: readonly CustomerLine[]): Recorded[] =>
  [...Map.groupBy(lines, (line) => line.customerId)].flatMap(([id, own]) => {
    const record = purchaseRecord(purchaseDays(own, Date.UTC(2012, 0, 1)));
    return record ? [{ id, record }] : [];
  });
const mean = (shares: readonly number[]) =>
  shares.reduce((sum, share) => sum + share, 0) / shares.length;

describe.skipIf(!dataIsHere)(`segmentStability${whyNot}`, () => {
  test.each([
    ["Online Retail", retailLines, Date.UTC(2011, 11, 9)],
    ["CDNOW", cdnowLines, Date.UTC(1998, 5, 30)],
  ] as const)("renames few customers of %s by resampling or in a month", (_, load, end) => {
    const reviews = monthlyReviews(recorded(load()), end / DAY_MS);
    const found = segmentStability(reviews, defaultPolicy.clusters);
    expect(found.clusters!.segments.length).toBeGreaterThan(2);
    for (const { stability } of found.clusters!.segments) expect(stability).toBeGreaterThan(0.75);
    expect(found.hidden).toEqual([]);
    expect(found.resampled.length).toBe(10);
    for (const share of found.resampled) expect(share).toBeLessThanOrEqual(0.05);
    expect(found.monthly.length).toBe(5);
    for (const share of found.monthly) expect(share).toBeLessThanOrEqual(0.1);
  });
});

describe("segmentStability", () => {
  test.each([
    ["yearly", yearlyBuyers],
    ["weekly", weeklyBuyers],
  ] as const)("renames few customers of a book of %s buyers with a season", (_, draw) => {
    for (const seed of [1, 2, 3]) {
      const { book, last } = draw({ seed });
      const found = segmentStability(monthlyReviews(book, last), defaultPolicy.clusters);
      expect(found.clusters!.segments.length).toBeGreaterThan(2);
      expect(mean(found.resampled)).toBeLessThanOrEqual(0.05);
      for (const share of found.monthly) expect(share).toBeLessThanOrEqual(0.1);
    }
  });

  test("finds nothing when a book is too small", () => {
    const { book, last } = yearlyBuyers({});
    const few = monthlyReviews(book.slice(0, 20), last);
    expect(segmentStability(few, defaultPolicy.clusters)).toEqual({
      clusters: null,
      hidden: [],
      resampled: [],
      monthly: [],
    });
  });
});
