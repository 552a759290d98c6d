import { describe, expect, test } from "vitest";
import type { CardAnswer, Impersonated, Me } from "../../../shared/contract/answers.ts";
import { doubts, ofMessage, ordered, person, strangers, type Seen } from "../../../extension/entrypoints/mail.content/people.ts";
import type { OpenCompose, OpenMessage, Participant } from "../../../extension/mail/adapter.ts";

const me: Me = { user: { id: "u", address: "rep@regards.example", name: null, role: "rep" }, book: { name: "", currency: "GBP", ownDomains: ["regards.example"] } };
const one = (role: Participant["role"], address: string, name: string | null = null): Participant => ({ role, name, address });
const message = (participants: Participant[], part: Partial<OpenMessage> = {}): OpenMessage => ({
  kind: "message", account: "rep@regards.example", participants, subject: null, occurredAt: null, list: false,
  identity: { messageId: null, webmail: "w", account: null, thread: null, message: "m" }, ...part,
});
const compose = (participants: Participant[]): OpenCompose => ({ kind: "compose", account: null, participants, subject: null });
const hint: Impersonated = { lookAlike: { domain: "harlow-marine.com" }, knownName: { name: "Dana Harlow", address: "dana@harlow-marine.com" } };
const known = { seen: [], hints: [hint], me };
const plain = { list: false, aliases: [] };
const codes = (open: OpenMessage | OpenCompose) => Object.fromEntries([...doubts(open, false, known)].map(([key, all]) => [key, all.map((caution) => caution.code)]));
const answered = (status: CardAnswer["status"]) => (address: string): Seen => ({ answer: { address, status }, stale: false });

describe("doubts", () => {
  test("are of the sender by what the Worker said when this tab has seen nobody", () => {
    expect(codes(message([one("from", "dana@harlow-rnarine.com", "Dana Harlow"), one("to", "x@harlow-rnarine.com")])))
      .toEqual({ "dana@harlow-rnarine.com": ["look_alike_domain", "known_name_new_address"] });
  });

  test("are of recipients when a message is composed, and of an answer's beside the sender's", () => {
    expect(codes(compose([one("to", "dana@harlow-marine.com"), one("cc", "kim@harlow-marin.com", "dana@harlow-marine.com")])))
      .toEqual({ "dana@harlow-marine.com": [], "kim@harlow-marin.com": ["goes_to_other_address", "look_alike_domain"] });
    const answering = message([one("from", "tom@kestrel.example"), one("reply-to", "t@evil.example")], { reply: [one("to", "t@evil.example"), one("cc", "x@harlow-marne.com")] });
    expect(codes(answering)).toEqual({ "tom@kestrel.example": ["reply_to_elsewhere"], "t@evil.example": [], "x@harlow-marne.com": ["look_alike_domain"] });
  });

  test("are none of those who wrote earlier messages when a conversation is open", () => {
    expect(codes(message([{ ...one("from", "x@harlow-marin.com"), earlier: 1 }, one("from", "tom@kestrel.example")]))).toEqual({ "tom@kestrel.example": [] });
  });
});

describe("strangers", () => {
  const open = message([one("from", "dana@harlow-rnarine.com"), one("cc", "other@x.example")], { reply: [one("to", "kim@regards.example"), one("to", "new@y.example")] });

  test("are the sender and those answered to when the book does not know them", () => {
    expect(strangers(open, answered("unknown"), ordered(open, me, plain), me).map(({ address }) => address)).toEqual(["dana@harlow-rnarine.com", "new@y.example"]);
    expect(strangers(open, answered("customer"), ordered(open, me, plain), me)).toEqual([]);
    expect(strangers(open, () => undefined, ordered(open, me, plain), me)).toEqual([]);
  });

  test("are machines too when these wrote, for which no card is asked", () => {
    const automatic = message([one("from", "no-reply@harlow-rnarine.com")]);
    expect(strangers(automatic, () => undefined, ordered(automatic, me, plain), me).map(({ address }) => address)).toEqual(["no-reply@harlow-rnarine.com"]);
  });
});

test("ordered shows whom an answer goes to, and ofMessage leaves them and earlier writers out, when an answer is being written", () => {
  const open = message([one("from", "a@x.example"), { ...one("from", "b@y.example"), earlier: 1 }], { reply: [one("to", "c@z.example")] });
  const shown = (of: OpenMessage) => ordered(of, me, plain).people.map(({ address }) => address);
  expect(shown(open)).toEqual(["a@x.example", "c@z.example", "b@y.example"]);
  expect(shown(ofMessage(open))).toEqual(["a@x.example"]);
  expect(ordered(open, me, plain).direction).toBe("in");
  expect(ordered(open, me, { list: false, aliases: ["a@x.example"] }).direction).toBe("out");
});

test("person of a stranger's shared mailbox keeps the name as written and says that it is not its own", () => {
  const box = { name: "Sales", address: "sales@x.example", role: "from" as const, muted: false };
  const seen: Seen = { answer: { address: box.address, status: "unknown", shared: true }, stale: false };
  expect(person(box, seen, undefined, undefined, false)).toMatchObject({ name: "Sales", status: "unknown", shared: true });
});
