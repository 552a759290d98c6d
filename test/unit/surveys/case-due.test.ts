import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../../shared/scoring/default-policy.ts";
import { caseDue } from "../../../shared/surveys/case-due.ts";
import { offsetIn } from "../../../shared/time/days.ts";

const hourMs = 3_600_000;
const rules = { ...defaultPolicy.surveys.cases, inBusinessHours: true };
const due = (opened: string, zone: string, more: Partial<typeof rules> = {}) =>
  new Date(caseDue(Date.parse(opened), { ...rules, ...more }, zone)).toISOString();

describe("due of a case", () => {
  test("is so many hours of the clock later when business hours do not count", () => {
    const opened = "2026-03-28T12:00:00.000Z";
    expect(due(opened, "Europe/London", { inBusinessHours: false, dueHours: 48 })).toBe(
      "2026-03-30T12:00:00.000Z",
    );
  });

  test("is the same day when its hours are left before closing", () => {
    expect(due("2026-11-30T10:00:00Z", "Europe/London", { dueHours: 4 })).toBe(
      "2026-11-30T14:00:00.000Z",
    );
  });

  test("begins at opening time when it is opened before or after hours", () => {
    const hours = { dueHours: 2 };
    expect(due("2026-11-30T03:00:00Z", "Europe/London", hours)).toBe("2026-11-30T11:00:00.000Z");
    expect(due("2026-11-30T22:00:00Z", "Europe/London", hours)).toBe("2026-12-01T11:00:00.000Z");
  });

  test("leaves out the weekend when it is opened on a Friday", () => {
    const opened = "2026-12-04T15:00:00Z";
    expect(due(opened, "Europe/London", { dueHours: 4 })).toBe("2026-12-07T11:00:00.000Z");
    expect(due(opened, "Europe/London", { dueHours: 4, saturdays: true })).toBe(
      "2026-12-05T11:00:00.000Z",
    );
    expect(due(opened, "Europe/London", { dueHours: 12, saturdays: true, sundays: true })).toBe(
      "2026-12-06T11:00:00.000Z",
    );
  });

  test("goes by the days of the book's zone when it is another day in UTC", () => {
    // Friday 23:30 in UTC is Saturday morning in Shanghai.
    expect(due("2026-12-04T23:30:00Z", "Asia/Shanghai", { dueHours: 1 })).toBe(
      "2026-12-07T02:00:00.000Z",
    );
  });

  test("goes by the clock on the wall when summer time begins and ends in between", () => {
    const hours = { dueHours: 3 };
    expect(due("2026-03-27T16:00:00Z", "Europe/London", hours)).toBe("2026-03-30T10:00:00.000Z");
    expect(due("2026-10-23T15:00:00Z", "Europe/London", hours)).toBe("2026-10-26T11:00:00.000Z");
  });

  test("counts the hours that there are when a day of work is an hour shorter or longer", () => {
    const all = { dueHours: 24, opensAt: 0, closesAt: 24, sundays: true, saturdays: true };
    expect(due("2026-03-29T00:00:00Z", "Europe/London", all)).toBe("2026-03-30T00:00:00.000Z");
    expect(due("2026-10-24T23:00:00Z", "Europe/London", all)).toBe("2026-10-25T23:00:00.000Z");
  });

  test("takes the whole day when it closes before it opens", () => {
    const odd = { dueHours: 5, opensAt: 17, closesAt: 9 };
    expect(due("2026-11-30T20:00:00Z", "UTC", odd)).toBe("2026-12-01T01:00:00.000Z");
  });
});

const zones = ["UTC", "Europe/London", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"];
const policies = fc.record({
  dueHours: fc.integer({ min: 1, max: 720 }),
  inBusinessHours: fc.constant(true),
  opensAt: fc.integer({ min: 0, max: 23 }),
  closesAt: fc.integer({ min: 1, max: 24 }),
  saturdays: fc.boolean(),
  sundays: fc.boolean(),
});
const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2032, 0, 1) });
const wallOf = (at: number, zone: string) => new Date(at + offsetIn(zone, at));

describe("due of any case", () => {
  test("lies within business hours on a day of work, and at least its hours ahead", () => {
    fc.assert(
      fc.property(policies, moments, fc.constantFrom(...zones), (policy, opened, zone) => {
        const at = caseDue(opened, policy, zone);
        expect(at - opened).toBeGreaterThanOrEqual(policy.dueHours * hourMs);
        // The last moment before it still counts, even where it is closing time.
        const wall = wallOf(at - 1, zone);
        const weekday = wall.getUTCDay();
        expect(weekday !== 6 || policy.saturdays).toBe(true);
        expect(weekday !== 0 || policy.sundays).toBe(true);
        const isWhole = policy.closesAt <= policy.opensAt;
        if (!isWhole) {
          const hour = wall.getUTCHours();
          expect(hour).toBeGreaterThanOrEqual(policy.opensAt);
          expect(hour).toBeLessThan(policy.closesAt);
        }
      }),
    );
  });

  test("is never earlier when it is opened later, or has more hours", () => {
    fc.assert(
      fc.property(
        policies,
        moments,
        fc.integer({ min: 0, max: 14 * 24 * hourMs }),
        fc.constantFrom(...zones),
        (policy, opened, later, zone) => {
          const at = caseDue(opened, policy, zone);
          expect(caseDue(opened + later, policy, zone)).toBeGreaterThanOrEqual(at);
          const longer = { ...policy, dueHours: policy.dueHours + 1 };
          expect(caseDue(opened, longer, zone)).toBeGreaterThan(at);
        },
      ),
    );
  });
});
