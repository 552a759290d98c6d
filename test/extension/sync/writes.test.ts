/** What may be written where the book's policy forbids subjects. */
import { afterEach, expect, test, vi } from "vitest";
import type { Me } from "../../../shared/contract/answers.ts";
import type { Adapter, OpenMessage } from "../../../extension/mail/adapter.ts";
import { openMessageLog } from "../../../extension/entrypoints/mail.content/message-log.ts";
import { allowed, type Write } from "../../../extension/sync/writes.ts";

afterEach(() => { vi.unstubAllGlobals(); });

const body = { kind: "email" as const, direction: "in" as const, occurredAt: "2026-11-02T14:02:00.000Z", subject: "Quote", note: "Agreed", minutes: null, behaviours: [] };
const logs: Write[] = [{ call: "log", body: { ...body, customerId: "c", contactId: null, participants: [], message: null } }, { call: "amendLog", id: "l", body }];

test("a log and its edit leave the subject out, and nothing else, when subjects are forbidden", () => {
  expect(logs.map((write) => allowed(write, false))).toEqual(logs.map((write) => ({ ...write, body: { ...(write as { body: object }).body, subject: null } })));
  expect(logs.map((write) => allowed(write, true))).toEqual(logs);
  const other: Write = { call: "addCustomer", body: { name: "Harlow", kind: "company" } };
  expect(allowed(other, false)).toEqual(other);
});

test("the draft of a log has the message's subject exactly when the policy allows it", () => {
  vi.stubGlobal("chrome", { runtime: { id: "own", sendMessage: async () => ({ answer: { state: "none" } }) } });
  const message: OpenMessage = {
    kind: "message", account: null, participants: [], subject: "Quote", occurredAt: null, list: false,
    identity: { messageId: null, webmail: "w", account: null, thread: null, message: "m" },
  };
  const subjectFor = (subjects: boolean | undefined) => {
    const me = { user: { id: "u", address: "rep@regards.example", name: null, role: "rep" }, book: { name: "", currency: "GBP", ownDomains: [], subjects } } as unknown as Me;
    const log = openMessageLog({ document: {} as Document, adapter: {} as Adapter, me: () => me, changed: () => undefined, isList: () => undefined, lost: () => undefined });
    log.open(message, Promise.resolve());
    return log.draft("in")?.subject;
  };
  // Who was told of the book by an older Worker was told nothing of subjects.
  expect([true, false, undefined].map(subjectFor)).toEqual(["Quote", null, "Quote"]);
});
