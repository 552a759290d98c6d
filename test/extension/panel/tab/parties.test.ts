/**
 * The customers of a message and which way it went for each. Messages of this kind: written by a
 * customer to us and to other customers, by us to several, by somebody else to us and to customers,
 * passed on by a form of ours, with two people of one customer.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { ofMessage, orderPeople, partiesOf } from "../../../../extension/panel/tab/people.ts";
import type { OpenMessage, Participant } from "../../../../extension/mail/adapter.ts";
import { answer, customers, me } from "./known-people.ts";

const person = (
  role: Participant["role"],
  address: string,
  more: Partial<Participant> = {},
): Participant => ({ role, address, name: null, ...more });
const parties = (...participants: Participant[]) => {
  const message = {
    kind: "message",
    account: "robin@own.example",
    participants,
    list: false,
  } as unknown as OpenMessage;
  return partiesOf(orderPeople(ofMessage(message), me, { list: false, aliases: [] }), answer);
};
const ways = (...participants: Participant[]) =>
  Object.fromEntries(
    parties(...participants).map(({ customerId, direction }) => [customerId, direction]),
  );
const robin = "robin@own.example";

test("partiesOf gives in for the writer, and neither way for recipients beside us", () => {
  expect(
    ways(
      person("from", "dana@harlow.example"),
      person("to", robin),
      person("to", "wang@asia.example"),
      person("cc", "li@kestrel.example"),
    ),
  ).toEqual({ harlow: "in", asia: null, kestrel: null });
});

test("partiesOf gives out for everyone when we wrote", () => {
  expect(
    ways(
      person("from", robin),
      person("to", "wang@asia.example"),
      person("cc", "li@kestrel.example"),
    ),
  ).toEqual({ asia: "out", kestrel: "out" });
  expect(
    ways(person("from", "kim@own.example"), person("to", "wang@asia.example"), person("cc", robin)),
  ).toEqual({ asia: "out" });
});

test("partiesOf gives neither way when somebody whom the book does not know wrote", () => {
  expect(
    ways(
      person("from", "x@elsewhere.example"),
      person("to", robin),
      person("cc", "wang@asia.example"),
    ),
  ).toEqual({ asia: null });
});

test("partiesOf gives in for a reply-to when a form of ours passed the message on, not otherwise", () => {
  expect(
    ways(
      person("from", "form@own.example"),
      person("reply-to", "dana@harlow.example"),
      person("to", robin),
    ),
  ).toEqual({ harlow: "in" });
  expect(
    ways(
      person("from", "dana@harlow.example"),
      person("reply-to", "wang@asia.example"),
      person("to", robin),
    ),
  ).toEqual({ harlow: "in", asia: null });
});

test("partiesOf gives one party, the writer, when two people of a customer are in the message", () => {
  expect(
    parties(
      person("from", "dana@harlow.example"),
      person("to", robin),
      person("cc", "workshop@harlow.example"),
    ),
  ).toEqual([
    {
      address: "dana@harlow.example",
      customerId: "harlow",
      contactId: "dana@harlow.example",
      name: "harlow",
      direction: "in",
    },
  ]);
});

test("partiesOf gives nobody of earlier messages when the conversation has some", () => {
  expect(
    ways(
      person("from", "dana@harlow.example"),
      person("to", robin),
      person("from", "wang@asia.example", { earlier: 1 }),
    ),
  ).toEqual({ harlow: "in" });
});

test("partiesOf never gives both in and out, whoever is in the message", () => {
  const one = fc.record({
    role: fc.constantFrom<Participant["role"]>("from", "to", "cc", "reply-to"),
    address: fc.constantFrom(
      robin,
      "kim@own.example",
      "x@elsewhere.example",
      ...Object.keys(customers),
    ),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), (some) => {
      const found = parties(...some.map(({ role, address }) => person(role, address)));
      const directions = new Set(found.map(({ direction }) => direction));
      expect(directions.has("in") && directions.has("out")).toBe(false);
      expect(new Set(found.map(({ customerId }) => customerId)).size).toBe(found.length);
      for (const { customerId, direction } of found) {
        const own = some.filter(({ address }) => customers[address] === customerId);
        if (direction === "in")
          expect(own.some(({ role }) => role === "from" || role === "reply-to")).toBe(true);
        if (direction === "out")
          expect(own.some(({ role }) => role === "to" || role === "cc")).toBe(true);
      }
    }),
  );
});
