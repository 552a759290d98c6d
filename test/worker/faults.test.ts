import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { call, refusal, signedIn } from "./client.ts";
import { added, ago, log, message, rows } from "./writing.ts";

let rep: string;
let customer: string;
const tables = [
  "interactions",
  "message_claims",
  "cards",
  "score_history",
  "exposures",
  "idempotency_keys",
];
const counts = async () =>
  Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, await rows(table)] as const)),
  );

beforeAll(async () => {
  rep = await signedIn("rep");
  customer = (await added(rep, "Faulty")).customer.id;
});

afterEach(async () => {
  await env.DB.prepare("DROP TRIGGER IF EXISTS fault").run();
  vi.restoreAllMocks();
});

test.each([
  ["exposures", "INSERT"],
  ["message_claims", "INSERT"],
  ["cards", "UPDATE"],
  ["score_history", "INSERT"],
  ["idempotency_keys", "INSERT"],
])(
  "a log leaves nothing and can be sent again when the database fails at %s",
  async (table, event) => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const key = crypto.randomUUID();
    const body = {
      customerId: customer,
      kind: "email",
      direction: "in",
      occurredAt: ago(1),
      subject: "Unspeakable",
      behaviours: [table === "cards" ? "promise_kept" : "promise_broken"],
      message: message(`<${table}@fault.example>`),
    };
    // As if they had stood in another stage: the log finds that they moved.
    if (table === "score_history")
      await env.DB.prepare("UPDATE score_history SET stage = 'mature'").run();
    const before = await counts();
    const card = await env.DB.prepare("SELECT body, revision FROM cards WHERE customer_id = ?")
      .bind(customer)
      .first();
    await env.DB.prepare(
      `CREATE TRIGGER fault BEFORE ${event} ON ${table} BEGIN SELECT RAISE(ABORT, 'injected: Unspeakable'); END`,
    ).run();

    expect(
      await refusal(await call("POST", "/v1/interactions", { token: rep, key, body })),
    ).toMatchObject({ status: 500, code: "internal" });
    expect(await counts()).toEqual(before);
    expect(
      await env.DB.prepare("SELECT body, revision FROM cards WHERE customer_id = ?")
        .bind(customer)
        .first(),
    ).toEqual(card);
    expect(JSON.stringify(said.mock.calls)).not.toContain("Unspeakable");

    await env.DB.prepare("DROP TRIGGER fault").run();
    const { interaction } = await log(rep, customer, body, key);
    expect(interaction.alreadyLogged).toBe(false);
  },
);
