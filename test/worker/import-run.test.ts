import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { cards, type ImportLine } from "../../shared/contract/answers.ts";
import { answerStream } from "../../worker/jobs/import/answer.ts";
import { beginRun } from "../../worker/jobs/import/run.ts";
import { adminKey, call } from "./client.ts";
import { book, imported, post, query } from "./importing.ts";

const header = "order_id,customer,date,amount\n";
const encoder = new TextEncoder();
const amounts = () =>
  query('SELECT order_id AS "order", amount FROM transactions ORDER BY order_id');

/**
 * Rows of orders O0, O1, … of 1.00 each, as long as they are asked for; every thousand rows a
 * chunk.
 */
async function* generated(
  count: number,
  onChunk: (rows: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  yield encoder.encode(header);
  for (let at = 0; at < count; at += 1000) {
    onChunk(at + 1000);
    yield encoder.encode(
      Array.from(
        { length: Math.min(1000, count - at) },
        (_, row) => `O${at + row},C${row % 100},2025-01-01,1.00\n`,
      ).join(""),
    );
  }
}

async function all(run: AsyncGenerator<ImportLine[]>): Promise<ImportLine[]> {
  const lines: ImportLine[] = [];
  for await (const some of run) lines.push(...some);
  return lines;
}

beforeEach(async () => {
  await env.DB.batch(
    [
      "cards",
      "score_history",
      "addresses",
      "interactions",
      "satisfaction_responses",
      "contacts",
      "transactions",
      "imports",
      "customers",
    ].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
});

/** An import that began `ago` milliseconds ago, stored one sum and was never heard of again. */
async function brokenOff(ago: number): Promise<void> {
  const at = Date.now() - ago;
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO imports (id, kind, status, started_at, heartbeat_at)
        VALUES ('old', 'transactions', 'running', ?1, ?1)`,
    ).bind(at),
    env.DB.prepare(
      "INSERT INTO customers (id, kind, external_id, created_at) VALUES ('c', 'company', 'C0', 0)",
    ),
    env.DB.prepare(
      `INSERT INTO transactions (customer_id, order_id, kind, amount, currency, occurred_at,
        import_id, recorded_at) VALUES ('c', 'O0', 'purchase', 40, 'GBP', 0, 'old', 0)`,
    ),
  ]);
}

describe("an import", () => {
  test("clears what an import half counted when that one broke off", async () => {
    await brokenOff(31_000);
    expect(await imported("transactions", `${header}O0,C0,2025-01-01,1.00\n`)).toMatchObject({
      accepted: 1,
      unchanged: 0,
      stored: 1,
    });
    expect(await amounts()).toEqual([{ order: "O0", amount: 100 }]);
    expect(await query("SELECT status FROM imports ORDER BY started_at")).toEqual([
      { status: "failed" },
      { status: "finished" },
    ]);
  });

  test("is refused when another of its kind is running, and not when one of another kind is", async () => {
    await brokenOff(1000);
    const response = await post("transactions", `${header}O1,C0,2025-01-01,1.00\n`);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: { code: "conflict" } });
    expect(await amounts()).toEqual([{ order: "O0", amount: 40 }]);
    expect(await imported("customers", "external_id,name\nC9,Nine\n")).toMatchObject({
      accepted: 1,
    });
  });

  test("stores nothing more and says so when another took its place", async () => {
    const run = await beginRun(await book(), "transactions", undefined, generated(30_000));
    await run.next();
    expect((await amounts()).length).toBe(5000);
    await env.DB.prepare("UPDATE imports SET status = 'failed'").run();
    const last = (await all(run)).at(-1);
    expect(last).toMatchObject({
      type: "failed",
      message: expect.stringContaining("took its place") as string,
    });
    expect(await amounts()).toEqual([]);
  });

  test("leaves nothing half counted when its source breaks off", async () => {
    async function* broken() {
      yield* generated(12_000);
      throw new Error("connection lost");
    }
    const lines = await all(await beginRun(await book(), "transactions", undefined, broken()));
    expect(lines.at(-1)?.type).toBe("failed");
    expect(await amounts()).toEqual([]);
    expect(await query("SELECT status FROM imports")).toEqual([{ status: "failed" }]);
    expect(await imported("transactions", `${header}O1,C0,2025-01-01,1.00\n`)).toMatchObject({
      stored: 1,
    });
  });

  test("leaves nothing half counted when nobody reads its answer any more", async () => {
    const { stream, ended } = answerStream(
      await beginRun(await book(), "transactions", undefined, generated(1_000_000)),
    );
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    await ended;
    expect(await amounts()).toEqual([]);
    expect(await query("SELECT status FROM imports")).toEqual([{ status: "failed" }]);
  });

  test("stays true to the file when the database fails in the middle", async () => {
    const whole = await book();
    let batches = 0;
    const failing = {
      ...whole,
      db: {
        prepare: whole.db.prepare.bind(whole.db),
        batch: ((statements) =>
          ++batches === 6
            ? Promise.reject(new Error("D1_ERROR: overloaded"))
            : whole.db.batch(statements)) as typeof whole.db.batch,
      },
    };
    const lines = await all(await beginRun(failing, "transactions", undefined, generated(30_000)));
    expect(lines.at(-1)?.type).toBe("failed");
    expect(await amounts()).toEqual([]);
    await all(await beginRun(whole, "transactions", undefined, generated(3000)));
    expect(
      await query("SELECT count(*) AS orders, sum(amount) AS amount FROM transactions"),
    ).toEqual([{ orders: 3000, amount: 300_000 }]);
  });

  test("reads no further than a batch ahead when its answer is not read", async () => {
    let asked = 0;
    const run = await beginRun(
      await book(),
      "transactions",
      undefined,
      generated(1_000_000, (rows) => {
        asked = rows;
      }),
    );
    for (let batch = 1; batch <= 4; batch++) {
      const next = await run.next();
      const progress = next.value?.at(-1);
      expect(progress).toMatchObject({ type: "progress", lines: batch * 5000 });
      // What is read and not yet stored is what is in memory.
      expect(asked - batch * 5000).toBeLessThanOrEqual(2000);
    }
    await run.return();
  });

  test("holds no more than its limit back when no date shows the order of day and month", async () => {
    let asked = 0;
    async function* open() {
      yield encoder.encode(header);
      for (;;) {
        asked += 1000;
        yield encoder.encode("O1,C1,1/2/2025,1.00\n".repeat(1000));
      }
    }
    const [last] = await all(await beginRun(await book(), "transactions", undefined, open()));
    expect(last).toMatchObject({
      type: "failed",
      message: expect.stringContaining("dates=dmy") as string,
    });
    expect(asked).toBeLessThanOrEqual(52_000);
  });
});

describe("the cards of an import", () => {
  const cardOf = async (address: string) => {
    const response = await call("POST", "/v1/cards", {
      token: adminKey,
      body: { addresses: [address] },
    });
    return cards.parse(await response.json()).cards[0];
  };

  test("say what was imported at once, without a review, when each kind comes by itself", async () => {
    await imported("contacts", "customer,address\nC1,dana@harlow-marine.example\n");
    expect(await cardOf("dana@harlow-marine.example")).toMatchObject({
      status: "customer",
      card: { customer: { name: null }, lastPurchase: null },
    });
    await imported("customers", "external_id,name\nC1,Harlow Marine\n");
    await imported("transactions", `${header}O1,C1,2025-01-01,12.50\n`);
    await imported(
      "interactions",
      "external_id,customer,kind,date,subject\nI1,C1,email,2025-01-02,Quote\n",
    );
    await imported(
      "satisfaction",
      "external_id,customer,metric,value,date\nS1,C1,nps,9,2025-01-02\n",
    );
    expect(await cardOf("dana@harlow-marine.example")).toMatchObject({
      card: {
        customer: { name: "Harlow Marine" },
        lastPurchase: { amount: 1250 },
        touches: [{ subject: "Quote" }],
        scores: { satisfaction: { customer: { score: 90 } } },
      },
    });
  });

  test("are left to the review when the import touches more than 2,000 customers", async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, at) => `C${at}`).join("\n");
    await imported("customers", `external_id\n${rows(2001)}\n`);
    expect(await query("SELECT count(*) AS n FROM cards")).toEqual([{ n: 0 }]);
  });

  test("do not undo the import when they cannot be written", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    await env.DB.prepare(
      "CREATE TRIGGER fault BEFORE INSERT ON cards BEGIN SELECT RAISE(ABORT, 'injected'); END",
    ).run();
    expect(await imported("transactions", `${header}O1,C1,2025-01-01,12.50\n`)).toMatchObject({
      stored: 1,
      isScored: false,
    });
    await env.DB.prepare("DROP TRIGGER fault").run();
    vi.restoreAllMocks();
    expect(await query("SELECT status FROM imports")).toEqual([{ status: "finished" }]);
  });

  // Kind: whatever broke between storing and scoring, the same file sent again makes every card
  // current.
  test.each([
    ["customers", "external_id,name\nC1,Harlow Marine\nC2,Bramley\n"],
    ["contacts", "customer,address\nC1,dana@harlow-marine.example\nC2,li@bramley.example\n"],
    ["transactions", `${header}O1,C1,2025-01-01,12.50\nO2,C2,2025-01-01,7\n`],
    [
      "interactions",
      "external_id,customer,email,kind,date\nI1,C1,,email,2025-01-02\nI2,,li@bramley.example,call,2025-01-02\n",
    ],
    [
      "satisfaction",
      "external_id,customer,email,metric,value,date\nS1,C1,,nps,9,2025-01-02\n" +
        "S2,,li@bramley.example,nps,3,2025-01-02\n",
    ],
  ] as const)(
    "are current when %s were stored, not scored, and the same file comes again",
    async (kind, file) => {
      vi.spyOn(console, "error").mockImplementation(() => undefined);
      await imported("contacts", "customer,address\nC2,li@bramley.example\n");
      await env.DB.prepare("DELETE FROM cards").run();
      await env.DB.prepare(
        "CREATE TRIGGER fault BEFORE INSERT ON cards BEGIN SELECT RAISE(ABORT, 'injected'); END",
      ).run();
      expect(await imported(kind, file)).toMatchObject({ accepted: 2, isScored: false });
      await env.DB.prepare("DROP TRIGGER fault").run();
      vi.restoreAllMocks();
      expect(await imported(kind, file)).toMatchObject({
        accepted: 2,
        unchanged: 2,
        stored: 0,
        isScored: true,
      });
      expect(
        await query(
          "SELECT c.external_id AS id FROM cards JOIN customers c ON c.id = cards.customer_id ORDER BY 1",
        ),
      ).toEqual([{ id: "C1" }, { id: "C2" }]);
    },
  );
});
