import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { cards, factAnswer, today } from "../../../shared/contract/answers.ts";
import { caseFigures, cases as casesAnswer } from "../../../shared/contract/cases.ts";
import { stepsFrom } from "../../../shared/surveys/case-steps.ts";
import { me } from "../../../shared/contract/answers.ts";
import { call, refusal, signedIn } from "../client.ts";
import { scene } from "../scene.ts";
import { added, ago, figures, profileOf, undo, write } from "../writing.ts";
import { anotherPerson, answered, ask, browse, invited } from "./asking.ts";

const at = scene(undefined, 600);
const hourMs = 3_600_000;
const dayMs = 86_400_000;
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
let number = 0;
const who = { customerId: "", contactId: "" };

beforeEach(async () => {
  anotherPerson();
  const address = `case${++number}@asked.example`;
  who.customerId = (await added(at.rep, `Case ${number}`, [address])).customer.id;
  const found = await call("POST", "/v1/cards", { token: at.rep, body: { addresses: [address] } });
  who.contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
});

/** A customer's unhappy answer; answers the case on the card. */
async function unhappy(fields: Record<string, string> = {}) {
  const { url } = await invited(at.rep, who);
  await answered(url, { q_satisfaction: "2", q_why: "Late, twice", ...fields }, pass);
  const [opened] = (await cardOf()).cases ?? [];
  if (opened === undefined) throw new Error("no case was opened");
  return opened;
}
/** The card as it stands, by a log that is taken back at once. */
const cardOf = async () => {
  const address = `case${number}@asked.example`;
  const found = await call("POST", "/v1/cards", { token: at.rep, body: { addresses: [address] } });
  return cards.parse(await found.json()).cards[0]!.card!;
};
const step = (id: string, state: string, reason: string | null = null, token = at.rep) =>
  write(factAnswer, token, `/v1/cases/${id}/steps`, { state, reason, occurredAt: ago(0) });
const refused = async (path: string, body: unknown, token = at.rep) =>
  refusal(await call("POST", path, { token, key: crypto.randomUUID(), body }));
const listed = async (query = "", token = at.rep) => {
  const response = await call("GET", `/v1/cases${query}`, { token });
  expect(response.status, await response.clone().text()).toBe(200);
  return casesAnswer.parse(await response.json());
};
const idOf = async (token: string) =>
  me.parse(await (await call("GET", "/v1/me", { token })).json()).user.id;
const todayOf = async (token: string) =>
  today.parse(await (await call("GET", "/v1/today", { token })).json());
const rowOf = (id: string) =>
  env.DB.prepare(
    "SELECT state, closed_at AS closedAt, contacted_at AS contactedAt FROM cases WHERE id = ?",
  )
    .bind(id)
    .first<{ state: string; closedAt: number | null; contactedAt: number | null }>();

describe("a case", () => {
  test("is the next best action in the moment of the answer when it is unhappy", async () => {
    const opened = await unhappy();
    expect(opened).toMatchObject({
      reason: "low_score",
      metric: "csat",
      score: 2,
      comment: "Late, twice",
      state: "new",
      owner: "robin",
    });
    const { action, runnersUp } = (await cardOf()).scores.next;
    expect(action).toMatchObject({
      id: `${who.customerId}.follow_up`,
      key: "follow_up",
      reason: {
        code: "case_new",
        parameters: { said: "low_score", metric: "csat", value: 2, date: opened.dueAt },
      },
    });
    expect(runnersUp.map(({ key }) => key)).not.toContain("resolve_detractor");
  });

  test("is opened by the wish to be called when the answer is a happy one", async () => {
    const opened = await unhappy({ q_satisfaction: "5", call: "1" });
    expect(opened).toMatchObject({ reason: "wants_call", score: null });
    const { action } = (await cardOf()).scores.next;
    expect(action?.reason).toMatchObject({ code: "case_new", parameters: { said: "wants_call" } });
  });

  test("is one when the same person answers unhappily again while it is open", async () => {
    const { id } = await unhappy();
    const { url } = await invitedAgain();
    await answered(url, { q_satisfaction: "1" }, pass);
    expect((await cardOf()).cases?.map((one) => one.id)).toEqual([id]);
    expect((await listed(`?customer=${who.customerId}`)).cases).toHaveLength(1);
  });

  test("says that it is overdue when it is scored after its time", async () => {
    const { id } = await unhappy();
    pass(2 * dayMs + hourMs);
    const overdue = await listed(`?state=overdue&customer=${who.customerId}`);
    expect(overdue.cases.map((one) => one.id)).toEqual([id]);
    const { card } = await write(factAnswer, at.rep, "/v1/satisfaction", {
      customerId: who.customerId,
      metric: "csat",
      value: 3,
      source: "rep",
      occurredAt: ago(0),
    });
    expect(card.scores.next.action?.reason.code).toBe("case_overdue");
  });

  test("goes from new to contacted to resolved, and each step shows on the card", async () => {
    const { id } = await unhappy();
    pass(3 * hourMs);
    const contacted = await step(id, "contacted", "Left a message");
    expect(contacted.card.cases).toMatchObject([{ id, state: "contacted", contactedAt: ago(0) }]);
    expect(contacted.card.scores.next.action?.reason).toMatchObject({ code: "case_contacted" });
    pass(hourMs);
    const { card } = await step(id, "resolved", "Sent a new one");
    expect(card.cases).toBe(undefined);
    expect(card.scores.next.action?.key).not.toBe("follow_up");
    const keys = [card.scores.next.action, ...card.scores.next.runnersUp].map((one) => one?.key);
    expect(keys).not.toContain("resolve_detractor");
    const [closed] = (await listed("?state=closed&limit=1")).cases;
    expect(closed).toMatchObject({
      id,
      state: "resolved",
      closedAt: ago(0),
      steps: [
        { state: "contacted", reason: "Left a message", by: "robin", isMine: true },
        { state: "resolved", reason: "Sent a new one" },
      ],
    });
  });

  test("counts as contacted when it is resolved at once", async () => {
    const { id } = await unhappy();
    await step(id, "resolved");
    expect(await rowOf(id)).toEqual({
      state: "resolved",
      closedAt: Date.now(),
      contactedAt: Date.now(),
    });
  });

  test("is refused a step back, and a second end, with what to do", async () => {
    const { id } = await unhappy();
    const body = (state: string, reason: string | null = null) => ({
      state,
      reason,
      occurredAt: ago(0),
    });
    await step(id, "contacted");
    expect(await refused(`/v1/cases/${id}/steps`, body("contacted"))).toMatchObject({
      status: 409,
      code: "conflict",
    });
    await step(id, "cannot", "They closed the business");
    expect(await refused(`/v1/cases/${id}/steps`, body("resolved"))).toMatchObject({ status: 409 });
  });

  test.each([
    ["no reason of one that cannot be resolved", { state: "cannot" }, "reason"],
    ["an empty reason", { state: "cannot", reason: "  " }, "reason"],
    ["the state that it begins with", { state: "new" }, "state"],
  ])("is refused a step with %s", async (_, body, field) => {
    const { id } = await unhappy();
    expect(await refused(`/v1/cases/${id}/steps`, { occurredAt: ago(0), ...body })).toMatchObject({
      status: 400,
      field,
    });
  });

  test("keeps a reason sealed and bound to its step", async () => {
    const { id } = await unhappy();
    const { id: stepId } = await step(id, "cannot", "Theodora left");
    const sealed = await env.DB.prepare("SELECT reason_sealed AS s FROM case_steps WHERE id = ?")
      .bind(stepId)
      .first<string>("s");
    expect(sealed).toMatch(/^2\./);
  });

  test("stores one step when the same key comes again", async () => {
    const { id } = await unhappy();
    const key = crypto.randomUUID();
    const body = { state: "contacted", reason: null, occurredAt: ago(0) };
    const send = () => write(factAnswer, at.rep, `/v1/cases/${id}/steps`, body, key);
    expect(await send()).toEqual(await send());
    expect((await listed(`?customer=${who.customerId}`)).cases[0]?.steps).toHaveLength(1);
  });

  test("stores one of two steps when they come at the same moment", async () => {
    const { id } = await unhappy();
    const body = { state: "resolved", reason: null, occurredAt: ago(0) };
    const both = await Promise.all(
      [at.rep, at.other].map((token) =>
        call("POST", `/v1/cases/${id}/steps`, { token, key: crypto.randomUUID(), body }),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("stands where it stood before when a step is undone", async () => {
    const { id } = await unhappy();
    const before = await step(id, "contacted");
    const closed = await step(id, "cannot", "No answer");
    const undone = await undo(at.rep, "case-steps", closed.id);
    expect(undone.card.cases).toEqual(before.card.cases);
    expect(figures(undone.card)).toEqual(figures(before.card));
    expect(await rowOf(id)).toMatchObject({ state: "contacted", closedAt: null });
    await step(id, "resolved");
  });

  test("has its steps undone by who made them, or a manager, alone", async () => {
    const { id } = await unhappy();
    const made = await step(id, "contacted", null, at.other);
    expect(await refused(`/v1/case-steps/${made.id}/withdraw`, {})).toMatchObject({ status: 403 });
    await undo(await signedIn("manager"), "case-steps", made.id);
    expect(await rowOf(id)).toMatchObject({ state: "new", contactedAt: null });
  });

  test("is taken back with its answer when that turns out to be a program's", async () => {
    const { url } = await invited(at.rep, who);
    await answered(url, { q_satisfaction: "1" }, pass);
    expect((await cardOf()).cases).toHaveLength(1);
    await browse(`${url}/details`, { form: {} });
    expect((await cardOf()).cases).toBe(undefined);
    expect((await listed(`?state=all&customer=${who.customerId}`)).cases).toEqual([]);
  });

  test("lets the person be asked again once it is closed, and not before", async () => {
    const { id } = await unhappy();
    pass(100 * dayMs);
    at.rep = await signedIn("rep", "robin@own.example");
    expect(await ask(at.rep, who)).toMatchObject({ refusal: { code: "open_case" } });
    const { id: stepId } = await step(id, "resolved", "Refunded");
    await undo(at.rep, "case-steps", stepId);
    expect(await ask(at.rep, who)).toMatchObject({ refusal: { code: "open_case" } });
    await step(id, "cannot", "They do not want to talk");
    await invited(at.rep, who);
  });
});

/** Asks once more although a case is open, as a link that was sent before it is. */
async function invitedAgain() {
  await env.DB.prepare("UPDATE cases SET closed_at = 1 WHERE customer_id = ?")
    .bind(who.customerId)
    .run();
  pass(91 * dayMs);
  at.rep = await signedIn("rep", "robin@own.example");
  const asked = await invited(at.rep, who);
  await env.DB.prepare("UPDATE cases SET closed_at = NULL WHERE customer_id = ?")
    .bind(who.customerId)
    .run();
  return asked;
}

describe("a handover", () => {
  test("moves a case to a colleague's Today, and back when it is undone", async () => {
    const { id } = await unhappy();
    const shownTo = async (token: string) =>
      (await todayOf(token)).cases?.some((one) => one.case.id === id);
    expect([await shownTo(at.rep), await shownTo(at.other)]).toEqual([true, false]);
    const handed = await write(factAnswer, at.rep, `/v1/cases/${id}/owner`, {
      ownerId: await idOf(at.other),
    });
    expect(handed.card.cases).toMatchObject([{ owner: "sasha" }]);
    expect([await shownTo(at.rep), await shownTo(at.other)]).toEqual([false, true]);
    const undone = await undo(at.rep, "case-handovers", handed.id);
    expect(undone.card.cases).toMatchObject([{ owner: "robin" }]);
    expect([await shownTo(at.rep), await shownTo(at.other)]).toEqual([true, false]);
  });

  test("is a manager's, the owner's or the taker's alone", async () => {
    const { id } = await unhappy();
    const manager = await signedIn("manager");
    const third = await idOf(await signedIn("rep", "third@own.example"));
    const path = `/v1/cases/${id}/owner`;
    expect(await refused(path, { ownerId: third }, at.other)).toMatchObject({ status: 403 });
    await write(factAnswer, at.other, path, { ownerId: await idOf(at.other) });
    await write(factAnswer, manager, path, { ownerId: third });
    expect((await listed(`?owner=${third}`)).cases.map((one) => one.id)).toContain(id);
  });

  test("is refused to somebody who may not follow up", async () => {
    const { id } = await unhappy();
    const viewer = await idOf(await signedIn("viewer"));
    expect(await refused(`/v1/cases/${id}/owner`, { ownerId: viewer })).toMatchObject({
      status: 404,
      field: "ownerId",
    });
  });
});

describe("Today", () => {
  test("lists one's own cases, what is due first first, and the customer no second time", async () => {
    const token = await signedIn("rep", `owner${number}@own.example`);
    const was = at.rep;
    at.rep = token;
    const first = await unhappy();
    await step(first.id, "contacted");
    const { customers, cases } = await todayOf(token);
    expect(cases?.map((one) => [one.case.id, one.case.state])).toEqual([[first.id, "contacted"]]);
    expect(cases?.[0]?.contact?.address).toBe(`case${number}@asked.example`);
    expect(customers.map(({ customer }) => customer.id)).not.toContain(who.customerId);
    at.rep = was;
  });
});

describe("the list", () => {
  test("goes on where a page ended", async () => {
    for (let count = 0; count < 3; count++) {
      anotherPerson();
      const address = `case${++number}@asked.example`;
      who.customerId = (await added(at.rep, `Case ${number}`, [address])).customer.id;
      const found = await call("POST", "/v1/cards", {
        token: at.rep,
        body: { addresses: [address] },
      });
      who.contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
      await unhappy();
    }
    for (const state of ["open", "all"]) {
      const whole = (await listed(`?state=${state}&limit=100`)).cases.map(({ id }) => id);
      const pages = [];
      let next: string | null = "";
      while (next !== null) {
        const page = await listed(`?state=${state}&limit=2${next === "" ? "" : `&after=${next}`}`);
        pages.push(...page.cases.map(({ id }) => id));
        ({ next } = page);
      }
      expect(pages).toEqual(whole);
    }
  });

  test("shows the timeline of a customer what was done about their case", async () => {
    const { id } = await unhappy();
    await step(id, "cannot", "No telephone");
    const { facts } = await profileOf(at.rep, who.customerId);
    expect(facts.items.filter(({ type }) => type.startsWith("case"))).toMatchObject([
      { type: "case_step", detail: { outcome: "cannot", reason: "No telephone" } },
      { type: "case", detail: { outcome: "low_score", metric: "csat", score: 2 } },
    ]);
  });
});

describe("the state", { timeout: 120_000 }, () => {
  test("is that of the newest step that stands in whatever order steps are made and undone", async () => {
    const { id } = await unhappy();
    const moves = fc.array(fc.record({ isUndo: fc.boolean(), pick: fc.nat() }), {
      minLength: 1,
      maxLength: 8,
    });
    const standing: { id: string; state: string; at: number }[] = [];
    await fc.assert(
      fc.asyncProperty(moves, async (some) => {
        for (const { isUndo, pick } of some) {
          pass(60_000);
          const state = (standing.at(-1)?.state ?? "new") as "new";
          const possible = stepsFrom(state);
          if ((isUndo || possible.length === 0) && standing.length > 0) {
            const [gone] = standing.splice(pick % standing.length, 1);
            await undo(at.rep, "case-steps", gone!.id);
          } else if (possible.length > 0) {
            const next = possible[pick % possible.length]!;
            const made = await step(id, next, "because");
            standing.push({ id: made.id, state: next, at: Date.now() });
          }
          const newest = standing.at(-1);
          const isClosed = newest?.state === "resolved" || newest?.state === "cannot";
          const row = await rowOf(id);
          expect(row?.state).toBe(newest?.state ?? "new");
          expect(row?.closedAt).toBe(isClosed ? newest?.at : null);
          expect((await cardOf()).cases?.[0]?.state).toBe(isClosed ? undefined : row?.state);
        }
      }),
      { numRuns: 6 },
    );
  });
});

describe("the figures", () => {
  const read = async () => {
    const token = await signedIn("manager");
    return caseFigures.parse(await (await call("GET", "/v1/case-figures", { token })).json());
  };
  const people = (figure: Awaited<ReturnType<typeof read>>, side: "followed" | "others") =>
    figure.changes.find(({ metric }) => metric === "csat")?.[side].people ?? 0;
  /** Asks again after so many days, and has the customer answer. */
  const nextAnswer = async (value: string) => {
    pass(100 * dayMs);
    at.rep = await signedIn("rep", "robin@own.example");
    anotherPerson();
    await answered((await invited(at.rep, who)).url, { q_satisfaction: value }, pass);
  };

  test("are a manager's alone", async () => {
    expect((await call("GET", "/v1/case-figures", { token: at.rep })).status).toBe(403);
  });

  test("count an answer after a resolved case, and who was in touch in time", async () => {
    const before = await read();
    const owner = `figures${number}@own.example`;
    at.rep = await signedIn("rep", owner);
    const { id } = await unhappy();
    await step(id, "resolved", "Sent a new one");
    await nextAnswer("5");
    const after = await read();
    expect(after.resolved).toBe(before.resolved + 1);
    expect(people(after, "followed")).toBe(people(before, "followed") + 1);
    expect(people(after, "others")).toBe(people(before, "others"));
    const mine = after.owners.find((one) => one.owner?.name === owner.split("@")[0]);
    expect(mine).toMatchObject({ open: 0, inTime: { count: 1, of: 1, share: 1 } });
  });

  test("count an answer among the others when nobody was in touch, and in none when somebody was", async () => {
    const { id } = await unhappy();
    const { id: stepId } = await step(id, "cannot", "No way to reach them");
    await nextAnswer("4");
    const before = await read();
    await undo(at.rep, "case-steps", stepId);
    await write(factAnswer, at.rep, `/v1/cases/${id}/steps`, {
      state: "contacted",
      reason: null,
      occurredAt: ago(90),
    });
    const after = await read();
    expect(people(after, "others")).toBe(people(before, "others") - 1);
    expect(people(after, "followed")).toBe(people(before, "followed"));
  });
});
