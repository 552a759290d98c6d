import { afterEach, expect, test, vi } from "vitest";
import { calendarDay } from "../../../../worker/portfolio/calendar-day.ts";

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ["UTC", 0, "2026-11-30"],
  ["Asia/Shanghai", 0, "2026-12-01"],
  ["America/Los_Angeles", 0, "2026-11-30"],
  ["Asia/Shanghai", 365, "2027-12-01"],
  ["UTC", -1, "2026-11-29"],
])("calendarDay counts by the clock of the book when it is %s", (zone, days, day) => {
  vi.useFakeTimers({ now: Date.parse("2026-11-30T17:00:00Z"), toFake: ["Date"] });
  expect(calendarDay(days, zone)).toBe(day);
});
