/**
 * From the schema and the values of 0005 to today's. The fixture is a book that the code before
 * 0006 wrote (imports, a review, and a rep's writes: logs with participants, an amendment,
 * withdrawals with reasons, comments, outcomes, contacts, a customer), as rows of its tables,
 * beside what its API answered. Its ring held the key k1 alone; today's seals with k2 and still
 * opens under k1.
 */
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { cards as cardsSchema } from "../../shared/contract/answers.ts";
import { sealer } from "../../worker/security/seal.ts";
import { stageOfCell, tierOfCell } from "../../worker/store/customer-list/columns.ts";
import fixture from "./fixtures/of-0005.json" with { type: "json" };
import { adminKey, call } from "./client.ts";
import { query } from "./importing.ts";
import { drain, kept, reviewed } from "./queue.ts";

const book = fixture as unknown as {
  tables: Record<string, { columns: string[]; rows: (string | number | null)[][] }>;
  answers: Record<string, { status: string; card?: Record<string, unknown> }>;
  profiles: Record<string, Record<string, unknown>>;
  tokens: { rep: string; manager: string };
};

beforeAll(async () => {
  await emptied();
  await applyD1Migrations(env.DB, env.MIGRATIONS.slice(0, 5));
  // Who sign in and customers before those that refer to them.
  const first = ["users", "customers", "contacts"];
  const names = [...first, ...Object.keys(book.tables).filter((name) => !first.includes(name))];
  await env.DB.batch(
    names.flatMap((name) => {
      const { columns, rows } = book.tables[name] ?? { columns: [], rows: [] };
      const insert = env.DB.prepare(
        `INSERT INTO ${name} (${columns.map((column) => `"${column}"`).join(", ")})
          VALUES (${columns.map(() => "?").join(", ")})`,
      );
      return rows.map((row) => insert.bind(...row));
    }),
  );
  await applyD1Migrations(env.DB, env.MIGRATIONS);
});

test("the list has each customer as its card was when the schema is migrated", async () => {
  const rows = await listedCards();
  expect(rows.length).toBeGreaterThan(5);
  for (const { cell, tier, stage, equal } of rows)
    expect([tierOfCell(cell), stageOfCell(cell), equal]).toEqual([tier, stage, 1]);
});

/** Takes everything out of the database that the tests' set-up migrated. */
async function emptied(): Promise<void> {
  const tables = await query<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'",
  );
  await env.DB.batch([
    env.DB.prepare("PRAGMA defer_foreign_keys = ON"),
    ...tables.map(({ name }) => env.DB.prepare(`DROP TABLE "${name}"`)),
  ]);
}

/** Returns what the API answers of every address, 50 at a time, in the order of the fixture. */
async function lookedUp(): Promise<Record<string, { status?: string; card?: unknown }>> {
  const addresses = Object.keys(book.answers);
  const answers: Awaited<ReturnType<typeof lookedUp>> = {};
  for (let at = 0; at < addresses.length; at += 50) {
    const response = await call("POST", "/v1/cards", {
      token: book.tokens.rep,
      body: { addresses: addresses.slice(at, at + 50) },
    });
    expect(response.status).toBe(200);
    const { cards } = (await response.json()) as {
      cards: { address: string; status?: string; card?: unknown }[];
    };
    cardsSchema.parse({ cards });
    for (const answer of cards) answers[answer.address] = answer;
  }
  return answers;
}

/** The same once every card of a shape before today's is scored anew, behind the first answer. */
async function renewed(): ReturnType<typeof lookedUp> {
  const isWhole = ({ status, card }: { status?: string; card?: unknown }) =>
    status !== "customer" || card !== undefined;
  await expect
    .poll(async () => Object.values(await lookedUp()).every(isWhole), { timeout: 20_000 })
    .toBe(true);
  return lookedUp();
}

/** People and facts: what is computed may differ, and history goes on. */
const withoutScores = (of: unknown): unknown =>
  JSON.parse(
    JSON.stringify(of, (key, value: unknown) =>
      ["scores", "version", "scoredAt", "returned", "history"].includes(key) ? undefined : value,
    ),
  );

type ListedCard = { cell: number; tier: string; stage: string; equal: number };
/** The cells of customers and their cards' tiers and stages; `equal` where all else agrees. */
const listedCards = () =>
  query<ListedCard>(`
    SELECT l.cell, k.tier, k.stage, (k.tier_score, k.trust, k.lifetime_value, k.probability_alive,
      c.kind = 'person') IS (l.tier_score, l.trust, l.value, l.alive, l.kind) AS equal
    FROM cards k JOIN customers c ON c.id = k.customer_id
      LEFT JOIN customer_list l ON l.customer_id = k.customer_id`);

async function profiles(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const id of Object.keys(book.profiles)) {
    const response = await call("GET", `/v1/customers/${id}?limit=100`, {
      token: book.tokens.manager,
    });
    expect(response.status).toBe(200);
    const { customer, contacts, facts, history } = (await response.json()) as Record<
      string,
      unknown
    >;
    found[id] = { customer, contacts, facts, history };
  }
  return found;
}

/** Columns that hold a value of format 1, and customers with a segment in clear. */
async function left(): Promise<string[]> {
  const columns = await query<{ table: string; column: string }>(`
    SELECT t.name AS "table", c.name AS "column" FROM sqlite_schema t JOIN pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE '_cf_%' AND c.name LIKE '%\\_sealed' ESCAPE '\\'`);
  const found: string[] = [];
  for (const { table, column } of [...columns, { table: "cards", column: "CAST(body AS TEXT)" }]) {
    if ((await query(`SELECT 1 FROM ${table} WHERE ${column} LIKE '1.%' LIMIT 1`)).length > 0)
      found.push(`${table}.${column}`);
  }
  if ((await query("SELECT 1 FROM customers WHERE segment IS NOT NULL LIMIT 1")).length > 0)
    found.push("customers.segment");
  return found.toSorted();
}

async function everything(): Promise<unknown> {
  const tables = Object.keys(book.tables).filter((name) => !["reviews"].includes(name));
  return Object.fromEntries(
    await Promise.all(
      tables.map(
        async (name) => [name, await query(`SELECT * FROM ${name} ORDER BY 1, 2`)] as const,
      ),
    ),
  );
}

/** The review's last steps alone, on the same cards. */
async function resealed(): Promise<string[]> {
  const queue = kept();
  queue.sent.push({ step: "reseal", review: "none", from: 0 });
  return drain(queue);
}

describe("a book of before", { timeout: 120_000 }, () => {
  test("answers with the same people and facts when it was migrated and nothing was sealed again yet", async () => {
    expect(await left()).toEqual([
      "action_outcomes.reason_sealed",
      "addresses.address_sealed",
      "addresses.name_sealed",
      "cards.CAST(body AS TEXT)",
      "contacts.name_sealed",
      "customers.name_sealed",
      "customers.segment",
      "domains.domain_sealed",
      "idempotency_keys.answer_sealed",
      "interactions.note_sealed",
      "interactions.participants_sealed",
      "interactions.subject_sealed",
      "satisfaction_responses.comment_sealed",
      "sessions.label_sealed",
      "users.address_sealed",
      "users.name_sealed",
      "withdrawals.reason_sealed",
    ]);
    const answers = await renewed();
    expect(Object.keys(answers).length).toBeGreaterThan(12);
    expect(withoutScores(answers)).toEqual(withoutScores(book.answers));
    expect(withoutScores(await profiles())).toEqual(withoutScores(book.profiles));
  });

  test("answers with the same people and facts when everything was sealed again", async () => {
    expect(await resealed()).toEqual(["reseal", "recognise"]);
    expect(await left()).toEqual([]);
    expect(withoutScores(await lookedUp())).toEqual(withoutScores(book.answers));
    expect(withoutScores(await profiles())).toEqual(withoutScores(book.profiles));
    expect(await query("SELECT id FROM customers WHERE data_key IS NULL")).toEqual([]);
    expect(
      await query(
        "SELECT 1 FROM cards k JOIN customers c ON c.id = k.customer_id WHERE k.data_key IS NOT c.data_key",
      ),
    ).toEqual([]);
  });

  test("changes nothing when it is sealed again twice", async () => {
    const before = await everything();
    await resealed();
    expect(await everything()).toEqual(before);
  });

  test("opens without the retired key when that was taken out of the ring", async () => {
    const [current = ""] = env.SEAL_KEYS.split(",");
    const alone = await sealer({ ...env, SEAL_KEYS: current });
    const [rep] = await query<{ id: string; name: string }>(
      "SELECT id, name_sealed AS name FROM users LIMIT 1",
    );
    expect(
      await alone.open({ column: "users.name_sealed", row: rep?.id ?? "" }, rep?.name ?? ""),
    ).toMatch(/^(Robin|Maya) /);
    for (const { id, name, key } of await query<{ id: string; name: string; key: string }>(
      "SELECT id, name_sealed AS name, hex(data_key) AS key FROM customers WHERE name_sealed IS NOT NULL",
    )) {
      expect(
        await alone.customer(id, key).open({ column: "customers.name_sealed", row: id }, name),
      ).not.toBe("");
    }
  });

  test("leaves what cannot be opened and says how many when a value was damaged", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const [contact] = await query<{ id: string; name: string }>(
      "SELECT id, name_sealed AS name FROM contacts WHERE name_sealed IS NOT NULL LIMIT 1",
    );
    await env.DB.prepare("UPDATE contacts SET name_sealed = '1.k1.AAAA' WHERE id = ?")
      .bind(contact?.id ?? "")
      .run();
    await resealed();
    expect(said.mock.calls.flat()).toContain(
      JSON.stringify({ job: "reseal", part: "contacts", unreadable: 1 }),
    );
    said.mockRestore();
    await env.DB.prepare("UPDATE contacts SET name_sealed = ? WHERE id = ?")
      .bind(contact?.name ?? "", contact?.id ?? "")
      .run();
  });

  test("goes through a whole review when everything was sealed again", async () => {
    expect(await reviewed(Date.now())).toMatchObject({ status: "finished" });
    expect(await left()).toEqual([]);
    expect((await call("GET", "/v1/me", { token: book.tokens.rep })).status).toBe(200);
    expect((await call("GET", "/v1/sessions", { token: adminKey })).status).toBe(200);
  });
});
