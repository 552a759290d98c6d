import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { v7 as newId } from "uuid";
import { beforeEach, describe, expect, test } from "vitest";
import { onError, Refused } from "../../worker/errors.ts";
import { idempotentWrite } from "../../worker/facts/idempotency.ts";
import { router } from "../../worker/router.ts";
import { begin, gate } from "../../worker/security/gate.ts";
import { adminKey, refusal, signedIn } from "./client.ts";

/** A write of the real middleware and database whose fact is one row of `domains`. */
let built = 0;
let inBetween: () => Promise<void> = async () => undefined;
const writes = router();
writes.use(begin, gate);
writes.post("/v1/customers", (c) =>
  idempotentWrite(c, async () => {
    built += 1;
    const { name } = await c.req.json<{ name: string }>();
    if (name === "refused") throw new Refused("conflict", "No.", "name");
    const { db, now } = c.var;
    const holder = await db
      .prepare("SELECT customer_id FROM domains WHERE domain_index = ?")
      .bind(name)
      .first<string>("customer_id");
    await inBetween();
    if (holder !== null) return { statements: [], answer: { id: holder, first: false } };
    const id = newId();
    return {
      statements: [
        db
          .prepare("INSERT INTO domains (domain_index, customer_id, created_at) VALUES (?, ?, ?)")
          .bind(name, id, now),
      ],
      answer: { id, first: true },
    };
  }),
);
writes.onError(onError);

const write = async (key: string | null, name: string, token = adminKey) =>
  writes.fetch(
    new Request("https://regards.example/v1/customers", {
      method: "POST",
      body: JSON.stringify({ name }),
      headers: {
        Authorization: `Bearer ${token}`,
        "Content-Type": "application/json",
        ...(key === null ? {} : { "Idempotency-Key": key }),
      },
    }),
    env,
    createExecutionContext(),
  );
const facts = () => env.DB.prepare("SELECT count(*) AS n FROM domains").first<number>("n");

beforeEach(async () => {
  built = 0;
  inBetween = async () => undefined;
  await env.DB.batch([
    env.DB.prepare("DELETE FROM domains"),
    env.DB.prepare("DELETE FROM idempotency_keys"),
  ]);
});

describe("a write", () => {
  test("is replayed byte for byte when its key comes again", async () => {
    const [first, again] = [await write("key-0001", "a"), await write("key-0001", "a")];
    expect(first.headers.get("Idempotent-Replayed")).toBeNull();
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect(again.headers.get("Content-Type")).toBe(first.headers.get("Content-Type"));
    expect(await again.text()).toBe(await first.text());
    expect(built).toBe(1);
    expect(await facts()).toBe(1);
  });

  test("is refused when its key was used for another body", async () => {
    await write("key-0002", "a");
    expect(await refusal(await write("key-0002", "b"))).toEqual({
      status: 422,
      code: "idempotency_key_reused",
      field: "idempotency-key",
    });
    expect(await facts()).toBe(1);
  });

  test("is another write when the same key is another person's", async () => {
    await write("key-0003", "a");
    const other = await write("key-0003", "b", await signedIn("rep"));
    expect(other.status).toBe(200);
    expect(other.headers.get("Idempotent-Replayed")).toBeNull();
    expect(await facts()).toBe(2);
  });

  test("happens once when it arrives ten times at the same moment", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => write("key-0004", "a")));
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(bodies.size).toBe(1);
    expect(await facts()).toBe(1);
  });

  test("is built again when another write took its row in between", async () => {
    inBetween = async () => {
      inBetween = async () => undefined;
      await write("key-0006", "a");
    };
    const answer = await write("key-0005", "a");
    expect(await answer.json()).toMatchObject({ first: false });
    expect(await facts()).toBe(1);
  });

  test("leaves its key free when it was refused", async () => {
    expect((await write("key-0007", "refused")).status).toBe(409);
    expect((await write("key-0007", "a")).status).toBe(200);
  });

  test("is refused when it has no key", async () => {
    expect(await refusal(await write(null, "a"))).toMatchObject({
      status: 400,
      code: "idempotency_key_missing",
    });
  });

  test("stores neither fact nor key when one statement fails", async () => {
    await env.DB.prepare(
      "CREATE TRIGGER full BEFORE INSERT ON idempotency_keys BEGIN SELECT raise(ABORT, 'disk full'); END",
    ).run();
    expect((await write("key-0008", "a")).status).toBe(500);
    await env.DB.prepare("DROP TRIGGER full").run();
    expect(await facts()).toBe(0);
    expect((await write("key-0008", "a")).status).toBe(200);
  });

  test("keeps its answer sealed when it is stored", async () => {
    const { id } = (await (await write("key-0009", "a")).json()) as { id: string };
    const row = await env.DB.prepare("SELECT answer_sealed FROM idempotency_keys").first<string>(
      "answer_sealed",
    );
    expect(row).toMatch(/^2\.k2\./);
    expect(row).not.toContain(id);
  });
});
