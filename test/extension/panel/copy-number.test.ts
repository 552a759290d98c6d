/** The number that a double-click copies. */
import { expect, test } from "vitest";
import { numberAt } from "../../../extension/panel/copy-number.ts";

const at = (text: string, offset: number) => {
  const found = numberAt(text, offset);
  return found === null ? null : text.slice(found.start, found.end);
};

test.each([
  ["about £5,457", 8, "£5,457"],
  ["Oct 27 · £2,375", 12, "£2,375"],
  ["Oct 27 · £2,375", 5, "27"],
  ["90 of 100", 1, "90"],
  ["90 of 100", 7, "100"],
  ["−3.5 % since", 2, "−3.5 %"],
  ["1 234,50 €", 8, "234,50 €"],
  ["¥12,000", 3, "¥12,000"],
  ["< 1%", 2, "< 1%"],
])("numberAt finds the number of %j when %i is double-clicked", (text, offset, number) => {
  expect(at(text, offset)).toBe(number);
});

test("numberAt finds none when a word is double-clicked", () => {
  expect(at("Harlow Marine · 12 orders", 3)).toBeNull();
});
