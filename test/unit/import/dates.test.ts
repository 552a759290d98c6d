import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderOf, parseDate } from "../../../worker/jobs/import/dates.ts";

const iso = (text: string, order: "dmy" | "mdy" = "dmy") => {
  const at = parseDate(text, order);
  return at === null ? null : new Date(at).toISOString();
};

describe("parseDate", () => {
  test.each([
    ["2010-12-01T08:26:00Z", "2010-12-01T08:26:00.000Z"], ["2010-12-01T08:26:00.125Z", "2010-12-01T08:26:00.125Z"],
    ["2010-12-01T08:26:00+08:00", "2010-12-01T00:26:00.000Z"], ["2010-12-01T08:26-0530", "2010-12-01T13:56:00.000Z"],
    ["2010-12-01 08:26:00", "2010-12-01T08:26:00.000Z"], ["2010-12-01", "2010-12-01T00:00:00.000Z"], ["2010/12/1 8:26", "2010-12-01T08:26:00.000Z"],
    ["20101201", "2010-12-01T00:00:00.000Z"], ["20101201T082600Z", "2010-12-01T08:26:00.000Z"], ["20101201 08:26", "2010-12-01T08:26:00.000Z"],
    ["1 Dec 2010", "2010-12-01T00:00:00.000Z"], ["1st December 2010 8:26", "2010-12-01T08:26:00.000Z"], ["01-Dec-10", "2010-12-01T00:00:00.000Z"],
    ["Dec 1, 2010", "2010-12-01T00:00:00.000Z"], ["Wed, 1 Dec 2010 08:26:00 GMT", "2010-12-01T08:26:00.000Z"], ["Sept 3, 2010 4:05 pm", "2010-09-03T16:05:00.000Z"],
    ["2010年12月1日", "2010-12-01T00:00:00.000Z"], ["2010年12月1日 8时26分", "2010-12-01T08:26:00.000Z"], ["2010年12月1日 下午3:05", "2010-12-01T15:05:00.000Z"],
    ["01.12.2010", "2010-12-01T00:00:00.000Z"], ["1.12.10 8:26", "2010-12-01T08:26:00.000Z"], ["2010-12-01 12:00 AM", "2010-12-01T00:00:00.000Z"],
    ["2010-12-01 12:30 PM", "2010-12-01T12:30:00.000Z"], ["29/2/2012", "2012-02-29T00:00:00.000Z"],
  ])("reads %s", (text, expected) => { expect(iso(text)).toBe(expected); });

  test("reads 12/1/2010 8:26 by the file's order when it may be either", () => {
    expect(iso("12/1/2010 8:26", "mdy")).toBe("2010-12-01T08:26:00.000Z");
    expect(iso("12/1/2010 8:26", "dmy")).toBe("2010-01-12T08:26:00.000Z");
  });

  test.each(["", "soon", "2010-13-01", "2010-02-30", "29/2/2011", "2010-12-01 25:00", "2010-12-01 8:61", "31.11.2010", "1 Foo 2010", "2010", "13:45", "2010-12-01 13:00 PM", "32/1/2010"])(
    "answers null when the text is %j", (text) => { expect(parseDate(text, "dmy")).toBeNull(); });

  test("reads back every moment when it is written as ISO 8601", () => {
    fc.assert(fc.property(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }), (at) => {
      expect(parseDate(at.toISOString(), "dmy")).toBe(at.getTime());
    }));
  });

  test("reads back every day when day and month are written in either order", () => {
    fc.assert(fc.property(fc.date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true }), (at) => {
      const [year = "", month = "", day = ""] = at.toISOString().slice(0, 10).split("-");
      const start = Date.UTC(Number(year), Number(month) - 1, Number(day));
      expect(parseDate(`${day}/${month}/${year}`, "dmy")).toBe(start);
      expect(parseDate(`${month}/${day}/${year}`, "mdy")).toBe(start);
    }));
  });
});

describe("orderOf", () => {
  test.each([["13/1/2010", "dmy"], ["1/13/2010 8:26", "mdy"], ["1/2/2010", "either"], ["2/2/2010", null], ["1.2.2010", null], ["2010-01-02", null], ["x", null]])(
    "of %s is %s", (text, order) => { expect(orderOf(text)).toBe(order); });
});
