import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { segmentStability } from "../../../../shared/scoring/backtest/segment-stability.ts";
import { seeded } from "../../../../shared/scoring/numerics/random.ts";
import { defaultPolicy } from "../../../../shared/scoring/default-policy.ts";
import { DAY_MS } from "../../../../shared/time/days.ts";
import { dataFile, dataIsHere, whyNot } from "../shared-data.ts";

type Purchase = { customer: string; day: number; amount: number };

const RETAIL = /^"([^"]*)","[^"]*",(?:"(?:[^"]|"")*"|[^,]*),(-?\d+),([^,]*),([-\d.]+),(\d+),/;
const unzipped = (name: string) => gunzipSync(readFileSync(dataFile(name))).toString("utf8");
function retail(): Purchase[] {
  return unzipped("online_retail.csv.gz")
    .split("\n")
    .flatMap((line) => {
      const [, order, quantity, time, price, customer] = RETAIL.exec(line) ?? [];
      if (!customer || order!.startsWith("C")) return [];
      if (Number(quantity) <= 0 || Number(price) <= 0) return [];
      const day = Math.floor(Date.parse(`${time!.replace(" ", "T")}Z`) / DAY_MS);
      return { customer, day, amount: 100 * Number(quantity) * Number(price) };
    });
}
function cdnow(): Purchase[] {
  return unzipped("CDNOW_master.txt.gz")
    .split("\n")
    .flatMap((line) => {
      const [, customer, year, month, day, dollars] =
        /^\s*(\d+)\s+(\d{4})(\d\d)(\d\d)\s+\d+\s+([\d.]+)/.exec(line) ?? [];
      if (!customer) return [];
      const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
      return { customer, day: at / DAY_MS, amount: 100 * Number(dollars) };
    });
}

/**
 * Regular buyers of different pace and spend who come, buy more around the turn of the year, and
 * leave.
 */
function drawnBook(
  customers: number,
  { gapDays, end, seed }: { gapDays: number; end: number; seed: number },
): Purchase[] {
  const random = seeded(seed);
  return Array.from({ length: customers }, (_, i) => {
    const pace = gapDays * Math.exp(0.4 * random.normal());
    const spend = 9000 * Math.exp(0.8 * random.normal());
    let day = random.uniform() * 0.9 * end;
    const leaves = Math.min(end, day + 5 * gapDays + 0.5 * end * random.exponential());
    const own: Purchase[] = [];
    while (own.length === 0 || day <= leaves) {
      const amount = spend * Math.exp(0.4 * random.normal());
      own.push({ customer: String(i), day: Math.floor(day), amount });
      const season = 1 + 0.6 * Math.cos((2 * Math.PI * day) / 365.25);
      day += Math.max(1, (pace * random.gamma(3)) / 3 / season);
    }
    return own;
  }).flat();
}

/** The book as each of six monthly reviews measures it. */
function monthly(purchases: readonly Purchase[], end: number) {
  const book = [...Map.groupBy(purchases, (p) => p.customer).values()];
  return [5, 4, 3, 2, 1, 0].map((ago) => {
    const today = end - 30 * ago;
    return book.map((own) => {
      const known = own.filter((p) => p.day <= today);
      const rfm = {
        recencyDays: today - Math.max(...known.map((p) => p.day)),
        purchases: new Set(known.map((p) => p.day)).size,
        total: known.reduce((sum, p) => sum + p.amount, 0),
      };
      return { rfm: known.length === 0 ? null : rfm, trust: null, satisfaction: null };
    });
  });
}

describe.skipIf(!dataIsHere)(`segmentStability${whyNot}`, () => {
  test.each([
    ["Online Retail", retail, Date.UTC(2011, 11, 9)],
    ["CDNOW", cdnow, Date.UTC(1998, 5, 30)],
  ] as const)(
    "renames few customers of %s by resampling or in a month",
    (_, load, end) => {
      const reviews = monthly(load(), end / DAY_MS);
      const found = segmentStability(reviews, defaultPolicy.clusters);
      expect(found.clusters!.segments.length).toBeGreaterThan(2);
      for (const { stability } of found.clusters!.segments) expect(stability).toBeGreaterThan(0.75);
      expect(found.hidden).toEqual([]);
      expect(found.resampled.length).toBe(10);
      for (const share of found.resampled) expect(share).toBeLessThanOrEqual(0.05);
      expect(found.monthly.length).toBe(5);
      for (const share of found.monthly) expect(share).toBeLessThanOrEqual(0.1);
    },
    120_000,
  );
});

describe("segmentStability", () => {
  test.each([
    ["yearly", 365, 4],
    ["weekly", 9, 2],
  ] as const)("renames few customers of a book of %s buyers with seasons", (_, gapDays, years) => {
    for (const seed of [1, 2]) {
      const end = Math.round(365.25 * years);
      const reviews = monthly(drawnBook(1000, { gapDays, end, seed }), end);
      const {
        clusters,
        resampled,
        monthly: inTime,
      } = segmentStability(reviews, defaultPolicy.clusters);
      expect(clusters!.segments.length).toBeGreaterThan(2);
      const mean = resampled.reduce((sum, share) => sum + share, 0) / resampled.length;
      expect(mean).toBeLessThanOrEqual(0.05);
      for (const share of inTime) expect(share).toBeLessThanOrEqual(0.1);
    }
  });

  test("finds nothing when a book is too small", () => {
    const few = monthly(drawnBook(20, { gapDays: 30, end: 700, seed: 1 }), 700);
    expect(segmentStability(few, defaultPolicy.clusters)).toEqual({
      clusters: null,
      hidden: [],
      resampled: [],
      monthly: [],
    });
  });
});
