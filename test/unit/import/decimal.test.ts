import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markOf, minorDigits, multiply, parseDecimal, toMinorUnits } from "../../../worker/jobs/import/decimal.ts";

const pence = (text: string, mark: "point" | "comma" = "point") => {
  const value = parseDecimal(text, mark);
  return value === null ? null : toMinorUnits(value, 2);
};

describe("parseDecimal", () => {
  test.each([
    ["1,234.56", 123456], ["1.234,56", 123456], ["£12.50", 1250], ["(12.50)", -1250], ["-12.5", -1250], ["12.50-", -1250], ["¥1,200", 120000],
    ["1'234.50", 123450], ["1 234,50", 123450], ["1 234,50", 123450], ["GBP 12.50", 1250], ["12,50 €", 1250], ["-£5", -500], ["£-5", -500],
    ["−7.25", -725], ["(£3.10)", -310], ["１２．５", 1250], ["1200元", 120000], [".5", 50], ["+4", 400], ["0", 0], ["12", 1200], ["1,234,567", 123456700],
  ])("reads %s when it shows its own mark or has none", (text, expected) => {
    expect(pence(text)).toBe(expected);
  });

  test("reads by the file's mark when a number may be either", () => {
    expect(pence("1,234", "point")).toBe(123400);
    expect(pence("1,234", "comma")).toBe(123);
    expect(pence("1.234", "point")).toBe(123);
    expect(pence("1.234", "comma")).toBe(123400);
  });

  test.each(["", "abc", "12.5.1", "1,23,4.5", "--5", "(-5)", "5-5", "1e5", "12 apples", "0x10", "-", "()", "Infinity"])("answers null when the text is %j", (text) => {
    expect(parseDecimal(text, "point")).toBeNull();
  });

  test("reads back every amount when it is written in English or in German", () => {
    fc.assert(fc.property(fc.integer({ min: -1e15, max: 1e15 }), (minor) => {
      const major = (locale: string) => {
        const [whole, cents] = [BigInt(Math.abs(minor)) / 100n, String(Math.abs(minor) % 100).padStart(2, "0")];
        return `${minor < 0 ? "-" : ""}${whole.toLocaleString(locale)}${locale === "en" ? "." : ","}${cents}`;
      };
      expect(pence(major("en"))).toBe(minor + 0);
      expect(pence(major("de"))).toBe(minor + 0);
    }));
  });
});

describe("markOf", () => {
  test.each([["1,234.56", "point"], ["1.234,5", "comma"], ["12,5", "comma"], ["12.50", "point"], ["1,234", null], ["1.234", null], ["12", null], ["0,125", "comma"], ["1234.567", "point"], ["1.234.567", "comma"]])(
    "of %s is %s", (text, mark) => { expect(markOf(text)).toBe(mark); });
});

describe("toMinorUnits", () => {
  test.each([["0.005", 1], ["-0.005", -1], ["0.0049", 0], ["1.005", 101], ["2.675", 268], ["-1.125", -113]])("rounds halves away from zero when the amount is %s", (text, expected) => {
    expect(pence(text)).toBe(expected);
  });

  test("is exact when quantity times price is beyond floating point", () => {
    const product = multiply({ units: 3n, scale: 0 }, { units: 110n, scale: 2 });
    expect(toMinorUnits(product, 2)).toBe(330);
    fc.assert(fc.property(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: 0, max: 99999 }), (quantity, price) => {
      const amount = multiply(parseDecimal(String(quantity), "point") ?? { units: 0n, scale: 0 }, parseDecimal(`${Math.trunc(price / 100)}.${String(price % 100).padStart(2, "0")}`, "point") ?? { units: 0n, scale: 0 });
      expect(toMinorUnits(amount, 2)).toBe(quantity * price + 0);
    }));
  });

  test("answers null when the amount is beyond what the book holds", () => {
    expect(pence("99999999999999999")).toBeNull();
  });
});

describe("minorDigits", () => {
  test.each([["GBP", 2], ["JPY", 0], ["KWD", 3], ["CNY", 2]])("of %s are %i", (currency, digits) => { expect(minorDigits(currency)).toBe(digits); });
});
