/**
 * Meanings of cells, through the real Worker: of the kind are words for a line's type and status in
 * any language, a currency in the amount, numbers in any dress, width and damage, dates in all
 * forms, in any of the imports.
 */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { defaultPolicy } from "../../shared/scoring/index.ts";
import { imported, lines, query } from "./importing.ts";

const tables = [
  "transactions",
  "interactions",
  "satisfaction_responses",
  "addresses",
  "contacts",
  "imports",
  "policies",
  "customers",
];
beforeEach(async () => {
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
});

const stored = () =>
  query<{ order: string; customer: string; kind: string; amount: number }>(
    `SELECT t.order_id AS "order", c.external_id AS customer, t.kind, t.amount FROM transactions t
      JOIN customers c ON c.id = t.customer_id ORDER BY t.id`,
  );
const orders = (...rows: string[]) =>
  imported("transactions", ["Order,Customer,Date,Amount", ...rows, ""].join("\n"));
const reasons = ({ rows }: { rows: readonly { line: number; reason: string }[] }) =>
  rows.map(({ line, reason }) => [line, reason]);

describe("the type of a line", () => {
  test.each([
    ["Refund", "refund", -10000],
    ["RETURN", "refund", -10000],
    ["credit_note", "refund", -10000],
    ["退款", "refund", -10000],
    ["退货", "refund", -10000],
    ["Gutschrift", "refund", -10000],
    ["ｒｅｆｕｎｄ", "refund", -10000],
    ["Sale", "purchase", 10000],
    ["销售", "purchase", 10000],
    ["Rechnung", "purchase", 10000],
    ["", "purchase", 10000],
    ["Subscription", "renewal", 10000],
    ["续费", "renewal", 10000],
  ])("%j makes it a %s of %i", async (type, kind, amount) => {
    await imported(
      "transactions",
      `Order,Customer,Date,Amount,Type\nA1,C1,2025-12-31,100.00,${type}\n`,
    );
    expect(await stored()).toEqual([{ order: "A1", customer: "C1", kind, amount }]);
  });

  test("is refused by line when its word is unknown, and not read when the mapping says so", async () => {
    const file = "Order,Customer,Date,Amount,Type\nA1,C1,2025-12-31,100.00,Online\n";
    expect((await imported("transactions", file)).rows).toEqual([
      { line: 2, field: "kind", reason: expect.stringContaining('"Online" is none of') as string },
    ]);
    expect(await imported("transactions", file, "kind=-")).toMatchObject({
      stored: 1,
      unused: ["Type"],
    });
  });

  test.each(["Status", "状态", "Order Status", "Financial Status"])(
    "counts no line that its %s says did not come about",
    async (header) => {
      const report = await imported(
        "transactions",
        `Order,Customer,Date,Amount,${header},Warehouse\n${[
          "completed",
          "cancelled",
          "refunded",
          "Pending",
          "已取消",
          "已完成",
          "storniert",
          "已退款",
          "bezahlt",
          "paid",
        ]
          .map((word, at) => `A${at},C1,2025-12-31,100.00,${word},X`)
          .join("\n")}\n`,
      );
      expect(report).toMatchObject({
        lines: 10,
        accepted: 4,
        leftOut: 6,
        refused: 0,
        unused: ["Warehouse"],
      });
      expect(report.left.map(({ line, reason }) => [line, reason])).toEqual([
        [3, "left out: cancelled"],
        [4, "left out: bought and given back"],
        [5, "left out: not paid or not confirmed yet"],
        [6, "left out: cancelled"],
        [8, "left out: cancelled"],
        [9, "left out: bought and given back"],
      ]);
      expect((await stored()).map(({ order }) => order)).toEqual(["A0", "A5", "A8", "A9"]);
    },
  );

  test("takes a refund when a status beside it says refunded, and refuses an unknown status", async () => {
    const report = await imported(
      "transactions",
      "Order,Customer,Date,Amount,Type,Status\nA1,C1,2025-12-31,5,Refund,refunded\n" +
        "A2,C1,2025-12-31,-5,,refunded\nA3,C1,2025-12-31,5,,partially_refunded\n" +
        "A4,C1,2025-12-31,5,Cancelled,paid\n",
    );
    expect(report).toMatchObject({
      rows: [{ line: 4, field: "status" }],
      left: [{ line: 5, field: "kind" }],
    });
    expect((await stored()).map(({ kind, amount }) => [kind, amount])).toEqual([
      ["refund", -500],
      ["refund", -500],
    ]);
  });
});

describe("an amount", () => {
  test("is refused by line when its cell names another currency than the book's", async () => {
    const report = await orders(
      "O1,M1,2026-01-05,£10.00",
      "O2,M1,2026-01-05,$10.00",
      "O3,M1,2026-01-05,€10.00",
      "O4,M1,2026-01-05,JPY 1000",
      "O5,M1,2026-01-05,¥1000",
      "O6,M1,2026-01-05,GBP 5",
      '"O7",M1,2026-01-05,"1,000.50 GBP"',
      "O8,M1,2026-01-05,10 kr",
    );
    expect(report.rows.map(({ line, field }) => [line, field])).toEqual([
      [3, "amount"],
      [4, "amount"],
      [5, "amount"],
      [6, "amount"],
      [9, "amount"],
    ]);
    expect(report.rows[0]?.reason).toBe('"$10.00" is in another currency than GBP');
    expect((await stored()).map(({ amount }) => amount)).toEqual([1000, 500, 100050]);
  });

  test("is read in a column of currencies by code, sign and word", async () => {
    const report = await imported(
      "transactions",
      "order,customer,date,amount,currency\nA,C1,2025-01-01,5,£\nB,C1,2025-01-01,5,英镑\n" +
        "C,C1,2025-01-01,5,US$\nD,C1,2025-01-01,5,GBp\n",
    );
    expect(report.rows.map(({ line, field }) => [line, field])).toEqual([
      [4, "currency"],
      [5, "currency"],
    ]);
  });

  test.each([",", ";", "\t", "|"])(
    "is asked about when no row of a file with %j shows whether it is thousands",
    async (separator) => {
      const file = ["Order,Customer,Date,Amount", "A1,C1,2025-01-01,A", "A2,C1,2025-01-01,B", ""]
        .join("\n")
        .replaceAll(",", separator)
        .replace("A\n", '"1,234"\n')
        .replace("B", '"2,500"');
      expect((await lines("transactions", file)).at(-1)).toMatchObject({
        type: "failed",
        message: expect.stringMatching(/decimals=point.*decimals=comma/) as string,
      });
      await imported("transactions", file, "decimals=point");
      expect((await stored()).map(({ amount }) => amount)).toEqual([123400, 250000]);
    },
  );

  test("that can be read two ways is refused by line when only later rows have one", async () => {
    const whole = Array.from({ length: 6000 }, (_, at) => `A${at},C1,2025-01-01,5`);
    const report = await orders(
      ...whole,
      'B1,C1,2025-01-01,"1,234"',
      ...whole.map((row) => row.replace("A", "D")),
      "B2,C1,2025-01-01,1.50",
      ...whole.map((row) => row.replace("A", "E")),
      'B3,C1,2025-01-01,"1,234"',
    );
    expect(report).toMatchObject({
      refused: 1,
      rows: [
        {
          line: 6002,
          reason: '"1,234" can be read two ways: say with --map decimals=point or decimals=comma',
        },
      ],
    });
    expect((await stored()).at(-1)).toMatchObject({ order: "B3", amount: 123400 });
  });
});

test("an amount with more decimals than the currency is rounded, and told of in the report", async () => {
  const report = await orders(
    "O1,C1,2025-01-01,12.345",
    "O2,C1,2025-01-01,12.3400",
    "O3,C1,2025-01-01,12.30",
  );
  expect(report.notices).toEqual([
    expect.stringMatching(/^1 amount has more decimals than GBP and was rounded/) as string,
  ]);
  expect((await stored()).map(({ amount }) => amount)).toEqual([1235, 1234, 1230]);
  expect(
    (
      await imported(
        "transactions",
        "order,customer,date,quantity,unit price\nO4,C1,2025-01-01,3,0.335\n",
      )
    ).notices,
  ).toEqual([]);
});

describe("a number", () => {
  test("is one when it comes in a dress, in another width, or with what cannot be seen", async () => {
    await orders(
      '="00124","=""00045""",2025-12-31,1.00',
      "'00125,'00045,2025-12-31,1.00",
      "00126,00045,2025-12-31,1.00",
      '"=T(""00127"")",００045,2025-12-31,1',
      "00128,\u200b00045\u00a0,2025-12-31,1.00",
      "00\u00ad129,00\u200d045,2025-12-31,1.00",
    );
    expect(await stored()).toEqual(
      ["00124", "00125", "00126", "00127", "00128", "00129"].map((order) => ({
        order,
        customer: "00045",
        kind: "purchase",
        amount: 100,
      })),
    );
  });

  test("is told and not merged when it differs by zeros in front alone, in one file or from the book", async () => {
    const one = await orders(
      "O1,00045,2025-12-31,1",
      "O2,45,2025-12-31,1",
      "O3,450,2025-12-31,1",
      "O4,C45,2025-12-31,1",
      "O5,000,2025-12-31,1",
    );
    expect(one.notices).toEqual([
      expect.stringMatching(
        /^"(00045|45)" and "(00045|45)" are two customers\. Were zeros lost/,
      ) as string,
    ]);
    expect(
      (await imported("customers", "customer id,name\n0450,Harlow\n046,Bramley\n")).notices,
    ).toEqual([expect.stringContaining('"0450" and "450"') as string]);
    expect((await orders("O6,450,2025-12-31,1")).notices).toEqual([]);
    expect((await stored()).map(({ customer }) => customer)).toEqual([
      "00045",
      "45",
      "450",
      "C45",
      "000",
      "450",
    ]);
  });

  test("finds a contact's customer and address when they are written in another width", async () => {
    await imported("contacts", "id,customer,name,email\nP1,C4,Dana,dana@harlow.example\n");
    expect(
      await imported(
        "contacts",
        "id,customer,name,email\nＰ1,Ｃ４,Dana,dana＠harlow.example\nP\u200b1,C4,Dana,\u200edana@harlow.example\n",
      ),
    ).toMatchObject({ unchanged: 2, refused: 0 });
    expect(
      await imported(
        "interactions",
        "id,email,kind,date\nI1,'dana@har\u00adlow.example,Ｅmail,2026-01-01\n",
      ),
    ).toMatchObject({ stored: 1 });
  });

  test.each([
    ["1.23457E+11", /lost digits/],
    ["1,23457E+11", /lost digits/],
    ["#REF!", /error of a spreadsheet/],
    ["#####", /error of a spreadsheet/],
    ["Harlow Marine Ltd", /looks like a name.*--map customer=Header/],
    ["王小明", /looks like a name/],
    ["13800138000", /telephone/],
    ["+49 171 1234567", /telephone/],
    ["12 High Street", /name or a street/],
    ["dana＠harlow.example", /cannot be an identifier/],
  ])(
    "is refused by line and in none of the imports stored when it is %s",
    async (number, reason) => {
      const cell = `"${number}"`;
      const files = {
        customers: `customer id\n${cell}\n`,
        contacts: `customer id,email\n${cell},dana@x.example\n`,
        transactions: `order,customer id,date,amount\nO1,${cell},2026-01-01,5\n`,
        interactions: `id,customer id,kind,date\nI1,${cell},call,2026-01-01\n`,
        satisfaction: `id,customer id,metric,value,date\nS1,${cell},nps,9,2026-01-01\n`,
      } as const;
      for (const [kind, file] of Object.entries(files)) {
        const report = await imported(kind as keyof typeof files, file);
        expect(report).toMatchObject({
          stored: 0,
          rows: [
            {
              line: 2,
              reason: expect.stringMatching(
                kind === "customers"
                  ? new RegExp(reason.source.replace("customer=", "externalId="))
                  : reason,
              ) as string,
            },
          ],
        });
        if (/name|telephone/.test(reason.source))
          expect(JSON.stringify(report.rows)).not.toContain(number);
      }
      expect(
        (await imported("transactions", `order,customer,date,amount\n${cell},C1,2026-01-01,5\n`))
          .rows,
      ).toMatchObject([{ line: 2, field: "order" }]);
      expect(await query("SELECT * FROM customers")).toEqual([]);
    },
  );
});

test("a category is refused when it is an address or a telephone number, and taken when it is words", async () => {
  const categories = ["Rope & Twine", "工具", "dana@harlow.example", "+44 20 7946 0958", "12 mm"];
  const rows = categories.map((text, at) => `O${at},C1,2026-01-01,5,${text}\n`);
  const report = await imported(
    "transactions",
    `order,customer,date,amount,category\n${rows.join("")}`,
  );
  expect(report.rows.map(({ line, field }) => [line, field])).toEqual([
    [4, "category"],
    [5, "category"],
  ]);
});

describe("the column of a customer's number", () => {
  test("is the number and not the name when both are there", async () => {
    await imported(
      "transactions",
      "Order,Customer,Customer ID,Date,Amount\nHN1,Harlow Marine Ltd,C-1001,2026-11-01,10.00\n" +
        "HN2,Harlow Marine Limited,C-1001,2026-11-02,10.00\n",
    );
    await imported(
      "transactions",
      "Order ID,Client,Client ID,Date,Amount\nHN3,Harlow Marine Ltd,C-1001,2026-11-01,10.00\n",
    );
    await imported(
      "contacts",
      "Full name,Customer,Customer ID,Email\nDana Harlow,Harlow Marine Ltd,C-1001,dana@harlow-m.example\n",
    );
    expect(await query("SELECT external_id AS id FROM customers")).toEqual([{ id: "C-1001" }]);
  });

  test("is asked about when two tell equally well", async () => {
    expect(
      (
        await lines(
          "transactions",
          "Order,Customer ID,Account No,Date,Amount\n1,2,3,2026-01-01,5\n",
        )
      ).at(-1),
    ).toMatchObject({
      type: "failed",
      message: expect.stringContaining("customer=Customer ID or customer=Account No") as string,
    });
  });
});

describe("a date", () => {
  test("is read on the book's clock when it has a time and no zone, and is that date when it has none", async () => {
    const body = { ...defaultPolicy, book: { timeZone: "Asia/Shanghai" } };
    await env.DB.prepare("INSERT INTO policies (version, body, created_at) VALUES (2, ?, 0)")
      .bind(JSON.stringify(body))
      .run();
    await orders(
      "A1,C1,2025-12-30 07:30,1",
      "A2,C1,2025-12-30,1",
      "A3,C1,2025年12月30日 下午3:05,1",
      "A4,C1,45292,1",
      "A5,C1,2025-12-30T07:30:00+09:00,1",
    );
    expect(
      (
        await query<{ at: number }>("SELECT occurred_at AS at FROM transactions ORDER BY order_id")
      ).map(({ at }) => new Date(at).toISOString()),
    ).toEqual([
      "2025-12-29T23:30:00.000Z",
      "2025-12-30T00:00:00.000Z",
      "2025-12-30T07:05:00.000Z",
      "2024-01-01T00:00:00.000Z",
      "2025-12-29T22:30:00.000Z",
    ]);
  });

  test("is refused by line when nothing can have happened then", async () => {
    expect(
      reasons(
        await orders(
          "A1,C1,0205-11-21,1",
          "A2,C1,1899-12-30,1",
          "A3,C1,2038-01-19T03:14:08Z,1",
          "A4,C1,9999-12-31,1",
          "A5,C1,2026-02-30,1",
        ),
      ),
    ).toEqual([
      [2, "before 1970"],
      [3, "before 1970"],
      [4, "in the future"],
      [5, "in the future"],
      [6, '"2026-02-30" is not a date that can be read'],
    ]);
  });
});
