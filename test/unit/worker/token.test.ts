import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isToken, newCode, newToken, readCode } from "../../../worker/security/token.ts";

describe("a session token", () => {
  test("has prefix, 30 random characters and a checksum that holds when it is new", () => {
    const tokens = Array.from({ length: 500 }, newToken);
    for (const token of tokens) {
      expect(token).toMatch(/^rgd_[0-9A-Za-z]{36}$/);
      expect(isToken(token)).toBe(true);
    }
    expect(new Set(tokens).size).toBe(500);
  });

  test("is recognised as wrong when one character is mistyped", () => {
    const token = newToken();
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: token.length - 1 }),
        fc.constantFrom(..."0123456789ABCXYZabcxyz"),
        (at, character) => {
          fc.pre(token[at] !== character);
          expect(isToken(token.slice(0, at) + character + token.slice(at + 1))).toBe(false);
        },
      ),
    );
  });

  test("is none when the text is any other", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(isToken(text)).toBe(false);
      }),
    );
  });

  test("uses every character about equally when many are made", () => {
    const counts = new Map<string, number>();
    for (let at = 0; at < 2000; at++)
      for (const character of newToken().slice(4, 34))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(62);
    // 60,000 draws, 968 expected each, deviation 31: seven deviations either side.
    for (const count of counts.values()) expect(Math.abs(count - 60_000 / 62)).toBeLessThan(220);
  });
});

describe("a pairing code", () => {
  test("reads back when typed in any case and grouping", () => {
    for (let at = 0; at < 200; at++) {
      const code = newCode();
      expect(readCode(code)).toBe(code);
      expect(readCode(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(code);
      expect(readCode(code.replaceAll("0", "o").replaceAll("1", "I"))).toBe(code);
    }
  });

  test.each(["", "ABCD", "UUUU-UUUU-UU", "ABCD-EFGH-JKL", "ÄBCD-EFGH-JK"])(
    "is none when the text is %j",
    (text) => {
      expect(readCode(text)).toBeNull();
    },
  );
});
