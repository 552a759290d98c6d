/**
 * Amounts in the forms of the world: separators, groups, negatives, digits of other scripts,
 * currencies before and behind, whole amounts with a dash; and what only looks like one (dates, two
 * signs, unknown words).
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  markOf,
  minorDigits,
  multiply,
  parseDecimal,
  readAmount,
  toMinorUnits,
} from "../../../worker/jobs/import/decimal.ts";

const pence = (text: string, mark: "point" | "comma" = "point") => {
  const value = parseDecimal(text, mark);
  return value === null ? null : toMinorUnits(value, 2);
};

describe("parseDecimal", () => {
  test.each([
    ["1,234.56", 123456],
    ["1.234,56", 123456],
    ["£12.50", 1250],
    ["(12.50)", -1250],
    ["-12.5", -1250],
    ["12.50-", -1250],
    ["¥1,200", 120000],
    ["1'234.50", 123450],
    ["1 234,50", 123450],
    ["1 234,50", 123450],
    ["GBP 12.50", 1250],
    ["12,50 €", 1250],
    ["-£5", -500],
    ["£-5", -500],
    ["−7.25", -725],
    ["(£3.10)", -310],
    ["１２．５", 1250],
    ["1200元", 120000],
    [".5", 50],
    ["+4", 400],
    ["0", 0],
    ["12", 1200],
    ["1,234,567", 123456700],
  ])("reads %s when it shows its own mark or has none", (text, expected) => {
    expect(pence(text)).toBe(expected);
  });

  test.each([
    ["1,23,456.78", 12345678],
    ["12,34,567", 123456700],
    ["(1,234.50)", -123450],
    ["1,234.50-", -123450],
    ["1,234.50 CR", -123450],
    ["1,234.50 DR", 123450],
    ["100.00CR", -10000],
    ["–5.00", -500],
    ["１，２３４．５０", 123450],
    ["１２３４", 123400],
    ["١٬٢٣٤٫٥٠", 123450],
    ["۱۲۳٫۴۵", 12345],
    ["१,२३,४५६.७८", 12345678],
    ["1\u202f234,50", 123450],
    ["1\u2009234.50", 123450],
    ["1\u00a0234\u00a0567,89", 123456789],
    ["1’234.50", 123450],
    ["CHF 1'234.50", 123450],
    ["1.234,-", 123400],
    ["1234.-", 123400],
    ["€ 10,--", 1000],
    ["10,– €", 1000],
    ["SFr. 5.-", 500],
    ["$(1,234.50)", -123450],
    ["($5.00)", -500],
    ["-$5.00", -500],
    ["$-5.00", -500],
    ["5.00 $-", -500],
    ["kr 1 234,50", 123450],
    ["kr. 1.234,50", 123450],
    ["1.234,50 kr.", 123450],
    ["1 234,50 Kč", 123450],
    ["Rs.500", 50000],
    ["Rs. 1,23,456.00", 12345600],
    ["₹ 1,00,000.50", 10000050],
    ["R$ 1.234,50", 123450],
    ["US$ 1,234.50", 123450],
    ["1,234.50 USD", 123450],
    ["USD1234.50", 123450],
    ["usd 5.25", 525],
    ["￥1200.00", 120000],
    ["人民币1200元", 120000],
    ["1200.50 元", 120050],
    ["1,200円", null],
    ["\u200f1,234.50\u200f", 123450],
    ["1\u200b234.50", 123450],
    ["'12.50", 1250],
    ['="1,234.50"', 123450],
    ["12.", 1200],
    [" 12,5 ", 1250],
    ["$ 10.00 USD", 1000],
    ["-.5", -50],
    ["+1.25", 125],
    ["€-1.234,56", -123456],
  ])("reads %s in a form of the world", (text, expected) => {
    const amount = readAmount(text, null);
    expect(amount === "unclear" ? null : amount && toMinorUnits(amount.value, 2)).toBe(expected);
  });

  test.each([
    ["$10", "USD", true],
    ["$10", "AUD", true],
    ["$10", "GBP", false],
    ["€10", "GBP", false],
    ["10 €", "EUR", true],
    ["JPY 1000", "GBP", false],
    ["1.234,56 EUR", "EUR", true],
    ["US$ 10", "AUD", false],
    ["￥10.00", "CNY", true],
    ["¥1000", "JPY", true],
    ["10元", "CNY", true],
    ["10元", "GBP", false],
    ["£1,000.50", "GBP", true],
    ["kr 5,00", "NOK", true],
    ["kr 5,00", "SEK", true],
    ["kr 5,00", "EUR", false],
    ["CHF 1'234.50", "CHF", true],
    ["zł 5,00", "PLN", true],
    ["HK$5.00", "HKD", true],
    ["人民币 5.00", "CNY", true],
    ["CA$ 5.00", "USD", false],
    ["RMB 5.00", "CNY", true],
  ])("knows %s for an amount in %s or not (%s)", (text, currency, is) => {
    const amount = readAmount(text, "point");
    expect(amount !== null && amount !== "unclear" && amount.currencies?.has(currency)).toBe(is);
  });

  test.each([
    "2024-01-05",
    "12/1/2010",
    "5-Jan",
    "01.02.2024",
    "10 apples",
    "1,23,4.5",
    "(5",
    "5)",
    "((5))",
    "-5-",
    "(5) CR",
    "GBp 100",
    "$5 EUR",
    "£ € 5",
    "1.2M",
    "5%",
    "1'23",
    "1 2",
    "12:30",
    "1,2345,678",
    "½",
    "#REF!",
    "1.234.56",
  ])("answers null when %s is no amount", (text) => expect(readAmount(text, "point")).toBeNull());

  test("leaves open what can be read two ways when the column does not tell", () => {
    for (const text of ["1,234", "1.234", "€1,234", "(1.234)", "-12,500"])
      expect(readAmount(text, null)).toBe("unclear");
    for (const text of ["0,125", "1234.567", "12", "1,23"])
      expect(readAmount(text, null)).not.toBe("unclear");
  });

  test("reads back every amount when it is written in the forms of a country and a sign", () => {
    const locales = [
      "en-GB",
      "en-US",
      "de-DE",
      "fr-FR",
      "sv-SE",
      "en-IN",
      "hi-IN",
      "ar-EG",
      "fa-IR",
      "de-CH",
      "zh-CN",
      "ja-JP",
      "pl-PL",
      "pt-BR",
      "nb-NO",
      "cs-CZ",
      "ru-RU",
      "mr-IN-u-nu-deva",
      "bn-BD",
    ];
    const currencies = ["GBP", "USD", "EUR", "SEK", "CNY", "INR", "CHF", "BRL", "PLN"];
    const sign = fc.constantFrom(
      (text: string) => text,
      (text: string) => `-${text}`,
      (text: string) => `(${text})`,
      (text: string) => `${text}-`,
      (text: string) => `\u2212${text}`,
      (text: string) => `${text} CR`,
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e14 }),
        fc.constantFrom(...locales),
        fc.option(fc.constantFrom(...currencies)),
        sign,
        fc.constantFrom("code", "narrowSymbol", "symbol"),
        (minor, locale, currency, signed, display) => {
          const format = new Intl.NumberFormat(
            locale,
            currency === null
              ? { minimumFractionDigits: 2 }
              : {
                  style: "currency",
                  currency,
                  currencyDisplay: display as "code",
                  minimumFractionDigits: 2,
                  maximumFractionDigits: 2,
                },
          );
          const major =
            `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}` as `${number}`;
          const text = signed(format.format(major));
          const amount = readAmount(text, null);
          const read =
            amount === null || amount === "unclear" ? null : toMinorUnits(amount.value, 2);
          expect([text, read]).toEqual([text, signed("") === "" ? minor : 0 - minor]);
          if (currency !== null && amount !== null && amount !== "unclear")
            expect([...(amount.currencies ?? [])]).toContain(currency);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("reads by the file's mark when a number may be either", () => {
    expect(pence("1,234", "point")).toBe(123400);
    expect(pence("1,234", "comma")).toBe(123);
    expect(pence("1.234", "point")).toBe(123);
    expect(pence("1.234", "comma")).toBe(123400);
  });

  test.each([
    "",
    "abc",
    "12.5.1",
    "1,23,4.5",
    "--5",
    "(-5)",
    "5-5",
    "1e5",
    "12 apples",
    "0x10",
    "-",
    "()",
    "Infinity",
  ])("answers null when the text is %j", (text) => {
    expect(parseDecimal(text, "point")).toBeNull();
  });

  test("reads back every amount when it is written in English or in German", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (minor) => {
        const major = (locale: string) => {
          const [whole, cents] = [
            BigInt(Math.abs(minor)) / 100n,
            String(Math.abs(minor) % 100).padStart(2, "0"),
          ];
          return `${minor < 0 ? "-" : ""}${whole.toLocaleString(locale)}${locale === "en" ? "." : ","}${cents}`;
        };
        expect(pence(major("en"))).toBe(minor + 0);
        expect(pence(major("de"))).toBe(minor + 0);
      }),
    );
  });
});

describe("markOf", () => {
  test.each([
    ["1,234.56", "point"],
    ["1.234,5", "comma"],
    ["12,5", "comma"],
    ["12.50", "point"],
    ["1,234", "either"],
    ["1.234", "either"],
    ["12", null],
    ["€ 12,50", "comma"],
    ["1.234,-", "comma"],
    ["1,23,456", "point"],
    ["٫٥", "point"],
    ["1'234.5", "point"],
    ["12,34,5", null],
    ["0,125", "comma"],
    ["1234.567", "point"],
    ["1.234.567", "comma"],
  ])("of %s is %s", (text, mark) => {
    expect(markOf(text)).toBe(mark);
  });
});

describe("toMinorUnits", () => {
  test.each([
    ["0.005", 1],
    ["-0.005", -1],
    ["0.0049", 0],
    ["1.005", 101],
    ["2.675", 268],
    ["-1.125", -113],
  ])("rounds halves away from zero when the amount is %s", (text, expected) => {
    expect(pence(text)).toBe(expected);
  });

  test("is exact when quantity times price is beyond floating point", () => {
    const product = multiply({ units: 3n, scale: 0 }, { units: 110n, scale: 2 });
    expect(toMinorUnits(product, 2)).toBe(330);
    fc.assert(
      fc.property(
        fc.integer({ min: -99999, max: 99999 }),
        fc.integer({ min: 0, max: 99999 }),
        (quantity, price) => {
          const amount = multiply(
            parseDecimal(String(quantity), "point") ?? { units: 0n, scale: 0 },
            parseDecimal(
              `${Math.trunc(price / 100)}.${String(price % 100).padStart(2, "0")}`,
              "point",
            ) ?? { units: 0n, scale: 0 },
          );
          expect(toMinorUnits(amount, 2)).toBe(quantity * price + 0);
        },
      ),
    );
  });

  test("answers null when the amount is beyond what the book holds", () => {
    expect(pence("99999999999999999")).toBeNull();
  });
});

describe("minorDigits", () => {
  test.each([
    ["GBP", 2],
    ["JPY", 0],
    ["KWD", 3],
    ["CNY", 2],
  ])("of %s are %i", (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });
});
