import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alignAddresses } from "../../../shared/people/align-addresses.ts";
import { skeleton } from "../../../shared/people/look-alike.ts";

/** The pairs as text: what is the same, and what differs in brackets. */
const aligned = (one: string, other: string) =>
  alignAddresses(one, other)
    .map((pair) => (pair.isSame ? pair.one : `[${pair.one}|${pair.other}]`))
    .join("");

describe("alignAddresses", () => {
  test.each([
    [
      "dana@harlow-rnarine.example",
      "dana@harlow-marine.example",
      "dana@harlow-[rn|m]arine.example",
    ],
    ["wang@harlow-asla.example", "wang@harlow-asia.example", "wang@harlow-as[l|i]a.example"],
    ["paypa1.com", "paypal.com", "paypa[1|l].com"],
    ["hralow.com", "harlow.com", "h[ra|ar]low.com"],
    ["x@harlow.co", "x@harlow.com", "x@harlow.co[|m]"],
    ["vvest.example", "west.example", "[vv|w]est.example"],
    ["harlow.example.evil.com", "harlow.example", "harlow.example[.evil.com|]"],
    ["pаypal.com", "paypal.com", "p[а|a]ypal.com"],
    ["аррӏе.com", "apple.com", "[аррӏе|apple].com"],
  ])("tells the letters that differ when %s passes for %s", (one, other, expected) =>
    expect(aligned(one, other)).toBe(expected),
  );

  test("tells whole domains when they have little in common", () =>
    expect(aligned("wang@gmail.com", "wang@harlow-asia.example")).toBe(
      "wang@[gmail.com|harlow-asia.example]",
    ));

  const text = fc.string({ unit: fc.constantFrom(..."abmrnl1i0o.-@аｍ"), maxLength: 14 });

  test("gives both texts back when its pairs are joined", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const pairs = alignAddresses(one, other);
        expect(pairs.map((pair) => pair.one).join("")).toBe(one);
        expect(pairs.map((pair) => pair.other).join("")).toBe(other);
        for (const pair of pairs) expect(pair.isSame).toBe(pair.one === pair.other);
        // Neither two runs of the same kind side by side, nor an empty one.
        for (const [at, pair] of pairs.entries()) {
          expect(pair.one + pair.other).not.toBe("");
          expect(pairs[at + 1]?.isSame).not.toBe(pair.isSame);
        }
      }),
    );
  });

  test("tells no difference when both are one address, and one at least when they are not", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(alignAddresses(one, one).every(({ isSame }) => isSame)).toBe(true);
        expect(alignAddresses(one, other).some(({ isSame }) => !isSame)).toBe(one !== other);
      }),
    );
  });

  test("tells the letters alone when some were exchanged for others drawn alike", () => {
    const letter = fc.constantFrom("a", "k", "t", "m", "w", "x");
    const swaps: Record<string, string> = { m: "rn", w: "vv", a: "а", t: "τ" };
    fc.assert(
      fc.property(fc.array(fc.tuple(letter, fc.boolean()), { maxLength: 20 }), (drawn) => {
        const one = drawn.map(([c]) => c).join("");
        const other = drawn.map(([c, isSwapped]) => (isSwapped ? (swaps[c] ?? c) : c)).join("");
        expect(skeleton(one)).toBe(skeleton(other));
        const kept = drawn.filter(([c, isSwapped]) => !isSwapped || swaps[c] === undefined).length;
        const same = alignAddresses(one, other).filter(({ isSame }) => isSame);
        expect(same.map((pair) => pair.one).join("").length).toBeGreaterThanOrEqual(kept);
      }),
    );
  });
});
