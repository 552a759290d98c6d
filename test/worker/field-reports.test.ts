/**
 * The files of `../shared/field-reports` that an import takes, through the real route: each is
 * stored rightly or refused in words. Skipped where the folder is absent. Those that need a screen
 * are tested with the extension.
 */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import type { ImportKind } from "../../shared/contract/requests.ts";
import { imported, lines, query } from "./importing.ts";

const files = env.FIELD_REPORTS;
const reportsAreHere = Object.keys(files).length > 0;
if (!reportsAreHere)
  test.skipIf(true)(
    "field reports are not at hand (../shared/field-reports): not checked",
    () => undefined,
  );

const bytesOf = (path: string) =>
  Uint8Array.from(atob(files[path] ?? ""), (letter) => letter.charCodeAt(0));
const importFile = (path: string, kind: ImportKind = "transactions") =>
  imported(kind, bytesOf(path));
const stored = () =>
  query<{ customer: string; order: string; kind: string; amount: number }>(`
  SELECT c.external_id AS customer, t.order_id AS "order", t.kind, t.amount
  FROM transactions t JOIN customers c ON c.id = t.customer_id ORDER BY t.order_id, t.amount`);
const customers = async () =>
  (
    await query<{ number: string }>("SELECT external_id AS number FROM customers ORDER BY number")
  ).map(({ number }) => number);

describe.skipIf(!reportsAreHere)("a reported file", () => {
  beforeEach(async () => {
    const tables = ["transactions", "cards", "addresses", "contacts", "imports", "customers"];
    await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
  });

  test.each([
    ["concat-cr.csv", 3],
    ["crlf-header-200-lf-rows.csv", 200],
    ["crlf-header-lf-rows.csv", 3],
    ["mixed-eol-text-last.csv", 3],
    ["mixed-eol.csv", 3],
  ])("is read row by row when its line ends differ: %s", async (name, count) => {
    expect(await importFile(`F01-mixed-line-ends/${name}`)).toMatchObject({
      accepted: count,
      refused: 0,
      stored: count,
    });
    expect(
      await query("SELECT 1 FROM transactions WHERE category LIKE '%' || char(10) || '%'"),
    ).toEqual([]);
  });

  test("is a fact of its own when a later file refunds a known order", async () => {
    await importFile("F03-refund-in-a-later-file/1-orders.csv");
    expect(await importFile("F03-refund-in-a-later-file/2-refund.csv")).toMatchObject({
      unchanged: 0,
      stored: 1,
    });
    expect((await stored()).map(({ order, kind, amount }) => [order, kind, amount])).toEqual([
      ["zb1", "purchase", 10000],
      ["zb2", "refund", -5000],
      ["zb2", "purchase", 5000],
    ]);
    expect(await importFile("F03-refund-in-a-later-file/2-refund.csv")).toMatchObject({
      unchanged: 1,
      stored: 0,
    });
  });

  test.each([
    [
      "type-refund.csv",
      [
        ["TR1", 10000],
        ["TR2", -10000],
      ],
    ],
    [
      "type-refund-zh.csv",
      [
        ["TR1", 10000],
        ["TR2", -10000],
      ],
    ],
    ["status-col.csv", [["A1", 10000]]],
    [
      "negative-refund-type.csv",
      [
        ["A1", -10000],
        ["A2", -10000],
        ["A3", -10000],
        ["A5", -10000],
      ],
    ],
  ])("counts what its types and statuses say: %s", async (name, facts) => {
    const report = await importFile(`F05-type-and-status-columns/${name}`);
    expect(report).toMatchObject({ refused: 0, unused: [] });
    expect((await stored()).map(({ order, amount }) => [order, amount])).toEqual(facts);
  });

  test.each(["client-name-and-id.csv", "customer-name-and-id.csv"])(
    "keeps the number and never the name when it has both: %s",
    async (name) => {
      expect(await importFile(`F06-name-column-taken-for-id/${name}`)).toMatchObject({
        refused: 0,
      });
      expect(await customers()).toEqual(["C-1001"]);
    },
  );

  test("keeps the number and never the name when contacts have both", async () => {
    expect(
      await importFile("F06-name-column-taken-for-id/contacts-name-and-id.csv", "contacts"),
    ).toMatchObject({ refused: 0 });
    expect(await customers()).toEqual(["C-1001"]);
  });

  test("is refused line by line when its cells are in other currencies", async () => {
    const report = await importFile("F09-currency-in-amount/currencies-in-amount.csv");
    expect(report.rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
    expect(await stored()).toEqual([]);
  });

  test.each([
    ["excel-text-formula.csv", ["00124", "00125"]],
    ["single-quote-text.csv", ["00123", "00124"]],
  ])("is of one customer when a spreadsheet dressed the numbers: %s", async (name, orders) => {
    expect(await importFile(`F15-dressed-ids/${name}`)).toMatchObject({ refused: 0 });
    expect(await customers()).toEqual(["00045"]);
    expect((await stored()).map(({ order }) => order)).toEqual(orders);
  });

  test("is of two customers when blanks stand before quotes", async () => {
    expect(await importFile("F15-dressed-ids/space-before-quote.csv", "customers")).toMatchObject({
      refused: 0,
    });
    expect(await customers()).toEqual(["C1", "C2"]);
  });

  test("is asked about by name when two columns have one", async () => {
    const last = (await lines("transactions", bytesOf("F18-duplicate-headers/05-dup.csv"))).at(-1);
    expect(last).toMatchObject({
      type: "failed",
      message: expect.stringMatching(/Both "(Amount|Customer)" and .*--map/),
    });
    expect(await stored()).toEqual([]);
  });

  test("is of one customer when numbers differ in width and in what nobody sees", async () => {
    expect(await importFile("F20-invisible-in-ids/zero-width-and-full-width.csv")).toMatchObject({
      refused: 0,
    });
    expect(await customers()).toEqual(["C4"]);
  });

  test("is read when the separator is named in quotes", async () => {
    expect(await importFile("F26-workbook/11-qsep.csv")).toMatchObject({ stored: 1, refused: 0 });
    expect((await stored()).map(({ amount }) => amount)).toEqual([150]);
  });

  test("is read when a title stands above the header", async () => {
    expect(await importFile("F26-workbook/title-row.csv")).toMatchObject({ stored: 1, refused: 0 });
  });

  test("is refused with what to do when it is a workbook", async () => {
    const last = (await lines("transactions", bytesOf("F26-workbook/excel.xlsx"))).at(-1);
    expect(last).toMatchObject({
      type: "failed",
      message: expect.stringMatching(/workbook|Excel/i),
    });
    expect(JSON.stringify(last)).not.toContain("PK");
  });
});
