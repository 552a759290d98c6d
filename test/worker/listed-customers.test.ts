/** The list of customers as the API answers it: who is on it, and what a line says. */
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import {
  cardOnly,
  customerList,
  type CustomerList,
  factAnswer,
  me,
  withdrawnAnswer,
} from "../../shared/contract/answers.ts";
import type { Filter } from "../../shared/contract/customer-filter.ts";
import { adminKey, call, refusal, signedIn } from "./client.ts";
import { imported } from "./importing.ts";
import { reviewed } from "./queue.ts";
import { added, ago, buys, log, profileOf, write } from "./writing.ts";

let rep: string;
let repId: string;
beforeAll(async () => {
  rep = await signedIn("rep", "robin@own.example");
  repId = me.parse(await (await call("GET", "/v1/me", { token: rep })).json()).user.id;
});

const listUrl = (query: Record<string, string>) => `/v1/customers?${new URLSearchParams(query)}`;
async function list(filter: Filter, more: Record<string, string> = {}): Promise<CustomerList> {
  const path = listUrl({ filter: JSON.stringify(filter), ...more });
  const response = await call("GET", path, { token: rep });
  expect(response.status, await response.clone().text()).toBe(200);
  return customerList.parse(await response.json());
}
const lineOf = async (id: string) =>
  (await list({ all: [] }, { limit: "200" })).customers.find((one) => one.id === id);

describe("a line of the list", () => {
  test("says what the card says when a fact was just written", async () => {
    const { customer } = await added(rep, "Harlow Marine");
    await buys(customer.id, [
      [200, 5000],
      [40, 7000],
    ]);
    await log(rep, customer.id, { occurredAt: ago(3) });
    const { scores, customer: known } = await profileOf(rep, customer.id);
    const line = await lineOf(customer.id);
    expect(line).toMatchObject({
      name: "Harlow Marine",
      kind: "company",
      tier: scores.tier.tier,
      stage: scores.stage.stage,
      owner: null,
      value: scores.value.lifetimeValue,
      rfmSegment: scores.rfm?.segment ?? null,
      recency: scores.rfm?.recency ?? null,
      firstPurchaseAt: known.since,
      action: scores.next.action?.key ?? null,
      lastAskedAt: null,
    });
    expect(Date.parse(line?.lastContactAt ?? "")).toBeCloseTo(Date.parse(ago(3)), -5);
    expect(line?.relationship ?? 0).toBeCloseTo(scores.relationship.score ?? 0, 0);
  });

  test("names segment and owner when the customer has them", async () => {
    const { card } = await write(cardOnly, rep, "/v1/customers", {
      name: "Quay & Co",
      segment: "Marine",
      kind: "person",
    });
    await env.DB.prepare("UPDATE customers SET owner_id = ? WHERE id = ?")
      .bind(repId, card.customer.id)
      .run();
    await log(rep, card.customer.id);
    expect(await lineOf(card.customer.id)).toMatchObject({
      kind: "person",
      segment: "Marine",
      owner: { id: repId, name: "robin" },
    });
    const filter: Filter = {
      all: [
        { field: "segment", in: [" marine"] },
        { field: "owner", in: [repId] },
      ],
    };
    expect((await list(filter)).customers.map(({ id }) => id)).toEqual([card.customer.id]);
  });

  test("does not take what a rep noted for an answer when it tells who was asked last", async () => {
    const { customer } = await added(rep, "Asked Once");
    await write(factAnswer, rep, "/v1/satisfaction", {
      customerId: customer.id,
      metric: "nps",
      value: 9,
      source: "rep",
      occurredAt: ago(2),
    });
    expect((await lineOf(customer.id))?.lastAskedAt).toBeNull();
    await env.DB.prepare("UPDATE satisfaction_responses SET source = 'customer'").run();
    await log(rep, customer.id);
    expect((await lineOf(customer.id))?.lastAskedAt).not.toBeNull();
  });

  test("is gone when the customer was taken back", async () => {
    const { customer } = await added(rep, "Gone Again");
    expect(await lineOf(customer.id)).toBeDefined();
    await write(withdrawnAnswer, rep, `/v1/customers/${customer.id}/withdraw`, {});
    expect(await lineOf(customer.id)).toBeUndefined();
  });

  test("is as the facts have it when a review finds it out of date", async () => {
    const { customer } = await added(rep, "Out Of Date");
    await buys(customer.id, [[10, 90_000]]);
    await log(rep, customer.id);
    const before = await lineOf(customer.id);
    await env.DB.prepare(
      "UPDATE customer_list SET cell = 0, value = 1, alive = 0.5, last_contact_at = NULL, kind = 1",
    ).run();
    await env.DB.prepare("DELETE FROM customer_list WHERE customer_id <> ?")
      .bind(customer.id)
      .run();
    await reviewed();
    const [rows, customers] = await Promise.all(
      ["customer_list", "customers"].map((table) =>
        env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n"),
      ),
    );
    expect(rows).toBe(customers);
    const { scores } = await profileOf(rep, customer.id);
    expect(await lineOf(customer.id)).toMatchObject({
      tier: scores.tier.tier,
      stage: scores.stage.stage,
      value: scores.value.lifetimeValue,
      kind: "company",
      lastContactAt: before?.lastContactAt,
    });
  });

  test("is there when an import brought the customer", async () => {
    await imported("customers", "external_id,name\nQ-1,Quarry Q");
    expect((await list({ all: [] }, { limit: "200" })).customers).toContainEqual(
      expect.objectContaining({ name: "Quarry Q" }),
    );
  });
});

describe("GET /v1/customers", () => {
  test("answers page after page when it is asked on", async () => {
    const whole = await list({ all: [] }, { limit: "200", sort: "tierScore" });
    const ids: string[] = [];
    for (let after: string | null = ""; after !== null;) {
      const page: CustomerList = await list(
        { all: [] },
        { limit: "2", sort: "tierScore", ...(after !== "" && { after }) },
      );
      ids.push(...page.customers.map(({ id }) => id));
      after = page.next;
    }
    expect(ids).toEqual(whole.customers.map(({ id }) => id));
    expect(whole.count).toEqual({ number: ids.length, exact: true });
  });

  test.each([
    ["the filter is not JSON", { filter: "tier" }, "filter"],
    ["the filter is at fault", { filter: '{"field":"tier","in":["gold"]}' }, "filter"],
    ["the sort is none", { sort: "name" }, "sort"],
    ["the place is not of a page", { after: "bm9uZQ" }, "after"],
    ["the place is of another order", { after: btoa('["trust",1,2]') }, "after"],
    ["a key is unknown", { owner: "me" }, null],
  ])("refuses when %s", async (_, query, field) => {
    const answer = await refusal(await call("GET", listUrl(query), { token: rep }));
    expect(answer).toMatchObject({ status: 400, code: "invalid_request" });
    expect(answer.field?.split(".")[0] ?? null).toBe(field);
  });

  test("tells how many rows it read when it answers", async () => {
    const response = await call("GET", "/v1/customers", { token: adminKey });
    expect(response.headers.get("Server-Timing")).toMatch(/^d1;desc="\d+ rows read"$/);
  });
});
