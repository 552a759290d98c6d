/**
 * Answers that the extension takes for one to a write: every answer of the real Worker to this very
 * write, and nothing else.
 *
 * Inputs of the kind: answers of the same shape to another write, of another route, cut, emptied,
 * with fields of a newer Worker added, with fields of an older one missing from the card.
 */
import { exports } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Interaction } from "../../shared/contract/answers.ts";
import { readWritten } from "../../extension/sync/answers.ts";
import { remote } from "../../extension/sync/api.ts";
import type { Remote } from "../../extension/sync/api.ts";
import { failureOf } from "../../extension/sync/failure.ts";
import type { Write } from "../../extension/sync/writes.ts";
import { actionId, actionKeys } from "../../shared/scoring/index.ts";
import { signedIn } from "./client.ts";

type Exchange = { write: Write; body: Record<string, unknown> };
let api: Remote;
let last: Record<string, unknown>;
let number = 0;

beforeEach(async () => {
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal(
    "fetch",
    async (input: RequestInfo | URL, { method, headers, body }: RequestInit) => {
      const response = await exports.default.fetch(
        new Request(input, { method: method ?? "GET", headers: headers ?? {}, body: body ?? null }),
      );
      last = await response.clone().json();
      return response;
    },
  );
  api = remote("https://regards.example", await signedIn("rep", `rep${++number}@own.example`), {
    get: async () => null,
    set: async () => undefined,
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const at = "2026-11-02T14:02:00.000Z";

/** One of each write, with the Worker's answer to it. */
async function exchangeAll(): Promise<Exchange[]> {
  const done: Exchange[] = [];
  const send = async (write: Write) => {
    const { factId } = await api.write(write, crypto.randomUUID());
    done.push({ write, body: last });
    return factId;
  };
  const name = `Harlow Marine ${number}`;
  const customerId = await send({
    call: "addCustomer",
    body: {
      name,
      kind: "company",
      contact: { name: "Dana", addresses: [`dana@harlow${number}.example`] },
    },
  });
  await send({
    call: "addContact",
    id: customerId,
    body: { name: "Ann", addresses: [`Ann@Harlow${number}.example`] },
  });
  const log = await send({
    call: "log",
    body: {
      customerId,
      kind: "email",
      direction: "in",
      occurredAt: at,
      subject: " Valves ",
      note: "two\r\nlines",
    },
  });
  await send({
    call: "amendLog",
    id: log,
    body: { kind: "call", occurredAt: "2026-11-02T15:02:00+01:00", minutes: 5 },
  });
  const noted = await send({
    call: "noteSatisfaction",
    body: { customerId, metric: "csat", source: "rep", value: 4, comment: null, occurredAt: at },
  });
  const outcome = await send({
    call: "actionOutcome",
    id: actionId(customerId, actionKeys[0]),
    body: { outcome: "later", reason: null },
  });
  const trust = await send({
    call: "noteTrust",
    body: { customerId, source: "rep", occurredAt: at, answers: { rapport: 6 } },
  });
  const promise = await send({
    call: "promise",
    body: { customerId, what: "Call", dueOn: at.slice(0, 10), occurredAt: at },
  });
  const kept = await send({
    call: "promiseOutcome",
    id: promise,
    body: { outcome: "kept", occurredAt: at },
  });
  await send({ call: "withdrawPromiseOutcome", id: kept });
  await send({ call: "withdrawPromise", id: promise });
  await send({ call: "withdrawTrust", id: trust });
  await send({ call: "withdrawOutcome", id: outcome });
  await send({ call: "withdrawSatisfaction", id: noted });
  await send({ call: "withdrawLog", id: log });
  return done;
}

const failureIn = (write: Write, body: unknown) => {
  try {
    return readWritten(write, body) && null;
  } catch (thrown) {
    return failureOf(thrown).code;
  }
};

describe("the answer to a write", { timeout: 60_000 }, () => {
  test("is read when it is the Worker's own, and refused when it answers another write", async () => {
    const all = await exchangeAll();
    expect(all.map(({ write }) => write.call)).toHaveLength(15);
    // The content of these tells no more than that a fact was stored.
    const alike = new Set([
      "noteSatisfaction",
      "noteTrust",
      "actionOutcome",
      "promise",
      "promiseOutcome",
    ]);
    number++;
    const [foreign] = await exchangeAll();
    for (const { write } of all) {
      expect(failureIn(write, foreign?.body), write.call).toBe("strange_answer");
      // Every answer carries the card of the customer who was added.
      for (const other of write.call === "addCustomer" ? [] : all) {
        // A fact's withdrawal is answered as its writing was.
        const isOfFact =
          write.call.startsWith("withdraw") && other.body["id"] === Reflect.get(write, "id");
        const isOwn =
          other.write === write || isOfFact || (alike.has(write.call) && "id" in other.body);
        expect(failureIn(write, other.body), `${write.call} answered as ${other.write.call}`).toBe(
          isOwn ? null : "strange_answer",
        );
      }
    }
  });

  test("is refused when it is cut, emptied or of something else", async () => {
    for (const { write, body } of await exchangeAll()) {
      const { card } = body as { card: object };
      const wrong: unknown[] = [
        null,
        [],
        {},
        "ok",
        { ...body, card: null },
        { ...body, card: { ...card, scores: "none" } },
        { card },
        { ...body, card: { ...card, customer: { id: "c" } } },
        { ...body, card: { ...card, touches: "several" } },
        { ok: true },
      ];
      for (const one of write.call === "addCustomer"
        ? wrong.filter((each) => JSON.stringify(each) !== JSON.stringify({ card }))
        : wrong) {
        expect(
          failureIn(write, one),
          `${write.call} answered with ${JSON.stringify(one)?.slice(0, 60)}`,
        ).toBe("strange_answer");
      }
    }
  });

  test("is read when a newer Worker added fields and words, or an older one had fewer", async () => {
    for (const { write, body } of await exchangeAll()) {
      const { card } = body as { card: { scores: { stage: object; loyalty?: unknown } } };
      const { loyalty: _left, ...fewer } = card.scores;
      expect(
        failureIn(write, {
          ...body,
          more: 1,
          card: {
            ...card,
            more: 2,
            scores: { ...card.scores, stage: { ...card.scores.stage, stage: "thriving" } },
          },
        }),
      ).toBeNull();
      expect(failureIn(write, { ...body, card: { ...card, scores: fewer } })).toBeNull();
    }
  });

  test("is read with whose log it is when a Worker of before left that out", async () => {
    for (const { write, body } of await exchangeAll()) {
      if (write.call !== "log" && write.call !== "amendLog") continue;
      const { own, ...older } = body["interaction"] as Interaction;
      expect(own).toBe(true);
      const read = (more: Partial<Interaction>) =>
        readWritten(write, { ...body, interaction: { ...older, ...more } }).interaction;
      expect(read({})).toEqual(body["interaction"]);
      expect(read({ own: false })).toMatchObject({ own: false });
      expect(read({ edited: { by: "maya", at } })).toMatchObject({ own: false });
      if (write.call === "log") expect(read({ alreadyLogged: true })).toMatchObject({ own: false });
      for (const name of Object.keys(older).filter((one) => one !== "edited")) {
        const { [name]: _gone, ...fewer } = older as Record<string, unknown>;
        expect(failureIn(write, { ...body, interaction: fewer }), name).toBe("strange_answer");
      }
    }
  });

  test("is that of the first log when the message was logged before", async () => {
    const customerId = (
      await api.write(
        { call: "addCustomer", body: { name: "Twice", kind: "company" } },
        crypto.randomUUID(),
      )
    ).factId;
    const message = {
      messageId: "<once@a.example>",
      webmail: "mail.example",
      account: null,
      thread: null,
      message: null,
    };
    const log = (subject: string): Write => ({
      call: "log",
      body: { customerId, kind: "email", occurredAt: at, subject, message },
    });
    const first = await api.write(log("one"), crypto.randomUUID());
    expect((await api.write(log("another"), crypto.randomUUID())).factId).toBe(first.factId);
  });

  test("is JSON of a session, of a person and of cards when these were asked for", async () => {
    expect((await api.me()).user.role).toBe("rep");
    expect(await api.cards(["nobody@x.example"])).toMatchObject([{ status: "unknown" }]);
    vi.stubGlobal("fetch", async () => Response.json({ ok: true }));
    for (const call of [api.me(), api.cards(["nobody@x.example"])])
      expect(await call.catch((thrown: unknown) => failureOf(thrown).code)).toBe("strange_answer");
    vi.stubGlobal(
      "fetch",
      async () => new Response("<!doctype html>", { headers: { "Content-Type": "text/html" } }),
    );
    for (const call of [api.me(), api.cards(["nobody@x.example"])])
      expect(await call.catch((thrown: unknown) => failureOf(thrown).code)).toBe("not_regards");
  });
});
