import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cards } from "../../../shared/contract/answers.ts";
import { askable } from "../../../shared/contract/survey.ts";
import { deleteOutdated } from "../../../worker/jobs/retention.ts";
import { call, refusal, signedIn } from "../client.ts";
import { scene } from "../scene.ts";
import { added, profileOf, rows } from "../writing.ts";
import { anotherPerson, answered, ask, browse, invited, pressed, sealIn } from "./asking.ts";

const at = scene(undefined, 600);
const dayMs = 86_400_000;
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
/** Lets days pass; whoever signed in signs in again. */
const later = async (days: number) => {
  pass(days * dayMs);
  at.rep = await signedIn("rep", "robin@own.example");
};
let number = 0;
const who = { customerId: "", contactId: "", address: "" };
/** The contact of an address, by a look-up. */
const contactOf = async (address: string) => {
  const found = await call("POST", "/v1/cards", { token: at.rep, body: { addresses: [address] } });
  return cards.parse(await found.json()).cards[0]!.card!.contact!.id;
};
beforeEach(async () => {
  anotherPerson();
  who.address = `asked${++number}@asked.example`;
  who.customerId = (await added(at.rep, `Asked ${number}`, [who.address])).customer.id;
  who.contactId = await contactOf(who.address);
});
const scores = async () => (await profileOf(at.rep, who.customerId)).scores;
const latest = async () => (await scores()).satisfaction.customer.latest;
const stateOf = async (id: string) =>
  (
    await env.DB.prepare("SELECT state, flags FROM survey_answers WHERE invitation_id = ?")
      .bind(id)
      .all<{ state: string; flags: string }>()
  ).results;

describe("asking", () => {
  test("makes a link of which only a hash is stored when a contact may be asked", async () => {
    const { url, invitation, row, sentence } = await invited(at.rep, who);
    expect(url).toMatch(/^https:\/\/regards\.example\/s\/[\w-]{30}$/);
    expect(row?.scores).toEqual([1, 2, 3, 4, 5]);
    expect(sentence).toBe("How satisfied were you this time? It takes ten seconds.");
    const stored = await env.DB.prepare("SELECT * FROM invitations WHERE id = ?")
      .bind(invitation.id)
      .first();
    expect(JSON.stringify(stored)).not.toContain(url.slice(-30));
  });

  test("is refused with its code and day, and stored, when they were asked lately", async () => {
    await invited(at.rep, who);
    const again = await ask(at.other, who, "relationship");
    expect(again).toMatchObject({ outcome: "refused", refusal: { code: "asked_recently" } });
    expect(await rows("ask_refusals", who.customerId)).toBe(1);
    const shown = await call("GET", `/v1/contacts/${who.contactId}/surveys`, { token: at.rep });
    const { surveys, last } = askable.parse(await shown.json());
    expect(surveys.map(({ id, refusal: why }) => [id, why?.code])).toEqual([
      ["after_contact", "asked_recently"],
      ["relationship", "asked_recently"],
      ["trust", "asked_recently"],
      ["effort", "asked_recently"],
    ]);
    expect(last?.surveyId).toBe("after_contact");
    await later(91);
    await invited(at.rep, who, "relationship");
  });

  test("makes one link when two reps ask the same contact at the same moment", async () => {
    const both = await Promise.all([ask(at.rep, who), ask(at.other, who)]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(["invited", "refused"]);
  });
});

describe("answer", () => {
  test("becomes facts of the customer in the same moment when Send is pressed", async () => {
    const { url, invitation } = await invited(at.rep, who, "relationship");
    const sent = await answered(url, { q_recommend: "9", q_why: "They keep their word" }, pass);
    expect(sent.status).toBe(303);
    expect(await (await browse(url)).text()).toContain("It is good to hear that.");
    expect(await stateOf(invitation.id)).toEqual([{ state: "counted", flags: "" }]);
    const { satisfaction } = await scores();
    expect(satisfaction.customer.latest).toMatchObject([{ metric: "nps", value: 9 }]);
  });

  test("turns reversed statements round when the trust questionnaire is answered", async () => {
    const { url } = await invited(at.rep, who, "trust");
    const good = { direct: "7", reversed: "1" };
    const fields = ["professionalism", "expertise", "rapport", "benefit"].flatMap((dimension) =>
      Object.entries(good).map(([kind, value]) => [`q_${dimension}_${kind}`, value]),
    );
    await answered(url, Object.fromEntries(fields), pass);
    const stored = await env.DB.prepare("SELECT answers FROM trust_responses WHERE customer_id = ?")
      .bind(who.customerId)
      .first<string>("answers");
    expect(JSON.parse(stored ?? "")).toMatchObject({
      professionalism: 7,
      benefit: 7,
      items: { rapport: [7, 7] },
    });
    expect((await scores()).trust.score ?? 0).toBeGreaterThan(50);
  });

  test("replaces the one before when it is changed within a day, and is spent after it", async () => {
    const { url, invitation } = await invited(at.rep, who);
    await answered(url, { q_satisfaction: "4" }, pass);
    await answered(`${url}?change=1`, { q_satisfaction: "5" }, pass);
    expect(await stateOf(invitation.id)).toEqual([
      { state: "replaced", flags: "" },
      { state: "counted", flags: "" },
    ]);
    expect(await latest()).toMatchObject([{ metric: "csat", value: 5 }]);
    pass(dayMs + 1000);
    expect((await browse(`${url}?change=1`)).status).toBe(410);
    const late = await answered(url, { q_satisfaction: "1" }, pass);
    expect(late.status).toBe(410);
    expect(await latest()).toMatchObject([{ metric: "csat", value: 5 }]);
  });

  test("is stored once when it is sent twice at the same moment", async () => {
    const { url, invitation } = await invited(at.rep, who);
    const page = /value="([^"]*)"/.exec(await (await browse(url)).text())![1]!;
    pass(8000);
    const form = { page, do: "send", q_satisfaction: "3" };
    await Promise.all([browse(url, { form }), browse(url, { form })]);
    expect((await stateOf(invitation.id)).map(({ state }) => state)).toEqual(["counted"]);
    expect(await rows("satisfaction_responses", who.customerId)).toBe(1);
  });

  test("opens a case for who asked when it is unhappy, and nobody is asked until it is closed", async () => {
    const { url } = await invited(at.rep, who);
    await answered(url, { q_satisfaction: "1", call: "1" }, pass);
    const opened = await env.DB.prepare("SELECT * FROM cases WHERE customer_id = ?")
      .bind(who.customerId)
      .first<{ reason: string; score: number; due_at: number; opened_at: number }>();
    expect(opened).toMatchObject({ reason: "wants_call", metric: "csat", score: 1 });
    expect(opened!.due_at - opened!.opened_at).toBe(2 * dayMs);
    await later(100);
    expect(await ask(at.rep, who)).toMatchObject({ refusal: { code: "open_case" } });
  });
});

describe("page", () => {
  test("asks for what is needed and keeps what was typed when it is left out", async () => {
    const { url } = await invited(at.rep, who);
    const sent = await answered(url, { q_why: "Because <b>" }, pass);
    expect(sent.status).toBe(422);
    const page = await sent.text();
    expect(page).toContain("Please answer this question");
    expect(page).toContain("Because &lt;b&gt;");
    expect(await rows("survey_answers", who.customerId)).toBe(0);
  });

  test("changes language without losing what was typed when another is chosen", async () => {
    const { url } = await invited(at.rep, who);
    const other = await browse(url, {
      form: { language: "ar", q_satisfaction: "4", q_why: "typed" },
    });
    const page = await other.text();
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toMatch(/value="4"[^>]* checked/);
    expect(page).toContain("typed");
  });

  test("chooses a score and stores nothing when the link has one", async () => {
    const { url, invitation } = await invited(at.rep, who);
    expect(await (await browse(`${url}?score=5`)).text()).toMatch(/value="5"[^>]* checked/);
    expect(await stateOf(invitation.id)).toEqual([]);
    expect(await latest()).toEqual([]);
  });

  test("forbids caches, search engines, third parties and frames when it is served", async () => {
    const { headers } = await browse((await invited(at.rep, who)).url);
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-Robots-Tag")).toContain("noindex");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("Set-Cookie")).toBeNull();
    expect(headers.get("Content-Security-Policy")).toMatch(
      /^default-src 'none'; .*form-action 'self'.*frame-ancestors 'none'$/,
    );
  });

  test("is plain and of its own status when a link is made up, expired or taken back", async () => {
    const { url, invitation } = await invited(at.rep, who);
    expect((await browse(url.slice(0, -1) + (url.endsWith("A") ? "B" : "A"))).status).toBe(404);
    const key = crypto.randomUUID();
    await call("POST", `/v1/invitations/${invitation.id}/withdraw`, { token: at.rep, key });
    expect(await (await browse(url)).text()).toContain("taken back");
    const again = await invited(at.rep, who);
    pass(31 * dayMs);
    const late = await browse(again.url);
    expect([late.status, await late.text()]).toEqual([410, expect.stringContaining("expired")]);
  });
});

describe("opt-out", () => {
  beforeEach(async () => {
    await env.DB.prepare("DELETE FROM survey_opt_outs").run();
  });
  const optOuts = () =>
    env.DB.prepare("SELECT count(*) AS n FROM survey_opt_outs").first<number>("n");
  test("holds for every survey, and is taken back, when a person asks for it on the page", async () => {
    const { url } = await invited(at.rep, who);
    expect(await (await browse(`${url}/stop`)).text()).toContain("Do not ask me again?");
    expect((await pressed(`${url}/stop`, "stop", pass)).status).toBe(303);
    await later(400);
    expect(await ask(at.rep, who, "trust")).toMatchObject({ refusal: { code: "opted_out" } });
    await pressed(`${url}/stop`, "resume", pass);
    await invited(at.rep, who, "trust");
  });

  test("asks for one more press, then holds, when a script pressed the button", async () => {
    const { url } = await invited(at.rep, who);
    const asked = await pressed(`${url}/stop`, "stop", pass, { signs: "script" });
    expect([asked.status, await optOuts()]).toEqual([200, 0]);
    const page = await asked.text();
    expect(page).toContain("Press once more, by hand");
    pass(1500);
    const sent = await browse(`${url}/stop`, { form: { page: sealIn(page), signs: "" } });
    // Of the contact, and of the person behind the address.
    expect([sent.status, await optOuts()]).toEqual([303, 2]);
  });

  test("stays when a program presses its button, or the one that takes it back", async () => {
    const { url } = await invited(at.rep, who);
    await browse(`${url}/stop`, { form: {} });
    await pressed(`${url}/stop`, "stop", pass, { readMs: 200 });
    await browse(`${url}/details`, { form: {} });
    await pressed(`${url}/stop`, "stop", pass);
    expect(await optOuts()).toBe(0);
    anotherPerson();
    await pressed(`${url}/stop`, "stop", pass);
    expect(await optOuts()).toBe(2);
    await pressed(`${url}/stop`, "resume", pass, { signs: "script" });
    expect(await optOuts()).toBe(2);
  });

  test("outlives the customer when the same person comes back by another writing of it", async () => {
    const { url } = await invited(at.rep, who);
    await pressed(`${url}/stop`, "stop", pass);
    const key = crypto.randomUUID();
    await call("POST", `/v1/customers/${who.customerId}/withdraw`, {
      token: at.rep,
      key,
      body: {},
    });
    const tagged = who.address.replace("@", "+news@");
    const customerId = (await added(at.rep, "Back again", [tagged])).customer.id;
    const again = { customerId, contactId: await contactOf(tagged) };
    expect(await ask(at.rep, again)).toMatchObject({ refusal: { code: "opted_out" } });
  });

  test("is stored when a mail program sends the one click of RFC 8058", async () => {
    const { unsubscribeUrl } = await invited(at.rep, who);
    const sent = await browse(unsubscribeUrl, { form: { "List-Unsubscribe": "One-Click" } });
    expect(sent.status).toBe(200);
    await later(400);
    expect(await ask(at.rep, who)).toMatchObject({ refusal: { code: "opted_out" } });
  });

  test("is stored, and the link plainly closed, when the customer is no longer in the book", async () => {
    const { url, unsubscribeUrl } = await invited(at.rep, who);
    const key = crypto.randomUUID();
    await call("POST", `/v1/customers/${who.customerId}/withdraw`, {
      token: at.rep,
      key,
      body: {},
    });
    expect((await browse(url)).status).toBe(410);
    expect((await browse(url, { form: { do: "send", q_satisfaction: "1" } })).status).toBe(410);
    const before = await optOuts();
    await browse(unsubscribeUrl, { form: { "List-Unsubscribe": "One-Click" } });
    expect(Number(await optOuts())).toBeGreaterThan(Number(before));
  });
});

describe("scanner", () => {
  let robot = "";
  beforeEach(() => {
    robot = `Mozilla/5.0 link checker ${number}`;
  });
  test("answers nothing when it opens every link, with HEAD too", async () => {
    const { url, invitation } = await invited(at.rep, who);
    for (const score of [1, 2, 3, 4, 5]) {
      await browse(`${url}?score=${score}`, { method: "HEAD", as: robot });
      await browse(`${url}?score=${score}`, { as: robot });
    }
    await browse(`${url}/details`, { as: robot });
    expect(await stateOf(invitation.id)).toEqual([]);
    await answered(url, { q_satisfaction: "4" }, pass);
    expect(await stateOf(invitation.id)).toEqual([{ state: "counted", flags: "" }]);
  });

  test("is held back and leaves the link to the person when it presses every button", async () => {
    const { url, invitation } = await invited(at.rep, who);
    await browse(`${url}/details`, { form: {}, as: robot });
    await answered(url, { q_satisfaction: "1" }, pass, { as: robot });
    expect(await stateOf(invitation.id)).toEqual([{ state: "held", flags: "trap" }]);
    expect(await rows("satisfaction_responses", who.customerId)).toBe(0);
    expect(await rows("cases", who.customerId)).toBe(0);
    await answered(url, { q_satisfaction: "5" }, pass);
    expect((await stateOf(invitation.id)).map(({ state }) => state)).toEqual(["held", "counted"]);
  });

  test("has its answer taken out of every figure when it gives itself away afterwards", async () => {
    const { url, invitation } = await invited(at.rep, who);
    await answered(url, { q_satisfaction: "1" }, pass, { as: robot });
    expect(await latest()).toMatchObject([{ value: 1 }]);
    await browse(`${url}/details`, { form: {}, as: robot });
    expect(await stateOf(invitation.id)).toEqual([{ state: "held", flags: "trap" }]);
    expect(await latest()).toEqual([]);
  });

  test("leaves what a person said when several programs answer and give themselves away", async () => {
    const { url, invitation } = await invited(at.rep, who);
    await answered(url, { q_satisfaction: "5" }, pass);
    const change = (as: string, score: string) =>
      answered(`${url}?change=1`, { q_satisfaction: score }, pass, { as });
    await change("scanner one", "1");
    await change("scanner two", "2");
    await change("scanner three", "3");
    // In another order than that in which they answered.
    for (const as of ["scanner two", "scanner one", "scanner three"])
      await browse(`${url}/details`, { form: {}, as });
    expect((await stateOf(invitation.id)).map(({ state }) => state)).toEqual([
      "counted",
      "held",
      "held",
      "held",
    ]);
    expect(await latest()).toMatchObject([{ value: 5 }]);
    const open = env.DB.prepare(
      "SELECT count(*) AS n FROM cases WHERE customer_id = ? AND closed_at IS NULL",
    );
    expect(await open.bind(who.customerId).first("n")).toBe(0);
  });

  test("is remembered beside many others, and not without end, when all follow the trap", async () => {
    const { url, invitation } = await invited(at.rep, who);
    for (let n = 0; n < 30; n++) {
      await browse(`${url}/details`, { as: `scanner ${n}` });
      await browse(`${url}/details`, { as: `scanner ${n}` });
    }
    const kept = await env.DB.prepare(
      "SELECT count(*) AS n FROM link_openings WHERE invitation_id = ?",
    )
      .bind(invitation.id)
      .first<number>("n");
    expect(kept).toBe(30);
    for (const as of ["scanner 0", "scanner 29"])
      await answered(url, { q_satisfaction: "1" }, pass, { as });
    expect((await stateOf(invitation.id)).map(({ state }) => state)).toEqual(["held", "held"]);
  });

  test("is held back when it sends faster than anybody reads", async () => {
    const { url, invitation } = await invited(at.rep, who);
    await answered(url, { q_satisfaction: "5" }, pass, { readMs: 300 });
    expect(await stateOf(invitation.id)).toEqual([{ state: "held", flags: "too_fast" }]);
  });

  test.each([
    ["script_press", "script"],
    ["all_scores", "sweep"],
    ["script_press all_scores", "sweep script"],
  ])("is held back by its page as %s when it runs scripts", async (flags, signs) => {
    const { url, invitation } = await invited(at.rep, who);
    const sent = await answered(url, { q_satisfaction: "1", signs }, pass, { as: robot });
    expect(await sent.text()).toMatch(/role="alert">Was that you\?.*value="1"[^>]* checked/s);
    expect(await stateOf(invitation.id)).toEqual([{ state: "held", flags }]);
    expect(await latest()).toEqual([]);
  });

  test("shuts nobody out when a person behind the same address presses once more", async () => {
    const { url, invitation } = await invited(at.rep, who);
    await browse(`${url}/details`);
    const sent = await answered(url, { q_satisfaction: "5", q_why: "kept" }, pass);
    const page = await sent.text();
    expect(page).toContain("kept");
    pass(3000);
    const form = { page: sealIn(page), do: "send", q_satisfaction: "5", signs: "" };
    expect((await browse(url, { form })).status).toBe(303);
    expect(await stateOf(invitation.id)).toEqual([
      { state: "held", flags: "trap" },
      { state: "counted", flags: "trap" },
    ]);
  });

  test("stays held back when it presses once more and gives itself away again", async () => {
    const { url, invitation } = await invited(at.rep, who);
    const fields = { q_satisfaction: "5", signs: "script" };
    const page = await (await answered(url, fields, pass, { as: robot })).text();
    pass(3000);
    await browse(url, { form: { page: sealIn(page), do: "send", ...fields }, as: robot });
    expect((await stateOf(invitation.id)).map(({ state }) => state)).toEqual(["held", "held"]);
  });
});

describe("change", () => {
  const caseOfAsked = async () =>
    (
      await env.DB.prepare(
        `SELECT id FROM cases c WHERE customer_id = ? AND NOT EXISTS
          (SELECT 1 FROM withdrawals w WHERE w.fact_type = 'case' AND w.fact_id = c.id)`,
      )
        .bind(who.customerId)
        .all()
    ).results.length;

  test("takes the case of the unhappy answer back when it was a slip of the finger", async () => {
    const { url } = await invited(at.rep, who);
    await answered(url, { q_satisfaction: "1" }, pass);
    expect(await caseOfAsked()).toBe(1);
    await answered(`${url}?change=1`, { q_satisfaction: "5" }, pass);
    expect(await caseOfAsked()).toBe(0);
  });

  test("is possible for one day from the first answer when it is made again and again", async () => {
    const { url } = await invited(at.rep, who);
    await answered(url, { q_satisfaction: "4" }, pass);
    pass(dayMs * 0.9);
    await answered(`${url}?change=1`, { q_satisfaction: "5" }, pass);
    pass(dayMs * 0.9);
    await answered(`${url}?change=1`, { q_satisfaction: "1" }, pass);
    expect(await latest()).toMatchObject([{ value: 5 }]);
  });

  test("leaves the person's own answer when a program made it", async () => {
    const robot = `Mozilla/5.0 link checker ${number}`;
    const { url } = await invited(at.rep, who);
    await answered(url, { q_satisfaction: "5" }, pass);
    await answered(`${url}?change=1`, { q_satisfaction: "1" }, pass, { as: robot });
    expect(await latest()).toMatchObject([{ value: 1 }]);
    await browse(`${url}/details`, { form: {}, as: robot });
    expect(await latest()).toMatchObject([{ value: 5 }]);
    expect(await caseOfAsked()).toBe(0);
  });

  test("is stored once more and no other when three forms are sent at one moment", async () => {
    const { url, invitation } = await invited(at.rep, who);
    const page = sealIn(await (await browse(url)).text());
    pass(8000);
    const sent = await Promise.all(
      ["3", "4", "5"].map((value) =>
        browse(url, { form: { page, do: "send", q_satisfaction: value } }),
      ),
    );
    expect(sent.map(({ status }) => status)).toEqual([303, 303, 303]);
    const states = (await stateOf(invitation.id)).map(({ state }) => state);
    expect(states.filter((state) => state === "counted")).toHaveLength(1);
  });
});

describe("visitors", () => {
  test("are forgotten when the nightly run comes a day later", async () => {
    const { url, invitation } = await invited(at.rep, who);
    await browse(`${url}?score=4`);
    await answered(url, { q_satisfaction: "4" }, pass);
    const kept = async () =>
      env.DB.prepare(
        `SELECT (SELECT count(*) FROM link_openings WHERE invitation_id = ?1) AS openings,
          (SELECT count(visitor) FROM survey_answers WHERE invitation_id = ?1) AS visitors`,
      )
        .bind(invitation.id)
        .first();
    expect(await kept()).toEqual({ openings: 1, visitors: 1 });
    await deleteOutdated(env, Date.now() + dayMs + 1);
    expect(await kept()).toEqual({ openings: 0, visitors: 0 });
  });
});

describe("surveys", () => {
  let manager = "";
  beforeAll(async () => {
    manager = await signedIn("manager", "mo@own.example");
  });
  const list = async () =>
    (await (await call("GET", "/v1/surveys", { token: at.rep })).json()) as {
      surveys: { id: string; version: number; body: { name: string } }[];
    };
  test("keep the version that was answered when a manager saves another", async () => {
    const before = (await list()).surveys.find(({ id }) => id === "effort")!;
    const { url } = await invited(at.rep, who, "effort");
    const body = { ...before.body, name: "Ease" };
    const save = (basedOn: number) =>
      call("PUT", "/v1/surveys/effort", { token: manager, body: { basedOn, body } });
    expect((await save(1)).status).toBe(200);
    expect(await refusal(await save(1))).toMatchObject({ code: "conflict" });
    await answered(url, { q_effort: "6" }, pass);
    const version = await env.DB.prepare("SELECT version FROM survey_answers WHERE customer_id = ?")
      .bind(who.customerId)
      .first<number>("version");
    expect(version).toBe(1);
  });

  test("name the text that is missing when one has none in a language", async () => {
    const { body } = (await list()).surveys[0]!;
    const faulty = { ...body, title: { en: "Only English" } };
    const answer = await call("PUT", "/v1/surveys/own_one", {
      token: manager,
      body: { basedOn: null, body: faulty },
    });
    expect(await refusal(answer)).toMatchObject({ field: "body.title.zh-CN" });
  });
});
