/** Links of a survey for a mail program: a row a contact, by the same rules as one asking. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { contactAnswer } from "../../../shared/contract/answers.ts";
import { type LinkFile, linkFile, linksTakenBack } from "../../../shared/contract/link-files.ts";
import { call, refusal, signedIn } from "../client.ts";
import { scene } from "../scene.ts";
import { added, rows, write } from "../writing.ts";
import { anotherPerson, answered, browse } from "./asking.ts";

const at = scene(undefined, 600);
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
let manager = "";
let number = 0;
beforeAll(async () => {
  manager = await signedIn("manager", "mo@own.example");
});
beforeEach(anotherPerson);

/** Adds a company with so many contacts; returns its id. */
async function company(contacts: number): Promise<string> {
  const name = `File ${++number}`;
  const address = (n: number) => `person${n}@file${number}.example`;
  const { customer } = await added(at.rep, name, [address(0)]);
  for (let n = 1; n < contacts; n++)
    await write(contactAnswer, at.rep, `/v1/customers/${customer.id}/contacts`, {
      name: `Person ${n}`,
      addresses: [address(n)],
    });
  return customer.id;
}
const make = (customerIds: string[], more: object = {}, key?: string) =>
  write(
    linkFile,
    manager,
    "/v1/surveys/effort/link-files",
    {
      customerIds,
      language: null,
      ...more,
    },
    key,
  );
const takeBack = (file: LinkFile) =>
  write(linksTakenBack, manager, "/v1/surveys/effort/link-files/withdraw", {
    invitationIds: file.rows.flatMap(({ asked }) => asked?.invitationId ?? []),
  });
const outcomes = ({ rows: all }: LinkFile) => all.map((row) => row.refusal?.code ?? "asked");

test("file has a link a contact, with name, address and language, when nobody was asked", async () => {
  const ids = [await company(1), await company(1)];
  const { rows: made, next } = await make(ids, { language: "zh-CN" });
  expect(next).toBe(null);
  expect(made).toMatchObject([
    {
      customer: `File ${number - 1}`,
      name: `File ${number - 1}'s buyer`,
      address: `person0@file${number - 1}.example`,
      asked: { language: "zh-CN", url: expect.stringMatching(/\/s\/[\w-]{30}$/) },
    },
    { refusal: null },
  ]);
  const url = made[1]?.asked?.url ?? "";
  expect((await answered(url, { q_effort: "6" }, pass)).status).toBe(303);
  expect(await rows("survey_answers", ids[1]!)).toBe(1);
});

test("file leaves an entry in the audit log, by ids alone, when it is made", async () => {
  const { rows: made } = await make([await company(2)]);
  const entry = await env.DB.prepare(
    `SELECT action, subject_id AS subject, part_ids AS parts FROM audit_entries
      ORDER BY id DESC LIMIT 1`,
  ).first<{ action: string; subject: string; parts: string }>();
  expect(entry).toMatchObject({ action: "survey_links.make", subject: "effort" });
  expect(JSON.parse(entry!.parts)).toEqual(made.map(({ contactId }) => contactId));
});

test("file keeps the share of a company when all its contacts are in it", async () => {
  const id = await company(7);
  // A third of seven, by the policy that a book starts with.
  expect(outcomes(await make([id]))).toEqual([
    "asked",
    "asked",
    ...Array.from({ length: 5 }, () => "company_share"),
  ]);
  expect(await rows("ask_refusals", id)).toBe(5);
  expect(outcomes(await make([id])).filter((one) => one === "asked")).toEqual([]);
});

test("file goes on where it ended when there are more contacts than one call takes", async () => {
  const ids = [await company(20), await company(20)];
  const first = await make(ids);
  expect(first.rows).toHaveLength(30);
  const rest = await make(ids, { after: first.next });
  expect([rest.rows.length, rest.next]).toEqual([10, null]);
  const asked = [...outcomes(first), ...outcomes(rest)].filter((one) => one === "asked");
  expect(asked).toHaveLength(12);
});

test("file is made once and in no clear text when its key comes again", async () => {
  const id = await company(1);
  const key = crypto.randomUUID();
  const [one, again] = [await make([id], {}, key), await make([id], {}, key)];
  expect(again).toEqual(one);
  expect(await rows("invitations", id)).toBe(1);
  const kept = await env.DB.prepare("SELECT * FROM idempotency_keys").all();
  const stored = await env.DB.prepare("SELECT * FROM invitations").all();
  const token = one.rows[0]?.asked?.url.slice(-30) ?? "none";
  expect(JSON.stringify([kept.results, stored.results])).not.toContain(token);
});

test("file is taken back but for what was opened when it is undone, and counts no asking", async () => {
  const ids = [await company(1), await company(1), await company(1)];
  const file = await make(ids);
  const [opened, sent, left] = file.rows.map(({ asked }) => asked?.url ?? "");
  await browse(`${opened}?score=3`);
  await answered(sent!, { q_effort: "6" }, pass);
  expect(await takeBack(file)).toEqual({ withdrawn: 1, kept: 2 });
  expect(await takeBack(file)).toEqual({ withdrawn: 0, kept: 3 });
  expect((await browse(left!)).status).toBe(410);
  expect((await browse(opened!)).status).toBe(200);
  expect(outcomes(await make(ids))).toEqual(["asked_recently", "asked_recently", "asked"]);
});

test("file counts as asked when it is taken back after it may have been sent", async () => {
  const id = await company(1);
  const file = await make([id]);
  pass(3_600_000);
  expect(await takeBack(file)).toEqual({ withdrawn: 1, kept: 0 });
  expect(outcomes(await make([id]))).toEqual(["asked_recently"]);
});

/** Has a company's contact drawn by lot; returns how the proposal stands. */
async function drawn(customerId: string) {
  const id = crypto.randomUUID();
  await env.DB.prepare(
    `INSERT INTO proposals (id, week, quarter, customer_id, contact_id, survey_id, tier, owner_id, rep_id,
        drawn_at, ends_at)
      SELECT ?1, '2026-01-05', '2026-Q1', customer_id, id, 'effort', 'high', '', '', ?3, ?4
        FROM contacts WHERE customer_id = ?2 LIMIT 1`,
  )
    .bind(id, customerId, Date.now(), Date.now() + 86_400_000)
    .run();
  return async () =>
    (
      await env.DB.prepare("SELECT state, invitation_id AS asked FROM proposals WHERE id = ?")
        .bind(id)
        .all()
    ).results[0];
}

test("file opens what it settled of the lot again when it is undone, but for what counts", async () => {
  const ids = [await company(1), await company(1)];
  const [left, opened] = [await drawn(ids[0]!), await drawn(ids[1]!)];
  const file = await make(ids);
  const [, second] = file.rows.map(({ asked }) => asked);
  expect(await left()).toMatchObject({ state: "asked", asked: expect.any(String) });
  await browse(`${second?.url}?score=3`);
  await takeBack(file);
  expect(await left()).toEqual({ state: "open", asked: null });
  expect(await opened()).toEqual({ state: "asked", asked: second?.invitationId });
});

test("file leaves what was drawn by lot to its owner when the rules refuse the contact", async () => {
  const id = await company(1);
  await make([id]);
  const state = await drawn(id);
  expect(outcomes(await make([id]))).toEqual(["asked_recently"]);
  expect(await state()).toEqual({ state: "open", asked: null });
});

test("file is refused when a rep, or somebody with an unknown survey, asks for it", async () => {
  const body = { customerIds: [at.customer], language: null };
  const send = (token: string, survey: string) =>
    call("POST", `/v1/surveys/${survey}/link-files`, { token, key: crypto.randomUUID(), body });
  expect(await refusal(await send(at.rep, "effort"))).toMatchObject({ status: 403 });
  expect(await refusal(await send(manager, "unheard_of"))).toMatchObject({ status: 404 });
});
