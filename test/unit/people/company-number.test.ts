/**
 * Numbers for customers and orders: of the kind are codes in any dress and width on one side, and
 * on the other whatever tells who somebody is (names, streets, addresses, telephones, identity
 * numbers) or lost its digits in a spreadsheet.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanNumber, findNumberFault } from "../../../shared/people/company-number.ts";

describe("cleanNumber", () => {
  test.each([
    ['="00045"', "00045"],
    ["'00045", "00045"],
    ['=T("00045")', "00045"],
    ['"C2"', "C2"],
    ["=00045", "00045"],
    ['= "00045"', "00045"],
    ["’00045", "00045"],
    ["'00045'", "00045"],
    ['=t( "A""1" )', 'A"1'],
    ['\'="00045"', "00045"],
    ["＝＂００４５＂", "0045"],
    ["\u200bC4", "C4"],
    ["C\u200d4", "C4"],
    ["\ufeffC4", "C4"],
    ["C4\u00a0", "C4"],
    ["C\u00ad4", "C4"],
    ["\u202aC4\u202c", "C4"],
    ["\u200eC4", "C4"],
    ["Ｃ４", "C4"],
    ["C‑100", "C-100"],
    ["C–100", "C-100"],
    ["KD\u00a04711", "KD 4711"],
    ["KD  4711", "KD 4711"],
    ["Ⅷ", "VIII"],
    ["C1\u2060", "C1"],
    ["536365", "536365"],
    ["'", "'"],
    ['""', '""'],
  ])("reads %j as %j", (text, expected) => expect(cleanNumber(text)).toBe(expected));

  test("changes nothing when it is done twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(cleanNumber(cleanNumber(text))).toBe(cleanNumber(text));
      }),
    );
  });
});

describe("findNumberFault", () => {
  test.each([
    "C-100",
    "ACME-01",
    "536365",
    "A 123",
    "CUST00045",
    "KD 4711",
    "00045",
    "C",
    "K",
    "ALFKI",
    "HARLOW-O12",
    "#1001",
    "ACME",
    "X/1",
    "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
    "cus_NffrFeUfNV2Hib",
    "001Aa00000XyZ1",
    "zcrm_4600",
    "2024-01-15-0001",
    "0000012345",
    "0100000123",
    "114-3941689-8772232",
    "C536365",
    "客户001",
    "沪A12345",
    "订单20240101",
    "Kunde Nr 4711",
    "Customer No. 45",
    "INV NO 2024-17",
    "INV/2024/0001",
    "SO-2024-001 A",
    "12E5",
    "A1234567",
    "7210448301122",
    "4500012345678900000",
    "12000000001",
    "R-1",
    "5.1",
    "2024.11.29-3",
    "北京分店1024",
    "536365-1",
    "ORD 536 365",
  ])("takes %s when it is a number of the company's own", (text) =>
    expect(findNumberFault(text)).toBeNull(),
  );

  test.each([
    ["dana@harlow-marine.example", "address"],
    ["mailto:dana", "address"],
    ["dana＠harlow.example", "address"],
    ["13800138000", "telephone"],
    ["138 0013 8000", "telephone"],
    ["138-0013-8000", "telephone"],
    ["+86 138 0013 8000", "telephone"],
    ["8613800138000", "telephone"],
    ["+49 171 1234567", "telephone"],
    ["+442079460958", "telephone"],
    ["(212) 555-0199", "telephone"],
    ["212-555-0199", "telephone"],
    ["020 7946 0958", "telephone"],
    ["0171/1234567", "telephone"],
    ["010-62345678", "telephone"],
    ["tel: 5550199", "telephone"],
    ["0044 20 7946 0958", "telephone"],
    ["１３８００１３８０００", "telephone"],
    ["11010519491231002X", "identity"],
    ["Harlow Marine Ltd", "name"],
    ["Dana Harlow", "name"],
    ["dana harlow", "name"],
    ["JOHN SMITH", "name"],
    ["O'Brien", "name"],
    ["Zoë", "name"],
    ["Harlow", "name"],
    ["dana.harlow", "name"],
    ["王小明", "name"],
    ["王", "name"],
    ["李 娜", "name"],
    ["张伟1", "name"],
    ["上海海洋贸易有限公司", "name"],
    ["山田太郎", "name"],
    ["김민수", "name"],
    ["Анна Иванова", "name"],
    ["12 High Street", "name"],
    ["Flat 3, 12 High Street, London", "name"],
    ["Müller", "name"],
    ["Harlow, Dana", "name"],
    ["Dana Harlow 2", "name"],
    ["1.23457E+11", "rounded"],
    ["1,23457E+11", "rounded"],
    ["4.5E+15", "rounded"],
    ["5E-05", "rounded"],
    ["#REF!", "error"],
    ["#####", "error"],
    ["#NAME?", "error"],
    ["#DIV/0!", "error"],
    ["=A1&B1", "formula"],
    ['=TEXT(45,"00000")', "formula"],
  ])("refuses %s as %s", (text, fault) => expect(findNumberFault(cleanNumber(text))).toBe(fault));

  test("takes every code of letters, a dash and digits when it is no telephone", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{1,6}[-_ ]?\d{1,10}$/), (code) => {
        expect(findNumberFault(code)).toBeNull();
      }),
    );
  });
});
