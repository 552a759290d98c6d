import fc from "fast-check";
import { expect, test } from "vitest";
import { chosenDay, dayOf, namedDays } from "../../../../extension/panel/promises/due-day.ts";

const named = (year: number, month: number, day: number) =>
  Object.fromEntries(
    namedDays(new Date(year, month - 1, day, 12)).map((one) => [one.option, one.day]),
  );

test("days by name are tomorrow, the next Friday and the next Monday on a Tuesday", () => {
  expect(named(2026, 11, 24)).toEqual({
    tomorrow: "2026-11-25",
    friday: "2026-11-27",
    next_week: "2026-11-30",
  });
});

test("days by name leave out Friday on a Thursday, and next week on a Sunday", () => {
  expect(named(2026, 11, 26)).toEqual({ tomorrow: "2026-11-27", next_week: "2026-11-30" });
  expect(named(2026, 11, 29)).toEqual({ tomorrow: "2026-11-30", friday: "2026-12-04" });
});

test("days by name are a week away at most, and never today, whatever the day", () => {
  const anyDay = fc.date({
    min: new Date(2020, 0, 1),
    max: new Date(2040, 0, 1),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(anyDay, (now) => {
      const days = namedDays(now).map(({ day }) => day);
      const last = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 7);
      expect(new Set(days).size).toBe(days.length);
      for (const day of days) expect(day > dayOf(now) && day <= dayOf(last)).toBe(true);
    }),
  );
});

test("a date is chosen when it is whole and lies between today and ten years ahead", () => {
  const now = new Date(2026, 10, 21);
  const of = (date: string) => chosenDay({ option: "date", date }, now);
  expect(["", "2026-11", "2026-11-20", "2037-01-01"].map(of)).toEqual([null, null, null, null]);
  expect(["2026-11-21", "2026-12-24"].map(of)).toEqual(["2026-11-21", "2026-12-24"]);
});
