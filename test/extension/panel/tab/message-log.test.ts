/** The log of the open message in one tab, with a background that answers on demand. */
import { afterEach, expect, test, vi } from "vitest";
import { commandsOf } from "../../../../extension/panel/tab/commands.ts";
import type { CommandContext } from "../../../../extension/panel/tab/command-context.ts";
import { openDraftLogs } from "../../../../extension/panel/tab/draft-logs.ts";
import { openMessageLog } from "../../../../extension/panel/tab/message-log.ts";
import type { MessageLogContext } from "../../../../extension/panel/tab/message-log.ts";
import type { OpenMessage } from "../../../../extension/protocol/mail.ts";
import type { Party } from "../../../../extension/panel/tab/people.ts";
import type { Draft } from "../../../../extension/panel/state.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

const stored = {
  id: "fact",
  kind: "email",
  direction: "in",
  at: "2026-11-02T14:02:00Z",
  subject: "Valves",
  note: "Wants them soon",
  minutes: null,
  behaviours: [],
  customerId: "c",
  contactId: null,
  loggedAt: "2026-11-02T15:00:00Z",
  own: true,
  alreadyLogged: true,
};
const draft: Draft = {
  kind: "email",
  direction: "in",
  occurredAt: "2026-11-02T14:02:00Z",
  subject: "Valves",
  note: null,
  minutes: null,
  behaviours: [],
};

/**
 * A tab with a message open; `answer` answers the oldest question of a name, or the one that came
 * `after` so many.
 */
function tab(parties: Party[] = []) {
  const asked: { call: string; ask: unknown; answer: (told: unknown) => void }[] = [];
  vi.stubGlobal("chrome", {
    runtime: {
      id: "own",
      sendMessage: ({ call, ask }: { call: string; ask: unknown }) =>
        new Promise((resolve) => {
          asked.push({ call, ask, answer: (answer) => resolve({ answer }) });
        }),
    },
  });
  const answer = async (call: string, told: unknown, after = 0) => {
    const open = () => asked.filter((one) => one.call === call)[after];
    const question = await vi.waitFor(() => {
      expect(open()).toBeDefined();
      return open();
    });
    asked.splice(
      asked.findIndex((one) => one === question),
      1,
    );
    question?.answer(told);
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
  };
  const me = { user: { id: "u", name: "Robin Vale", address: "robin@own.example" } };
  const log = openMessageLog({
    me: () => me,
    isOutgoing: () => false,
    changed: () => undefined,
  } as unknown as MessageLogContext);
  const message = {
    identity: {
      messageId: "<m@x.example>",
      webmail: "own",
      account: null,
      thread: null,
      message: null,
    },
    subject: "Valves",
    occurredAt: draft.occurredAt,
  };
  log.open(message as unknown as OpenMessage, null, Promise.resolve());
  const commands = commandsOf({
    answer: () => ({ card: { customer: { id: "c", name: "Harlow" }, contact: null } }),
    here: () => ({ ...log.here(), participants: [], parties }),
    ended: async () => undefined,
    draftLogs: openDraftLogs(),
  } as unknown as CommandContext);
  return {
    log,
    commands,
    answer,
    asked: (call: string) => asked.filter((one) => one.call === call).map(({ ask }) => ask),
  };
}
const by = (name: string | null) => ({
  state: "sent",
  factId: "fact",
  written: {
    factId: "fact",
    card: {},
    interaction: { ...stored, by: name, own: name === "Robin Vale" },
  },
});
const none = { logs: [], whole: true };
const logged = {
  logs: [{ state: "logged", customerId: "c", interaction: { ...stored, by: "Robin Vale" } }],
  whole: true,
};
/** Nobody could be asked. */
const untold = { logs: [], whole: false };

test("one's own log can be undone and edited when it was made in another tab before", async () => {
  const { log, commands, answer } = tab();
  await answer("standing", none);
  const done = commands.log("dana@harlow.example", draft, "email");
  await answer("write", by("Robin Vale"));
  await done;
  expect(log.now("c")).toEqual({
    state: "logged",
    interactionId: "fact",
    at: "2026-11-02T15:00:00Z",
    by: null,
    draft: { ...draft, note: "Wants them soon" },
  });
});

test("a colleague's log is theirs when one clicks after them", async () => {
  const { log, commands, answer } = tab();
  await answer("standing", none);
  const done = commands.log("dana@harlow.example", draft, "email");
  await answer("write", by("Kim Lund"));
  await done;
  expect(log.now("c")).toMatchObject({ state: "logged", by: "Kim Lund" });
});

test("log is as the newest question says when an older answer comes after it", async () => {
  const { log, answer } = tab();
  await answer("standing", logged);
  const older = log.refresh();
  const newer = log.refresh();
  await answer("standing", none, 1);
  expect(log.now("c").state).toBe("none");
  await answer("standing", {
    logs: [{ state: "pending", customerId: "c", id: "one", reason: null }],
    whole: true,
  });
  await Promise.all([older, newer]);
  expect(log.now("c").state).toBe("none");
});

test("log is as it was clicked here when it was asked for before the click", async () => {
  const { log, answer } = tab();
  await answer("standing", logged);
  const before = log.refresh();
  log.here().setLog("c", { state: "none" });
  await answer("standing", logged);
  await before;
  expect(log.now("c").state).toBe("none");
});

test("log is forgotten when somebody else may be signed in", async () => {
  const { log, answer } = tab();
  await answer("standing", logged);
  const before = log.refresh();
  log.clear();
  await answer("standing", logged);
  await before;
  expect(log.now("c").state).toBe("none");
});

test("log stays when nobody can tell, unless it waited and has left the outbox", async () => {
  const { log, answer } = tab();
  await answer("standing", logged);
  const asked = log.refresh();
  await answer("standing", untold);
  await asked;
  expect(log.now("c").state).toBe("logged");
  log.here().setLog("c", { state: "pending", id: "one", reason: null });
  const again = log.refresh();
  await answer("standing", untold);
  await again;
  expect(log.now("c").state).toBe("none");
});

const parties: Party[] = [
  {
    address: "dana@harlow.example",
    customerId: "c",
    contactId: null,
    name: "Harlow",
    direction: "in",
  },
  { address: "wang@asia.example", customerId: "d", contactId: "w", name: "Asia", direction: null },
];
const answerOf = (customerId: string, id: string) => ({
  state: "sent",
  factId: id,
  written: { factId: id, card: {}, interaction: { ...stored, id, customerId } },
});

test("a log is that customer's alone when several are in the message", async () => {
  const { log, commands, answer } = tab(parties);
  await answer("standing", none);
  const done = commands.log("dana@harlow.example", draft, "email");
  await answer("write", answerOf("c", "fact-c"));
  await done;
  expect([log.now("c").state, log.now("d").state, log.now(null).state]).toEqual([
    "logged",
    "none",
    "none",
  ]);
});

test("logAll logs for those without a log, and each is undone alone or together with all", async () => {
  const { log, commands, answer, asked } = tab(parties);
  await answer("standing", {
    ...logged,
    logs: [{ ...logged.logs[0], interaction: { ...stored, id: "fact-c" } }],
  });
  const all = commands.logAll(draft);
  const [write] = await vi.waitFor(() => {
    const writes = asked("write");
    expect(writes).toHaveLength(1);
    return writes;
  });
  expect(write).toMatchObject({
    write: { call: "log", body: { customerId: "d", contactId: "w", direction: null } },
  });
  await answer("write", answerOf("d", "fact-d"));
  await all;
  expect([log.now("c").state, log.now("d").state]).toEqual(["logged", "logged"]);

  const one = commands.undoLog("fact-d");
  await answer("write", { state: "sent", factId: "fact-d", written: null });
  await one;
  expect([log.now("c").state, log.now("d").state]).toEqual(["logged", "none"]);
  const rest = commands.undoAll();
  await answer("write", { state: "sent", factId: "fact-c", written: null });
  await rest;
  expect([log.now("c").state, log.now("d").state]).toEqual(["none", "none"]);
});

test("each customer has a write of their own when all are logged at once, and waits alone", async () => {
  const { log, commands, answer, asked } = tab(parties);
  await answer("standing", none);
  const all = commands.logAll(draft);
  await vi.waitFor(() => {
    expect(asked("write")).toHaveLength(2);
  });
  const writes = asked("write") as { id: string; write: { body: { customerId: string } } }[];
  expect(new Set(writes.map(({ id }) => id)).size).toBe(2);
  expect(writes.map(({ write }) => write.body.customerId)).toEqual(["c", "d"]);
  await answer("write", answerOf("c", "fact-c"));
  await answer("write", { state: "waiting", reason: "offline" });
  expect(await all).toMatchObject({ ok: true, pending: true });
  expect([log.now("c").state, log.now("d").state]).toEqual(["logged", "pending"]);
});
