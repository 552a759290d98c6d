import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbd, summarise } from "../../../shared/scoring/index.ts";
import { purchaseDays, summaryOf } from "../../../shared/scoring/summarise.ts";
import { cdnow, dataFile, dataIsHere, reference, whyNot } from "./shared-data.ts";
import { ago, now } from "./some-facts.ts";

const bought = (customerId: string, daysAgo: number, amount: number) => ({
  customerId,
  occurredAt: ago(daysAgo),
  amount,
});

describe("summarise", () => {
  test.skipIf(!dataIsHere)(
    `turns the CDNOW transactions into the published summary, free goods included,${whyNot}`,
    () => {
      const transactions = readFileSync(dataFile("CDNOW_sample.txt"), "utf8")
        .trim()
        .split("\n")
        .map((line) => {
          const [, id, date, , dollars] = line.trim().split(/\s+/) as [
            string,
            string,
            string,
            string,
            string,
          ];
          const occurredAt = Date.UTC(
            Number(date.slice(0, 4)),
            Number(date.slice(4, 6)) - 1,
            Number(date.slice(6)),
          );
          return {
            customerId: String(Number(id)),
            occurredAt,
            amount: Math.round(Number(dollars) * 100),
          };
        });
      const summary = summarise(transactions, { until: Date.UTC(1997, 8, 30), unit: "week" });
      expect(summary.length).toBe(2357);
      expect(summary.filter((s) => s.frequency > 0).length).toBe(946);
      const byId = new Map(summary.map((s) => [s.id, s]));
      for (const known of cdnow()) {
        const own = byId.get(known.id)!;
        expect(own.frequency).toBe(known.frequency);
        expect(own.recency).toBeCloseTo(known.recency, 1);
        expect(own.age).toBeCloseTo(known.age, 1);
        // Published to the cent, means of dollars.
        expect(Math.abs(own.monetary - 100 * known.monetary)).toBeLessThanOrEqual(1);
      }
      const { logLikelihood, parameters } = bgNbd.fit(summary);
      const { LL_exact_days, MLE_exact_days } = reference().cdnow_sample.bgnbd;
      expect(logLikelihood).toBeGreaterThanOrEqual(LL_exact_days - 1e-6);
      for (const letter of ["r", "alpha", "a", "b"] as const)
        expect(parameters![letter] / MLE_exact_days[letter]).toBeCloseTo(1, 4);
    },
  );

  test("counts distinct days, takes refunds off the purchase before, and leaves the first out of the spend", () => {
    const transactions = [
      bought("a", 70, 1000),
      bought("a", 70, 500),
      bought("a", 35, 3000),
      bought("a", 35, -1000),
      bought("a", 14, 800),
      bought("a", 14, -800),
      bought("a", 7, 1000),
      bought("a", 3, -300),
      bought("b", 5, -100),
    ];
    expect(summarise(transactions, { until: now, unit: "week" })).toEqual([
      {
        id: "a",
        frequency: 2,
        recency: 9,
        age: 10,
        logGaps: expect.closeTo(Math.log(5) + Math.log(4), 8) as number,
        monetary: 1350,
      },
    ]);
    expect(summarise(transactions, { until: now, unit: "day" })[0]).toMatchObject({
      recency: 63,
      age: 70,
    });
  });

  test("takes the day of `until` in and nothing after it", () => {
    const transactions = [bought("a", 10, 100), bought("a", 5, 100), bought("a", 1, 100)];
    expect(summarise(transactions, { until: ago(5), unit: "day" })).toEqual([
      {
        id: "a",
        frequency: 1,
        recency: 5,
        age: 5,
        logGaps: expect.closeTo(Math.log(5), 8) as number,
        monetary: 100,
      },
    ]);
  });

  test("gives each customer the summary of their own purchase days when lines are mixed", () => {
    const any = fc.array(
      fc.record({
        who: fc.constantFrom("a", "b", "c", "d"),
        days: fc.integer({ min: -3, max: 400 }),
        hours: fc.integer({ min: 0, max: 23 }),
        amount: fc.oneof(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: -5000, max: 0 })),
      }),
      { maxLength: 60 },
    );
    const zones = fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York");
    fc.assert(
      fc.property(any, zones, (all, zone) => {
        const lines = all.map(({ who, days, hours, amount }) => ({
          ...bought(who, days, amount),
          occurredAt: ago(days) + 3_600_000 * hours,
        }));
        const alone = [...Map.groupBy(lines, ({ customerId }) => customerId)].flatMap(
          ([id, own]) => summaryOf(id, purchaseDays(own, now, zone), now, "week", zone) ?? [],
        );
        expect(summarise(lines, { until: now, unit: "week", zone })).toEqual(alone);
      }),
    );
  });

  test("does not care for the order of transactions", () => {
    const any = fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 400 }),
        amount: fc.integer({ min: -5000, max: 9000 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(any, (all) => {
        const transactions = all.map((t) => bought("a", t.days, t.amount));
        expect(summarise(transactions.toReversed(), { until: now, unit: "week" })).toEqual(
          summarise(transactions, { until: now, unit: "week" }),
        );
      }),
    );
  });
});
