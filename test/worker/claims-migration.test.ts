/**
 * Claims made before each customer had their own: by Message-ID, by place, both, and of logs
 * amended or withdrawn since.
 */
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { foundInteractions } from "../../shared/contract/answers.ts";
import { messageIndexes } from "../../worker/facts/message-identity.ts";
import { sealer } from "../../worker/security/seal.ts";
import { call, signedIn } from "./client.ts";
import { added, log, message } from "./writing.ts";

const identity = message("<old@a.example>", "7");
const claimed = "0009_undo.sql";

/**
 * Takes the table of claims back to what it was before the migration, with a log that holds a
 * message by both marks.
 */
async function asBefore(customerId: string): Promise<void> {
  const { byId, byPlace } = await messageIndexes(await sealer(env), identity);
  await env.DB.batch(
    [
      "DROP TABLE message_claims",
      `CREATE TABLE message_claims (message_index TEXT PRIMARY KEY,
        interaction_id TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    ].map((sql) => env.DB.prepare(sql)),
  );
  const insert = env.DB.prepare(
    `INSERT INTO interactions (id, customer_id, kind, direction, occurred_at, message_index,
      recorded_at, root_id) VALUES (?1, ?2, 'email', 'in', 0, ?3, 0, ?1)`,
  );
  const claim = env.DB.prepare(
    "INSERT INTO message_claims (message_index, interaction_id) VALUES (?, ?)",
  );
  await env.DB.batch([
    insert.bind("01990000-0000-7000-8000-000000000001", customerId, byId),
    ...[byId, byPlace].map((index) => claim.bind(index, "01990000-0000-7000-8000-000000000001")),
  ]);
}

let rep: string;
beforeAll(async () => {
  rep = await signedIn("rep");
});

test("claims belong to the customer of their log when they were made before customers had their own", async () => {
  const first = (await added(rep, "First")).customer.id;
  const second = (await added(rep, "Second")).customer.id;
  await asBefore(first);
  const { queries } = env.MIGRATIONS.find(({ name }) => name === claimed) ?? { queries: [] };
  const rebuild = queries.filter((sql) => /message_claims|customer_claims/.test(sql));
  await applyD1Migrations(env.DB, [{ name: "again", queries: rebuild }]);

  for (const one of [identity, message("<old@a.example>"), message(null, "7")]) {
    const response = await call("POST", "/v1/interactions/find", {
      token: rep,
      body: { message: one },
    });
    expect(
      foundInteractions
        .parse(await response.json())
        .interactions.map(({ customerId }) => customerId),
    ).toEqual([first]);
  }
  expect((await log(rep, first, { message: identity })).interaction.alreadyLogged).toBe(true);
  expect((await log(rep, second, { message: identity })).interaction).toMatchObject({
    customerId: second,
    alreadyLogged: false,
  });
});
