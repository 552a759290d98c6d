/**
 * Kind: a CSV that contradicts itself or is none at all, through the Worker: every row is stored,
 * refused by its line or left out by its line, and the report says which columns no field was read
 * from.
 */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { imported, lines, post, query } from "./importing.ts";

beforeEach(async () => {
  await env.DB.batch(
    [
      "cards",
      "score_history",
      "addresses",
      "contacts",
      "interactions",
      "satisfaction_responses",
      "transactions",
      "imports",
      "customers",
    ].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
});

const orders = () => query("SELECT order_id AS id, amount FROM transactions ORDER BY order_id");
const customers = async () =>
  (await query<{ id: string }>("SELECT external_id AS id FROM customers ORDER BY external_id")).map(
    ({ id }) => id,
  );

describe("import of a file that contradicts itself", () => {
  test.each([
    [
      "CRLF, LF and CR are mixed",
      "order,customer,date,amount\r\nA1,C1,2025-12-31,1\n" +
        "A2,C1,2025-12-31,2\rA3,C1,2025-12-31,3\r\n\rA4,C1,2025-12-31,4",
    ],
    [
      "the header ends in CR",
      "order,customer,date,amount\rA1,C1,2025-12-31,1\nA2,C1,2025-12-31,2\nA3,C1,2025-12-31,3\r\nA4,C1,2025-12-31,4\n",
    ],
    [
      "the header has another separator",
      "order;customer;date;amount\nA1,C1,2025-12-31,1\nA2,C1,2025-12-31,2\nA3,C1,2025-12-31,3\nA4,C1,2025-12-31,4\n",
    ],
    [
      "the separator line is quoted and titles follow",
      '"sep=;"\r\nSales 2025;;;\r\n;;;\r\nRegion: all;;;\r\norder;customer;date;amount\r\n' +
        "A1;C1;31.12.2025;1\r\nA2;C1;31.12.2025;2\r\nA3;C1;31.12.2025;3\r\nA4;C1;31.12.2025;4\r\n",
    ],
    [
      "blank rows stand between",
      "order,customer,date,amount\n,,,\nA1,C1,2025-12-31,1\n  , ,\t,\nA2,C1,2025-12-31,2\n" +
        '\u200b,\u3000,,\nA3,C1,2025-12-31,3\n"","","",""\nA4,C1,2025-12-31,4\n',
    ],
  ])("reads every row when %s", async (_, file) => {
    expect(await imported("transactions", file)).toMatchObject({
      accepted: 4,
      refused: 0,
      rows: [],
    });
    expect(await orders()).toEqual([1, 2, 3, 4].map((at) => ({ id: `A${at}`, amount: 100 * at })));
  });

  test("refuses by line what is too long, open or cut off, and stores the rest", async () => {
    expect(
      await imported(
        "transactions",
        "order,customer,date,amount\nA1,C1,2025-12-31,1\nA2,C1,2025-12-31,1,50\n" +
          'A3,"C1,2025-12-31,3\nA4,C1,2025-12-31,4,,\nA5,C1;2025-12-31;4\nA6,C1,2025-12-31',
      ),
    ).toMatchObject({
      accepted: 2,
      rows: [
        {
          line: 3,
          field: null,
          reason: expect.stringContaining("5 cells where the header has 4") as string,
        },
        { line: 4, field: null, reason: expect.stringContaining("never closed") as string },
        { line: 6, field: "date" },
        { line: 7, field: null },
      ],
    });
    expect((await orders()).map(({ id }) => id)).toEqual(["A1", "A4"]);
  });

  test("fails with a sentence when another header stands among the rows, and leaves out the same one", async () => {
    const file = "order,customer,date,amount\nA1,C1,2025-12-31,1\n";
    expect(
      await imported("transactions", `${file}Order,Customer,Date,Amount\nA2,C1,2025-12-31,1\n`),
    ).toMatchObject({ accepted: 2, left: [{ line: 3, reason: "the header line again" }] });
    expect(
      (await lines("transactions", `${file}customer,order,date,amount\nA3,C1,2025-12-31,1\n`)).at(
        -1,
      ),
    ).toMatchObject({
      type: "failed",
      message: expect.stringContaining("Line 3 is another header") as string,
    });
  });

  test.each([
    "order,customer,date,amount,Amount\nA1,C1,2025-12-31,1,99\n",
    "order,customer, CUSTOMER\u200b,date,amount\nA1,C1,C2,2025-12-31,1\n",
    "order,customer,date,amount,date\nA1,C1,2025-12-31,1,2025-01-01\n",
  ])("asks which column is meant when two of one name are in %j", async (file) => {
    expect((await lines("transactions", file)).at(-1)).toMatchObject({
      type: "failed",
      message: expect.stringMatching(/Both.*--map/) as string,
    });
  });

  test("reads the column that is named by its place when two have one name, and takes unused twins", async () => {
    expect(
      await imported(
        "transactions",
        "order,customer,date,amount,Amount,note,Note\nA1,C1,2025-12-31,1,99,x,y\n",
        "amount=#5",
      ),
    ).toMatchObject({ accepted: 1 });
    expect(await orders()).toEqual([{ id: "A1", amount: 9900 }]);
  });

  test("takes a quote behind a blank for a quote", async () => {
    await imported(
      "customers",
      'Customer ID, Name, Segment\nC1, "Harlow, Ltd", Boats\n"C2" , "Bramley" ,Food\n',
    );
    expect(await customers()).toEqual(["C1", "C2"]);
  });

  test.each([
    ["customers", "external_id,name,segment,fax\nC1,A,x,1\n", ["fax"]],
    ["contacts", "customer,address,Shoe size\nC1,a@b.example,4\n", ["Shoe size"]],
    [
      "transactions",
      "order,customer,date,amount,,Clerk\nA1,C1,2025-12-31,1,x,Sam\n",
      ["column 5, without a name", "Clerk"],
    ],
    [
      "interactions",
      "external_id,customer,kind,date,mood,\nI1,C1,call,2025-12-31,good,\n",
      ["mood"],
    ],
    [
      "satisfaction",
      "external_id,customer,metric,value,date,device\nS1,C1,nps,9,2025-12-31,phone\n",
      ["device"],
    ],
  ] as const)("names the unused columns when %s are imported", async (kind, file, unused) => {
    expect(await imported(kind, file)).toMatchObject({ accepted: 1, unused });
  });
});

describe("import of totals and notes", () => {
  const tails = [
    "Total,,,,",
    "Grand total:,,,,",
    "合计,,,12,",
    "-- 2 rows --,,,,",
    "Report generated 2026-01-01,,,,",
    "导出时间：2026-01-01,,,,",
    "-----,-----,-----,-----,-----",
    "End of report,,,,",
  ];

  test.each([
    ["customers", "external_id,name,kind,segment,x\nC1,Harlow,company,a,\n"],
    ["contacts", "customer,name,address,a,b\nC1,Dana,dana@harlow.example,,\n"],
    ["transactions", "order,customer,date,amount,x\nA1,C1,2025-12-31,1,\n"],
    ["interactions", "external_id,customer,kind,date,x\nI1,C1,call,2025-12-31,\n"],
    ["satisfaction", "external_id,customer,metric,value,date\nS1,C1,nps,9,2025-12-31\n"],
  ] as const)(
    "leaves them out by line and stores nobody called Total when they end a file of %s",
    async (kind, file) => {
      expect(await imported(kind, `${file}${tails.join("\n")}\n`)).toMatchObject({
        accepted: 1,
        refused: 0,
        leftOut: tails.length,
      });
      expect(await customers()).toEqual(["C1"]);
    },
  );

  test("keeps customers whose names and numbers hold such words", async () => {
    const file =
      "external_id,name,kind\nTOTAL-1,Total Energies,company\nTOTAL,Total SE,company\n" +
      "4711,Total,\n4712,Grand Total,\nSUM,,\nE-1,End of Line Clothing,\nC-SUB,Subtotal Ltd,\n" +
      "C-9,Generated by Nature,\n";
    expect(await imported("customers", file)).toMatchObject({
      leftOut: 0,
      refused: 0,
      accepted: 8,
    });
  });
});

describe("import of what is no CSV", () => {
  test.each([
    [
      "an .xlsx",
      "PK\u0003\u0004\u0014\u0000\u0000\u0000[Content_Types].xml xl/workbook.xml",
      /\.xlsx\), not CSV.*save the sheet as CSV/,
    ],
    [
      "an .ods",
      "PK\u0003\u0004\u0014\u0000mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
      /\.ods\)/,
    ],
    ["another archive", "PK\u0003\u0004\u0014\u0000readme.txt", /zip archive/],
    [
      "an .xls",
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]),
      /\.xls\)/,
    ],
    ["a gzip", new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), /gzip/],
    ["a PDF", "%PDF-1.7\n", /a PDF/],
    ["JSON", '[\n  {"order": "A1"}]', /JSON/],
    ["a web page", "\n<!DOCTYPE html><html>", /web page/],
    ["a page called .xls", "<table><tr><td>order</td>", /web page/],
    [
      "XML of Excel",
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>',
      /workbook in XML/,
    ],
    ["vCards", "BEGIN:VCARD\r\nVERSION:3.0", /vCards/],
    [
      "noise",
      new Uint8Array(Array.from({ length: 400 }, (_, at) => (at * 37) % 31)),
      /holds no text/,
    ],
  ])("says what it is and what to do when it is %s", async (_, file, sentence) => {
    expect((await lines("transactions", file)).at(-1)).toMatchObject({
      type: "failed",
      message: expect.stringMatching(sentence) as string,
    });
    expect(await orders()).toEqual([]);
  });
});

test("an import of seventeen rows of 950,000 commas refuses each and stores what is between", async () => {
  const wide = `${",".repeat(950_000)}\n`;
  const file =
    "order,customer,date,amount\n" +
    `${Array.from({ length: 17 }, (_, at) => `${wide}A${at},C1,2025-12-31,1\n`).join("")}`;
  const report = await imported("transactions", file);
  expect(report).toMatchObject({ accepted: 17, refused: 17 });
  expect(report.rows.every(({ reason }) => reason === "has more than 1,000 cells")).toBe(true);
});

describe("import of another encoding", () => {
  /**
   * Names in bytes, as programs write them: 上海海洋贸易有限公司 in GBK, 東京商事株式会社 in
   * Shift_JIS, Торговый дом in KOI8-R, Žlutý kůň in Windows-1250.
   */
  const files: [encoding: string, bytes: string, name: string][] = [
    ["gb18030", "c9cfbaa3baa3d1f3c3b3d2d7d3d0cfdeb9abcbbe", "上海海洋贸易有限公司"],
    ["shift_jis", "938c8b9e8fa48e968a948eae89ef8ed0", "東京商事株式会社"],
    ["koi8-r", "f4cfd2c7cfd7d9ca20c4cfcd", "Торговый дом"],
    ["windows-1250", "8e6c7574fd206bf9f2", "Žlutý kůň"],
    ["big5", "a5x".replace("x", "78"), "台"],
    ["macintosh", "5a9f7269636820478667", "Zürich GÜg"],
    ["x-mac-cyrillic", "92eef0e3eee2fbe920e4eeec", "Торговый дом"],
  ];
  const stored = async () => {
    const [row] = await query<{ name: string }>("SELECT name_sealed AS name FROM customers");
    return row?.name;
  };
  const bytesOf = (hex: string) =>
    Uint8Array.from([
      ...new TextEncoder().encode("external_id,name\nC1,"),
      ...(hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)),
      10,
    ]);

  test.each(files)("reads %s when it is told", async (encoding, hex) => {
    expect(await imported("customers", bytesOf(hex), undefined, encoding)).toMatchObject({
      accepted: 1,
      refused: 0,
      encoding,
    });
    expect(await stored()).not.toBe(undefined);
  });

  test.each(files.slice(0, 2))("finds %s out", async (encoding, hex) => {
    expect(await imported("customers", bytesOf(hex))).toMatchObject({ accepted: 1, encoding });
  });

  test("refuses the bad row alone when a file is mostly UTF-8", async () => {
    const good = new TextEncoder().encode("external_id,name\nC1,Müller\nC2,上海\nC3,");
    expect(await imported("customers", Uint8Array.from([...good, 0xc4, 0xfc, 10]))).toMatchObject({
      accepted: 2,
      encoding: "utf-8",
      rows: [{ line: 4, field: "name" }],
    });
  });

  test("asks and stores nothing when it cannot tell, and refuses an encoding that it does not know", async () => {
    expect((await lines("customers", bytesOf("818dff"))).at(-1)).toMatchObject({
      type: "failed",
      message: expect.stringContaining("--encoding NAME") as string,
    });
    expect(await customers()).toEqual([]);
    expect((await post("customers", "external_id\nC1\n", undefined, "klingon")).status).toBe(400);
  });
});
