/**
 * The kind: what a deployment can lack and still run its code: secrets missing, malformed or of
 * another book, migrations behind, a database that does not answer.
 */
import { createExecutionContext, createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { health, unhealthy } from "../../shared/contract/answers.ts";
import { app } from "../../worker/app.ts";
import type { Env } from "../../worker/env.ts";
import worker from "../../worker/index.ts";
import { call, signedIn } from "./client.ts";

const key = (byte: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(byte)));
const ask = (changes: Partial<Record<keyof Env, unknown>>) =>
  app.fetch(
    new Request("https://regards.example/health"),
    { ...env, ...changes },
    createExecutionContext(),
  );
async function failing(changes: Partial<Record<keyof Env, unknown>>): Promise<string[]> {
  const response = await ask(changes);
  const text = await response.text();
  expect(response.status).toBe(503);
  for (const secret of [env.SEAL_KEYS, env.INDEX_KEY, env.ADMIN_KEY, "base64", "Error"])
    expect(text).not.toContain(secret);
  return unhealthy.parse(JSON.parse(text)).failing;
}

beforeAll(async () => {
  await signedIn("rep");
});

describe("health", () => {
  test("answers with the version when nobody is signed in", async () => {
    const response = await call("GET", "/health");
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(health.parse(await response.json())).toEqual({ ok: true, version: packageFile.version });
  });

  test.each([
    ["no seal keys", { SEAL_KEYS: undefined }],
    ["seal keys that are not base64", { SEAL_KEYS: "k2:???" }],
    ["a short seal key", { SEAL_KEYS: `k2:${btoa("short")}` }],
    ["no index key", { INDEX_KEY: "" }],
    ["a short index key", { INDEX_KEY: btoa("short") }],
    ["another book's seal key", { SEAL_KEYS: `k2:${key(9)}` }],
    ["a ring without the key that sealed", { SEAL_KEYS: `k9:${key(9)}` }],
    ["another book's index key", { INDEX_KEY: key(9) }],
  ])("names the keys when there are %s", async (_, changes) => {
    expect(await failing(changes)).toEqual(["keys"]);
  });

  test("is well when a new key stands before the one that sealed", async () => {
    expect((await ask({ SEAL_KEYS: `k9:${key(9)},${env.SEAL_KEYS}` })).status).toBe(200);
  });

  test("names the database when it does not answer, and the keys beside it when they fail too", async () => {
    const broken = {
      prepare() {
        throw new Error("D1_ERROR: Network connection lost");
      },
    };
    expect(await failing({ DB: broken })).toEqual(["database"]);
    expect(await failing({ DB: broken, INDEX_KEY: "" })).toEqual(["database", "keys"]);
  });

  test("names the migrations when one is missing, or all", async () => {
    const name = await env.DB.prepare("SELECT max(name) AS name FROM d1_migrations").first<string>(
      "name",
    );
    await env.DB.prepare("DELETE FROM d1_migrations WHERE name = ?").bind(name).run();
    expect(await failing({})).toEqual(["migrations"]);
    await env.DB.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name).run();
    expect((await ask({})).status).toBe(200);
    const empty = {
      prepare() {
        throw new Error("D1_ERROR: no such table: d1_migrations: SQLITE_ERROR");
      },
    };
    expect(await failing({ DB: empty })).toEqual(["migrations"]);
  });

  test("answers 429 before it asks anything when its caller asked too often", async () => {
    let asked = 0;
    const response = await ask({
      RATE_LIMIT: { limit: () => Promise.resolve({ success: false }) },
      DB: {
        prepare() {
          asked += 1;
        },
      },
    });
    expect([response.status, asked]).toEqual([429, 0]);
  });

  test("has something to check from the first night on when nobody was paired yet", async () => {
    await env.DB.prepare("DELETE FROM key_check").run();
    expect((await ask({ INDEX_KEY: key(9) })).status).toBe(200);
    await worker.scheduled(
      createScheduledController({ scheduledTime: new Date(), cron: "0 3 * * *" }),
      env,
    );
    expect(await failing({ INDEX_KEY: key(9) })).toEqual(["keys"]);
  });
});
