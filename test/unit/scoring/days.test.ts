/**
 * Days of the book: orders, silence and "days ago" on either side of a midnight that is not UTC's,
 * times and dates without one.
 */
import { describe, expect, test } from "vitest";
import {
  defaultPolicy,
  loyalty,
  measures,
  purchasesShown,
  scoreCustomer,
  summarise,
  type Facts,
  type Policy,
} from "../../../shared/scoring/index.ts";
import { book, modelOf } from "./a-book.ts";
import { customer } from "./some-facts.ts";

const model = modelOf(book(300));
const inZone = (timeZone: string): Policy => ({ ...defaultPolicy, book: { timeZone } });
const order = (at: string, amount: number): Facts["transactions"][number] => ({
  orderId: at,
  occurredAt: Date.parse(at),
  amount,
  category: null,
  kind: "purchase",
});
const now = Date.parse("2026-01-20T04:00:00Z");

describe("days of the book", () => {
  const morning = [
    order("2025-12-30T07:30:00+08:00", 10_000),
    order("2025-12-30T09:00:00+08:00", 5000),
  ];
  const together = [order("2025-12-30T09:00:00+08:00", 15_000)];
  const of = (transactions: Facts["transactions"], zone: string) =>
    measures(customer({ transactions }), { policy: inZone(zone), now });

  test("make one purchase day of two orders when UTC's midnight lies between them", () => {
    expect(of(morning, "Asia/Shanghai").summary).toEqual(of(together, "Asia/Shanghai").summary);
    expect(of(morning, "UTC").summary).toMatchObject({ frequency: 1 });
  });

  test("make two of them when the book's own midnight does, west of UTC and east", () => {
    const evening = [order("2026-01-10T04:59:00Z", 100), order("2026-01-10T05:01:00Z", 100)];
    expect(of(evening, "America/New_York").summary).toMatchObject({ frequency: 1 });
    expect(of(evening, "UTC").summary).toMatchObject({ frequency: 0 });
  });

  test("keep a date without a time in every zone", () => {
    for (const zone of ["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"]) {
      const both = [order("2026-01-10", 100), order("2026-01-11", 100)];
      expect(of(both, zone).summary).toMatchObject({ frequency: 1, recency: 1 / 7 });
    }
  });

  test("join a date without a time with the times of its day, whichever comes first by the clock", () => {
    const lines = [
      order("2026-01-10", 100),
      order("2026-01-09T20:00:00Z", 100),
      order("2026-01-10T15:00:00Z", 100),
    ];
    expect(of(lines, "Asia/Shanghai").summary).toMatchObject({ frequency: 0, age: 10 / 7 });
    expect(of(lines.slice(0, 2), "Asia/Shanghai").summary).toMatchObject({
      frequency: 0,
      age: 10 / 7,
    });
  });

  test("count silence from the book's today", () => {
    const lines = [order("2026-01-10T10:00:00Z", 100)];
    expect(of(lines, "UTC").rfm!.recencyDays).toBe(10);
    // Still the 19th there.
    expect(of(lines, "America/New_York").rfm!.recencyDays).toBe(9);
  });

  test("are told by the calendar when a reason says how long ago", () => {
    const said = {
      id: "s",
      metric: "nps" as const,
      value: 2,
      comment: null,
      source: "customer" as const,
      occurredAt: Date.parse("2026-01-19T15:00:00Z"),
    };
    const days = (zone: string) =>
      scoreCustomer(customer({ satisfaction: [said] }), {
        policy: inZone(zone),
        model,
        now,
        currency: "GBP",
      }).next.action!.reason.parameters!["days"];
    expect([days("UTC"), days("Asia/Shanghai"), days("America/New_York")]).toEqual([1, 1, 0]);
  });

  test("cut summaries, cohorts and what a card shows alike", () => {
    const own = [order("2025-12-31T18:00:00Z", 100), order("2026-02-01T02:00:00Z", 100)].map(
      (t) => ({ ...t, customerId: "a" }),
    );
    const until = Date.parse("2026-03-10T00:00:00Z");
    expect(
      loyalty(own, { until, period: "month", zone: "Asia/Shanghai" }).cohorts.map(
        ({ name }) => name,
      ),
    ).toEqual(["2026-01"]);
    expect(loyalty(own, { until, period: "month" }).cohorts.map(({ name }) => name)).toEqual([
      "2025-12",
    ]);
    expect(summarise(own, { until, unit: "day", zone: "Asia/Shanghai" })[0]).toMatchObject({
      recency: 31,
    });
    expect(
      purchasesShown(
        [order("2026-01-19T20:00:00Z", 100)],
        Date.parse("2026-01-19T19:00:00Z"),
        "Asia/Shanghai",
      )?.last.amount,
    ).toBe(100);
    expect(
      purchasesShown(
        [order("2026-01-20", 100)],
        Date.parse("2026-01-19T20:00:00Z"),
        "America/New_York",
      ),
    ).toBeNull();
  });
});
