import { describe, expect, test } from "vitest";
import type { CardAnswer, Me } from "../../../shared/contract/answers.ts";
import {
  findDoubtful,
  ofMessage,
  orderPeople,
  personOf,
  findStrangers,
  type Seen,
} from "../../../extension/panel/tab/people.ts";
import type { OpenCompose, OpenMessage, Participant } from "../../../extension/mail/adapter.ts";

const me: Me = {
  user: { id: "u", address: "rep@regards.example", name: null, role: "rep" },
  book: { name: "", currency: "GBP", ownDomains: ["regards.example"], subjects: true },
};
const one = (
  role: Participant["role"],
  address: string,
  name: string | null = null,
): Participant => ({ role, name, address });
const message = (participants: Participant[], part: Partial<OpenMessage> = {}): OpenMessage => ({
  kind: "message",
  account: "rep@regards.example",
  participants,
  subject: null,
  occurredAt: null,
  list: false,
  identity: { messageId: null, webmail: "w", account: null, thread: null, message: "m" },
  ...part,
});
const compose = (participants: Participant[]): OpenCompose => ({
  kind: "compose",
  account: null,
  participants,
  subject: null,
});
const plain = { list: false, aliases: [] };
const answered =
  (status: CardAnswer["status"]) =>
  (address: string): Seen => ({ answer: { address, status }, stale: false });

describe("doubtful", () => {
  const named = (...addresses: string[]) => addresses.map((address) => ({ address, name: null }));

  test("are the sender and where answers go when a message is open, and none who wrote earlier ones", () => {
    const open = message(
      [
        { ...one("from", "x@harlow-marin.com"), earlier: 1 },
        one("from", "tom@kestrel.example"),
        one("reply-to", "t@evil.example"),
        one("to", "rep@regards.example"),
      ],
      { reply: [one("to", "t@evil.example")] },
    );
    expect(findDoubtful(open, true)).toMatchObject({
      wrote: named("tom@kestrel.example"),
      replyTo: named("t@evil.example"),
      writtenTo: named("t@evil.example"),
    });
  });

  test("are the recipients when a message is composed", () => {
    expect(
      findDoubtful(compose([one("to", "a@x.example"), one("cc", "b@x.example")]), false),
    ).toMatchObject({ wrote: [], replyTo: [], writtenTo: named("a@x.example", "b@x.example") });
  });

  test("are everyone who is answered to but the list's own address when the sender is a mailing list", () => {
    const written = [
      one("from", "tom@kestrel.example"),
      one("to", "talk@lists.example"),
      one("cc", "club@boats.example"),
    ];
    const answered = (replyTo: string, list: boolean) =>
      findDoubtful(message([...written, one("reply-to", replyTo)]), list).replyTo;
    expect([answered("talk@lists.example", true), answered("club@boats.example", true)]).toEqual([
      [],
      [],
    ]);
    expect(answered("talk@lists.example", false)).toMatchObject(named("talk@lists.example"));
    for (const elsewhere of ["pay@evil.example", "talk@evil.example", "no-reply@evil.example"])
      expect(answered(elsewhere, true)).toMatchObject(named(elsewhere));
  });
});

describe("findStrangers", () => {
  const open = message([one("from", "dana@harlow-rnarine.com"), one("cc", "other@x.example")], {
    reply: [one("to", "kim@regards.example"), one("to", "new@y.example")],
  });

  test("are the sender and those answered to when the book does not know them", () => {
    expect(
      findStrangers(
        findDoubtful(open, false),
        answered("unknown"),
        orderPeople(open, me, plain),
        me,
      ).map(({ address }) => address),
    ).toEqual(["dana@harlow-rnarine.com", "new@y.example"]);
    expect(
      findStrangers(
        findDoubtful(open, false),
        answered("customer"),
        orderPeople(open, me, plain),
        me,
      ),
    ).toEqual([]);
    expect(
      findStrangers(findDoubtful(open, false), () => undefined, orderPeople(open, me, plain), me),
    ).toEqual([]);
  });

  test("are machines too when these wrote, for which no card is asked", () => {
    const automatic = message([one("from", "no-reply@harlow-rnarine.com")]);
    expect(
      findStrangers(
        findDoubtful(automatic, false),
        () => undefined,
        orderPeople(automatic, me, plain),
        me,
      ).map(({ address }) => address),
    ).toEqual(["no-reply@harlow-rnarine.com"]);
  });
});

test("orderPeople shows whom an answer goes to, and leaves earlier writers out, when one is written", () => {
  const open = message(
    [one("from", "a@x.example"), { ...one("from", "b@y.example"), earlier: 1 }],
    { reply: [one("to", "c@z.example")] },
  );
  const shown = (of: OpenMessage) =>
    orderPeople(of, me, plain).people.map(({ address }) => address);
  expect(shown(open)).toEqual(["a@x.example", "c@z.example", "b@y.example"]);
  expect(shown(ofMessage(open))).toEqual(["a@x.example"]);
  expect(orderPeople(open, me, plain).direction).toBe("in");
  expect(orderPeople(open, me, { list: false, aliases: ["a@x.example"] }).direction).toBe("out");
});

test("orderPeople takes the person signed in for the owner when the page does not tell whose mailbox it is", () => {
  const home: Me = { ...me, user: { ...me.user, address: "Rep.Home@yahoo.com" } };
  const sent = message([one("from", "rep.home@yahoo.com"), one("to", "dana@x.example")], {
    account: null,
  });
  expect(orderPeople(sent, home, plain)).toMatchObject({
    direction: "out",
    people: [{ address: "dana@x.example" }, { address: "rep.home@yahoo.com", muted: true }],
  });
  expect(orderPeople(sent, me, plain).direction).toBe("in");
  expect(orderPeople(sent, null, plain).direction).toBe("in");
});

test("orderPeople has the customer first when an answer to a form of ours is being written", () => {
  const open = message(
    [
      one("from", "noreply@regards.example"),
      one("to", "sales@regards.example"),
      one("reply-to", "dana@x.example"),
    ],
    { reply: [one("to", "dana@x.example")] },
  );
  expect(orderPeople(open, me, plain)).toMatchObject({
    direction: "in",
    people: [{ address: "dana@x.example" }, { muted: true }, { muted: true }],
  });
});

test("person of a stranger's shared mailbox keeps the name as written and says that it is not its own", () => {
  const box = {
    name: "Sales",
    address: "sales@x.example",
    role: "from" as const,
    muted: false,
    self: false,
    machine: false,
  };
  const seen: Seen = {
    answer: { address: box.address, status: "unknown", shared: true },
    stale: false,
  };
  expect(personOf(box, seen, undefined, undefined, false)).toMatchObject({
    name: "Sales",
    status: "unknown",
    shared: true,
    shown: box.address,
    cautions: [],
  });
});
