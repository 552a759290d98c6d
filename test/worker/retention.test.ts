import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { deleteOutdated } from "../../worker/jobs/retention.ts";

const day = 86_400_000;
const count = (table: "idempotency_keys" | "sessions" | "pairing_codes") =>
  env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n");

const measuresOf = (review: string) =>
  env.DB.prepare(
    "INSERT INTO review_measures (review_id, draw, customer_id, body) VALUES (?, 1, 'c', '{}')",
  ).bind(review);
const measured = () =>
  env.DB.prepare("SELECT group_concat(review_id) AS ids FROM review_measures").first("ids");

test("retention deletes measures of failed reviews, not of a running one, when none was ever finished", async () => {
  const review = (id: string, status: string) =>
    env.DB.prepare(
      "INSERT INTO reviews (id, status, started_at, heartbeat_at) VALUES (?, ?, 0, 0)",
    ).bind(id, status);
  await env.DB.batch([
    review("broken", "failed"),
    review("running", "fitting"),
    measuresOf("broken"),
    measuresOf("running"),
  ]);
  await deleteOutdated(env, 1);
  expect(await measured()).toBe("running");
  await env.DB.batch(
    ["reviews", "review_measures"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
});

test("retention deletes what is past its time and nothing else when it runs", async () => {
  const now = Date.UTC(2026, 10, 2);
  const key = (name: string, at: number) =>
    env.DB.prepare("INSERT INTO idempotency_keys VALUES ('u', ?, 'h', 200, 's', ?)").bind(name, at);
  const session = (id: string, expires: number, revoked: number | null) =>
    env.DB.prepare("INSERT INTO sessions VALUES (?1, ?1, 'u', 'l', 0, 0, ?2, ?3)").bind(
      id,
      expires,
      revoked,
    );
  const code = (hash: string, expires: number) =>
    env.DB.prepare(
      "INSERT INTO pairing_codes (code_hash, user_id, created_at, expires_at) VALUES (?, 'u', 0, ?)",
    ).bind(hash, expires);
  const reviewWithMove = (id: string, at: number) => [
    env.DB.prepare(
      "INSERT INTO reviews (id, status, started_at, heartbeat_at) VALUES (?1, 'finished', ?2, ?2)",
    ).bind(id, at),
    env.DB.prepare(
      `INSERT INTO tier_moves (review_id, customer_id, at, from_tier, to_tier, reasons)
        VALUES (?, 'c', 0, 'low', 'mid', '[]')`,
    ).bind(id),
    env.DB.prepare(
      "INSERT INTO move_groups (review_id, direction, reason, moves, decided) VALUES (?, 'up', 'tier_value', 1, 0)",
    ).bind(id),
    measuresOf(id),
  ];
  await env.DB.batch([
    env.DB.prepare("INSERT INTO users VALUES ('u', 's', 'i', NULL, 'rep', 0)"),
    key("fresh", now - 59 * day),
    key("old", now - 61 * day),
    key("older", now - 400 * day),
    session("live", now + day, null),
    session("ended lately", now - day, null),
    session("ended long ago", now - 31 * day, null),
    session("revoked long ago", now + day, now - 31 * day),
    code("fresh", now + 60_000),
    code("old", now - 31 * day),
    ...reviewWithMove("fresh", now - 199 * day),
    ...reviewWithMove("old", now - 201 * day),
  ]);
  await deleteOutdated(env, now);
  expect([
    await count("idempotency_keys"),
    await count("sessions"),
    await count("pairing_codes"),
  ]).toEqual([1, 2, 1]);
  expect(
    await env.DB.prepare("SELECT group_concat(review_id) AS ids FROM tier_moves").first("ids"),
  ).toBe("fresh");
  expect(
    await env.DB.prepare("SELECT group_concat(review_id) AS ids FROM move_groups").first("ids"),
  ).toBe("fresh");
  expect(await measured()).toBe("fresh");
});
