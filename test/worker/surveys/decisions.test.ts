/** Decisions on answers: taken back, counted after all, and both undone with all that hangs on them. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { cards, factAnswer } from "../../../shared/contract/answers.ts";
import { decidedAnswer, listedAnswers } from "../../../shared/contract/survey-answers.ts";
import { insertCase } from "../../../worker/store/cases.ts";
import { call, refusal, signedIn } from "../client.ts";
import { lines } from "../importing.ts";
import { scene } from "../scene.ts";
import { added, ago, undo, write } from "../writing.ts";
import { anotherPerson, answered, browse, invited, sealIn } from "./asking.ts";

const at = scene(undefined, 500);
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const who = { customerId: "", contactId: "" };
let address = "";
let number = 0;
let manager = "";

beforeEach(async () => {
  anotherPerson();
  manager = await signedIn("manager", "mo@own.example");
  address = `decided${++number}@decided.example`;
  who.customerId = (await added(at.rep, `Decided ${number}`, [address])).customer.id;
  who.contactId = (await cardOf()).contact!.id;
});

const cardOf = async () => {
  const found = await call("POST", "/v1/cards", { token: at.rep, body: { addresses: [address] } });
  return cards.parse(await found.json()).cards[0]!.card!;
};
const satisfaction = async () => (await cardOf()).scores.satisfaction.customer.latest;
const decide = (id: string, decision: string, reason = "A colleague pressed it") =>
  write(decidedAnswer, manager, `/v1/survey-answers/${id}/decisions`, { decision, reason });
const undoDecision = (id: string) =>
  write(decidedAnswer, manager, `/v1/answer-decisions/${id}/withdraw`, {});
const answerRow = (state: string) =>
  env.DB.prepare("SELECT id, facts FROM survey_answers WHERE customer_id = ? AND state = ?")
    .bind(who.customerId, state)
    .first<{ id: string; facts: string }>();
const idIn = async (state: string) => (await answerRow(state))?.id ?? "";

/** An unhappy answer; answers its link and its id. */
async function unhappy(survey = "after_contact") {
  const { url } = await invited(at.rep, who, survey);
  await answered(url, { q_satisfaction: "1", q_why: "Late, twice" }, pass);
  return { url, id: await idIn("counted") };
}

/** A case of the contact that another answer opened. */
const followed = () =>
  insertCase(env.DB, {
    ...who,
    id: crypto.randomUUID(),
    answerId: crypto.randomUUID(),
    reason: "wants_call",
    metric: null,
    score: null,
    ownerId: "somebody",
    openedAt: Date.now(),
    dueAt: Date.now() + 86_400_000,
  }).run();
/** The cases of decisions on an answer, and how many cases the contact has open. */
const casesOf = async (answerId: string) => {
  const named = await env.DB.prepare("SELECT case_id FROM answer_decisions WHERE answer_id = ?")
    .bind(answerId)
    .all<{ case_id: string | null }>();
  const open = await env.DB.prepare(
    "SELECT count(*) AS n FROM cases WHERE contact_id = ? AND closed_at IS NULL",
  )
    .bind(who.contactId)
    .first("n");
  return { named: named.results.map((row) => row.case_id), open };
};

/** An answer that a program sent, which is held back. */
async function held() {
  const { url } = await invited(at.rep, who, "after_contact");
  const page = await (await browse(url)).text();
  await browse(`${url}/details`);
  pass(8000);
  await browse(url, { form: { page: sealIn(page), do: "send", q_satisfaction: "1" } });
  return { url, id: await idIn("held") };
}

describe("an answer that is taken back", () => {
  test("takes its facts and case along in one write, and brings them back when undone", async () => {
    const { id } = await unhappy();
    const before = await cardOf();
    expect(before.cases).toHaveLength(1);
    const done = await decide(id, "withdrawn");
    expect(done).toMatchObject({ answerId: id, state: "withdrawn", case: "closed" });
    const without = await cardOf();
    expect(without.cases ?? []).toEqual([]);
    expect(without.scores.satisfaction.customer.latest).toEqual([]);
    expect(await undoDecision(done.id)).toMatchObject({ state: "counted", case: "opened" });
    const after = await cardOf();
    expect(after.cases).toMatchObject([
      { reason: "low_score", dueAt: before.cases![0]!.dueAt, openedAt: before.cases![0]!.openedAt },
    ]);
    expect(after.scores.satisfaction.customer.latest).toMatchObject([
      { value: 1, comment: "Late, twice" },
    ]);
    expect(after.scores.trust).toEqual(before.scores.trust);
    // A second undo changes nothing, a second taking back works.
    await undoDecision(done.id);
    expect(await satisfaction()).toHaveLength(1);
    expect(await decide(id, "withdrawn")).toMatchObject({ case: "closed" });
  });

  test("leaves its case to whoever follows it up already, and says so", async () => {
    const { id } = await unhappy();
    const [opened] = (await cardOf()).cases ?? [];
    await write(factAnswer, at.rep, `/v1/cases/${opened!.id}/steps`, {
      state: "contacted",
      reason: null,
      occurredAt: ago(0),
    });
    const done = await decide(id, "withdrawn");
    expect(done.case).toBe("kept");
    expect((await cardOf()).cases).toHaveLength(1);
    expect(await undoDecision(done.id)).toMatchObject({ state: "counted", case: "none" });
    expect((await cardOf()).cases).toHaveLength(1);
  });

  test("opens no second case when it is brought back and another is open by then", async () => {
    const { id } = await unhappy();
    const done = await decide(id, "withdrawn");
    expect(done).toMatchObject({ case: "closed" });
    await followed();
    expect(await undoDecision(done.id)).toMatchObject({ state: "counted", case: "kept" });
    expect((await casesOf(id)).open).toBe(1);
  });

  test("cannot be answered again by its link until the decision is undone", async () => {
    const { id, url } = await unhappy();
    const done = await decide(id, "withdrawn");
    expect((await browse(url)).status).toBe(410);
    await undoDecision(done.id);
    expect((await browse(url)).status).toBe(200);
  });

  test("is listed with who took it back and why", async () => {
    const { id } = await unhappy();
    const done = await decide(id, "withdrawn", "Robin's own test");
    const path = "/v1/surveys/after_contact/answers?bar=withdrawn";
    const list = listedAnswers.parse(await (await call("GET", path, { token: manager })).json());
    expect(list.answers.find((one) => one.id === id)).toMatchObject({
      state: "withdrawn",
      decision: { id: done.id, decision: "withdrawn", reason: "Robin's own test" },
    });
  });

  test("refuses what does not fit its state, without a reason, and to reps", async () => {
    const { id } = await unhappy();
    const path = `/v1/survey-answers/${id}/decisions`;
    const send = async (body: unknown, token = manager) =>
      refusal(await call("POST", path, { token, body, key: crypto.randomUUID() }));
    const body = { decision: "withdrawn", reason: "x" };
    expect((await send({ ...body, decision: "accepted" })).code).toBe("conflict");
    expect((await send({ decision: "withdrawn" })).code).toBe("invalid_request");
    expect((await send(body, at.rep)).code).toBe("forbidden");
    await decide(id, "withdrawn");
    expect((await send(body)).code).toBe("conflict");
  });
});

describe("an answer that is held", () => {
  test("becomes facts and a case when it is accepted, and is held again when undone", async () => {
    const { id } = await held();
    expect(await satisfaction()).toEqual([]);
    const done = await decide(id, "accepted", "They told me on the telephone");
    expect(done).toMatchObject({ state: "counted", case: "opened" });
    expect(await satisfaction()).toMatchObject([{ value: 1 }]);
    expect((await cardOf()).cases).toHaveLength(1);
    expect(await undoDecision(done.id)).toMatchObject({ state: "held", case: "closed" });
    expect(await satisfaction()).toEqual([]);
    expect((await cardOf()).cases ?? []).toEqual([]);
  });

  test("names no case when it is accepted while another of the contact is open", async () => {
    const { id } = await held();
    await followed();
    expect(await decide(id, "accepted")).toMatchObject({ state: "counted", case: "kept" });
    expect(await casesOf(id)).toEqual({ named: [null], open: 1 });
  });

  test("is refused as a conflict when another answer by its link comes first each time", async () => {
    const { id } = await held();
    // What the unique index says of a second one that counts.
    await env.DB.prepare(
      `CREATE TRIGGER first_each_time BEFORE UPDATE ON survey_answers WHEN NEW.state = 'counted'
        BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: survey_answers.invitation_id'); END`,
    ).run();
    try {
      const response = await call("POST", `/v1/survey-answers/${id}/decisions`, {
        token: manager,
        body: { decision: "accepted", reason: "x" },
        key: crypto.randomUUID(),
      });
      expect(await refusal(response)).toMatchObject({ status: 409, code: "conflict" });
    } finally {
      await env.DB.prepare("DROP TRIGGER first_each_time").run();
    }
  });

  test("is refused when they have answered by the same link since", async () => {
    const { id, url } = await held();
    anotherPerson();
    await answered(url, { q_satisfaction: "5" }, pass);
    const response = await call("POST", `/v1/survey-answers/${id}/decisions`, {
      token: manager,
      body: { decision: "accepted", reason: "x" },
      key: crypto.randomUUID(),
    });
    expect(await response.clone().text()).toContain("answered again");
    expect((await refusal(response)).code).toBe("conflict");
  });
});

describe("a fact of an answer", () => {
  test("takes the whole answer back when it is withdrawn, and the undo restores all", async () => {
    const { url } = await invited(at.rep, who, "trust");
    const page = await (await browse(url)).text();
    const fields = Object.fromEntries(
      [...page.matchAll(/name="(q_[^"]+)"/g)].map(([, name]) => [name ?? "", "2"]),
    );
    await answered(url, fields, pass);
    const row = await answerRow("counted");
    const { trust } = JSON.parse(row!.facts) as { trust: string[] };
    await undo(manager, "trust", trust[0]!, "Not theirs");
    expect(await answerRow("counted")).toBeNull();
    expect(await idIn("withdrawn")).toBe(row!.id);
    const decision = await env.DB.prepare("SELECT id FROM answer_decisions WHERE answer_id = ?")
      .bind(row!.id)
      .first<string>("id");
    await undoDecision(decision!);
    expect(await idIn("counted")).toBe(row!.id);
  });

  test("takes the case of its answer along when a satisfaction response is withdrawn", async () => {
    const { id } = await unhappy();
    const [fact] = await satisfaction();
    await undo(manager, "satisfaction", fact!.id);
    expect(await idIn("withdrawn")).toBe(id);
    expect((await cardOf()).cases ?? []).toEqual([]);
    const path = "/v1/surveys/after_contact/answers?bar=withdrawn";
    const list = listedAnswers.parse(await (await call("GET", path, { token: manager })).json());
    const decision = list.answers.find((one) => one.id === id)!.decision!;
    await undoDecision(decision.id);
    expect(await satisfaction()).toHaveLength(1);
    expect((await cardOf()).cases).toHaveLength(1);
  });

  test("stays, with its answer, when the import that brought the person is undone", async () => {
    const from = `brought${number}@decided.example`;
    const company = `D${number}`;
    for (const [kind, csv] of [
      ["customers", `external_id,name,kind\n${company},Brought Ltd,company\n`],
      ["contacts", `external_id,customer,name,address\nB${number},${company},Bo,${from}\n`],
    ] as const)
      await lines(kind, csv);
    address = from;
    const card = await cardOf();
    Object.assign(who, { customerId: card.customer.id, contactId: card.contact!.id });
    const { id } = await unhappy();
    const imports = await env.DB.prepare(
      "SELECT id FROM imports ORDER BY number DESC LIMIT 2",
    ).all<{
      id: string;
    }>();
    for (const one of imports.results)
      await (await call("POST", `/v1/imports/${one.id}/withdraw`, { token: manager })).text();
    expect(await idIn("counted")).toBe(id);
    expect(await satisfaction()).toHaveLength(1);
  });

  test("is no fact of a file when it came by a survey, so that no import takes it along", async () => {
    await unhappy();
    const { results } = await env.DB.prepare(
      "SELECT import_id AS importId FROM satisfaction_responses WHERE customer_id = ?",
    )
      .bind(who.customerId)
      .all<{ importId: string | null }>();
    expect(results).toEqual([{ importId: null }]);
  });
});
