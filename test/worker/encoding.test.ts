import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase64, toBase64url } from "../../worker/security/encoding.ts";

describe("fromBase64", () => {
  test.each(["base64", "base64url"] as const)(
    "answers the same bytes when they were written as %s",
    (form) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
          const text = Buffer.from(bytes).toString(form);
          expect([...fromBase64(text)]).toEqual([...bytes]);
          expect([...fromBase64(text.replace(/=+$/, ""))]).toEqual([...bytes]);
        }),
      );
    },
  );

  test.each(["?", "AAAA?", "AAAé", "A", "AA=A"])(
    "throws a TypeError when the text is %j",
    (text) => {
      expect(() => fromBase64(text)).toThrow(TypeError);
    },
  );
});

describe("toBase64url", () => {
  test.each([0, 8191, 8192, 8193, 20_000])(
    "opens to the same bytes when there are %i of them",
    (count) => {
      const bytes = Uint8Array.from({ length: count }, (_, at) => (at * 31) % 256);
      const text = toBase64url(bytes);
      expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
      expect([...fromBase64(text)]).toEqual([...bytes]);
    },
  );
});
