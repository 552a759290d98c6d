/**
 * One fact, one outcome: refunds, corrections by a negative and a new line, and further lines of a
 * known order, in the same file, in later ones in any order, sent twice, or under a number of their
 * own; equal lines, lines of other days, categories and kinds, dates with and without a time, other
 * customers' orders, and facts of before the lines were kept.
 */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { defaultPolicy, measures } from "../../shared/scoring/index.ts";
import { loadFacts } from "../../worker/store/facts.ts";
import { imported, query } from "./importing.ts";

const header = "order_id,customer,date,amount,category,kind";
const csv = (rows: readonly string[]) => [header, ...rows, ""].join("\n");
const send = (...rows: string[]) => imported("transactions", csv(rows));
const clear = () =>
  env.DB.batch(
    ["transactions", "imports", "customers"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
/** Returns what the book holds of each order, however many imports brought it. */
const facts = () =>
  query(
    `SELECT c.external_id AS customer, t.order_id AS "order", t.category, t.kind,
      t.occurred_at AS at, sum(t.amount) AS amount
   FROM transactions t JOIN customers c ON c.id = t.customer_id GROUP BY 1, 2, 3, 4, 5
     ORDER BY 1, 2, 3, 4, 5`,
  );
/** Everybody's measures by their own number. */
async function measured() {
  const ids = await query<{ id: string; externalId: string }>(
    "SELECT id, external_id AS externalId FROM customers ORDER BY external_id",
  );
  const known = await loadFacts(
    env.DB,
    ids.map(({ id }) => id),
  );
  return ids.map(({ id, externalId }) => ({
    ...measures(known.get(id)!, { policy: defaultPolicy, now: Date.UTC(2026, 10, 29) }),
    id: externalId,
    summary: null,
  }));
}
const sum = async () =>
  (await query<{ total: number }>("SELECT coalesce(sum(amount), 0) AS total FROM transactions"))[0]!
    .total;

beforeEach(clear);

describe("a line of a known order", () => {
  const order = "zb2,ZB,2026-10-05,50.00,,";

  test.each([
    ["a refund", "zb2,ZB,2026-10-07,-50.00,,", 0],
    ["a refund in part", "zb2,ZB,2026-10-07,20,,refund", 3000],
    ["a refund of the same day", "zb2,ZB,2026-10-05,-50.00,,", 0],
    ["a further line", "zb2,ZB,2026-10-05,25.00,,", 7500],
    ["a line of another day", "zb2,ZB,2026-11-05,50.00,,", 10_000],
    ["a line of another category", "zb2,ZB,2026-10-05,50.00,ropes,", 10_000],
    ["a renewal", "zb2,ZB,2026-10-05,50.00,,renewal", 10_000],
  ])(
    "is a fact of its own when it is %s, in one file, in two, and sent again",
    async (_, line, total) => {
      await send(order, line);
      const [together, scores] = [await facts(), await measured()];
      expect(await sum()).toBe(total);
      await clear();
      expect(await send(order)).toMatchObject({ stored: 1, unchanged: 0 });
      expect(await send(line)).toMatchObject({ stored: 1, unchanged: 0, refused: 0 });
      expect([await facts(), await measured()]).toEqual([together, scores]);
      expect(await send(line)).toMatchObject({ stored: 0, unchanged: 1 });
      expect(await send(order, line)).toMatchObject({ stored: 0, unchanged: 2 });
      expect(await facts()).toEqual(together);
      await clear();
      await send(line);
      await send(order);
      expect([await facts(), await measured()]).toEqual([together, scores]);
    },
  );

  test("scores the same when a refund has a number of its own, whatever its sign and kind", async () => {
    await send(order, "zb2,ZB,2026-10-07,-50.00,,");
    const scores = await measured();
    for (const refund of [
      "RMA-7,ZB,2026-10-07,-50.00,,",
      "CN-7,ZB,2026-10-07,50.00,,refund",
      "CN-7,ZB,2026-10-07,(50.00),,refund",
    ]) {
      await clear();
      await send(order);
      await send(refund);
      expect(await measured()).toEqual(scores);
    }
  });

  test("is told by its number when the book has another amount of its day that the file lacks", async () => {
    await send(order);
    const { notices, ...report } = await send("A9,C,2026-10-05,1,,", "zb2,ZB,2026-10-05,45.00,,");
    expect(report).toMatchObject({ stored: 2, refused: 0 });
    expect(notices).toEqual([
      expect.stringMatching(/which this file lacks: line 3 \(45\.00\)\. .*npm run import -- undo/),
    ]);
  });

  test.each([
    ["the file has the known line too", [order, "zb2,ZB,2026-10-05,45.00,,"]],
    ["the known line comes after it", ["zb2,ZB,2026-10-05,45.00,,", order]],
    ["it is of another day", ["zb2,ZB,2026-10-06,45.00,,"]],
    ["it is of another category", ["zb2,ZB,2026-10-05,45.00,ropes,"]],
    ["it is a refund", ["zb2,ZB,2026-10-05,-45.00,,"]],
    ["nothing of it is new", [order]],
  ])("is not asked about when %s", async (_, rows) => {
    await send(order);
    expect((await send(...rows)).notices).toEqual([]);
  });

  test("names the first twenty lines when many amounts differ", async () => {
    const rows = (amount: number) =>
      Array.from({ length: 30 }, (__, at) => `M${at},C,2026-10-05,${amount},,`);
    await send(...rows(5));
    const [notice] = (await send(...rows(6))).notices;
    expect(notice).toMatch(/line 2 \(6\.00\), .*line 21 \(6\.00\) and 10 more\./);
  });

  test.each(["correction", "Adjustment", "更正", "Rechnungskorrektur"])(
    "is refused by its line when its type is %s and its amount is not below zero",
    async (type) => {
      await send(order);
      const { rows } = await send(`zb2,ZB,2026-10-06,45.00,,${type}`, "zb3,ZB,2026-10-06,1,,");
      expect(rows).toEqual([
        {
          line: 2,
          field: "kind",
          reason: expect.stringMatching(/replaces the order's or is added.*difference/) as string,
        },
      ]);
      expect(await sum()).toBe(5100);
    },
  );

  test("takes off what a correction below zero says", async () => {
    await send(order);
    expect(await send("zb2,ZB,2026-10-06,-5.00,,correction")).toMatchObject({ stored: 1 });
    expect(await sum()).toBe(4500);
  });

  test("is told apart from a refund of the same amount when it is of another day", async () => {
    await send(order, "zb2,ZB,2026-10-07,-10,,");
    expect(await send("zb2,ZB,2026-11-07,-10,,")).toMatchObject({ stored: 1 });
    expect(await send("zb2,ZB,2026-11-07,-10,,")).toMatchObject({ stored: 0, unchanged: 1 });
    expect(await sum()).toBe(3000);
  });

  test("is an item of its own when an equal one is in the same file, and none when the file comes again", async () => {
    expect(await send(order, order)).toMatchObject({ stored: 1, unchanged: 0 });
    expect(await send(order, order)).toMatchObject({ stored: 0, unchanged: 2 });
    expect(await send(order)).toMatchObject({ unchanged: 1 });
    expect(await sum()).toBe(10_000);
    expect(await send(order, order, order)).toMatchObject({ stored: 1, unchanged: 2 });
    expect(await sum()).toBe(15_000);
  });

  test("is an item of its own when an equal one is far above it in the same file, of which one is known", async () => {
    const between = Array.from({ length: 6000 }, (_, at) => `B${at},C${at % 9},2026-02-01,1.01,,`);
    await send(order);
    expect(await send(order, ...between, order)).toMatchObject({ unchanged: 1, stored: 6001 });
    expect(await send(order, ...between, order)).toMatchObject({ unchanged: 6002, stored: 0 });
  });

  test("is the same line when one file gives the date alone and another the time too", async () => {
    await send(order);
    expect(await send("zb2,ZB,2026-10-05T14:30:00Z,50.00,,")).toMatchObject({
      unchanged: 1,
      stored: 0,
    });
    await send("zb3,ZB,2026-10-05T14:30:00Z,50.00,,");
    expect(await send("zb3,ZB,2026-10-05,50.00,,")).toMatchObject({ unchanged: 1, stored: 0 });
    expect(await send("zb3,ZB,2026-10-05T15:30:00Z,50.00,,")).toMatchObject({
      unchanged: 0,
      stored: 1,
    });
  });

  test("is refused by its line when the order is another customer's, in whatever category", async () => {
    await send(order);
    expect((await send("zb9,ZC,2026-10-05,1,,", "zb2,ZC,2026-10-05,50.00,ropes,")).rows).toEqual([
      {
        line: 3,
        field: "customer",
        reason:
          "the order is another customer's in the book: correct the customer, or give the line " +
          "an order number of its own",
      },
    ]);
  });

  test("links a refund to the order that its column names", async () => {
    await send("A1,C,2026-01-05,100,,", "A2,C,2026-02-05,100,,");
    await imported(
      "transactions",
      "order_id,customer,date,amount,original order\nCN1,C,2026-03-01,-100,A1\n",
    );
    const [{ id = "" } = {}] = await query<{ id: string }>("SELECT id FROM customers");
    expect((await loadFacts(env.DB, [id])).get(id)!.transactions.at(-1)).toMatchObject({
      orderId: "CN1",
      refersTo: "A1",
    });
  });

  test("scores its customer again when it was there already", async () => {
    await send(order);
    await env.DB.exec("DELETE FROM cards");
    await send(order);
    expect(await query("SELECT count(*) AS n FROM cards")).toEqual([{ n: 1 }]);
  });
});

describe("facts of before lines were kept", () => {
  const old = async (amount: number, day = 5) => {
    await send(`A1,C,2026-10-0${day},${(amount / 100).toFixed(2)},,`);
    await env.DB.exec("UPDATE transactions SET lines = ''");
  };

  test.each<[string, number, string[], number]>([
    ["one line", 5000, ["A1,C,2026-10-05,50,,"], 5000],
    ["several lines", 1500, ["A1,C,2026-10-05,10,,", "A1,C,2026-10-05,5,,"], 1500],
    [
      "lines with a discount",
      810,
      ["A1,C,2026-10-05,10,,", "A1,C,2026-10-05,0.10,,", "A1,C,2026-10-05,-2,,"],
      810,
    ],
    [
      "its lines and a refund since",
      1500,
      ["A1,C,2026-10-05,10,,", "A1,C,2026-10-05,5,,", "A1,C,2026-10-09,-5,,"],
      1000,
    ],
    ["a refund since alone", 1500, ["A1,C,2026-10-09,-5,,"], 1000],
    [
      "its lines and a further one",
      1500,
      ["A1,C,2026-10-05,10,,", "A1,C,2026-10-05,5,,", "A1,C,2026-10-05,7,,"],
      2200,
    ],
  ])(
    "are recognised when the file has %s, and when it comes again",
    async (_, amount, rows, total) => {
      await old(amount);
      await send(...rows);
      expect(await sum()).toBe(total);
      const before = await facts();
      expect(await send(...rows)).toMatchObject({ stored: 0, unchanged: rows.length });
      expect(await facts()).toEqual(before);
    },
  );
});

describe("files", () => {
  const row = fc
    .record({
      order: fc.constantFrom("A1", "A2", "RMA-1"),
      day: fc.constantFrom("2026-10-05", "2026-10-06", "2026-11-02"),
      amount: fc.constantFrom("10.00", "25.50", "-10.00", "-4"),
      category: fc.constantFrom("", "ropes"),
      kind: fc.constantFrom("", "refund", "renewal"),
    })
    .map(
      ({ order, day, amount, category, kind }) => `${order},C,${day},${amount},${category},${kind}`,
    );
  /** Rows that say the same in other words are equal: "-10.00" and a refund of "10.00". */
  const content = (text: string) => {
    const [order, , day, amount = "0", category, kind] = text.split(",");
    const refund = kind === "refund" || amount.startsWith("-");
    return [
      order,
      day,
      category,
      refund ? `-${Math.abs(Number(amount))}` : `${kind}${Number(amount)}`,
    ].join();
  };

  test("make the same facts when rows are spread over them in any order, and none when sent twice", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(row, { minLength: 1, maxLength: 7, selector: content }),
        fc.array(fc.nat(2), { minLength: 7, maxLength: 7 }),
        fc.boolean(),
        async (rows, files, backwards) => {
          await clear();
          await send(...rows);
          const whole = [await facts(), await measured()];
          await clear();
          const parts = [0, 1, 2]
            .map((file) => rows.filter((_, at) => files[at] === file))
            .filter((part) => part.length > 0);
          for (const part of backwards ? parts.toReversed() : parts) {
            await send(...part);
            expect(await send(...part)).toMatchObject({ stored: 0, unchanged: part.length });
          }
          expect([await facts(), await measured()]).toEqual(whole);
          expect(await send(...rows)).toMatchObject({ stored: 0, unchanged: rows.length });
          expect([await facts(), await measured()]).toEqual(whole);
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);
});
