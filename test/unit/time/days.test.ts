/**
 * Instants of all kinds in all zones: dates without a time, offsets of half hours, changes of
 * clock.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clockDayIn,
  DAY_MS,
  dayIn,
  isTimeZone,
  momentIn,
  offsetIn,
  withTime,
} from "../../../shared/time/days.ts";

const zones = [
  "UTC",
  "Asia/Shanghai",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Europe/London",
  "Africa/Casablanca",
  "America/St_Johns",
  "Asia/Kathmandu",
];
const at = (iso: string) => Date.parse(iso);
const day = (iso: string) => at(iso) / DAY_MS;
const instants = fc.integer({ min: 0, max: at("2100-01-01") });

describe("dayIn", () => {
  test("is one day when two moments are on both sides of midnight UTC and of one local day", () => {
    const [early, late] = [at("2025-12-30T07:30:00+08:00"), at("2025-12-30T09:00:00+08:00")];
    expect([early, late].map((one) => dayIn("Asia/Shanghai", one))).toEqual([
      day("2025-12-30"),
      day("2025-12-30"),
    ]);
    expect([early, late].map((one) => dayIn("UTC", one))).toEqual([
      day("2025-12-29"),
      day("2025-12-30"),
    ]);
  });

  test.each(zones)("is the date itself in %s when there is no time", (zone) => {
    expect(dayIn(zone, at("2026-11-28"))).toBe(day("2026-11-28"));
  });

  test("is the local day when a time of day falls on midnight UTC", () => {
    expect(dayIn("America/New_York", withTime(at("2026-11-28T00:00:00Z")))).toBe(day("2026-11-27"));
    expect(clockDayIn("America/New_York", at("2026-11-28T00:00:00Z"))).toBe(day("2026-11-27"));
  });

  test("agrees with the zone's own calendar whatever the instant", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const shown = new Intl.DateTimeFormat("en-CA", {
          timeZone: zone,
          year: "numeric",
          month: "2-digit",
          day: "2-digit",
        });
        expect(new Date(clockDayIn(zone, instant) * DAY_MS).toISOString().slice(0, 10)).toBe(
          shown.format(instant),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe("offsetIn", () => {
  test("changes at the hour when clocks do", () => {
    expect(offsetIn("Europe/London", at("2026-03-29T00:59:59Z"))).toBe(0);
    expect(offsetIn("Europe/London", at("2026-03-29T01:00:00Z"))).toBe(3_600_000);
  });
});

describe("momentIn", () => {
  test("gives the instant back when the clock shows it once", () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const wall = instant + offsetIn(zone, instant);
        const back = momentIn(zone, wall);
        // Of an hour that comes twice the first is meant.
        expect(back === instant || (back < instant && back + offsetIn(zone, back) === wall)).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
  });

  test("takes the first when an hour comes twice, and runs on when one is skipped", () => {
    expect(momentIn("Europe/London", at("2026-10-25T01:30:00Z"))).toBe(at("2026-10-25T00:30:00Z"));
    expect(momentIn("Europe/London", at("2026-03-29T01:30:00Z"))).toBe(at("2026-03-29T01:30:00Z"));
  });
});

describe("isTimeZone", () => {
  test.each(["UTC", "Asia/Shanghai", "America/Argentina/Buenos_Aires", "Etc/GMT-8"])(
    "takes %s when it is a zone",
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  test.each(["", "+08:00", "Shanghai", "Mars/Olympus", "GMT+8", "constructor"])(
    "refuses %j when it is none",
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );
});
