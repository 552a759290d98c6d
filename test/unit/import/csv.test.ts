import fc from "fast-check";
import { stringify } from "csv-stringify/sync";
import { describe, expect, test } from "vitest";
import { rowsOf, separatorOf, UnreadableFile, type Row } from "../../../worker/jobs/import/csv.ts";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rows(text: string, size = 65_536): Promise<Row[]> {
  const all: Row[] = [];
  for await (const some of rowsOf(pieces(Buffer.from(text), size), () => {})) all.push(...some);
  return all;
}

describe("rowsOf", () => {
  test.each(["\n", "\r\n", "\r"])("gives the line on which each row begins when lines end in %j", async (end) => {
    const text = ["a,b", '1,"two', "lines", 'long"', "", "2,x", '3,"q ""q"" q"', ""].join(end);
    expect(await rows(text)).toEqual([
      { line: 1, cells: ["a", "b"] }, { line: 2, cells: ["1", `two${end}lines${end}long`] }, { line: 6, cells: ["2", "x"] }, { line: 7, cells: ["3", 'q "q" q'] },
    ]);
  });

  test("reads alike when the chunks are of any size", async () => {
    const text = 'a;b\r\n1;"x;""y""\r\nz"\r\n2;é上\r\n';
    const whole = await rows(text);
    for (const size of [1, 2, 3, 5]) expect(await rows(text, size)).toEqual(whole);
  });

  test("gives back what was written when cells hold anything", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", "上", '"', ",", ";", "\n", "\r\n", " ", "1") });
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 30 }), async (table, size) => {
      const read = await rows(stringify([["h,1", "h2", "h3"], ...table], { quoted: true }), size);
      expect(read.slice(1).map((row) => row.cells)).toEqual(table);
    }), { numRuns: 60 });
  });

  test("keeps a row when a quote stands inside a cell", async () => {
    expect((await rows('a,b\n1,12" pipe\n2,y\n')).map((row) => row.cells)).toEqual([["a", "b"], ["1", '12" pipe'], ["2", "y"]]);
  });

  test("passes over the spreadsheet's separator line when there is one", async () => {
    expect(await rows("sep=;\r\na;b\r\n1;2\r\n")).toEqual([{ line: 2, cells: ["a", "b"] }, { line: 3, cells: ["1", "2"] }]);
  });

  test("says on which line a quote was opened when it is never closed", async () => {
    await expect(rows('a,b\n1,x\n2,"y\n3,z\n')).rejects.toThrow(UnreadableFile);
    await expect(rows('a,b\n1,x\n2,"y\n3,z\n')).rejects.toThrow("line 3");
    await expect(rows(`a,b\n1,x\n2,"y${"\n3,z".repeat(400_000)}`)).rejects.toThrow("line 3");
  });

  test("answers nothing when the file is empty", async () => {
    expect(await rows("")).toEqual([]);
    expect(await rows("\n\n")).toEqual([]);
  });
});

describe("separatorOf", () => {
  test.each([["a,b,c", ","], ["a;b;c", ";"], ["a\tb\tc", "\t"], ["a|b", "|"], ["alone", ","], ['"x,y";"z,w";v', ";"]])("of %j is %j", (header, separator) => {
    expect(separatorOf(header)).toBe(separator);
  });
});
