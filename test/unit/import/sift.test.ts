/**
 * Kind: rows that a program writes around its data: totals in many languages, subtotals of groups,
 * counts, dates of export, page numbers, rules, the header again; and real rows that look like
 * them.
 */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFooter, isRuledLine, isTotals } from "../../../worker/jobs/import/footers.ts";
import { RowQueue } from "../../../worker/jobs/import/row-queue.ts";
import { isBlank } from "../../../worker/jobs/import/sift.ts";
import { readInto, type Reading } from "../../../worker/commands/score/read.ts";
import { ledger } from "../../../worker/commands/score/ledger.ts";

describe("isTotals", () => {
  test.each([
    ["Total,,,12.50"],
    [",,Total,12.50"],
    ["TOTAL:,,"],
    ["** Grand Total **,,,5"],
    ["Grand Totals (5700 records),,"],
    ["Sub-total,,£1,200.00".replace("1,200", "1200")],
    ["Summe,,,12,50"],
    ["Zwischensumme,,EUR 5"],
    ["合计,,100"],
    ["合 计,,100"],
    ["总计：,3 笔,100"],
    ["小计,,"],
    ["共计,120条,"],
    ["合計,,¥5"],
    ["총계,,5"],
    ["Итого,,5 руб".replace(" руб", "")],
    ["Total général,,5 €"],
    ["Toplam,,5"],
    ["Razem,,5"],
    ["Total: 120,,"],
    ["Total,120 customers,"],
    ["Total (12),-,-"],
    ["Harlow Ltd Total,,,150"],
    ["C1 汇总,,150"],
    ["Count,,12"],
    ["Average,,3.5"],
    ["Total,12 %,"],
    ["Total rows: 5"],
  ])("knows %s for totals", (row) => expect(isTotals(row.split(","))).toBe(true));

  test.each([
    ["Total Energies,,"],
    ["TOTAL-1,,"],
    ["Total,Total SE,company"],
    ["Sum,,"],
    ["Totally Tools,5,"],
    ["Subtotal Ltd,4,"],
    ["12,5,3"],
    ["Total 1,,"],
    ["C1,Harlow Total,Marine"],
    ["Summer Ltd,,5"],
  ])("takes %s for a row", (row) => expect(isTotals(row.split(","))).toBe(false));

  test("takes a customer with a number for one when the name is a word of totals", () =>
    expect(isTotals(["4711", "Total", ""], "4711")).toBe(false));
});

describe("isFooter", () => {
  test.each([
    ["Report generated 2026-01-01 08:00"],
    ["Generated on: 1 Jan 2026"],
    ["Exported by Dana"],
    ["Export date,2026-01-01"],
    ["Report Date: 1/1/2026"],
    ["End of report"],
    ["*** END ***"],
    ["-- 120 rows --"],
    ["(120 rows affected)"],
    ["120 rows"],
    ["5,700 records".replace(",", "")],
    ["Number of records: 5"],
    ["Page 1 of 3"],
    ["Seite 1 von 3"],
    ["Copyright (c) 2000-2026 example.com, inc. All rights reserved."],
    ["© 2026 Example"],
    ["Confidential Information - Do Not Distribute"],
    ["Filtered by: owner"],
    ["As of 2026-01-01"],
    ["Erstellt am 01.01.2026"],
    ["Stand: 01.01.2026"],
    ["Généré le 1 janvier 2026"],
    ["导出时间：2026-01-01"],
    ["打印时间,2026-01-01"],
    ["共 120 条记录"],
    ["数据来源：CRM"],
    ["第 1 页"],
    ["报表结束"],
  ])("knows %s for a note", (row) => expect(isFooter(row.split(","))).toBe(true));

  test.each([
    ["End of Line Clothing"],
    ["Page & Sons"],
    ["Confidential Records Ltd"],
    ["Generation Foods"],
    ["120 Rowing Club"],
    ["Copyright Agency"],
    ["C1"],
    ["Reported Ltd"],
    ["Export Trading Co"],
    ["共同贸易有限公司"],
    ["导出贸易"],
  ])("takes %s for a row", (row) => expect(isFooter(row.split(","))).toBe(false));
});

test("isRuledLine and isBlank know lines without data", () => {
  expect(isRuledLine(["-----", "====", ""])).toBe(true);
  expect(isRuledLine(["-", "A"])).toBe(false);
  expect(isBlank(["", "  ", "\u3000", "\u200b\ufeff"])).toBe(true);
  expect(isBlank(["", "0"])).toBe(false);
});

test("RowQueue keeps every row in order and each batch within its rows, cells and bytes", () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 3000 })), {
        maxLength: 400,
      }),
      fc.integer({ min: 1, max: 50 }),
      (shapes, rowsAtOnce) => {
        const queue = new RowQueue(rowsAtOnce);
        queue.add(
          shapes.map(([cells, length], line) => ({
            line,
            cells: Array.from({ length: cells }, () => "x".repeat(length)),
          })),
        );
        const lines: number[] = [];
        while (queue.length > 0) {
          const batch = queue.take();
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(rowsAtOnce);
          const before = batch.slice(0, -1).flatMap(({ cells }) => cells);
          expect(before.length).toBeLessThan(200_000);
          expect(before.reduce((sum, cell) => sum + 2 * cell.length, 0)).toBeLessThan(4_000_000);
          lines.push(...batch.map(({ line }) => line));
        }
        expect(lines).toEqual(shapes.map((_, line) => line));
      },
    ),
    { numRuns: 30 },
  ));

describe("score", () => {
  const read = (content: string | Uint8Array): Promise<Reading> =>
    readInto(
      ledger(),
      (async function* () {
        yield typeof content === "string" ? Buffer.from(content) : content;
      })(),
      { map: undefined, until: null, currency: "GBP", now: Date.UTC(2027, 0, 1), timeZone: null },
      () => {},
      () => {},
    );

  test("leaves titles, totals and notes out and names what it did not use", async () => {
    expect(
      await read(
        "Sales 2025,,,\n\nid,date,amount,clerk\nA,2025-01-01,5,x\n,,,\nTotal,,5,\nEnd of report\n",
      ),
    ).toMatchObject({
      lines: 4,
      taken: 1,
      refused: 0,
      leftOut: 3,
      blank: 1,
      unused: ["clerk"],
    });
  });

  test("bounds the cells of a row as the import does", async () => {
    expect(
      await read(`id,date,amount\n${`${",".repeat(950_000)}\nA,2025-01-01,5\n`.repeat(17)}`),
    ).toMatchObject({ lines: 34, taken: 17, refused: 17 });
  });

  const samples = new URL("../../../../shared/field-reports/F01-mixed-line-ends/", import.meta.url);
  const names = (() => {
    try {
      return readdirSync(samples);
    } catch {
      return [];
    }
  })();
  test.skipIf(names.length === 0)("takes every row of files with mixed line ends", async () => {
    for (const name of names) {
      const content = readFileSync(new URL(name, samples));
      const rows =
        content
          .toString()
          .split(/\r\n|\r|\n/)
          .filter((line) => line !== "").length - 1;
      expect([name, await read(content)]).toMatchObject([name, { lines: rows, taken: rows }]);
    }
  });
});
