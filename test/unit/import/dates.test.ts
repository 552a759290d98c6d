/**
 * Dates as programs and people of all countries write them: ISO 8601 in all its forms, halves of
 * the day, offsets, Chinese, month names, spreadsheets' serial days, dates without a time.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ordersOf, parseDate, readMoment } from "../../../worker/jobs/import/dates.ts";

const DAY_MS = 86_400_000;
const iso = (text: string, order: "dmy" | "mdy" = "dmy") => {
  const at = parseDate(text, order);
  return at === null ? null : new Date(at).toISOString();
};

describe("parseDate", () => {
  test.each([
    ["2010-12-01T08:26:00Z", "2010-12-01T08:26:00.000Z"],
    ["2010-12-01T08:26:00.125Z", "2010-12-01T08:26:00.125Z"],
    ["2010-12-01T08:26:00+08:00", "2010-12-01T00:26:00.000Z"],
    ["2010-12-01T08:26-0530", "2010-12-01T13:56:00.000Z"],
    ["2010-12-01 08:26:00", "2010-12-01T08:26:00.000Z"],
    ["2010-12-01", "2010-12-01T00:00:00.000Z"],
    ["2010/12/1 8:26", "2010-12-01T08:26:00.000Z"],
    ["20101201", "2010-12-01T00:00:00.000Z"],
    ["20101201T082600Z", "2010-12-01T08:26:00.000Z"],
    ["20101201 08:26", "2010-12-01T08:26:00.000Z"],
    ["1 Dec 2010", "2010-12-01T00:00:00.000Z"],
    ["1st December 2010 8:26", "2010-12-01T08:26:00.000Z"],
    ["01-Dec-10", "2010-12-01T00:00:00.000Z"],
    ["Dec 1, 2010", "2010-12-01T00:00:00.000Z"],
    ["Wed, 1 Dec 2010 08:26:00 GMT", "2010-12-01T08:26:00.000Z"],
    ["Sept 3, 2010 4:05 pm", "2010-09-03T16:05:00.000Z"],
    ["2010年12月1日", "2010-12-01T00:00:00.000Z"],
    ["2010年12月1日 8时26分", "2010-12-01T08:26:00.000Z"],
    ["2010年12月1日 下午3:05", "2010-12-01T15:05:00.000Z"],
    ["01.12.2010", "2010-12-01T00:00:00.000Z"],
    ["1.12.10 8:26", "2010-12-01T08:26:00.000Z"],
    ["2010-12-01 12:00 AM", "2010-12-01T00:00:00.000Z"],
    ["2010-12-01 12:30 PM", "2010-12-01T12:30:00.000Z"],
    ["29/2/2012", "2012-02-29T00:00:00.000Z"],
  ])("reads %s", (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  test.each([
    ["2026-11-28 24:00", "2026-11-29T00:00:00.001Z"],
    ["2026-11-28T24:00:00Z", "2026-11-29T00:00:00.001Z"],
    ["2026-11-29T10:00+0800", "2026-11-29T02:00:00.000Z"],
    ["2026-11-29 10:00 PM +08:00", "2026-11-29T14:00:00.000Z"],
    ["2026/05/27 1:36:48 am GMT+5:30", "2026-05-26T20:06:48.000Z"],
    ["2026/09/05 1:35:15 PM GMT+5:30", "2026-09-05T08:05:15.000Z"],
    ["2026-11-29 10:00 GMT+8", "2026-11-29T02:00:00.000Z"],
    ["2026-11-29 10:00 UTC", "2026-11-29T10:00:00.000Z"],
    ["2026-07-03 11:02:00 -0400", "2026-07-03T15:02:00.000Z"],
    ["2026-W48-7", "2026-11-29T00:00:00.000Z"],
    ["2026W487", "2026-11-29T00:00:00.000Z"],
    ["2020-W53-5", "2021-01-01T00:00:00.000Z"],
    ["2026-333", "2026-11-29T00:00:00.000Z"],
    ["2026年11月29日", "2026-11-29T00:00:00.000Z"],
    ["2026年11月29日 下午3点05分", "2026-11-29T15:05:00.000Z"],
    ["2026年11月29日下午3:05", "2026-11-29T15:05:00.000Z"],
    ["二〇二六年十一月二十九日", "2026-11-29T00:00:00.000Z"],
    ["2026年11月29日 星期日", "2026-11-29T00:00:00.000Z"],
    ["２０２６年１１月２９日", "2026-11-29T00:00:00.000Z"],
    ["2026년 11월 29일", "2026-11-29T00:00:00.000Z"],
    ["2026/11/29 中午12:30", "2026-11-29T12:30:00.000Z"],
    ["2026/11/29 凌晨12:30", "2026-11-29T00:30:00.000Z"],
    ["2026-11-29 9 PM", "2026-11-29T21:00:00.000Z"],
    ["29.11.2026 10.30", "2026-11-29T10:30:00.000Z"],
    ["29. November 2026", "2026-11-29T00:00:00.000Z"],
    ["3. März 2026", "2026-03-03T00:00:00.000Z"],
    ["29 novembre 2026", "2026-11-29T00:00:00.000Z"],
    ["29 de diciembre de 2026", "2026-12-29T00:00:00.000Z"],
    ["11/29/2026 10:00 a.m.", null],
    ["Sun Nov 29 2026 10:00:00 GMT+0800 (China Standard Time)", "2026-11-29T02:00:00.000Z"],
    ["Sun Nov 29 10:00:00 2026", "2026-11-29T10:00:00.000Z"],
    ["2026-11-29T10:00:00+08:00[Asia/Shanghai]", "2026-11-29T02:00:00.000Z"],
    ["'2026-11-29", "2026-11-29T00:00:00.000Z"],
    ['="2026-11-29"', "2026-11-29T00:00:00.000Z"],
    ["\u200e2026-11-29", "2026-11-29T00:00:00.000Z"],
    ["1795946400", "2026-11-29T10:00:00.000Z"],
    ["1795946400000", "2026-11-29T10:00:00.000Z"],
    ["2026-11-29T10:00:00.123456789Z", "2026-11-29T10:00:00.123Z"],
  ])("reads %s in a form of the world", (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  test.each([
    ["45292", "1900", "2024-01-01T00:00:00.000Z"],
    ["45292.5", "1900", "2024-01-01T12:00:00.000Z"],
    ["45292,75", "1900", "2024-01-01T18:00:00.000Z"],
    ["43830", "1904", "2024-01-01T00:00:00.000Z"],
    ["45292.4375115741", "1900", "2024-01-01T10:30:01.000Z"],
    ["45292", null, null],
    ["12345", "1900", null],
    ["99999", "1900", null],
  ] as const)("reads a spreadsheet's day %s counted from %s as %s", (text, serials, expected) => {
    const at = parseDate(text, "dmy", "UTC", serials);
    expect(at === null ? null : new Date(at).toISOString()).toBe(expected);
  });

  test("reads a time without a zone on the book's clock, and a date as that date", () => {
    const shanghai = (text: string) =>
      new Date(parseDate(text, "dmy", "Asia/Shanghai") ?? 0).toISOString();
    expect(shanghai("2026-11-29 07:30")).toBe("2026-11-28T23:30:00.000Z");
    expect(shanghai("2026-11-29")).toBe("2026-11-29T00:00:00.000Z");
    expect(shanghai("2026-11-29 00:00:00")).toBe("2026-11-29T00:00:00.000Z");
    expect(shanghai("2026-11-29 08:00")).toBe("2026-11-29T00:00:00.001Z");
    expect(shanghai("2026-11-29T08:00:00+09:00")).toBe("2026-11-28T23:00:00.000Z");
  });

  test("gives the clock as it is written beside the instant", () => {
    expect(
      readMoment("2025-12-30T07:30:00+08:00", { dates: "dmy", serials: null, timeZone: "UTC" }),
    ).toEqual({ at: Date.parse("2025-12-29T23:30:00Z"), wall: Date.parse("2025-12-30T07:30:00Z") });
  });

  test.each([
    "2026-11-28 24:01",
    "2026-11-29T10:00+15:00",
    "2026-11-29T10:00+08:75",
    "2026-W54-1",
    "2025-W53-1",
    "2026-366",
    "2026-000",
    "foo 1",
    "1 2 2026",
    "2026年13月1日",
    "2026年2月30日",
    "0000-01-01",
    "#####",
    "晚上12:30",
  ])("answers null when %s is none", (text) => {
    expect(parseDate(text, "dmy")).toBeNull();
  });

  test("reads back every moment when it is written in a zone, in either order, with halves of the day", () => {
    const moments = fc
      .integer({ min: 0, max: Date.parse("2068-12-31") / 60_000 })
      .map((minute) => minute * 60_000)
      .filter((at) => at % DAY_MS !== 0);
    fc.assert(
      fc.property(
        moments,
        fc.integer({ min: -12 * 4, max: 14 * 4 }),
        fc.constantFrom("dmy", "mdy", "ymd"),
        fc.boolean(),
        (at, quarters, order, short) => {
          const offset = quarters * 900_000;
          const [date = "", clock = ""] = new Date(at + offset).toISOString().split("T");
          const [year = "", month = "", day = ""] = date.split("-");
          const [hours, minutes] = [Number(clock.slice(0, 2)), clock.slice(3, 5)];
          const size = Math.abs(offset) / 60_000;
          const two = (digits: number) => String(digits).padStart(2, "0");
          const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
          const ends = short && Number(year) > 1999 ? year.slice(2) : year;
          const written =
            order === "dmy"
              ? `${day}/${month}/${ends}`
              : order === "mdy"
                ? `${month}/${day}/${ends}`
                : `${ends}/${month}/${day}`;
          expect(
            parseDate(
              `${written} ${hours % 12 || 12}:${minutes} ${hours < 12 ? "AM" : "PM"} ${zone}`,
              order as "dmy",
            ),
          ).toBe(at);
        },
      ),
    );
  });

  test("reads 12/1/2010 8:26 by the file's order when it may be either", () => {
    expect(iso("12/1/2010 8:26", "mdy")).toBe("2010-12-01T08:26:00.000Z");
    expect(iso("12/1/2010 8:26", "dmy")).toBe("2010-01-12T08:26:00.000Z");
  });

  test.each([
    "",
    "soon",
    "2010-13-01",
    "2010-02-30",
    "29/2/2011",
    "2010-12-01 25:00",
    "2010-12-01 8:61",
    "31.11.2010",
    "1 Foo 2010",
    "2010",
    "13:45",
    "2010-12-01 13:00 PM",
    "32/1/2010",
  ])("answers null when the text is %j", (text) => {
    expect(parseDate(text, "dmy")).toBeNull();
  });

  test("reads back every moment when it is written as ISO 8601", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
        (at) => {
          expect(parseDate(at.toISOString(), "dmy")).toBe(at.getTime());
        },
      ),
    );
  });

  test("reads back every day when day and month are written in either order", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true }),
        (at) => {
          const [year = "", month = "", day = ""] = at.toISOString().slice(0, 10).split("-");
          const start = Date.UTC(Number(year), Number(month) - 1, Number(day));
          expect(parseDate(`${day}/${month}/${year}`, "dmy")).toBe(start);
          expect(parseDate(`${month}/${day}/${year}`, "mdy")).toBe(start);
        },
      ),
    );
  });
});

describe("ordersOf", () => {
  test.each([
    ["13/1/2010", ["dmy"]],
    ["1/13/2010 8:26", ["mdy"]],
    ["1/2/2010", ["dmy", "mdy"]],
    ["2/2/2010", []],
    ["1.2.2010", []],
    ["2010-01-02", []],
    ["x", []],
    ["01/02/03", ["dmy", "mdy", "ymd"]],
    ["31/12/24", ["dmy", "ymd"]],
    ["1/2/24", ["dmy", "mdy"]],
    ["24-13-01", []],
  ])("of %s are %j", (text, orders) => {
    expect(ordersOf(text).map(({ order }) => order)).toEqual(orders);
  });
});
