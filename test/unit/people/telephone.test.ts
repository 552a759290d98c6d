import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanTelephone, dialLink, findTelephoneFault } from "../../../shared/people/telephone.ts";

describe("findTelephoneFault", () => {
  test.each([
    "+44 20 7946 0018",
    "+44 (0)20 7946 0018 ext 12",
    "020 7946 0018 x12",
    "(212) 555-0198 #7",
    "030/901820",
    "0044.20.7946.0018",
    "110",
    "010-6532 1234 转 805",
    "＋８６　138 0013 8000",
    "020–7946–0018",
  ])("takes %s as it is written", (text) => {
    expect(findTelephoneFault(cleanTelephone(text))).toBeNull();
  });

  test.each([
    ["length", ""],
    ["length", "12"],
    ["length", "1".repeat(41)],
    ["characters", "dana@harlow-marine.example"],
    ["characters", "020 7946 0018 (mobile)"],
    ["characters", "javascript:alert(1)"],
    ["characters", "020 7946\u00000018"],
    ["digits", "(-) 1 2"],
    ["digits", "+44 20 7946 0018 / +44 7700 900123"],
  ])("finds the fault %s in %j", (fault, text) => {
    expect(findTelephoneFault(cleanTelephone(text))).toBe(fault);
  });
});

describe("cleanTelephone", () => {
  test("changes nothing more when it was applied once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(cleanTelephone(cleanTelephone(text))).toBe(cleanTelephone(text));
      }),
    );
  });
});

describe("dialLink", () => {
  test.each([
    ["+44 20 7946 0018", "tel:+442079460018"],
    ["+44 (0)20 7946 0018 ext 12", "tel:+442079460018"],
    ["(020) 7946-0018 x12", "tel:02079460018"],
    ["0044 20 7946 0018#3", "tel:00442079460018"],
  ])("dials the number of %s", (text, link) => {
    expect(dialLink(text)).toBe(link);
  });

  test("holds nothing but digits and a plus when the number is any that is taken", () => {
    const characters = fc.constantFrom(..."0123456789+()-./ ", " ext ", "x", "#");
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 30 }), (parts) => {
        const text = cleanTelephone(parts.join(""));
        fc.pre(findTelephoneFault(text) === null);
        expect(dialLink(text)).toMatch(/^tel:\+?\d{3,17}$/);
      }),
    );
  });
});
