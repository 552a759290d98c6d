/** Dates without a time, and moments, as readers in zones far east and west of UTC see them. */
import { afterEach, describe, expect, test, vi } from "vitest";

const own = process.env["TZ"];
afterEach(() => {
  if (own === undefined) delete process.env["TZ"];
  else process.env["TZ"] = own;
});
const zones = [
  "UTC",
  "America/New_York",
  "America/Los_Angeles",
  "Pacific/Pago_Pago",
  "Asia/Shanghai",
  "Pacific/Kiritimati",
  "Asia/Kolkata",
];

/** The formats of a reader in a zone: they keep the one in which they were made. */
async function readerIn(zone: string) {
  process.env["TZ"] = zone;
  vi.resetModules();
  const { day, moment, year } = await import("../../../shared/locales/format.ts");
  // "28 Nov" and "Nov 28" are the same date.
  const sorted = (text: string) => text.split(" ").sort().join(" ");
  return {
    day: (iso: string, now: Date) => sorted(day("en", iso, now)),
    moment: (iso: string, now: Date) => sorted(moment("en", iso, now)),
    chinese: (iso: string, now: Date) => day("zh_CN", iso, now),
    year,
  };
}

describe.each(zones)("a reader in %s", (zone) => {
  test("sees the same date when it has no time", async () => {
    const { day, moment, chinese, year } = await readerIn(zone);
    const now = new Date(2026, 11, 20, 12);
    expect(day("2026-11-28T00:00:00.000Z", now)).toBe("28 Nov");
    expect(moment("2026-11-28T00:00:00Z", now)).toBe("28 Nov");
    expect(chinese("2026-01-01T00:00:00.000Z", now)).toBe("1月1日");
    expect(year("2026-01-01T00:00:00.000Z")).toBe(2026);
  });

  test("sees today and yesterday when a date without a time is one of them", async () => {
    const { day } = await readerIn(zone);
    const now = new Date(2026, 10, 28, 1);
    expect([day("2026-11-28T00:00:00.000Z", now), day("2026-11-27T00:00:00.000Z", now)]).toEqual([
      "today",
      "yesterday",
    ]);
  });
});

test("a moment is the local one when it has a time of day", async () => {
  const { day, moment } = await readerIn("America/New_York");
  expect(day("2026-11-28T00:00:00.001Z", new Date(2026, 11, 20))).toBe("27 Nov");
  expect(moment("2026-11-28T00:00:00.001Z", new Date(2026, 10, 27, 22))).toBe("19:00");
});
