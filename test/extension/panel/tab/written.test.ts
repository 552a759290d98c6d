/**
 * Mail that is being written, and its logs. Mail of this kind: a draft to one customer, to several
 * people of one, to several customers, to strangers and colleagues alone; an answer beside a message.
 */
import { afterEach, expect, test, vi } from "vitest";
import type { CommandContext } from "../../../../extension/panel/tab/command-context.ts";
import { commandsOf } from "../../../../extension/panel/tab/commands.ts";
import { openDraftLogs } from "../../../../extension/panel/tab/draft-logs.ts";
import { writtenIn } from "../../../../extension/panel/tab/written.ts";
import type { Open, Participant } from "../../../../extension/protocol/mail.ts";
import { answer, me } from "./known-people.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const to = (...addresses: string[]): Participant[] =>
  addresses.map((address) => ({ role: "to", name: null, address }));
const draft = (...addresses: string[]): Open => ({
  kind: "compose",
  account: "robin@own.example",
  participants: to(...addresses),
  subject: "Terms for 2027",
});
const written = (mail: Open | null) => writtenIn(mail, me, { aliases: [] }, answer);
const ways = (mail: Open | null) =>
  written(mail)?.parties.map(({ customerId, direction }) => [customerId, direction]);

test("writtenIn has each customer of a draft once, as written to", () => {
  expect(
    ways(draft("dana@harlow.example", "workshop@harlow.example", "wang@asia.example")),
  ).toEqual([
    ["harlow", "out"],
    ["asia", "out"],
  ]);
});

test("writtenIn has no customer when a draft goes to strangers and colleagues alone", () => {
  expect(ways(draft("x@else.example", "kim@own.example"))).toEqual([]);
  expect(ways(draft())).toEqual([]);
});

test("writtenIn has the answer beside a message, under its subject, and nothing without one", () => {
  const message: Open = {
    kind: "message",
    account: "robin@own.example",
    participants: [{ role: "from", name: null, address: "dana@harlow.example" }],
    subject: "Valves",
    occurredAt: null,
    identity: null,
    list: false,
  };
  expect(written(message)).toBeNull();
  expect(written({ ...message, reply: to("dana@harlow.example") })).toMatchObject({
    subject: "Valves",
    participants: ["dana@harlow.example"],
    parties: [{ customerId: "harlow", direction: "out" }],
  });
});

function commands(mail: Open | null, outcome: unknown) {
  const asked: { call: string; ask: Record<string, unknown> }[] = [];
  vi.stubGlobal("chrome", {
    runtime: {
      id: "own",
      sendMessage: async (message: { call: string; ask: Record<string, unknown> }) => {
        asked.push(message);
        return { answer: outcome };
      },
    },
  });
  const draftLogs = openDraftLogs();
  const context = { written: () => written(mail), ended: async () => undefined, draftLogs };
  const here = () => ({ customerOf: () => null });
  const whole = { ...context, here } as unknown as CommandContext;
  return { asked, draftLogs, commands: commandsOf(whole) };
}

test("logWritten logs an email from us for each customer, with its proof, as the draft", async () => {
  const sent = { state: "sent", factId: "fact", written: null };
  const { asked, commands: run } = commands(
    draft("dana@harlow.example", "wang@asia.example"),
    sent,
  );
  // Each log is taken back by its own proof, and none by another's.
  expect(await run.logWritten()).toEqual({ ok: true, factId: null });
  expect(asked.map(({ call }) => call)).toEqual(["write", "write"]);
  expect(asked.map(({ ask }) => ask)).toMatchObject(
    ["harlow", "asia"].map((customerId, at) => ({
      write: {
        call: "log",
        body: {
          customerId,
          kind: "email",
          direction: "out",
          subject: "Terms for 2027",
          participants: ["dana@harlow.example", "wang@asia.example"],
          message: { messageId: null, message: null, sent: [expect.any(String)] },
        },
      },
      click: {
        address: ["dana@harlow.example", "wang@asia.example"][at],
        slot: "other",
        what: "email",
      },
    })),
  );
});

test("logWritten waits with the outbox, and is refused when it goes to no customer", async () => {
  const waits = commands(draft("dana@harlow.example"), { state: "waiting", reason: null });
  expect(await waits.commands.logWritten()).toMatchObject({ ok: true, pending: true });
  const nobody = commands(draft("x@else.example"), null);
  expect(await nobody.commands.logWritten()).toMatchObject({ ok: false, code: "not_found" });
  expect(nobody.asked).toEqual([]);
});

test("logWritten logs nothing twice when it is pressed again, and again once it was taken back", async () => {
  const sent = { state: "sent", factId: "fact", written: null };
  const { asked, draftLogs, commands: run } = commands(draft("dana@harlow.example"), sent);
  await Promise.all([run.logWritten(), run.logWritten()]);
  expect(await run.logWritten()).toEqual({ ok: true, factId: null });
  expect(asked).toHaveLength(1);
  expect(draftLogs.has("Terms for 2027", "harlow")).toBe(true);
  await run.undoLog("fact");
  await run.logWritten();
  expect(asked.filter(({ ask }) => (ask["write"] as { call: string }).call === "log")).toHaveLength(
    2,
  );
});

test("logWritten can be pressed again when the Worker has refused", async () => {
  const refused = { state: "failed", failure: { code: "forbidden", message: "" } };
  const { asked, commands: run } = commands(draft("dana@harlow.example"), refused);
  expect(await run.logWritten()).toMatchObject({ ok: false, code: "forbidden" });
  await run.logWritten();
  expect(asked).toHaveLength(2);
});
