import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alignAddresses } from "../../../shared/people/align-addresses.ts";
import { columnsOf, cutAddress, cutPairs } from "../../../shared/people/cut-address.ts";
import { registered } from "../../../shared/people/look-alike.ts";

const label = fc.string({ unit: fc.constantFrom(..."abcmrn1é例"), minLength: 1, maxLength: 12 });
const local = fc.string({ unit: fc.constantFrom(..."abc.-_+é王"), minLength: 1, maxLength: 40 });
const address = fc
  .tuple(local, fc.array(label, { minLength: 2, maxLength: 4 }))
  .map(([name, labels]) => `${name}@${labels.join(".")}`);
const columns = fc.integer({ min: 1, max: 60 });
const ownPart = (whole: string) => registered(whole.slice(whole.lastIndexOf("@") + 1));

/** True where `cut` is `whole` with an ellipsis in the place of whatever was left out. */
function isCutOf(cut: string, whole: string): boolean {
  const escaped = cut.split("…").map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".+")}$`, "su").test(whole);
}

describe("cutAddress", () => {
  test("leaves an address as it is when there is room for it", () => {
    fc.assert(
      fc.property(address, (whole) => {
        expect(cutAddress(whole, columnsOf(whole))).toBe(whole);
      }),
    );
  });

  test("keeps the @ and the registered domain when it cuts, and cuts no more than it must", () => {
    fc.assert(
      fc.property(address, columns, (whole, width) => {
        const cut = cutAddress(whole, width);
        expect(cut.endsWith(ownPart(whole))).toBe(true);
        expect(cut).toContain("@");
        expect(isCutOf(cut, whole)).toBe(true);
        expect(columnsOf(cut)).toBeLessThanOrEqual(columnsOf(whole));
        // Longer than its place only where nothing is left that an ellipsis would make shorter.
        const free = cut.slice(0, cut.length - ownPart(whole).length).split("@");
        if (columnsOf(cut) > width) for (const part of free) expect(part.length).toBeLessThan(2);
      }),
    );
  });

  test("keeps whatever it was told to keep when the place is narrow", () => {
    fc.assert(
      fc.property(address, columns, fc.nat(), fc.nat({ max: 5 }), (whole, width, at, length) => {
        const start = at % whole.length;
        const kept = { start, end: Math.min(whole.length, start + length) };
        expect(cutAddress(whole, width, [kept])).toContain(whole.slice(kept.start, kept.end));
      }),
    );
  });

  test("cuts in the middle of the longest part when an address has several", () =>
    expect(cutAddress("maximiliane.schwarzenberger@mail.harlow-marine.example", 40)).toBe(
      "maximi…berger@mail.harlow-marine.example",
    ));
});

describe("cutPairs", () => {
  test("keeps every differing letter and both registered domains when it cuts two addresses", () => {
    fc.assert(
      fc.property(address, address, columns, fc.boolean(), (one, far, width, isNear) => {
        const other = isNear ? one.replace("m", "rn").replace("a", "1") : far;
        const before = alignAddresses(one, other);
        const after = cutPairs(before, width);
        expect(after.filter(({ isSame }) => !isSame)).toEqual(
          before.filter(({ isSame }) => !isSame),
        );
        for (const [side, whole] of [
          ["one", one],
          ["other", other],
        ] as const) {
          const text = after.map((pair) => pair[side]).join("");
          expect(text.endsWith(ownPart(whole))).toBe(true);
          expect(isCutOf(text, whole)).toBe(true);
        }
      }),
    );
  });

  test("cuts both lines in the same place when they are too long", () => {
    const [one, other] = ["rn", "m"].map(
      (c) => `dana.whitfield.longer@mail.harlow-${c}arine.example`,
    );
    const cut = cutPairs(alignAddresses(one ?? "", other ?? ""), 34);
    expect(cut.map((pair) => pair.one).join("")).toBe("dan…er@mail.harlow-rnarine.example");
    expect(cut.map((pair) => pair.other).join("")).toBe("dan…er@mail.harlow-marine.example");
  });
});
