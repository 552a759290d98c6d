/**
 * Bulk actions: a few at once, many by the queue, stopped in the middle and gone on with, taken
 * back whole. Each customer is changed once, and what was edited by hand since stays.
 */
import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { customerList, factAnswer } from "../../shared/contract/answers.ts";
import {
  type BulkAction,
  bulkActionAnswer,
  bulkActions,
} from "../../shared/contract/bulk-actions.ts";
import { users } from "../../shared/contract/customer-edits.ts";
import { app } from "../../worker/app.ts";
import type { Env } from "../../worker/env.ts";
import worker from "../../worker/index.ts";
import { bulkBatch, type BulkMessage } from "../../worker/jobs/bulk.ts";
import { call, refusal, signedIn } from "./client.ts";
import { counting } from "./counting.ts";
import { imported, query } from "./importing.ts";
import { kept } from "./queue.ts";
import { storedCard } from "./sealed.ts";
import { added, ago, profileOf, undo, write } from "./writing.ts";

let rep: string;
let manager: string;
let priya: string;
beforeAll(async () => {
  rep = await signedIn("rep");
  manager = await signedIn("manager");
  await signedIn("rep", "priya@own.example");
  const answer = await call("GET", "/v1/users", { token: rep });
  priya =
    users.parse(await answer.json()).users.find(({ name }) => name === "priya")?.id ?? "nobody";
});

const start = async (body: object, token = manager) =>
  (await write(bulkActionAnswer, token, "/v1/bulk-actions", body)).bulkAction;
const read = async (id: string): Promise<BulkAction> =>
  bulkActionAnswer.parse(
    await (await call("GET", `/v1/bulk-actions/${id}`, { token: manager })).json(),
  ).bulkAction;
const take = async (id: string) =>
  (await write(bulkActionAnswer, manager, `/v1/bulk-actions/${id}/withdraw`, {})).bulkAction;
const listed = async (filter: unknown) =>
  customerList
    .parse(
      await (
        await call(
          "GET",
          `/v1/customers?limit=200&filter=${encodeURIComponent(JSON.stringify(filter))}`,
          { token: rep },
        )
      ).json(),
    )
    .customers.map(({ id }) => id)
    .toSorted();

describe("a bulk action on a few customers", () => {
  let ids: string[];
  let turn = 0;
  beforeEach(async () => {
    turn += 1;
    ids = [];
    for (const name of ["Ash", "Birch", "Cedar"])
      ids.push((await added(rep, `${name} ${turn}`)).customer.id);
  });

  test("is done with its answer, and undone whole, when it sets the owner", async () => {
    const [first = "", ...others] = ids;
    const before = await write(factAnswer, manager, `/v1/customers/${first}/edits`, {
      field: "owner",
      value: priya,
    });
    const { id } = await start({ customers: { ids }, change: { set: "owner", value: priya } });
    expect(await read(id)).toMatchObject({ status: "finished", total: 3, done: 3, changed: 2 });
    for (const one of ids) {
      expect((await storedCard(one)).customer.owner).toBe("priya");
      expect(await listed({ field: "owner", in: [priya] })).toContain(one);
    }
    expect((await profileOf(manager, others[0] ?? "")).facts.items[0]).toMatchObject({
      type: "edit",
      detail: { field: "owner", owner: "priya" },
    });
    await take(id);
    expect(await read(id)).toMatchObject({ status: "withdrawn", withdrawn: 2 });
    expect(await listed({ field: "owner", in: [priya] })).toEqual([first]);
    for (const one of others) expect((await storedCard(one)).customer.owner).toBeUndefined();
    await undo(manager, "edits", before.id);
  });

  test("leaves what was edited by hand since when it is undone", async () => {
    const [first = "", second = ""] = ids;
    const { id } = await start({ customers: { ids }, change: { set: "segment", value: "Trade" } });
    await write(factAnswer, rep, `/v1/customers/${second}/edits`, {
      field: "segment",
      value: "By hand",
    });
    await take(id);
    expect((await profileOf(rep, first)).customer.segment).toBeNull();
    expect((await profileOf(rep, second)).customer.segment).toBe("By hand");
  });

  test("overrides tiers until a day, and brings them back when it is undone", async () => {
    const change = {
      set: "tier",
      tier: "high",
      reason: "Strategic",
      untilOn: ago(-30).slice(0, 10),
    };
    const { id } = await start({ customers: { ids }, change });
    for (const one of ids)
      expect((await storedCard(one)).scores.tier).toMatchObject({
        tier: "high",
        override: { reason: "Strategic" },
      });
    expect(await listed({ field: "tier", in: ["high"] })).toEqual(ids.toSorted());
    await take(id);
    for (const one of ids) expect((await storedCard(one)).scores.tier.override).toBeUndefined();
    expect(await listed({ field: "tier", in: ["high"] })).toEqual([]);
  });

  test("is a manager's alone, and refused for an owner who is nobody", async () => {
    const body = { customers: { ids }, change: { set: "owner", value: ids[0] } };
    const key = crypto.randomUUID();
    expect(
      await refusal(await call("POST", "/v1/bulk-actions", { token: rep, key, body })),
    ).toMatchObject({ code: "forbidden" });
    expect(
      await refusal(await call("POST", "/v1/bulk-actions", { token: manager, key, body })),
    ).toMatchObject({ status: 404, code: "not_found" });
  });

  test("is done once when the same call comes twice", async () => {
    const key = crypto.randomUUID();
    const body = { customers: { ids }, change: { set: "segment", value: "Once" } };
    for (let time = 0; time < 2; time++)
      await write(bulkActionAnswer, manager, "/v1/bulk-actions", body, key);
    const [row] = await query(
      "SELECT count(*) AS n FROM bulk_actions WHERE kind = 'segment' AND total = 3 AND changed = 3 AND id IN (SELECT bulk_id FROM customer_edits WHERE customer_id = ?)",
      ids[0] ?? "",
    );
    expect(row).toEqual({ n: 1 });
  });
});

describe("a bulk action on many customers", { timeout: 120_000 }, () => {
  const size = 430;
  const filter = { field: "segment", in: ["Many"] };

  beforeAll(async () => {
    const lines = Array.from({ length: size }, (_, at) => `M-${at},Customer ${at},Many`);
    await imported("customers", `customer,name,segment\n${lines.join("\n")}\n`);
  });

  /** Posts to the app on an environment of the test's own. */
  async function posted(
    bindings: Env,
    path: string,
    body: unknown,
    key: string = crypto.randomUUID(),
  ): Promise<Response> {
    const context = createExecutionContext();
    const request = new Request(`https://regards.example${path}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${manager}`,
        "Content-Type": "application/json",
        "Idempotency-Key": key,
      },
      body: JSON.stringify(body),
    });
    const response = await app.fetch(request, bindings, context);
    await waitOnExecutionContext(context);
    return response;
  }

  /** Asks on an environment whose queue only keeps messages. */
  async function on(bindings: Env, path: string, body: unknown, key?: string): Promise<BulkAction> {
    const response = await posted(bindings, path, body, key);
    expect(response.status, await response.clone().text()).toBe(200);
    return bulkActionAnswer.parse(await response.json()).bulkAction;
  }

  /** An environment whose queue takes no messages. */
  const queueless = (): Env => ({
    ...env,
    REVIEW_QUEUE: new Proxy(env.REVIEW_QUEUE, {
      get: () => () => Promise.reject(new Error("the queue is full")),
    }),
  });

  /** Delivers a message of the queue; answers whether it is acknowledged. */
  async function deliver(body: BulkMessage, bindings: Env, attempts = 1): Promise<boolean> {
    const batch = createMessageBatch<BulkMessage>("regards-review", [
      { id: crypto.randomUUID(), timestamp: new Date(), attempts, body },
    ]);
    let isRetried = false;
    for (const message of batch.messages)
      Object.defineProperty(message, "retry", { value: () => (isRetried = true) });
    await bulkBatch(batch, bindings);
    return !isRetried;
  }

  /** Refuses the facts of an action once so many customers are done. */
  async function stoppedAfter<A>(done: number, work: () => Promise<A>): Promise<A> {
    await env.DB.prepare(
      `CREATE TRIGGER fault BEFORE INSERT ON customer_edits WHEN (
        SELECT done FROM bulk_actions WHERE id = NEW.bulk_id) > ${done}
        BEGIN SELECT RAISE(ABORT, 'injected'); END`,
    ).run();
    try {
      return await work();
    } finally {
      await env.DB.prepare("DROP TRIGGER fault").run();
    }
  }

  const count = async (sql: string, ...values: string[]) =>
    Number((await query(`SELECT count(*) AS n ${sql}`, ...values))[0]?.["n"]);
  const inSegment = (id: string) =>
    count(
      `FROM customer_list l JOIN customers c ON c.id = l.customer_id
        WHERE l.segment_index = c.segment_index AND c.id IN (
          SELECT customer_id FROM customer_edits WHERE bulk_id = ?)`,
      id,
    );

  test("goes on where it stood when it was stopped in the middle, and is undone whole", async () => {
    const { on: bindings, sent } = kept();
    const messages = sent as unknown as BulkMessage[];
    const body = { customers: { filter }, change: { set: "segment", value: "Moved" } };
    const { id, total } = await on(bindings, "/v1/bulk-actions", body);
    expect(total).toBe(size);
    expect(messages).toEqual([{ bulk: id }]);

    await stoppedAfter(150, async () => expect(await deliver({ bulk: id }, bindings)).toBe(false));
    const stopped = await read(id);
    expect(stopped.status).toBe("running");
    expect(stopped.done).toBe(100);
    expect(await count("FROM customer_edits WHERE bulk_id = ?", id)).toBe(100);

    expect(await deliver({ bulk: id }, bindings)).toBe(true);
    // The same message once more does no harm.
    expect(await deliver({ bulk: id }, bindings)).toBe(true);
    expect(await read(id)).toMatchObject({ status: "finished", done: size, changed: size });
    expect(await count("FROM customer_edits WHERE bulk_id = ?", id)).toBe(size);
    expect(await inSegment(id)).toBe(size);
    expect(await listed(filter)).toEqual([]);

    await on(bindings, `/v1/bulk-actions/${id}/withdraw`, {});
    await deliver({ bulk: id }, bindings);
    expect(await read(id)).toMatchObject({ status: "withdrawn", withdrawn: size });
    expect(
      await count(
        "FROM changed_rows WHERE edit_id IN (SELECT id FROM customer_edits WHERE bulk_id = ?)",
        id,
      ),
    ).toBe(0);
    expect((await listed(filter)).length).toBe(200);
    expect(
      await count(
        `FROM customer_list l JOIN customers c ON c.id = l.customer_id WHERE c.external_id LIKE 'M-%'
          AND l.segment_index = (SELECT segment_index FROM customers WHERE external_id = 'M-0')`,
      ),
    ).toBe(size);
  });

  test("is undone as far as it came when that is asked for in the middle", async () => {
    const { on: bindings } = kept();
    const body = { customers: { filter }, change: { set: "owner", value: priya } };
    const { id } = await on(bindings, "/v1/bulk-actions", body);
    await stoppedAfter(250, async () => deliver({ bulk: id }, bindings));
    expect((await read(id)).done).toBe(200);
    await on(bindings, `/v1/bulk-actions/${id}/withdraw`, {});
    expect(await deliver({ bulk: id }, bindings)).toBe(true);
    expect(await read(id)).toMatchObject({ status: "withdrawn", done: 200, withdrawn: 200 });
    expect(await listed({ field: "owner", in: [priya] })).toEqual([]);
  });

  test("has failed, and can be undone, when every delivery of a message failed", async () => {
    const { on: bindings } = kept();
    const body = { customers: { filter }, change: { set: "owner", value: priya } };
    const { id } = await on(bindings, "/v1/bulk-actions", body);
    await stoppedAfter(150, async () => {
      expect(await deliver({ bulk: id }, bindings, 3)).toBe(false);
      expect(await deliver({ bulk: id }, bindings, 4)).toBe(true);
    });
    expect(await read(id)).toMatchObject({ status: "failed", done: 100 });
    await on(bindings, `/v1/bulk-actions/${id}/withdraw`, {});
    expect(await read(id)).toMatchObject({ status: "withdrawn", withdrawn: 100 });
  });

  test("has failed, with nobody changed, when the person who began it is gone", async () => {
    const { on: bindings } = kept();
    const body = { customers: { filter }, change: { set: "owner", value: priya } };
    const { id } = await on(bindings, "/v1/bulk-actions", body);
    await query("UPDATE bulk_actions SET user_id = 'nobody' WHERE id = ?", id);
    expect(await deliver({ bulk: id }, bindings)).toBe(true);
    expect(await read(id)).toMatchObject({ status: "failed", done: 0, changed: 0 });
  });

  test("is undone in a number of statements that later edits do not raise", async () => {
    const { on: bindings } = kept();
    const set = async (value: string, customers: object) => {
      const body = { customers, change: { set: "segment", value } };
      const { id } = await on(bindings, "/v1/bulk-actions", body);
      await deliver({ bulk: id }, bindings);
      return id;
    };
    const undone = async (id: string) => {
      const { database, statements } = counting(env.DB);
      await on(bindings, `/v1/bulk-actions/${id}/withdraw`, {});
      await deliver({ bulk: id }, { ...bindings, DB: database });
      expect(await read(id)).toMatchObject({ status: "withdrawn", withdrawn: size });
      return statements();
    };
    const segmentsOf = () =>
      query(
        `SELECT count(*) AS n, count(DISTINCT segment_index) AS segments FROM customers
          WHERE external_id LIKE 'M-%'`,
      );
    const undisturbed = await undone(await set("Alone", { filter }));

    const first = await set("First", { filter });
    // One that the walk meets first, and then everybody.
    const [met] = await query<{ id: string }>(
      "SELECT min(customer_id) AS id FROM customer_edits WHERE bulk_id = ?",
      first,
    );
    const edit = { field: "segment", value: "By hand" };
    const byHand = await write(factAnswer, rep, `/v1/customers/${met?.id}/edits`, edit);
    const one = await undone(first);
    await undo(rep, "edits", byHand.id);

    const second = await set("Second", { filter });
    const third = await set("Third", { filter: { field: "segment", in: ["Second"] } });
    const all = await undone(second);
    expect(await listed({ field: "segment", in: ["Third"] })).toHaveLength(200);
    expect(await undone(third)).toBeLessThan(undisturbed + 10);
    expect(await segmentsOf()).toEqual([{ n: size, segments: 1 }]);
    expect(await listed(filter)).toHaveLength(200);

    const pages = Math.ceil(size / 100);
    // Of each page three columns to change later, and rows that are alike in two ways.
    for (const count of [one, all]) expect(count - undisturbed).toBeLessThanOrEqual(pages * 2 * 4);
    expect(Math.max(undisturbed, one, all)).toBeLessThan(1000);
  });

  describe("whose message was lost", () => {
    const body = () => ({ customers: { filter }, change: { set: "owner", value: priya } });
    let id: string;
    let key: string;
    beforeEach(async () => {
      key = crypto.randomUUID();
      expect((await posted(queueless(), "/v1/bulk-actions", body(), key)).status).toBe(500);
      const listed = await call("GET", "/v1/bulk-actions", { token: manager });
      const [latest] = bulkActions.parse(await listed.json()).bulkActions;
      expect(latest).toMatchObject({ status: "running", done: 0 });
      id = latest?.id ?? "none";
    });

    test("is queued again, and done once, when the same call comes again", async () => {
      const { on: bindings, sent } = kept();
      expect(await on(bindings, "/v1/bulk-actions", body(), key)).toMatchObject({ id });
      expect(sent).toEqual([{ bulk: id }]);
      await deliver({ bulk: id }, bindings);
      expect(await read(id)).toMatchObject({ status: "finished", done: size, changed: size });

      const undo = `/v1/bulk-actions/${id}/withdraw`;
      expect((await posted(queueless(), undo, {})).status).toBe(500);
      expect(await read(id)).toMatchObject({ status: "withdrawing", withdrawn: 0 });
      // Another call, as a page makes it: the undo is under way already.
      expect(await on(bindings, undo, {})).toMatchObject({ status: "withdrawing" });
      expect(sent).toEqual([{ bulk: id }, { bulk: id }]);
      await deliver({ bulk: id }, bindings);
      expect(await read(id)).toMatchObject({ status: "withdrawn", withdrawn: size });
    });

    test("is queued again by the nightly schedule, and no more once it has ended", async () => {
      const nightly = async () => {
        const { on: bindings, sent } = kept();
        await worker.scheduled(
          createScheduledController({ scheduledTime: new Date(), cron: "0 3 * * *" }),
          bindings,
        );
        return (sent as unknown[]).filter((message) => "bulk" in (message as object));
      };
      expect(await nightly()).toEqual([{ bulk: id }]);
      const { on: bindings } = kept();
      await on(bindings, `/v1/bulk-actions/${id}/withdraw`, {});
      expect((await read(id)).status).toBe("withdrawn");
      expect(await nightly()).toEqual([]);
    });
  });
});
