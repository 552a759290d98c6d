/** The log of the open message in one tab, with a background that answers when it is told to. */
import { afterEach, expect, test, vi } from "vitest";
import { commandsOf } from "../../../extension/entrypoints/mail.content/commands.ts";
import type { Desk } from "../../../extension/entrypoints/mail.content/commands.ts";
import { openMessageLog } from "../../../extension/entrypoints/mail.content/message-log.ts";
import type { MessageLogDesk } from "../../../extension/entrypoints/mail.content/message-log.ts";
import type { OpenMessage } from "../../../extension/mail/adapter.ts";
import type { Draft } from "../../../extension/overlay/state.ts";

afterEach(() => { vi.unstubAllGlobals(); });

const stored = {
  id: "fact", kind: "email", direction: "in", at: "2026-11-02T14:02:00Z", subject: "Valves", note: "Wants them soon", minutes: null, behaviours: [],
  customerId: "c", contactId: null, loggedAt: "2026-11-02T15:00:00Z", alreadyLogged: true,
};
const draft: Draft = { kind: "email", direction: "in", occurredAt: "2026-11-02T14:02:00Z", subject: "Valves", note: null, minutes: null, behaviours: [] };

/** A tab with a message open; `answer` answers the oldest question of a name, or the one that came `after` so many. */
function tab() {
  const asked: { call: string; answer: (told: unknown) => void }[] = [];
  vi.stubGlobal("chrome", { runtime: { id: "own", sendMessage: ({ call }: { call: string }) => new Promise((resolve) => { asked.push({ call, answer: (answer) => resolve({ answer }) }); }) } });
  const answer = async (call: string, told: unknown, after = 0) => {
    const open = () => asked.filter((one) => one.call === call)[after];
    const question = await vi.waitFor(() => { expect(open()).toBeDefined(); return open(); });
    asked.splice(asked.findIndex((one) => one === question), 1);
    question?.answer(told);
    await new Promise((resolve) => { setTimeout(resolve); });
  };
  const me = { user: { id: "u", name: "Robin Vale", address: "robin@own.example" } };
  const log = openMessageLog({ document: {}, adapter: {}, me: () => me, changed: () => undefined, isList: () => undefined, lost: () => undefined } as unknown as MessageLogDesk);
  const message = { identity: { messageId: "<m@x.example>", webmail: "own", account: null, thread: null, message: null }, subject: "Valves", occurredAt: draft.occurredAt };
  log.open(message as unknown as OpenMessage, Promise.resolve());
  const commands = commandsOf({
    answer: () => ({ card: { customer: { id: "c", name: "Harlow" }, contact: null } }), here: () => ({ ...log.here(), participants: [] }), ended: async () => undefined,
  } as unknown as Desk);
  return { log, commands, answer };
}
const by = (name: string | null) => ({ state: "sent", factId: "fact", written: { factId: "fact", card: {}, interaction: { ...stored, by: name } } });

test("one's own log has its way back, and its own words to edit, when it was made in another tab before", async () => {
  const { log, commands, answer } = tab();
  await answer("standing", { state: "none" });
  const done = commands.log("dana@harlow.example", draft, "email");
  await answer("write", by("Robin Vale"));
  await done;
  expect(log.now()).toEqual({ state: "logged", interactionId: "fact", at: "2026-11-02T15:00:00Z", by: null, draft: { ...draft, note: "Wants them soon" } });
});

test("a colleague's log is theirs when one clicks after them", async () => {
  const { log, commands, answer } = tab();
  await answer("standing", { state: "none" });
  const done = commands.log("dana@harlow.example", draft, "email");
  await answer("write", by("Kim Lund"));
  await done;
  expect(log.now()).toMatchObject({ state: "logged", by: "Kim Lund" });
});

test("log is as the newest question says when an older answer comes after it", async () => {
  const { log, answer } = tab();
  await answer("standing", { state: "logged", interaction: { ...stored, by: "Robin Vale" } });
  const older = log.refresh(), newer = log.refresh();
  await answer("standing", { state: "none" }, 1);
  expect(log.now().state).toBe("none");
  await answer("standing", { state: "pending", id: "one", reason: null });
  await Promise.all([older, newer]);
  expect(log.now().state).toBe("none");
});

test("log is as it was clicked here when it was asked for before the click", async () => {
  const { log, answer } = tab();
  await answer("standing", { state: "logged", interaction: { ...stored, by: "Robin Vale" } });
  const before = log.refresh();
  log.here().setLog({ state: "none" });
  await answer("standing", { state: "logged", interaction: { ...stored, by: "Robin Vale" } });
  await before;
  expect(log.now().state).toBe("none");
});

test("log of before is nobody's when somebody else may be signed in", async () => {
  const { log, answer } = tab();
  await answer("standing", { state: "logged", interaction: { ...stored, by: "Robin Vale" } });
  const before = log.refresh();
  log.clear();
  await answer("standing", { state: "logged", interaction: { ...stored, by: "Robin Vale" } });
  await before;
  expect(log.now().state).toBe("none");
});

test("log stays as it was when nobody can tell, unless it waited and is not in the outbox any more", async () => {
  const { log, answer } = tab();
  await answer("standing", { state: "logged", interaction: { ...stored, by: "Robin Vale" } });
  const asked = log.refresh();
  await answer("standing", null);
  await asked;
  expect(log.now().state).toBe("logged");
  log.here().setLog({ state: "pending", id: "one", reason: null });
  const again = log.refresh();
  await answer("standing", null);
  await again;
  expect(log.now().state).toBe("none");
});
