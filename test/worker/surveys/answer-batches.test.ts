/** Writes of one answer, and of a decision on it: all of them in one transaction of the database. */
import type { D1Database, D1Result } from "@cloudflare/workers-types";
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { cards } from "../../../shared/contract/answers.ts";
import { decidedAnswer } from "../../../shared/contract/survey-answers.ts";
import { app } from "../../../worker/app.ts";
import { call, signedIn } from "../client.ts";
import { scene } from "../scene.ts";
import { added } from "../writing.ts";
import { anotherPerson, browse, invited, sealIn } from "./asking.ts";

const at = scene();

/** The database, with the number of batches that changed a row. */
function countWritingBatches(real: D1Database) {
  const state = { batches: 0 };
  const counted = <D extends object>(database: D): D =>
    new Proxy(database, {
      get(target, name) {
        const own: unknown = Reflect.get(target, name);
        if (typeof own !== "function") return own;
        return (...values: unknown[]): unknown => {
          const result: unknown = Reflect.apply(own, target, values);
          if (name === "withSession") return counted(result as object);
          if (name !== "batch") return result;
          return (result as Promise<D1Result[]>).then((results) => {
            if (results.some(({ meta }) => meta.changes > 0)) state.batches += 1;
            return results;
          });
        };
      },
    });
  return { database: counted(real), state };
}

test("answer writes its facts, card and case in one batch when it is sent", async () => {
  anotherPerson();
  const { id: customerId } = (await added(at.rep, "Batched", ["one@batched.example"])).customer;
  const body = { addresses: ["one@batched.example"] };
  const found = await call("POST", "/v1/cards", { token: at.rep, body });
  const contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
  const { url } = await invited(at.rep, { customerId, contactId });
  const page = sealIn(await (await browse(url)).text());
  vi.setSystemTime(Date.now() + 8000);
  const { database, state } = countWritingBatches(env.DB);
  const form = new URLSearchParams({ page, do: "send", q_satisfaction: "1", call: "1" });
  const sent = await app.fetch(
    new Request(url, { method: "POST", body: form }),
    { ...env, DB: database },
    createExecutionContext(),
  );
  expect([sent.status, state.batches]).toEqual([303, 1]);
});

test("decision on an answer and its undo write all that hangs on it in one batch each", async () => {
  anotherPerson();
  const address = "two@batched.example";
  const { id: customerId } = (await added(at.rep, "Batched twice", [address])).customer;
  const found = await call("POST", "/v1/cards", { token: at.rep, body: { addresses: [address] } });
  const contactId = cards.parse(await found.json()).cards[0]!.card!.contact!.id;
  const { url } = await invited(at.rep, { customerId, contactId });
  const page = sealIn(await (await browse(url)).text());
  vi.setSystemTime(Date.now() + 8000);
  await browse(url, { form: { page, do: "send", q_satisfaction: "1" } });
  const answerId = await env.DB.prepare("SELECT id FROM survey_answers WHERE customer_id = ?")
    .bind(customerId)
    .first<string>("id");
  const token = await signedIn("manager");
  const send = async (path: string, body: unknown) => {
    const { database, state } = countWritingBatches(env.DB);
    const response = await app.fetch(
      new Request(`https://regards.example${path}`, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${token}`,
          "Content-Type": "application/json",
          "Idempotency-Key": crypto.randomUUID(),
        },
        ...(body !== null && { body: JSON.stringify(body) }),
      }),
      { ...env, DB: database },
      createExecutionContext(),
    );
    expect([response.status, state.batches]).toEqual([200, 1]);
    return decidedAnswer.parse(await response.json());
  };
  const decision = { decision: "withdrawn", reason: "Not theirs" };
  const done = await send(`/v1/survey-answers/${answerId}/decisions`, decision);
  expect(done.case).toBe("closed");
  expect((await send(`/v1/answer-decisions/${done.id}/withdraw`, null)).case).toBe("opened");
});
