import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { today as todaySchema } from "../../../shared/contract/answers.ts";
import type { TierName } from "../../../shared/contract/fields.ts";
import { proposalAnswer, samplingReport } from "../../../shared/contract/sampling.ts";
import { defaultPolicy } from "../../../shared/scoring/index.ts";
import { sealer } from "../../../worker/security/seal.ts";
import { cellOf } from "../../../worker/store/customer-list/columns.ts";
import { insertPolicy } from "../../../worker/store/policy.ts";
import { openProposalsSql } from "../../../worker/store/proposals.ts";
import { call, refusal, signedIn } from "../client.ts";
import { drain, kept, reviewed } from "../queue.ts";
import { added, buys, log, write } from "../writing.ts";
import { answered, anotherPerson, ask, invited } from "./asking.ts";
import { recount } from "./recount.ts";

const dayMs = 86_400_000;
const people = { rep: "", other: "", manager: "" };
const ids = { rep: "", other: "" };
type Book = { customerId: string; contactId: string; address: string }[];
/** High ones of the rep, mid ones of the other, low ones of nobody. */
const book: Record<"high" | "mid" | "low", Book> = { high: [], mid: [], low: [] };
const size = 26;

const idOf = async (token: string) =>
  ((await (await call("GET", "/v1/me", { token })).json()) as { user: { id: string } }).user.id;
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
async function signIn() {
  people.rep = await signedIn("rep", "robin@own.example");
  people.other = await signedIn("rep", "sasha@own.example");
  people.manager = await signedIn("manager", "mo@own.example");
}

async function customerOf(tier: TierName, at: number, ownerId: string | null) {
  const address = `${tier}${at}@buyer-${tier}${at}.example`;
  const { customer } = await added(people.rep, `${tier} ${at}`, [address]);
  await buys(customer.id, [[100, 9000]]);
  await log(people.rep, customer.id, { kind: "note", direction: null });
  await env.DB.prepare("UPDATE customers SET owner_id = ? WHERE id = ?")
    .bind(ownerId, customer.id)
    .run();
  const contactId = await env.DB.prepare("SELECT id FROM contacts WHERE customer_id = ?")
    .bind(customer.id)
    .first<string>("id");
  return { customerId: customer.id, contactId: contactId!, address };
}

/** Gives customers the tiers of the test, whatever the review made of them. */
const regrade = () =>
  env.DB.batch(
    (Object.entries(book) as [TierName, Book][]).map(([tier, own]) =>
      env.DB.prepare(
        `UPDATE customer_list SET cell = ? WHERE customer_id IN (SELECT value FROM json_each(?))`,
      ).bind(cellOf(tier, "mature"), JSON.stringify(own.map(({ customerId }) => customerId))),
    ),
  );

let review = "";
/** Runs the draw of the week of now to its end; every message is delivered so many times. */
async function draws(times = 1, ownDomains = "own.example") {
  await regrade();
  const queue = kept();
  queue.on.OWN_DOMAINS = ownDomains;
  queue.sent.push({ step: "draw", review, from: 0 });
  return drain(queue, times);
}
const proposals = async (where = "1 = 1") =>
  (
    await env.DB.prepare(
      `SELECT id, tier, customer_id AS customerId, contact_id AS contactId, owner_id AS ownerId,
        survey_id AS surveyId, week, state, reason FROM proposals WHERE ${where} ORDER BY id`,
    ).all<
      Record<"id" | "tier" | "customerId" | "contactId" | "ownerId" | "week" | "state", string>
    >()
  ).results;
async function today(token: string) {
  const response = await call("GET", "/v1/today", { token });
  const read = Number.parseInt(/desc="(\d+)/.exec(response.headers.get("Server-Timing")!)![1]!, 10);
  const { proposals: shown = [] } = todaySchema.parse(await response.json());
  return { shown, read };
}
async function report(query = "") {
  const response = await call("GET", `/v1/sampling${query}`, { token: people.manager });
  const read = Number.parseInt(/desc="(\d+)/.exec(response.headers.get("Server-Timing")!)![1]!, 10);
  return { report: samplingReport.parse(await response.json()), read };
}

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  // A Wednesday; 300 days back, so that other files' ids come after.
  vi.setSystemTime(Date.UTC(2026, 0, 7, 9));
  await signIn();
  ids.rep = await idOf(people.rep);
  ids.other = await idOf(people.other);
  const owners = { high: ids.rep, mid: ids.other, low: null };
  for (const tier of ["high", "mid", "low"] as const)
    for (let at = 0; at < size; at++) book[tier].push(await customerOf(tier, at, owners[tier]));
  const quotas = { high: 1, mid: 0.5, low: 0.5, potential: 0 };
  const policy = { ...defaultPolicy, version: 1 };
  await insertPolicy(
    env.DB,
    { ...policy, surveys: { ...policy.surveys, quotas } },
    ids.rep,
    Date.now(),
  ).run();
  await reviewed(Date.now());
  review = (await env.DB.prepare("SELECT id FROM reviews ORDER BY id DESC").first<string>("id"))!;
  // The review's own draw is of its tiers.
  await env.DB.batch(
    ["proposals", "draws", "draw_frames", "draw_tallies"].map((table) =>
      env.DB.prepare(`DELETE FROM ${table}`),
    ),
  );
}, 120_000);

afterAll(() => {
  vi.useRealTimers();
});

describe("the draw of a week", () => {
  test("is by tier and within the quota, and the same when messages come three times", async () => {
    await draws(3);
    const drawn = await proposals();
    const perWeek = Object.groupBy(drawn, ({ tier }) => tier);
    // 26 and 13 customers in thirteen weeks.
    expect(perWeek.high).toHaveLength(2);
    expect(perWeek.mid).toHaveLength(1);
    expect(perWeek.low).toHaveLength(1);
    expect(new Set(drawn.map(({ week }) => week))).toEqual(new Set(["2026-01-05"]));
    expect(drawn.every(({ state }) => state === "open")).toBe(true);
    await draws();
    expect(await proposals()).toEqual(drawn);
    const left = await env.DB.prepare("SELECT count(*) AS n FROM draw_candidates").first("n");
    expect(left).toBe(0);
    const frame = await env.DB.prepare(
      "SELECT sum(customers) AS customers, sum(eligible) AS eligible FROM draw_frames",
    ).first();
    expect(frame).toEqual({ customers: size * 3, eligible: size * 3 });
  });

  test("never names a customer twice in a quarter, and never more than the quota", async () => {
    for (let week = 0; week < 12; week++) {
      pass(7 * dayMs);
      await draws();
    }
    const drawn = await proposals("quarter = '2026-Q1'");
    expect(new Set(drawn.map(({ customerId }) => customerId)).size).toBe(drawn.length);
    const perQuarter = Object.groupBy(drawn, ({ tier }) => tier);
    expect([perQuarter.high, perQuarter.mid, perQuarter.low].map((own) => own?.length)).toEqual([
      26, 13, 13,
    ]);
    await signIn();
  });

  test("passes over those who opted out, our own people and those whom no rule allows", async () => {
    pass(7 * dayMs);
    await signIn();
    const [first, second, , ...rest] = book.high;
    await env.DB.prepare(
      `UPDATE customers SET consent = 'no' WHERE id IN (SELECT value FROM json_each(?))`,
    )
      .bind(JSON.stringify(rest.map(({ customerId }) => customerId)))
      .run();
    const { url } = await invited(people.other, second!);
    await answered(url, { q_satisfaction: "5" }, pass);
    pass(7 * dayMs);
    // The third one's domain became our own.
    await draws(1, "buyer-high2.example");
    const high = await proposals("quarter = '2026-Q2' AND tier = 'high'");
    expect(high.map(({ contactId }) => contactId)).toEqual([first!.contactId]);
    const codes = await env.DB.prepare(
      "SELECT refused FROM draw_frames WHERE rep_id = ? AND tier = 'high'",
    )
      .bind(ids.rep)
      .first<string>("refused");
    expect(JSON.parse(codes ?? "")).toEqual({ no_consent: 23, asked_recently: 1 });
    await env.DB.prepare("UPDATE customers SET consent = 'unknown'").run();
  });
});

/** The rep's first open proposal, of a draw a week on. */
async function drawnForRep() {
  pass(7 * dayMs);
  await signIn();
  await draws();
  const { shown } = await today(people.rep);
  const found = shown[0]!;
  return {
    ...found.proposal,
    customerId: found.customer.id,
  };
}
const settled = async (id: string) => (await proposals(`id = '${id}'`))[0]!;
const decline = (id: string, reason = "bad_moment") =>
  write(proposalAnswer, people.rep, `/v1/proposals/${id}/decline`, { reason });

describe("a proposal", () => {
  test("stands in the owner's Today with who and why, and in a manager's where nobody owns", async () => {
    const { id, customerId } = await drawnForRep();
    const { shown } = await today(people.rep);
    const row = await settled(id);
    expect(shown[0]).toMatchObject({
      customer: { id: customerId, name: expect.stringContaining("high") },
      contact: { address: expect.stringContaining("@buyer-high"), name: expect.any(String) },
      proposal: {
        contactId: row.contactId,
        survey: expect.any(String),
        tier: "high",
        week: row.week,
      },
    });
    const seen = async (token: string) =>
      (await today(token)).shown.map(({ proposal }) => proposal.id);
    expect(await seen(people.other)).not.toContain(id);
    const nobodys = await proposals(`owner_id = '' AND state = 'open' AND ends_at > ${Date.now()}`);
    expect(await seen(people.manager)).toEqual(nobodys.map((one) => one.id));
    expect(nobodys.length).toBeGreaterThan(0);
  });

  test("is gone and counted when it is declined, and back when that is undone", async () => {
    const { id } = await drawnForRep();
    await decline(id);
    expect((await today(people.rep)).shown.map(({ proposal }) => proposal.id)).not.toContain(id);
    const declined = async () =>
      (await report()).report.reps.find(({ key }) => key === ids.rep)?.declined;
    expect(await declined()).toEqual({ bad_moment: 1 });
    await write(proposalAnswer, people.rep, `/v1/proposals/${id}/reopen`, {});
    expect((await today(people.rep)).shown.map(({ proposal }) => proposal.id)).toContain(id);
    expect(await declined()).toEqual({});
  });

  test("is refused to a colleague, and a second time", async () => {
    const { id } = await drawnForRep();
    const by = (token: string) =>
      call("POST", `/v1/proposals/${id}/decline`, {
        token,
        body: { reason: "other" },
        key: crypto.randomUUID(),
      });
    expect(await refusal(await by(people.other))).toMatchObject({ status: 403, code: "forbidden" });
    await decline(id);
    expect(await refusal(await by(people.rep))).toMatchObject({ status: 409, code: "conflict" });
  });

  test("is settled as asked when its contact is, and open again when the link is taken back", async () => {
    const drawn = await drawnForRep();
    const made = await invited(people.rep, drawn, drawn.surveyId);
    const { id } = made.invitation;
    expect((await settled(drawn.id)).state).toBe("asked");
    const row = await env.DB.prepare("SELECT proposed, rep_id AS rep FROM invitations WHERE id = ?")
      .bind(id)
      .first();
    expect(row).toEqual({ proposed: 1, rep: ids.rep });
    const asked = async () => (await report()).report.all.byDraw.asked;
    const before = await asked();
    await call("POST", `/v1/invitations/${id}/withdraw`, {
      token: people.rep,
      key: crypto.randomUUID(),
    });
    expect((await settled(drawn.id)).state).toBe("open");
    expect(await asked()).toBe(before - 1);
  });

  test("is settled as refused when the rules hold by the time that it is asked", async () => {
    const drawn = await drawnForRep();
    await env.DB.prepare("UPDATE customers SET consent = 'no' WHERE id = ?")
      .bind(drawn.customerId)
      .run();
    expect((await today(people.rep)).shown.map(({ proposal }) => proposal.id)).not.toContain(
      drawn.id,
    );
    expect(await ask(people.rep, drawn, drawn.surveyId)).toMatchObject({ outcome: "refused" });
    expect(await settled(drawn.id)).toMatchObject({ state: "refused", reason: "no_consent" });
    await env.DB.prepare("UPDATE customers SET consent = 'unknown'").run();
  });

  test("is in nobody's Today when its contact opted out since the draw", async () => {
    const seen = async () => (await today(people.rep)).shown.map(({ proposal }) => proposal.id);
    const { id, contactId } = (await today(people.rep)).shown[0]!.proposal;
    const index = await (await sealer(env)).index("opt_out", `contact ${contactId}`);
    await env.DB.prepare(
      "INSERT INTO survey_opt_outs (address_index, at, via) VALUES (?, ?, 'rep')",
    )
      .bind(index, Date.now())
      .run();
    expect(await seen()).not.toContain(id);
    await env.DB.prepare("DELETE FROM survey_opt_outs WHERE address_index = ?").bind(index).run();
    expect(await seen()).toContain(id);
  });

  test("goes to the new owner when the customer is handed over", async () => {
    const { id, customerId } = await drawnForRep();
    await env.DB.prepare("UPDATE customers SET owner_id = ? WHERE id = ?")
      .bind(ids.other, customerId)
      .run();
    const { shown } = await today(people.other);
    expect(shown.map(({ proposal }) => proposal.id)).toContain(id);
    await env.DB.prepare("UPDATE customers SET owner_id = ? WHERE id = ?")
      .bind(ids.rep, customerId)
      .run();
  });

  test("lapses after two weeks", async () => {
    const { id } = await drawnForRep();
    pass(14 * dayMs);
    await signIn();
    expect((await today(people.rep)).shown.map(({ proposal }) => proposal.id)).not.toContain(id);
    const late = await call("POST", `/v1/proposals/${id}/decline`, {
      token: people.rep,
      body: { reason: "other" },
      key: crypto.randomUUID(),
    });
    expect(await refusal(late)).toMatchObject({ status: 409 });
  });
});

describe("the report", () => {
  test("equals what the rows say when answers were changed, held back and taken back", async () => {
    pass(100 * dayMs);
    await signIn();
    await draws();
    const drawn = (await today(people.rep)).shown[0]!;
    anotherPerson();
    const target = { customerId: drawn.customer.id, contactId: drawn.proposal.contactId };
    const byDraw = await invited(people.rep, target, "relationship");
    await answered(byDraw.url, { q_recommend: "3" }, pass);
    await answered(`${byDraw.url}?change=1`, { q_recommend: "9" }, pass);
    const named = new Set(
      (await proposals(`drawn_at > ${Date.now() - dayMs}`)).map((row) => row.customerId),
    );
    const isFree = ({ customerId }: Book[number]) => !named.has(customerId);
    const [one, two, three] = book.high.filter(isFree);
    const chosen = await invited(people.rep, one!, "relationship");
    await answered(chosen.url, { q_recommend: "10" }, pass);
    const second = await invited(people.rep, two!, "after_contact");
    await answered(second.url, { q_satisfaction: "5" }, pass, { readMs: 100 });
    await invited(people.rep, three!, "effort");
    const { kept: keptRows, counted } = await recount();
    expect(keptRows).toEqual(counted);
    const { report: found, read } = await report();
    const own = found.reps.find(({ key }) => key === ids.rep)!;
    expect(own).toMatchObject({
      byDraw: { asked: 1, answered: 1 },
      byChoice: { asked: 3 },
      customers: size,
      drawn: 2,
    });
    expect(own.scores.find(({ metric }) => metric === "nps")).toEqual({
      metric: "nps",
      drawn: 1,
      chosen: 1,
      drawnMean: null,
      chosenMean: null,
      difference: null,
    });
    expect(own.byDraw.rate!.low).toBeGreaterThan(0.2);
    expect(own.flagged.sameDevice).toBeGreaterThan(0);
    expect(read).toBeLessThan(200);
  });

  test("compares those chosen with those drawn when ten of each answered", async () => {
    const insert = env.DB.prepare(
      `INSERT INTO asking_tallies (quarter, rep_id, tier, is_drawn, asked, answered, nps_count,
        nps_sum, nps_squares) VALUES ('2024-Q1', ?, 'high', ?, 40, 20, 20, ?, ?)`,
    );
    await env.DB.batch([insert.bind(ids.rep, 1, 120, 800), insert.bind(ids.rep, 0, 180, 1640)]);
    const { report: found } = await report("?quarter=2024-Q1");
    expect(found.quarters).toContain("2024-Q1");
    const { difference, drawnMean } = found.all.scores[0]!;
    expect([difference?.mean, drawnMean]).toEqual([3, 6]);
    expect(difference!.low).toBeGreaterThan(1.5);
    expect(found.all.byChoice.rate).toMatchObject({ share: 0.5 });
  });

  test("is refused to a rep", async () => {
    const response = await call("GET", "/v1/sampling", { token: people.rep });
    expect(response.status).toBe(403);
  });
});

describe("Today and the report of a large book", () => {
  test("read no more rows when 20,000 customers of others were drawn", async () => {
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${openProposalsSql}`)
      .bind(ids.rep, Date.now(), 11)
      .all<{ detail: string }>();
    const plan = results.map(({ detail }) => detail).join("\n");
    expect(plan).toContain("USING INDEX proposals_open (owner_id=? AND ends_at>?)");
    expect(plan).not.toMatch(/SCAN (?!CONSTANT)/);
    expect(plan).not.toContain("TEMP B-TREE");
    const { read: before } = await today(people.rep);
    await env.DB.prepare(
      `INSERT INTO proposals (id, week, quarter, tier, customer_id, contact_id, survey_id, owner_id,
        rep_id, drawn_at, ends_at)
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
      SELECT printf('many%05d', i), '2026-11-02', '2026-Q4', 'high', printf('c%05d', i), 'x',
        'relationship', printf('rep%02d', i % 40), printf('rep%02d', i % 40), ?1, ?1 + 1e9 FROM n`,
    )
      .bind(Date.now())
      .run();
    expect((await today(people.rep)).read).toBeLessThanOrEqual(before + 5);
    expect((await report("?quarter=2026-Q4")).read).toBeLessThan(400);
  });
});
