/** Links of the company: whoever answers by one is nobody, for whoever has the database and keys. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { cards } from "../../../shared/contract/answers.ts";
import { madeSurveyLink } from "../../../shared/contract/survey.ts";
import { at as place } from "../../../worker/security/places.ts";
import { sealer } from "../../../worker/security/seal.ts";
import { call, signedIn } from "../client.ts";
import { scene } from "../scene.ts";
import { added, write } from "../writing.ts";
import { anotherPerson, answered, browse, invited } from "./asking.ts";

const at = scene();
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
let manager = "";
beforeAll(async () => {
  manager = await signedIn("manager", "mo@own.example");
});
beforeEach(anotherPerson);
const link = () =>
  write(madeSurveyLink, manager, "/v1/surveys/relationship/links", { language: "en" });
const stored = async () =>
  (await env.DB.prepare("SELECT * FROM anonymous_answers").all<Record<string, unknown>>()).results;

test("answer is stored with its month and of nobody when it came by the company's link", async () => {
  const { url } = await link();
  const before = (await stored()).length;
  const sent = await answered(url, { q_recommend: "10", q_why: "Quick replies" }, pass);
  expect(sent.status).toBe(200);
  expect(await sent.text()).toContain("It is good to hear that.");
  const rows = await stored();
  expect(rows).toHaveLength(before + 1);
  const row = rows.find(({ nps }) => nps === 10)!;
  expect(Object.keys(row).toSorted()).toEqual(
    "answers_sealed ces csat id language month nps state survey_id version".split(" "),
  );
  const seals = await sealer(env);
  const id = String(row["id"]);
  const said = await seals.open(
    place("anonymous_answers.answers_sealed", id),
    String(row["answers_sealed"]),
  );
  expect(JSON.parse(said)).toEqual({ recommend: 10, why: "Quick replies" });
});

test("answer cannot be joined to a person when the whole database and its keys are at hand", async () => {
  const address = "somebody@anonymous.example";
  const { customer } = await added(at.rep, "Somebody Ltd", [address]);
  const found = await call("POST", "/v1/cards", { token: at.rep, body: { addresses: [address] } });
  const contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
  const who = { customerId: customer.id, contactId };
  const { url } = await link();
  // The same browser answers both in the same minute: the most that could tell.
  await answered(url, { q_recommend: "3" }, pass);
  const named = await invited(at.rep, who, "relationship");
  await answered(named.url, { q_recommend: "4" }, pass);
  const { results: tables } = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  ).all<{ name: string }>();
  const anonymous = (await stored()).find(({ nps }) => nps === 3)!;
  const common = new Set(["relationship", "en", "counted", anonymous["month"]]);
  const telling = Object.values(anonymous).filter(
    (value) => typeof value === "string" && !common.has(value),
  );
  expect(telling).toHaveLength(2);
  for (const { name } of tables) {
    if (name === "anonymous_answers" || name.startsWith("sqlite_")) continue;
    const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
    const text = JSON.stringify(results);
    for (const value of telling) expect(text.includes(String(value)), name).toBe(false);
  }
  // Rows are kept by a random id: their order is not that in which they came.
  const plan = await env.DB.prepare(
    "SELECT sql FROM sqlite_schema WHERE name = 'anonymous_answers'",
  ).first<string>("sql");
  expect(plan).toMatch(/WITHOUT ROWID/);
  expect(String(anonymous["id"])[14]).toBe("4");
});

test("link answers nothing more when it is ended", async () => {
  const { url, id } = await link();
  expect(await (await browse(url)).text()).toContain("Nobody learns who you are");
  const key = crypto.randomUUID();
  await call("POST", `/v1/survey-links/${id}/withdraw`, { token: manager, key });
  expect((await browse(url)).status).toBe(410);
  expect((await browse(url, { form: { q_recommend: "1", do: "send" } })).status).toBe(410);
});
