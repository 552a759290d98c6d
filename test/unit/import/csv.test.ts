/**
 * Kind: a CSV that contradicts itself, whatever way: line ends of all kinds in any order, quotes
 * left open or closed by a later row, rows longer than the header or cut off, a header separated
 * otherwise than its rows, a million commas.
 */
import fc from "fast-check";
import { stringify } from "csv-stringify/sync";
import { describe, expect, test } from "vitest";
import {
  longestRow,
  mostColumns,
  RowParser,
  separatorOf,
  UnreadableFile,
  type Row,
} from "../../../worker/jobs/import/csv.ts";
import { openTable } from "../../../worker/jobs/import/table.ts";

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

/** All rows, the header first. */
async function rows(text: string, size = 65_536): Promise<Row[]> {
  const table = await openTable(pieces(text, size), () => 0);
  if (table === null) return [];
  const all = [table.header];
  for await (const some of table.rows) all.push(...some);
  return all.map(({ line, cells, fault }) =>
    fault === undefined ? { line, cells } : { line, cells, fault },
  );
}

/** Cells of the rows that can be trusted, and lines of those that cannot. */
async function sorted(text: string) {
  const [, ...all] = await rows(text);
  return {
    good: all.flatMap(({ cells, fault }) => (fault === undefined ? [cells.join("|")] : [])),
    bad: all.flatMap(({ line, fault }) => (fault === undefined ? [] : [line])),
  };
}

describe("rows", () => {
  test.each(["\n", "\r\n", "\r"])(
    "have the line on which each begins when lines end in %j",
    async (end) => {
      const text = ["a,b", '1,"two', "lines", 'long"', "", "2,x", '3,"q ""q"" q"', ""].join(end);
      expect(await rows(text)).toEqual([
        { line: 1, cells: ["a", "b"] },
        { line: 2, cells: ["1", `two${end}lines${end}long`] },
        { line: 6, cells: ["2", "x"] },
        { line: 7, cells: ["3", 'q "q" q'] },
      ]);
    },
  );

  test("are all read when each line ends in its own way, quoted line ends kept", async () => {
    const end = fc.constantFrom("\n", "\r\n", "\r");
    const line = fc.tuple(
      fc.constantFrom("x", '"a\nb"', '"a\r\nb"', '"a\rb"', '"say ""hi"""'),
      end,
    );
    await fc.assert(
      fc.asyncProperty(
        end,
        fc.array(line, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        async (first, lines, size) => {
          const text = `id,note,more${first}${lines.map(([cell, last], at) => `${at},${cell},z${last}`).join("")}`;
          const read = (await rows(text, size)).slice(1);
          expect(read.map(({ cells }) => cells[1])).toEqual(
            lines.map(([cell]) => cell.replace(/^"(.*)"$/s, "$1").replaceAll('""', '"')),
          );
          expect(read.map(({ cells }) => cells[0])).toEqual(lines.map((_, at) => String(at)));
        },
      ),
      { numRuns: 200 },
    );
  });

  test("read alike when the chunks are of any size", async () => {
    const text = 'a;b\r\n1;"x;""y""\r\nz"\r\n2;é上\r\n3;"open\r\n4;x\r5;y\n';
    const whole = await rows(text);
    for (const size of [1, 2, 3, 5]) expect(await rows(text, size)).toEqual(whole);
  });

  test("give back what was written when cells hold anything", async () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "é", "上", '"', ",", ";", "\n", "\r\n", " ", "1"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 30 }),
        async (table, size) => {
          const read = await rows(
            stringify([["h,1", "h2", "h3"], ...table], { quoted: true }),
            size,
          );
          expect(read.slice(1).map((row) => row.cells)).toEqual(table);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([
    ["a quote stands inside a cell", '1,12" pipe', ["1", '12" pipe']],
    ["blanks stand around the quotes", '"C2" , "Bramley, Foods"', ["C2", "Bramley, Foods"]],
    ["a text begins with quoted words", '1,"Best" Foods', ["1", '"Best" Foods']],
    ["a quoted cell is empty", '"",x', ["", "x"]],
    ["a tab stands before the quote", '1,\t"x"', ["1", "x"]],
  ])("keep a row when %s", async (_, line, cells) => {
    expect(await rows(`a,b\n${line}\n2,y\n`)).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells },
      { line: 3, cells: ["2", "y"] },
    ]);
  });

  test("begin after a byte order mark when files with marks were joined", async () => {
    expect((await rows("\ufeffa,b\n1,2\n\ufeff3,4\n")).map(({ cells }) => cells[0])).toEqual([
      "a",
      "1",
      "3",
    ]);
  });

  test.each(["sep=;", '"sep=;"', "SEP=;", "sep=;;;;", '\ufeff"sep=;"'])(
    "pass over the separator line when it is %s",
    async (line) => {
      expect(await rows(`${line}\r\na;b,c\r\n1;2\r\n`)).toEqual([
        { line: 2, cells: ["a", "b,c"] },
        { line: 3, cells: ["1", "2"] },
      ]);
    },
  );

  test("are split by their own separator when the header has another", async () => {
    expect((await rows("a;b;c\n1,2,3\n4,5,6\n")).map(({ cells }) => cells.length)).toEqual([
      3, 3, 3,
    ]);
  });

  test("are none when the file is empty", async () => {
    expect(await rows("")).toEqual([]);
    expect(await rows("\n\r\n\r")).toEqual([]);
  });
});

describe("rows that contradict the file", () => {
  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => `${from + at},name ${from + at},5`).join("\n");

  test.each([
    ["is never closed", `id,name,sum\n1,x,5\n2,"open,5\n${many(3, 300)}\n`],
    [
      "meets one that opens a later cell",
      `id,name,sum\n1,x,5\n2,"open,5\n${many(3, 299)}\n302,"Bramley, Foods",5`,
    ],
    [
      "meets inches in the same column of a later row",
      `id,name,sum\n1,x,5\n2,"open,5\n${many(3, 299)}\n302,12",5\n`,
    ],
    ["meets an empty quoted cell", `id,name,sum\n1,x,5\n2,"open,5\n${many(3, 299)}\n302,"",5\n`],
  ])(
    "are refused by the line of the quote, and no other is lost, when a quote %s",
    async (_, text) => {
      const { good, bad } = await sorted(text);
      expect(bad).toEqual([3]);
      expect(good).toHaveLength(301);
    },
  );

  test("are refused when they have more cells than the header and these hold something", async () => {
    expect(await rows("a,b\n1,2,3\n4,5,,\n6,7, \n")).toEqual([
      { line: 1, cells: ["a", "b"] },
      {
        line: 2,
        cells: [],
        fault: expect.stringContaining("has 3 cells where the header has 2") as string,
      },
      { line: 3, cells: ["4", "5"] },
      { line: 4, cells: ["6", "7"] },
    ]);
  });

  test.each(['1,"Harlow, Ltd" Marine', '1,"He said "hi" today"', '1,"a"b"'])(
    "are refused when the quotes of %s do not match",
    async (line) => {
      expect((await sorted(`id,name\n${line}\n2,x\n`)).bad).toEqual([2]);
    },
  );

  test("do not leave a fragment behind as a row when a broken quoted text spans lines", async () => {
    const { good, bad } = await sorted('id,name,sum\n1,"He said "hi, you"\nand left",5\n2,x,5\n');
    expect(good).toEqual(["2|x|5"]);
    expect(bad).toEqual([2, 3]);
  });

  test("never hold more cells than the header has, nor more than the cap, when lines are all commas", () => {
    const parser = new RowParser(",", 4);
    const found: Row[] = [];
    for (let row = 0; row < 17; row++)
      for (let part = 0; part < 19; part++)
        found.push(...parser.push(`${",".repeat(50_000)}${part === 18 ? "\n" : ""}`));
    expect(found).toHaveLength(17);
    expect(
      found.every(
        ({ fault, cells }) => fault?.includes("more than 1,000 cells") && cells.length === 0,
      ),
    ).toBe(true);
    expect(parser.cellsBuilt).toBeLessThanOrEqual(17 * 4);
  });

  test("are refused when they are longer than a row may be, and reading goes on behind", async () => {
    const long = "上".repeat(longestRow / 3 + 10);
    expect(
      await sorted(
        `a,b\n1,${long}\n2,x\n3,"${long}"\n4,y\n5,${"z".repeat(5 * longestRow)}\r\n6,v\n`,
      ),
    ).toEqual({ good: ["2|x", "4|y", "6|v"], bad: [2, 4, 6] });
  });

  test("end the reading when the header is wider than a row may be", async () => {
    await expect(
      rows(`${Array.from({ length: mostColumns + 1 }, (_, at) => `c${at}`).join(",")}\n1\n`),
    ).rejects.toThrow(UnreadableFile);
  });

  test("do not read a file over and over when every line opens a quote", async () => {
    const lines = Array.from({ length: 400_000 }, (_, at) => `${at},"open`).join("\n");
    await expect(rows(`a,b\n${lines}\n`)).rejects.toThrow("Too many quotes");
  });
});

describe("separatorOf", () => {
  test.each([
    ["a,b,c", ","],
    ["a;b;c", ";"],
    ["a\tb\tc", "\t"],
    ["a|b", "|"],
    ["alone", ","],
    ['"x,y";"z,w";v', ";"],
  ])("of %j is %j", (header, separator) => {
    expect(separatorOf(header)).toBe(separator);
  });
});
