/**
 * An attack on anonymous answers, with the whole database and all its keys at hand: which of the
 * people who were asked gave one is sought by value, time, order, visitor, kept answers and logs.
 */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { cards } from "../../../shared/contract/answers.ts";
import { madeSurveyLink } from "../../../shared/contract/survey.ts";
import {
  at as placeOf,
  customerColumns,
  type CustomerColumn,
  ringColumns,
  type RingColumn,
} from "../../../worker/security/places.ts";
import { sealer } from "../../../worker/security/seal.ts";
import { call, signedIn } from "../client.ts";
import { scene } from "../scene.ts";
import { keysOf } from "../sealed.ts";
import { added, write } from "../writing.ts";
import { answered, browse, invited } from "./asking.ts";

const at = scene();
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
type Row = Record<string, unknown>;
type Dump = Map<string, Row[]>;
type Person = { browser: string; customerId: string; contactId: string; url: string };

let manager = "";
beforeAll(async () => {
  manager = await signedIn("manager", "mo@own.example");
});

const tablesOf = async () =>
  (
    await env.DB.prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'
        ORDER BY name`,
    ).all<{ name: string }>()
  ).results.map(({ name }) => name);

const dump = async (): Promise<Dump> =>
  new Map(
    await Promise.all(
      (await tablesOf()).map(
        async (name) =>
          [name, (await env.DB.prepare(`SELECT * FROM "${name}"`).all<Row>()).results] as const,
      ),
    ),
  );

/** Names of the columns of a table's primary key, in their order. */
const primaryKeyOf = async (table: string) =>
  (
    await env.DB.prepare("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk")
      .bind(table)
      .all<{ name: string }>()
  ).results.map(({ name }) => name);

/** Opens every sealed value of a dump; throws at one that the keys do not open. */
async function openAll(dumped: Dump): Promise<{ text: Map<string, string>; count: number }> {
  const ring = await sealer(env);
  const text = new Map<string, string>();
  let count = 0;
  for (const [table, found] of dumped) {
    const key = await primaryKeyOf(table);
    const lines: string[] = [];
    for (const row of found) {
      const id = key.map((name) => String(row[name])).join(" ");
      lines.push(JSON.stringify(row));
      for (const [column, value] of Object.entries(row)) {
        if (typeof value !== "string" || !column.endsWith("_sealed")) continue;
        const name = `${table}.${column}`;
        const customer = String(row["customer_id"] ?? row["id"]);
        if (ringColumns.includes(name as RingColumn))
          lines.push(await ring.open(placeOf(name as RingColumn, id), value));
        else if (customerColumns.includes(name as CustomerColumn))
          lines.push(
            await (await keysOf(customer)).open(placeOf(name as CustomerColumn, id), value),
          );
        else throw new Error(`${name} is sealed nowhere that is known`);
        count += 1;
      }
    }
    text.set(table, lines.join("\n"));
  }
  return { text, count };
}

/** People who were asked for a survey by name, each with a browser of their own. */
const people = (count: number): Promise<Person[]> =>
  Array.from({ length: count }, (_, n) => n).reduce(async (before: Promise<Person[]>, n) => {
    const all = await before;
    const address = `hidden${n}@anonymity${n}.example`;
    const { customer } = await added(at.rep, `Hidden ${n}`, [address]);
    const found = await call("POST", "/v1/cards", {
      token: at.rep,
      body: { addresses: [address] },
    });
    const contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
    const who = { customerId: customer.id, contactId };
    const { url } = await invited(at.rep, who, "relationship");
    return [...all, { ...who, url, browser: `Mozilla/5.0 hidden ${n}` }];
  }, Promise.resolve([]));

/** Tables whose rows differ between two dumps. */
const changed = (before: Dump, after: Dump): string[] =>
  [...after]
    .filter(([name, found]) => JSON.stringify(found) !== JSON.stringify(before.get(name)))
    .map(([name]) => name);

test("anonymous answer is anybody's of the month when a dump, all keys and the logs are searched", async () => {
  const logged: unknown[][] = [];
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, method).mockImplementation((...said: unknown[]) => void logged.push(said));
  const all = await people(6);
  const { url } = await write(madeSurveyLink, manager, "/v1/surveys/relationship/links", {
    language: "en",
  });
  const marks = all.map((_, n) => `mark-${n}-${crypto.randomUUID()}`);

  for (const [n, person] of all.entries()) {
    // The same browser answers both in the same minute: the most that could tell.
    await answered(person.url, { q_recommend: "8" }, pass, { as: person.browser });
    const before = await dump();
    const fields = { q_recommend: "9", q_why: marks[n]! };
    const sent = await answered(url, fields, pass, { as: person.browser });
    expect(sent.status).toBe(200);
    await browse(url, { as: person.browser });
    const after = await dump();
    // Nothing else takes notice: no visitor, no opening, no kept answer, no counter.
    expect(changed(before, after)).toEqual(["anonymous_answers"]);
  }

  const dumped = await dump();
  const { text, count } = await openAll(dumped);
  expect(count).toBeGreaterThan(30);
  const answers = dumped.get("anonymous_answers") ?? [];
  expect(answers).toHaveLength(all.length);
  const common = new Set(["relationship", "en", "counted", String(answers[0]?.["month"])]);
  for (const row of answers) {
    const telling = Object.values(row).filter(
      (value): value is string => typeof value === "string" && !common.has(value),
    );
    // By value: what is only of this answer, or its words, stands nowhere else, sealed or not.
    const ring = await sealer(env);
    const place = placeOf("anonymous_answers.answers_sealed", String(row["id"]));
    const said = JSON.parse(await ring.open(place, String(row["answers_sealed"]))) as Row;
    expect(marks).toContain(said["why"]);
    for (const [table, lines] of text) {
      if (table === "anonymous_answers") continue;
      for (const value of [...telling, String(said["why"])])
        expect(lines.includes(value), table).toBe(false);
    }
    // By time: no column holds an instant, and its id is drawn, not of the moment.
    expect(String(row["id"])[14]).toBe("4");
    expect(Object.values(row).filter((value) => typeof value === "number" && value > 10)).toEqual(
      [],
    );
    // By all of it together: every invitation of the month stays possible.
    const sameMonth = (dumped.get("invitations") ?? []).filter(
      ({ created_at: made, survey_id: survey }) =>
        survey === row["survey_id"] &&
        new Date(Number(made)).toISOString().startsWith(String(row["month"])),
    );
    expect(sameMonth.length).toBeGreaterThanOrEqual(5);
  }
  // By order: rows have no number of their own, and stand in the order of their ids.
  await expect(env.DB.prepare("SELECT rowid FROM anonymous_answers").all()).rejects.toThrow(
    /rowid/,
  );
  const order = answers.map((row) => String(row["id"]));
  expect(order).toEqual(order.toSorted());
  // By visitor: whatever is kept of a visitor is of a named link.
  const names = new Set((dumped.get("invitations") ?? []).map(({ id }) => id));
  for (const table of ["link_openings", "survey_answers"])
    for (const { invitation_id: of } of dumped.get(table) ?? []) expect(names.has(of)).toBe(true);
  // By keys of writes and by logs: neither knows the link's token, an answer or its words.
  const token = url.slice(-30);
  const kept = text.get("idempotency_keys") ?? "";
  for (const where of [kept, JSON.stringify(logged)])
    for (const value of [token, ...order, ...marks]) expect(where.includes(value)).toBe(false);
});

test("link is in no dump, sealed or open, when it was made and its key comes again", async () => {
  const address = "replayed@anonymity.example";
  const { customer } = await added(at.rep, "Replayed", [address]);
  const found = await call("POST", "/v1/cards", { token: at.rep, body: { addresses: [address] } });
  const contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
  const body = { surveyId: "effort", customerId: customer.id, contactId, via: "link" };
  const key = crypto.randomUUID();
  const send = () => call("POST", "/v1/invitations", { token: at.rep, body, key });
  const [first, again] = [await send(), await send()];
  expect(again.headers.get("Idempotent-Replayed")).toBe("true");
  const answer = await first.text();
  expect(await again.text()).toBe(answer);
  const token = /\/s\/([\w-]{30})/.exec(answer)?.[1] ?? "none";
  const company = { token: manager, body: { language: "en" }, key: crypto.randomUUID() };
  const make = async () =>
    madeSurveyLink.parse(await (await call("POST", "/v1/surveys/effort/links", company)).json());
  const { url } = await make();
  expect((await make()).url).toBe(url);
  const { text } = await openAll(await dump());
  // The key is not there either: without it nobody derives the link again.
  for (const secret of [token, url.slice(-30), key, company.key])
    for (const [table, lines] of text) expect(lines.includes(secret), table).toBe(false);
  expect((await browse(`https://regards.example/s/${token}`)).status).toBe(200);
});
