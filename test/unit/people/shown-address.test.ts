import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asciiDomain } from "../../../shared/people/address.ts";
import { skeleton } from "../../../shared/people/look-alike.ts";
import { shownAddress, shownDomain } from "../../../shared/people/shown-address.ts";

describe("shownDomain", () => {
  test.each([
    "bücher.example",
    "例子.中国",
    "łódź.example",
    "пример.example",
    "παράδειγμα.example",
    "한국.example",
    "ラーメン.example",
    "smørrebrød.example",
    "harlow.example",
    "مثال.example",
  ])("is in Unicode when the domain is %s", (domain) =>
    expect(shownDomain(asciiDomain(domain) ?? "")).toBe(domain),
  );

  test.each([
    "арріе.com",
    "pаypal.com",
    "gооgle.com",
    "paypaı.com",
    "ѕсоре.example",
    "ɡoogle.com",
    "ab‍c.example",
  ])("stays in Punycode when the domain is %s", (domain) => {
    const ascii = asciiDomain(domain) ?? "";
    expect(shownDomain(ascii)).toBe(ascii);
  });

  test("is the same domain again, and none that is drawn like another in Latin letters, when any is given", () => {
    const label = fc.string({
      unit: fc.constantFrom(..."abeopüøаеорбжαολ例ア한-1ıɡ"),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(label, (text) => {
        const ascii = asciiDomain(`x${text}x.example`);
        if (ascii === null) return;
        const shown = shownDomain(ascii);
        expect(asciiDomain(shown)).toBe(ascii);
        const name = shown.slice(0, shown.indexOf("."));
        if (/[\p{sc=Cyrillic}\p{sc=Greek}]/u.test(name))
          expect(skeleton(name)).toMatch(/[^-a-z0-9]/);
      }),
    );
  });
});

test("shownAddress leaves the local part as it is when the domain is international", () => {
  expect(shownAddress("xn--a@xn--bcher-kva.example")).toBe("xn--a@bücher.example");
});
