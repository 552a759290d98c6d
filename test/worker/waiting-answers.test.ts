import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cards } from "../../shared/contract/answers.ts";
import {
  peopleFound,
  settledAnswer,
  waitingAnswers,
} from "../../shared/contract/waiting-answers.ts";
import { deleteOutdated } from "../../worker/jobs/retention.ts";
import { call, refusal, signedIn } from "./client.ts";
import { imported, lines, query } from "./importing.ts";

let manager: string;
let rep: string;
beforeAll(async () => {
  manager = await signedIn("manager");
  rep = await signedIn("rep");
});
const tables = [
  "cards",
  "score_history",
  "addresses",
  "contacts",
  "satisfaction_responses",
  "trust_responses",
  "withdrawals",
  "imports",
  "customers",
  "answer_facts",
  "waiting_answers",
];
const file =
  "externalId,address,date,nps,rapport,comment\nr1,cy@else.example,2026-11-04 10:00,2,6;5,Slow\n";

beforeEach(async () => {
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
  await lines("customers", "number,name\nC1,Acme\n");
  await lines("contacts", "customer,email\nC1,ann@acme.example\n");
  await imported("answers", file);
});

async function waiting() {
  const response = await call("GET", "/v1/waiting-answers", { token: manager });
  return waitingAnswers.parse(await response.json());
}

async function settle(id: string, how: "join" | "dismiss" | "withdraw", body: object = {}) {
  const response = await call("POST", `/v1/waiting-answers/${id}/${how}`, {
    token: manager,
    key: crypto.randomUUID(),
    body,
  });
  return settledAnswer.parse(await response.json());
}

async function acme() {
  const response = await call("POST", "/v1/cards", {
    token: manager,
    body: { addresses: ["ann@acme.example"] },
  });
  return cards.parse(await response.json());
}

const customerId = async () =>
  (await query<{ id: string }>("SELECT id FROM customers WHERE external_id = 'C1'"))[0]!.id;

const counted = () =>
  query(`SELECT s.value, s.source FROM satisfaction_responses s
    WHERE NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.fact_id = s.id)`);

describe("waiting answers", () => {
  test("are listed with what was said when a manager asks", async () => {
    const { answers, count, next } = await waiting();
    expect([count, next]).toEqual([1, null]);
    expect(answers[0]).toMatchObject({
      reason: "unknown_address",
      address: "cy@else.example",
      scores: [{ metric: "nps", value: 2 }],
      trust: [{ dimension: "rapport", value: 5.5 }],
      comment: "Slow",
      found: null,
    });
  });

  test("are refused when a rep asks", async () => {
    const response = await call("GET", "/v1/waiting-answers", { token: rep });
    expect(await refusal(response)).toMatchObject({ status: 403, code: "forbidden" });
  });

  test("become facts that move the card when somebody says whose they are", async () => {
    const [answer] = (await waiting()).answers;
    expect(await settle(answer!.id, "join", { customerId: await customerId() })).toEqual({
      id: answer!.id,
      settled: "joined",
    });
    expect(await counted()).toEqual([{ value: 2, source: "customer" }]);
    expect((await waiting()).count).toBe(0);
    expect(JSON.stringify(await acme())).toContain('"nps"');
    expect(await imported("answers", file)).toMatchObject({ stored: 0, unchanged: 1, waiting: 0 });
  });

  test("wait again when a join is undone, and can be joined once more", async () => {
    const [answer] = (await waiting()).answers;
    for (const _ of [1, 2]) {
      await settle(answer!.id, "join", { customerId: await customerId() });
      expect(await counted()).toHaveLength(1);
      expect(await settle(answer!.id, "withdraw")).toEqual({ id: answer!.id, settled: null });
      expect(await counted()).toEqual([]);
      expect((await waiting()).count).toBe(1);
    }
  });

  test("stay dismissed when their file comes again, and come back by an undo", async () => {
    const [answer] = (await waiting()).answers;
    await settle(answer!.id, "dismiss");
    expect((await waiting()).count).toBe(0);
    expect(await imported("answers", file)).toMatchObject({ unchanged: 1, waiting: 0 });
    expect((await waiting()).count).toBe(0);
    await settle(answer!.id, "withdraw");
    expect((await waiting()).count).toBe(1);
  });

  test("offer whoever has the exact address by now, and join nobody by themselves", async () => {
    await lines("contacts", "customer,email\nC1,cy@else.example\n");
    const { answers } = await waiting();
    expect(answers[0]?.found).toMatchObject({ customerId: await customerId(), name: "Acme" });
    expect(await counted()).toEqual([]);
  });

  test("cannot be settled twice", async () => {
    const [answer] = (await waiting()).answers;
    await settle(answer!.id, "dismiss");
    const again = await call("POST", `/v1/waiting-answers/${answer!.id}/join`, {
      token: manager,
      key: crypto.randomUUID(),
      body: { customerId: await customerId() },
    });
    expect(await refusal(again)).toMatchObject({ status: 404, code: "not_found" });
  });

  test("lose their words 30 days after they were settled, and go after a year", async () => {
    const [answer] = (await waiting()).answers;
    await settle(answer!.id, "dismiss");
    await imported("answers", file.replace("r1", "r2"));
    const day = 86_400_000;
    const left = () =>
      query("SELECT settled, body_sealed IS NULL AS empty FROM waiting_answers ORDER BY settled");
    await deleteOutdated(env, Date.now() + 31 * day);
    expect(await left()).toEqual([
      { settled: null, empty: 0 },
      { settled: "dismissed", empty: 1 },
    ]);
    await deleteOutdated(env, Date.now() + 366 * day);
    expect(await left()).toEqual([{ settled: "dismissed", empty: 1 }]);
    expect(await imported("answers", file)).toMatchObject({ waiting: 0, unchanged: 1 });
  });
});

describe("finding people", () => {
  test("tells who is in the book by exact address or number", async () => {
    const people = [
      { address: "Ann@Acme.example", customer: null },
      { address: "cy@else.example", customer: null },
      { address: null, customer: "C1" },
      { address: null, customer: "C9" },
      { address: "nonsense", customer: null },
    ];
    // Another manager: the calls of one are limited.
    const token = await signedIn("manager", "morgan@own.example");
    const response = await call("POST", "/v1/people/find", { token, body: { people } });
    expect(peopleFound.parse(await response.json()).known).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});
