/**
 * Days and times as they are typed. Texts of this kind: as the field shows them, as numbers in the
 * reader's order, with a month's name, without a year, with full-width digits; and what is no date.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateText, readDate, readTime, shiftDate } from "../../shared/locales/date-text.ts";
import type { Locale } from "../../shared/locales/format.ts";

const today = "2026-11-30";
const locales: Locale[] = ["en", "zh_CN"];
const dates = fc
  .integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) })
  .map((at) => new Date(at).toISOString().slice(0, 10));

describe("readDate", () => {
  test.each(locales)("reads every day as the field shows it in %s", (locale) => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(readDate(locale, dateText(locale, date), today)).toBe(date);
        expect(readDate(locale, date, today)).toBe(date);
      }),
    );
  });

  test.each([
    ["en", "18/11/2026", "2026-11-18"],
    ["en", "18.11.26", "2026-11-18"],
    ["en", "18/11", "2026-11-18"],
    ["en", "18 Nov", "2026-11-18"],
    ["en", "november 18, 2026", "2026-11-18"],
    ["en", "1 Dec", "2025-12-01"],
    ["zh_CN", "2026年11月18日", "2026-11-18"],
    ["zh_CN", "11月18日", "2026-11-18"],
    ["zh_CN", "２０２６－１１－１８", "2026-11-18"],
    ["zh_CN", "11/18", "2026-11-18"],
  ] as const)("in %s reads %s", (locale, text, date) => {
    expect(readDate(locale, text, today)).toBe(date);
  });

  test.each([
    "",
    "30 Feb 2026",
    "31/02",
    "2026-13-01",
    "Nov",
    "18",
    "soon",
    "18 Nov 2026 x 3",
    "0",
  ])("reads no date from: %s", (text) => {
    expect(locales.map((locale) => readDate(locale, text, today))).toEqual([null, null]);
  });
});

describe("readTime", () => {
  test.each([
    ["14:05", "14:05"],
    ["1405", "14:05"],
    ["9", "09:00"],
    ["930", "09:30"],
    ["9.30", "09:30"],
    ["2:05 pm", "14:05"],
    ["12am", "00:00"],
    ["１４：０５", "14:05"],
  ])("reads %s", (text, time) => {
    expect(readTime(text)).toBe(time);
  });

  test.each(["", "25", "24:00", "9:60", "13 pm", "noon", "14:5"])(
    "reads no time from: %s",
    (text) => {
      expect(readTime(text)).toBeNull();
    },
  );
});

test("shiftDate counts across months and years", () => {
  expect([shiftDate("2026-03-01", -1), shiftDate("2026-12-31", 1)]).toEqual([
    "2026-02-28",
    "2027-01-01",
  ]);
});
