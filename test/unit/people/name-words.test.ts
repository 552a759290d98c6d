/**
 * Names typed from their beginnings: whatever is typed of a name, from any of its words on, finds
 * it.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isFoundBy,
  isSameName,
  searchKeys,
  tellingWords,
  typedKeys,
} from "../../../shared/people/name-words.ts";

const word = fc.oneof(
  fc.stringMatching(/^[a-zA-Z]{1,12}$/),
  fc.stringMatching(/^[A-ZÄÖÜÉa-zäöüéß]{3,10}$/),
  fc
    .array(fc.constantFrom(..."华东海事精密仪器江南光学"), { minLength: 2, maxLength: 8 })
    .map((all) => all.join("")),
);
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));

test("a name is found by the beginnings of its words in any order", () => {
  fc.assert(
    fc.property(name, fc.nat(), fc.integer({ min: 3, max: 12 }), (whole, pick, length) => {
      const words = tellingWords(whole);
      const typed = Array.from(words[pick % words.length] ?? "")
        .slice(0, length)
        .join("");
      if (tellingWords(typed).join() !== typed) return;
      const keys = new Set(searchKeys(whole));
      expect(typedKeys(typed).every((key) => keys.has(key))).toBe(true);
      expect(isFoundBy(whole, typed)).toBe(true);
    }),
  );
});

test("a name is the same without its legal form, accents and case, in another order, and no other", () => {
  for (const [one, other] of [
    ["Harlow Marine", "HARLOW MARINE Ltd."],
    ["Müller GmbH", "Muller"],
    ["华东海事", "华东海事有限公司"],
    ["Marine Harlow", "Harlow Marine"],
  ] as [string, string][]) {
    expect(isSameName(one, other), `${one} ${other}`).toBe(true);
  }
  for (const [one, other] of [
    ["Harlow Marine", "Harlow Motors"],
    ["", ""],
    ["Harlow", "Harlow Asia"],
    ["???", "!!!"],
  ] as [string, string][])
    expect(isSameName(one, other)).toBe(false);
});
