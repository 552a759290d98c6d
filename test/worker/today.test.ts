import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { factAnswer, me, today as todaySchema } from "../../shared/contract/answers.ts";
import { dueSql, ownedSql, unownedSql } from "../../worker/store/today.ts";
import { call, refusal, signedIn } from "./client.ts";
import { added, ago, buys, log, undo, write } from "./writing.ts";

const day = (days: number) => ago(-days).slice(0, 10);
let number = 0;
let rep: string;
let other: string;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  number++;
  rep = await signedIn("rep", `robin${number}@own.example`);
  other = await signedIn("rep", `sasha${number}@own.example`);
});
afterEach(() => {
  vi.useRealTimers();
});

async function today(token = rep) {
  const response = await call("GET", "/v1/today", { token });
  expect(response.status, await response.clone().text()).toBe(200);
  return todaySchema.parse(await response.json());
}
const idOf = async (token: string) =>
  me.parse(await (await call("GET", "/v1/me", { token })).json()).user.id;

/** A customer who buys now and then, owned by whom a token signs in; null for by nobody. */
async function customer(owner: string | null, name = "Owned"): Promise<string> {
  const address = `buyer${++number}@${name.toLowerCase()}${number}.example`;
  const { id } = (await added(other, `${name} ${number}`, [address])).customer;
  await buys(id, [
    [400, 9000],
    [300, 9000],
  ]);
  if (owner !== null)
    await env.DB.prepare("UPDATE customers SET owner_id = ? WHERE id = ?")
      .bind(await idOf(owner), id)
      .run();
  await scored(id);
  return id;
}
/** Scores a customer anew, by a note that is taken back. */
async function scored(id: string): Promise<void> {
  const { interaction } = await log(other, id, { kind: "note", direction: null });
  await undo(other, "interactions", interaction.id);
}
const complains = (token: string, id: string) =>
  log(token, id, { behaviours: ["complaint_unsolved"] });
const promised = (token: string, customerId: string, dueOn: string, what = "Call") =>
  write(factAnswer, token, "/v1/promises", { customerId, what, dueOn, occurredAt: ago(0) });
const ids = ({ customers }: Awaited<ReturnType<typeof today>>) =>
  customers.map((one) => one.customer.id);

describe("today", () => {
  test("is empty when a rep owns nobody and has logged nothing", async () => {
    await customer(other);
    expect(await today()).toEqual({
      customers: [],
      moreCustomers: false,
      promises: [],
      morePromises: false,
      cases: [],
      moreCases: false,
      proposals: [],
      moreProposals: false,
    });
  });

  test("holds one's own customers with their step, whom to write to, and owed ones first", async () => {
    const usual = await customer(rep);
    const angry = await customer(rep, "Angry");
    await complains(other, angry);
    await customer(other, "Foreign");
    const { customers } = await today();
    expect(customers.map((one) => one.customer.id)).toEqual([angry, usual]);
    expect(customers[0]).toMatchObject({
      customer: { name: expect.stringContaining("Angry"), tier: expect.any(String) },
      contact: { address: expect.stringContaining("@angry") },
      action: { id: `${angry}.solve_complaint`, key: "solve_complaint" },
    });
  });

  test("gives a step up when it is done, and offers it again when that is undone", async () => {
    const id = await customer(rep);
    const [before] = (await today()).customers;
    const answered = await write(factAnswer, rep, `/v1/actions/${before?.action?.id}/outcome`, {
      outcome: "done",
    });
    const after = (await today()).customers.find((one) => one.customer.id === id);
    expect(after?.action?.id).not.toBe(before?.action?.id);
    await undo(rep, "outcomes", answered.id);
    expect((await today()).customers).toEqual([before]);
  });

  test("holds customers whom nobody owns when one logged them last", async () => {
    const id = await customer(null);
    await log(rep, id, { occurredAt: ago(3) });
    expect(ids(await today())).toEqual([id]);
    const later = await log(other, id, { occurredAt: ago(2) });
    expect([ids(await today()), ids(await today(other))]).toEqual([[], [id]]);
    await undo(other, "interactions", later.interaction.id);
    expect([ids(await today()), ids(await today(other))]).toEqual([[id], []]);
  });

  test("holds one's own promises due within a week, the first to fall due first", async () => {
    const id = await customer(other);
    await promised(rep, id, day(2), "Second");
    await promised(rep, id, day(-3), "First");
    await promised(rep, id, day(9), "Too far");
    await promised(other, id, day(0), "Somebody else's");
    const kept = await promised(rep, id, day(0), "Kept");
    await write(factAnswer, rep, `/v1/promises/${kept.id}/outcome`, {
      outcome: "kept",
      occurredAt: ago(0),
    });
    const { promises } = await today();
    expect(promises.map(({ promise }) => [promise.what, promise.dueOn])).toEqual([
      ["First", day(-3)],
      ["Second", day(2)],
    ]);
    expect(promises[0]).toMatchObject({
      customer: { id },
      contact: { address: expect.stringContaining("@") },
    });
  });

  test("is refused when a viewer asks", async () => {
    const token = await signedIn("viewer", `viewer${number}@own.example`);
    expect(await refusal(await call("GET", "/v1/today", { token }))).toMatchObject({ status: 403 });
  });
});

describe("the queries of today", () => {
  const plan = async (sql: string, ...bound: unknown[]) =>
    (
      await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .bind(...bound)
        .all<{ detail: string }>()
    ).results.map(({ detail }) => detail);

  test("go by indexes alone, whatever a rep owns", async () => {
    const owned = await plan(ownedSql(null), "robin", 51);
    expect(owned).toEqual([
      expect.stringMatching(/^SEARCH l USING.* INDEX list_today \(owner_id=\?/),
    ]);
    const due = await plan(dueSql, "robin", "2026-12-04", 51);
    expect(due[0]).toMatch(/^SEARCH o USING.*INDEX open_promises_of_user/);
    const unowned = await plan(unownedSql(null), "robin", 51, 300);
    expect(unowned.filter((step) => /SCAN (?!m\b|\(subquery)/.test(step))).toEqual([]);
    expect(unowned.some((step) => /INDEX interactions_of_user \(user_id=\?/.test(step))).toBe(true);
  });

  test("read no more rows when a rep owns twenty times as many customers", async () => {
    const rowsRead = async () => {
      const response = await call("GET", "/v1/today", { token: rep });
      return Number(/(\d+) rows read/.exec(response.headers.get("Server-Timing") ?? "")?.[1]);
    };
    const owner = await idOf(rep);
    const own = (from: number, to: number) =>
      env.DB.prepare(
        `WITH RECURSIVE n(value) AS (SELECT ?2 UNION ALL SELECT value + 1 FROM n WHERE value < ?3)
         INSERT INTO customer_list (customer_id, cell, former, kind, owner_id, today_rank)
         SELECT 'of ' || ?1 || ' ' || value, 0, 0, 0, ?1, value FROM n`,
      )
        .bind(owner, from, to)
        .run();
    await own(1, 100);
    const few = await rowsRead();
    await own(101, 2000);
    expect(await rowsRead()).toBeLessThanOrEqual(few);
    expect(few).toBeLessThan(300);
  });
});
