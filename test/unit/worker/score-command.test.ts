import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledger } from "../../../worker/commands/score/ledger.ts";
import { readInto } from "../../../worker/commands/score/read.ts";
import { settingsOf } from "../../../worker/commands/score.ts";
import { keptPurchases } from "../../../shared/scoring/purchases.ts";
import { file, printed, rowsOf, score, scoreProcess } from "./score-command.ts";

/** Forty customers who bought one to five times in 2025, one order a month. */
const lines = Array.from({ length: 40 }, (_, who) =>
  Array.from({ length: 1 + (who % 5) }, (_, at) => [
    `C${who}`,
    `O${who}-${at}`,
    `2025-${String(1 + ((who + 2 * at) % 12)).padStart(2, "0")}-15`,
    `${20 + who}.5${at}`,
  ]),
).flat();
const csv = (rows: readonly (readonly string[])[], separator = ",") =>
  [["customer", "order", "date", "amount"], ...rows].map((row) => row.join(separator)).join("\n");
const book = file("book.csv", csv(lines));
const until = ["--until", "2025-12-31"];

describe("npm run score", () => {
  test("prints a row a customer and its summary apart when a file is scored", async () => {
    const ran = await scoreProcess([book, ...until]);
    expect(ran.code).toBe(0);
    const rows = rowsOf(ran);
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, who) => `C${who}`));
    expect(rows[7]).toMatchObject({ id: "C7", orders: "3", total: "82.53", frequency: "2" });
    for (const row of rows) {
      expect(["1", "2", "3", "4", "5"]).toContain(row["r"]);
      expect(["high", "mid", "low"]).toContain(row["tier"]);
      expect(row["stage"]).not.toBe("");
    }
    expect(ran.told).toMatch(
      /120 lines \(utf-8\): 120 taken, 0 after 2025-12-31, 0 not readable\./,
    );
    expect(ran.told).toMatch(/Gini 0\.\d{4}; the best 20 % of buyers bring [\d.]+ %/);
  });

  test("prints one JSON document with the same figures when asked for JSON", async () => {
    const [ran, plain] = await Promise.all([
      scoreProcess([book, ...until, "--json"]),
      score([book, ...until]),
    ]);
    const { summary, customers } = printed(ran);
    expect(summary).toMatchObject({ customers: 40, buyers: 40, repeatBuyers: 32, badLines: [] });
    expect(customers.map(({ total }) => String(total))).toEqual(
      rowsOf(plain).map(({ total }) => total),
    );
    expect(customers.reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(summary.total, 6);
    expect(summary.abc.a + summary.abc.b + summary.abc.c).toBe(40);
  });

  test("reads the same when the file is gzipped, piped, in UTF-16, or with semicolons and decimal commas", async () => {
    const utf16 = file("utf16.csv", Buffer.from(`\ufeff${csv(lines)}`, "utf16le"));
    const german = file(
      "german.csv",
      csv(
        lines.map(([who, order, date, amount]) => [
          who!,
          order!,
          date!.split("-").reverse().join("."),
          amount!.replace(".", ","),
        ]),
        ";",
      ),
    );
    const zipped = file("book.csv.gz", gzipSync(csv(lines)));
    const [{ out }, ...same] = await Promise.all([
      score([book, ...until]),
      score([zipped, ...until]),
      scoreProcess(["-", ...until], Readable.from([csv(lines)])),
      score([utf16, ...until]),
      score([german, ...until]),
    ]);
    for (const ran of same) expect(ran.out).toBe(out);
  });

  test("leaves out what is later when --until is inside the file, nothing when it is missing", async () => {
    const [half, whole] = await Promise.all([
      score([book, "--until", "2025-06-30", "--json"]),
      score([book, "--json"]),
    ]);
    const early = new Set(lines.filter(([, , date]) => date! <= "2025-06-30").map(([who]) => who));
    expect(
      printed(half)
        .customers.map(({ id }) => id)
        .sort(),
    ).toEqual([...early].sort());
    expect(printed(half).summary.lines).toMatchObject({
      lines: 120,
      taken: lines.filter(([, , date]) => date! <= "2025-06-30").length,
    });
    expect(printed(whole).summary).toMatchObject({ until: "2025-12-15" });
  });

  test("names bad lines by number and reason, twenty at most, when some cannot be read", async () => {
    const bad = [
      ["C1", "X", "2025-13-40", "5"],
      ["", "X", "2025-01-01", "5"],
      ["C1", "X", "2025-01-01", "five"],
      ["C1", "X", "1960-01-01", "5"],
    ];
    const few = await score([file("bad.csv", csv([...lines, ...bad])), ...until]);
    expect(few.code).toBe(0);
    expect(few.told).toContain('line 122: date: "2025-13-40" is not a date that can be read');
    expect(few.told).toContain("line 123: customer: missing");
    expect(few.told).toContain('line 124: amount: "five" is not a number');
    expect(few.told).toContain("line 125: date: before 1970");
    expect(few.told).toContain("4 not readable");
    const many = await score([
      file("worse.csv", csv([...lines, ...Array.from({ length: 30 }, () => bad[2]!)])),
      ...until,
    ]);
    expect(many.told.match(/^line \d+:/gm)).toHaveLength(20);
    expect(many.told).toContain("… and 10 more lines that cannot be read");
  });

  test("takes refunds off the purchase they belong to when amounts are negative or of the kind refund", async () => {
    const rows = [
      "customer,order,date,amount,kind",
      ...lines.map((row) => `${row.join(",")},sale`),
      "C0,R1,2025-12-01,20.50,refund",
      "C1,R2,2025-12-01,-1.00,",
    ];
    const { customers } = printed(
      await score([file("refunds.csv", rows.join("\n")), ...until, "--json"]),
    );
    expect(customers.find(({ id }) => id === "C0")).toMatchObject({
      total: null,
      frequency: null,
      stage: "prospect",
    });
    expect(customers.find(({ id }) => id === "C1")).toMatchObject({ total: 42.01, frequency: 1 });
  });

  test("takes columns by --map, also by number when the file has no header", async () => {
    const named = file(
      "named.csv",
      [
        "Client;Ref;Booked on;Pieces;Each",
        ...lines.map(([who, order, date, amount]) => `${who};${order};${date};2;${amount}`),
      ].join("\n"),
    );
    const mapped = await score([
      named,
      ...until,
      "--map",
      "customer=Client,order=Ref,date=Booked on,amount=Pieces*Each,decimals=point",
      "--json",
    ]);
    expect(printed(mapped).customers[0]).toMatchObject({ id: "C0", total: 41 });
    const headless = file(
      "headless.txt",
      lines
        .map(
          ([who, , date, amount], at) =>
            `  ${at}  ${who}  ${date!.replaceAll("-", "")}   ${amount}`,
        )
        .join("\n"),
    );
    const taken = printed(await score([headless, ...until, "--map", "customer=2", "--json"]));
    expect(taken.customers[7]).toMatchObject({ id: "C7", total: 82.53 });
  });

  test("quotes ids and disarms formulas when they would break a spreadsheet", async () => {
    const rows = ['"=1+1",O1,2025-01-01,5', '"a, b",O2,2025-01-01,5'];
    const { out } = await score([
      file("odd.csv", ["customer,order,date,amount", ...rows].join("\n")),
      ...until,
    ]);
    expect(
      out
        .split("\n")
        .slice(1, 3)
        .map((line) => line.split(",45")[0]),
    ).toEqual([expect.stringMatching(/^'=1\+1,/), expect.stringMatching(/^"a, b",/)]);
  });

  test.each([
    ["the file is not there", ["nowhere.csv", ...until], /^There is no file nowhere\.csv\.\n$/],
    [
      "everything is later",
      [book, "--until", "1997-09-30"],
      /^Every line is later than --until.*\n$/,
    ],
    [
      "the gzip is cut off",
      [file("cut.csv.gz", gzipSync(csv(lines)).subarray(0, 60))],
      /cannot be read to its end.*\n$/,
    ],
  ])("ends with code 2 and one sentence when %s", async (_, args, sentence) => {
    const { code, out, told } = await scoreProcess(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(told).toMatch(sentence);
    expect(told.trim().split("\n")).toHaveLength(1);
  });
});

describe("a file of any shop's", () => {
  const scored = async (text: string, ...args: string[]) => {
    const ran = await score([
      file(`shop-${args.join("-").replace("/", "-")}.csv`, text),
      "--until",
      "2026-12-31",
      ...args,
    ]);
    return {
      rows: rowsOf(ran).map(({ id, frequency, orders, total }) => ({
        id,
        frequency: Number(frequency),
        orders: Number(orders),
        total: Number(total),
      })),
      told: ran.told,
    };
  };

  test("is scored by the customer's number when a name stands beside it", async () => {
    const { rows } = await scored(
      "Order,Customer,Customer ID,Date,Amount\n1,Harlow Ltd,C-1,2026-11-01,10.00\n" +
        "2,Harlow Limited,C-1,2026-11-02,10.00\n",
    );
    expect(rows).toMatchObject([{ id: "C-1", frequency: 1 }]);
  });

  test("counts two purchases of one local day as one day, where the file's clock stands or in a zone", async () => {
    const text =
      "customer,date,amount\nSH1,2025-12-30T07:30:00+08:00,100.00\nSH1,2025-12-30T09:00:00+08:00,50.00\n";
    expect((await scored(text)).rows).toMatchObject([{ id: "SH1", frequency: 0, total: 150 }]);
    expect((await scored(text, "--zone", "Asia/Shanghai")).rows).toMatchObject([{ frequency: 0 }]);
    expect((await scored(text, "--zone", "UTC")).rows).toMatchObject([{ frequency: 1 }]);
  });

  test("reads types and statuses, and names what it left out and did not read", async () => {
    const { rows, told } = await scored(
      "Order,Customer,Date,Amount,Type,Status,Colour\nA,C1,2026-01-01,100,Sale,completed,x\n" +
        "B,C1,2026-02-01,100,Sale,cancelled,x\nC,C1,2026-03-01,40,退款,completed,x\n" +
        "D,C1,2026-03-01,40,Sale,paid,x\n",
    );
    expect(rows).toMatchObject([{ total: 100 }]);
    expect(told).toMatch(/1 left out \(cancelled, unpaid or given back/);
    expect(told).toMatch(/Columns that were not read: Colour\./);
  });

  test("is one customer's when the number comes in a dress or another width, and no other currency's", async () => {
    const { rows, told } = await scored(
      'customer,order,date,amount\n="00045",1,2026-01-01,£10.00\n\'00045,2,2026-01-02,10.00\n' +
        "０００45,3,2026-01-03,10.00\n00045,4,2026-01-04,$10.00\n",
    );
    expect(rows).toMatchObject([{ id: "00045", orders: 3, total: 30 }]);
    expect(told).toContain('line 5: amount: "$10.00" is in another currency than GBP');
  });
});

describe("settingsOf", () => {
  test.each([
    ["no file is named", [], /^Name one file of transactions\./],
    [
      "the day is written otherwise",
      ["a.csv", "--until", "30.9.1997"],
      /^"30\.9\.1997" is no day: write --until 1997-09-30\.$/,
    ],
    [
      "the day is not in the calendar",
      ["a.csv", "--until", "1997-02-30"],
      /^"1997-02-30" is no day/,
    ],
    ["an option is unknown", ["a.csv", "--untill", "1997-09-30"], /--untill/],
    ["the currency is none", ["a.csv", "--currency", "XYZZY"], /^"XYZZY" is no currency/],
    ["the model is none", ["a.csv", "--model", "clv"], /^There is no model "clv"\. Models: bg_nbd/],
  ])("throws a sentence when %s", (_, args, sentence) =>
    expect(() => settingsOf(args)).toThrow(sentence),
  );
});

describe("readInto", () => {
  const read = (content: string, map?: string) =>
    readInto(
      ledger(),
      (async function* () {
        yield Buffer.from(content);
      })(),
      { map, until: null, timeZone: null, currency: "GBP", now: Date.UTC(2026, 0, 1) },
      () => {},
      () => {},
    );

  test.each([
    ["is empty", "", undefined, /^The file is empty/],
    [
      "lacks a column",
      "who,what\n1,2\n",
      undefined,
      /^No column for customer with date with amount/,
    ],
    [
      "lacks a mapped column",
      "customer,date,amount\nA,2025-01-01,5",
      "amount=Betrag",
      /^The file has no column "Betrag"/,
    ],
    [
      "leaves day and month open",
      "customer,date,amount\nA,03/04/2025,5\nB,05/06/2025,5\n",
      undefined,
      /can be read two ways/,
    ],
    [
      "has an open quote in its header",
      'customer,date,amount,"note\nA,2025-01-01,5,x\n',
      undefined,
      /header at line 1.*never closed/,
    ],
    [
      "is a workbook",
      "PK\u0003\u0004\u0014\u0000 xl/workbook.xml",
      undefined,
      /Excel workbook \(\.xlsx\), not CSV/,
    ],
  ])("throws a sentence when the file %s", async (_, content, map, sentence) =>
    expect(read(content, map)).rejects.toThrow(sentence),
  );

  test("counts every line as taken, later or refused when a file is read", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            who: fc.constantFrom("A", "B", ""),
            day: fc.constantFrom("2025-01-01", "2024-02-30", "2025-06-01"),
            amount: fc.constantFrom("5", "x", "0", "-3.5"),
          }),
        ),
        async (rows) => {
          const {
            lines: all,
            taken,
            later,
            refused,
          } = await read(
            [
              "customer,date,amount",
              ...rows.map(({ who, day, amount }) => `${who},${day},${amount}`),
            ].join("\n"),
          );
          expect(taken + later + refused).toBe(all);
          expect(all).toBe(rows.length);
        },
      ),
    ));
});

describe("a refund", () => {
  /** Customers as they come out of a file with a column for the order that a refund is of. */
  const kept = async (
    rows: readonly string[],
    header = "order,customer,date,amount,original order",
  ) => {
    const book = ledger();
    const refused: string[] = [];
    await readInto(
      book,
      (async function* () {
        yield Buffer.from([header, ...rows].join("\n"));
      })(),
      { map: undefined, until: null, timeZone: null, currency: "GBP", now: Date.UTC(2026, 0, 1) },
      ({ line, reason }) => refused.push(`${line}: ${reason}`),
      () => {},
    );
    const days = [...book.customers(Date.UTC(2026, 0, 1))].map(({ transactions }) =>
      keptPurchases(transactions, Date.UTC(2026, 0, 1)).map((one) => [
        new Date(one.occurredAt).toISOString().slice(0, 10),
        one.amount,
      ]),
    );
    return { days, refused };
  };
  const orders = ["O-1001,A,2025-01-05,50,", "O-1002,A,2025-02-05,60,", "O-1003,A,2025-03-05,70,"];

  test.each([
    ["in a column of its own", "R-7,A,2025-04-05,-50,O-1001"],
    ["within that column's number", "R-7,A,2025-04-05,-50,CN/O-1001"],
    ["within its own number", "RMA-O-1001,A,2025-04-05,-50,"],
    ["as its own number", "O-1001,A,2025-04-05,-50,"],
  ])("comes off the order that it names %s", async (_, refund) => {
    const [first] = (await kept([...orders, refund])).days;
    expect(first).toEqual([
      ["2025-02-05", 6000],
      ["2025-03-05", 7000],
    ]);
  });

  test("comes off the newest purchases when it names no order of its customer", async () => {
    const { days } = await kept([...orders, "O-9,B,2025-01-01,5,", "R-7,A,2025-04-05,-50,O-9"]);
    expect(days[0]?.at(-1)).toEqual(["2025-03-05", 2000]);
    expect(days[1]).toEqual([["2025-01-01", 500]]);
  });

  test("leaves the same purchases whether its order stands in a column or is its own number", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ of: fc.nat(2), amount: fc.integer({ min: 1, max: 60 }) }), {
          maxLength: 6,
        }),
        async (refunds) => {
          const named = refunds.map(
            ({ of, amount }, at) => `R-${at}0000,A,2025-04-0${at + 1},-${amount},O-100${of + 1}`,
          );
          const booked = refunds.map(
            ({ of, amount }, at) => `O-100${of + 1},A,2025-04-0${at + 1},-${amount},`,
          );
          expect(await kept([...orders, ...named])).toEqual(await kept([...orders, ...booked]));
        },
      ),
    ));

  test("is what a correction below zero is, and any other correction is refused by its line", async () => {
    const header = "order,customer,date,amount,type";
    const { days, refused } = await kept(
      ["O1,A,2025-01-05,50,sale", "O1,A,2025-01-06,-5,correction", "O1,A,2025-01-07,45,Adjustment"],
      header,
    );
    expect(days).toEqual([[["2025-01-05", 4500]]]);
    expect(refused).toEqual([expect.stringMatching(/^4: .*replaces the order's or is added/)]);
  });
});

describe("ledger", () => {
  const DAY = 86_400_000;
  const add = (
    to: ReturnType<typeof ledger>,
    customer: string,
    order: string | null,
    day: number,
    amount: number,
  ) => to.add({ customer, order, refersTo: null, at: day * DAY + 5000, amount });

  test("adds up the lines of an order when they follow one another, and keeps refunds apart", () => {
    const book = ledger();
    for (const amount of [100, 200, -50]) add(book, "A", "1", 10, amount);
    add(book, "B", null, 11, 7);
    add(book, "A", null, 12, 0);
    expect(
      [...book.customers(20 * DAY)].map(({ id, transactions }) => [
        id,
        transactions.map((t) => [t.occurredAt / DAY, t.amount, t.kind]),
      ]),
    ).toEqual([
      [
        "A",
        [
          [10, 300, "purchase"],
          [10, -50, "refund"],
          [12, 0, "purchase"],
        ],
      ],
      ["B", [[11, 7, "purchase"]]],
    ]);
    expect([...book.customers(11 * DAY)].map(({ transactions }) => transactions.length)).toEqual([
      2, 1,
    ]);
    expect(book.lastDay()).toBe(12 * DAY);
  });

  test("keeps every amount when it outgrows its first arrays", () => {
    const book = ledger();
    for (let at = 0; at < 20_000; at++) add(book, `C${at % 300}`, `O${at}`, at % 100, at);
    const all = [...book.customers(100 * DAY)];
    expect(all).toHaveLength(300);
    expect(
      all.flatMap(({ transactions }) => transactions).reduce((sum, { amount }) => sum + amount, 0),
    ).toBe((20_000 * 19_999) / 2);
    expect(
      new Set(all.flatMap(({ transactions }) => transactions.map(({ orderId }) => orderId))).size,
    ).toBe(20_000);
  });
});
