import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { imported, lines, query } from "./importing.ts";

const header = "order_id,customer,date,amount,category";
const csv = (...rows: string[]) => [header, ...rows, ""].join("\n");
const bytesOf = (hex: string) =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const stored = () =>
  query(
    `SELECT c.external_id AS customer, t.order_id AS "order", t.category, t.kind, t.amount
      FROM transactions t JOIN customers c ON c.id = t.customer_id ORDER BY t.order_id, t.category`,
  );

beforeEach(async () => {
  await env.DB.batch(
    ["transactions", "imports", "customers"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
});

describe("import of transactions", () => {
  test("stores good rows and names the line, field and reason when others are bad", async () => {
    const report = await imported(
      "transactions",
      csv(
        "A1,C1,2025-01-02,12.50,tools",
        ",C1,2025-01-02,5,tools",
        'A2,C2,2025-01-03,"two\nlines",x',
        "A3,,2025-01-03,5,x",
        "A4,C1,someday,5,x",
        "A5,C1,2025-01-04,0,x",
        "A6,C1,2999-01-01,5,x",
        "A7,C2,2025-01-05,7,x",
      ),
    );
    expect(report).toEqual({
      lines: 8,
      accepted: 2,
      unchanged: 0,
      refused: 6,
      leftOut: 0,
      stored: 2,
      customersAdded: 2,
      unused: [],
      notices: [],
      encoding: "utf-8",
      blank: 0,
      short: 0,
      isScored: true,
      left: [],
      rows: [
        { line: 3, field: "order", reason: "missing" },
        { line: 4, field: "amount", reason: '"two\nlines" is not a number' },
        { line: 6, field: "customer", reason: "missing" },
        { line: 7, field: "date", reason: '"someday" is not a date that can be read' },
        { line: 8, field: "amount", reason: "amount is zero" },
        { line: 9, field: "date", reason: "in the future" },
      ],
    });
    expect(await stored()).toEqual([
      { customer: "C1", order: "A1", category: "tools", kind: "purchase", amount: 1250 },
      { customer: "C2", order: "A7", category: "x", kind: "purchase", amount: 700 },
    ]);
  });

  test("changes nothing when the same file comes again", async () => {
    const file = csv(
      "A1,C1,2025-01-02,12.50,tools",
      "A1,C1,2025-01-02,2.50,tools",
      "A2,C2,2025-01-03,4,",
    );
    expect(await imported("transactions", file)).toMatchObject({
      accepted: 3,
      unchanged: 0,
      stored: 2,
      customersAdded: 2,
    });
    const before = await query("SELECT * FROM transactions ORDER BY id");
    expect(await imported("transactions", file)).toMatchObject({
      accepted: 3,
      unchanged: 3,
      stored: 0,
      customersAdded: 0,
    });
    expect(await query("SELECT * FROM transactions ORDER BY id")).toEqual(before);
  });

  test("adds up lines of one order and category when they are far apart", async () => {
    const between = Array.from(
      { length: 12_000 },
      (_, at) => `B${at},C${at % 50},2025-02-01,1.01,`,
    );
    const report = await imported(
      "transactions",
      csv(
        "A1,C1,2025-01-03,10,x",
        "A1,C1,2025-01-02,5,y",
        ...between,
        "A1,C1,2025-01-02,0.10,x",
        ...between.slice(0, 6000).map((row) => row.replace("B", "D")),
        "A1,C1,2025-01-04,-2,x",
      ),
    );
    expect(report).toMatchObject({
      lines: 18_004,
      accepted: 18_004,
      stored: 18_004,
      refused: 0,
      unchanged: 0,
    });
    const all = await query<{ amount: number; at: number }>(
      "SELECT amount, occurred_at AS at FROM transactions WHERE order_id = 'A1' AND category = 'x' ORDER BY at",
    );
    expect(all).toEqual([
      { amount: 10, at: Date.UTC(2025, 0, 2) },
      { amount: 1000, at: Date.UTC(2025, 0, 3) },
      { amount: -200, at: Date.UTC(2025, 0, 4) },
    ]);
  });

  test("stores refunds when amounts are negative, bracketed or called refunds", async () => {
    await imported(
      "transactions",
      "order,customer,date,amount,kind\nR1,C,2025-01-01,-5,\nR2,C,2025-01-01,(7.50),\n" +
        "R3,C,2025-01-01,9,refund\nR4,C,2025-01-01,9,renewal\n",
    );
    expect((await stored()).map(({ order, kind, amount }) => [order, kind, amount])).toEqual([
      ["R1", "refund", -500],
      ["R2", "refund", -750],
      ["R3", "refund", -900],
      ["R4", "renewal", 900],
    ]);
  });

  test("multiplies quantity and unit price when there is no amount", async () => {
    await imported(
      "transactions",
      "InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID\n" +
        "536365,6,12/13/2010 8:26,2.55,17850\n536365,3,12/1/2010 8:26,0.335,17850\n",
    );
    expect((await stored()).map(({ order, amount }) => [order, amount])).toEqual([
      ["536365", 1530],
      ["536365", 101],
    ]);
  });

  test("refuses a row when its currency is not the book's, or its order is another customer's", async () => {
    const report = await imported(
      "transactions",
      "order,customer,date,amount,currency\nA,C1,2025-01-01,5,gbp\nB,C1,2025-01-01,5,EUR\nA,C2,2025-01-01,5,GBP\n",
    );
    expect(report.rows).toEqual([
      { line: 3, field: "currency", reason: '"EUR", but the book is in GBP' },
      { line: 4, field: "customer", reason: "the order is another customer's in an earlier row" },
    ]);
  });

  test("reads decimal commas and semicolons when a file has them, as the map says when it is mapped", async () => {
    expect(
      await imported(
        "transactions",
        "Beleg;Kunde;Datum;Summe\n1;K;31.12.2024;1.234,50\n2;K;01.01.2025;1.000\n",
        "order=Beleg,customer=Kunde,date=Datum,amount=Summe",
      ),
    ).toMatchObject({ accepted: 2 });
    expect((await stored()).map(({ amount }) => amount)).toEqual([123450, 100000]);
  });

  test("reads Chinese headers and dates when the file is in GB18030", async () => {
    // "订单号,客户编号,日期,金额,类别" and a row, in GB18030.
    const bytes = bytesOf(
      "b6a9b5a5bac52cbfcdbba7b1e0bac52cc8d5c6da2cbdf0b6ee2cc0e0b1f00a312c4bcdf5312c32303130c4ea3132d4c231c8d52c31322e35302cb9a4bedf0a",
    );
    expect(await imported("transactions", bytes)).toMatchObject({
      accepted: 1,
      encoding: "gb18030",
    });
    expect(await stored()).toEqual([
      { customer: "K王1", order: "1", category: "工具", kind: "purchase", amount: 1250 },
    ]);
  });

  test("reads UTF-16 when a spreadsheet wrote it", async () => {
    const text = `\ufeff${csv("A1,Z1,2025-01-02,12.50,ü").replaceAll(",", "\t")}`;
    const bytes = new Uint8Array(text.length * 2);
    [...text].forEach((character, at) =>
      new DataView(bytes.buffer).setUint16(at * 2, character.charCodeAt(0), true),
    );
    expect(await imported("transactions", bytes)).toMatchObject({
      accepted: 1,
      encoding: "utf-16le",
    });
    expect(await stored()).toMatchObject([{ customer: "Z1", category: "ü", amount: 1250 }]);
  });

  test.each([
    [
      "a needed column is missing",
      "order,date,amount\n1,2025-01-01,5\n",
      undefined,
      /customer.*order, date, amount/s,
    ],
    ["the map names no field", csv("A1,C1,2025-01-02,5,"), "colour=order_id", /no field "colour"/],
    ["the order of day and month is open", csv("A1,C1,1/2/2025,5,"), undefined, /dates=dmy/],
    [
      "a quote is never closed in the header",
      'order_id,customer,date,amount,"note\nA1,C1,2025-01-02,5,x\n',
      undefined,
      /header at line 1.*never closed/,
    ],
    ["the file is empty", "", undefined, /empty/],
  ])("fails with a sentence and stores nothing when %s", async (_, file, map, sentence) => {
    expect((await lines("transactions", file === "" ? "\n" : file, map)).at(-1)).toMatchObject({
      type: "failed",
      message: expect.stringMatching(sentence) as string,
    });
    expect(await stored()).toEqual([]);
    expect(await query("SELECT status FROM imports")).toEqual([{ status: "failed" }]);
  });

  test("takes the header alone for a file without rows", async () => {
    expect(await imported("transactions", header)).toMatchObject({
      lines: 0,
      accepted: 0,
      refused: 0,
    });
  });
});
