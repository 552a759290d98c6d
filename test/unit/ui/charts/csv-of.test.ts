/** Tables as CSV files. */
import { csvParseRows } from "d3-dsv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvOf } from "../../../../shared/ui/charts/csv-of.ts";

const rowsOf = (csv: string) => csvParseRows(csv.slice(1));

test("csvOf writes numbers as they are when they are negative or long", () => {
  const csv = csvOf({
    columns: ["Tier", "Change"],
    rows: [
      [
        { value: "High", text: "High" },
        { value: -12.345678, text: "−12" },
      ],
    ],
  });
  expect(csv).toBe("\uFEFFTier,Change\nHigh,-12.345678\n");
});

test("csvOf leaves a cell empty when there is no figure", () => {
  const csv = csvOf({ columns: ["A"], rows: [[{ value: null, text: "too few to say" }]] });
  expect(rowsOf(csv)).toEqual([["A"], [""]]);
});

test("csvOf keeps a spreadsheet from running text as a formula", () => {
  const texts = ["=1+1", "@SUM(A1)", "-2+3", "+44 20", "\tA"];
  const csv = csvOf({ columns: ["A"], rows: texts.map((text) => [{ value: text, text }]) });
  expect(rowsOf(csv).slice(1)).toEqual(texts.map((text) => [`'${text}`]));
});

test("csvOf is read back as it was when texts hold commas, quotes and lines", () => {
  const harmless = fc.string({ unit: "grapheme" }).filter((text) => !/^[=+\-@\t\r]/.test(text));
  fc.assert(
    fc.property(fc.array(fc.tuple(harmless, harmless), { minLength: 1 }), (pairs) => {
      const rows = pairs.map((pair) => pair.map((text) => ({ value: text, text })));
      const read = rowsOf(csvOf({ columns: ["a", "b"], rows })).slice(1);
      expect(read).toEqual(pairs);
    }),
  );
});
