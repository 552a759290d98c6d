import fc from "fast-check";
import { expect, test } from "vitest";
import { orderParticipants } from "../../../shared/people/participants.ts";
import type { Role } from "../../../shared/people/participants.ts";

const ours = { account: "rep@regards.example", ownDomains: ["regards.example"] };
const one = (role: Role, address: string, name: string | null = null) => ({ role, address, name });
const addresses = (given: ReturnType<typeof one>[], extra = {}) =>
  orderParticipants(given, { ...ours, ...extra }).people.map((p) => p.address);

test("outside people stand first by their part when a customer writes", () => {
  const answer = orderParticipants(
    [
      one("cc", "c@x.example"),
      one("to", "rep@regards.example"),
      one("to", "t@x.example"),
      one("from", "f@x.example"),
      one("reply-to", "r@x.example"),
      one("cc", "kim@sub.regards.example"),
      one("cc", "no-reply@x.example"),
    ],
    ours,
  );
  expect(answer.direction).toBe("in");
  expect(answer.people.map((p) => [p.address, p.muted])).toEqual([
    ["f@x.example", false],
    ["r@x.example", false],
    ["t@x.example", false],
    ["c@x.example", false],
    ["rep@regards.example", true],
    ["kim@sub.regards.example", true],
    ["no-reply@x.example", true],
  ]);
});

test("the owner and machines are told from colleagues when all are muted", () => {
  const given = [
    one("from", "f@x.example"),
    one("to", "rep+a@regards.example"),
    one("cc", "kim@regards.example"),
    one("cc", "no-reply@x.example"),
  ];
  expect(orderParticipants(given, ours).people.map((p) => [p.address, p.self, p.machine])).toEqual([
    ["f@x.example", false, false],
    ["rep+a@regards.example", true, false],
    ["kim@regards.example", false, false],
    ["no-reply@x.example", false, true],
  ]);
});

test("recipients stand first when the owner or a colleague wrote", () => {
  const given = [
    one("from", "kim@regards.example"),
    one("cc", "c@x.example"),
    one("to", "t@x.example"),
  ];
  expect(orderParticipants(given, ours)).toMatchObject({
    direction: "out",
    people: [{ address: "t@x.example" }, { address: "c@x.example" }, { muted: true }],
  });
  expect(
    orderParticipants([one("from", "Rep+x@Regards.example")], {
      account: "rep@regards.example",
      ownDomains: [],
    }).direction,
  ).toBe("out");
  expect(orderParticipants([], ours)).toEqual({ people: [], direction: "in" });
});

test("the owner is each of their aliases when some are known, at consumer domains too", () => {
  const given = [
    one("from", "Rep.Home+x@gmail.com"),
    one("to", "t@x.example"),
    one("cc", "rep.other@mail.example"),
  ];
  const answer = orderParticipants(given, {
    ...ours,
    aliases: ["rephome@gmail.com", "rep.other@mail.example"],
  });
  expect(answer.direction).toBe("out");
  expect(answer.people.map((p) => [p.address, p.muted])).toEqual([
    ["t@x.example", false],
    ["rep.other@mail.example", true],
    ["rep.home+x@gmail.com", true],
  ]);
  expect(orderParticipants(given, ours).direction).toBe("in");
});

test("who wrote last from outside stands first when a conversation is open, whoever wrote in between", () => {
  const before = (given: ReturnType<typeof one>, earlier: number) => ({ ...given, earlier });
  const given = [
    one("from", "kim@regards.example"),
    one("to", "t@x.example"),
    before(one("from", "no-reply@y.example"), 1),
    before(one("from", "second@y.example"), 2),
    before(one("from", "third@z.example"), 3),
    before(one("from", "t@x.example"), 4),
  ];
  const answer = orderParticipants(given, ours);
  expect(answer.direction).toBe("out");
  expect(answer.people.map((p) => p.address)).toEqual([
    "second@y.example",
    "t@x.example",
    "third@z.example",
    "kim@regards.example",
    "no-reply@y.example",
  ]);
  expect(
    addresses([one("from", "f@x.example"), before(one("from", "second@y.example"), 1)]),
  ).toEqual(["f@x.example", "second@y.example"]);
});

test("spellings of one person are one when folded, and another domain is another person", () => {
  const people = orderParticipants(
    [
      one("from", "d.ana@gmail.com"),
      one("reply-to", "Dana+news@GoogleMail.com", "Dana"),
      one("cc", "dana@x.example", ""),
    ],
    ours,
  ).people;
  expect(people.map((p) => [p.address, p.name, p.role])).toEqual([
    ["d.ana@gmail.com", "Dana", "from"],
    ["dana@x.example", null, "cc"],
  ]);
});

test("a list's own address is muted when it is both written to and answered to", () => {
  const given = [
    one("from", "f@x.example"),
    one("to", "boats@club.example"),
    one("reply-to", "boats@club.example"),
  ];
  expect(
    orderParticipants(given, { ...ours, list: true }).people.map((p) => [p.address, p.muted]),
  ).toEqual([
    ["f@x.example", false],
    ["boats@club.example", true],
  ]);
  expect(addresses(given)).toEqual(["f@x.example", "boats@club.example"]);
});

test("who is answered to stands first and wrote in when a form or a group of ours passed their message on", () => {
  const form = [
    one("from", "noreply@regards.example", "Website"),
    one("to", "sales@regards.example"),
    one("reply-to", "dana@harlow.example", "Dana Harlow"),
  ];
  const group = [
    one("from", "sales@regards.example", "'Dana Harlow' via Sales"),
    one("to", "sales@regards.example"),
    one("cc", "kim@harlow.example"),
    one("reply-to", "dana@harlow.example"),
  ];
  for (const given of [form, group]) {
    for (const list of [false, true]) {
      expect(
        orderParticipants([...given, { ...one("from", "tom@y.example"), earlier: 1 }], {
          ...ours,
          list,
        }),
      ).toMatchObject({
        direction: "in",
        people: [{ address: "dana@harlow.example", role: "reply-to", muted: false }, {}, {}, {}],
      });
    }
    expect(
      orderParticipants([...given, { ...one("to", "dana@harlow.example"), draft: true }], ours)
        .direction,
    ).toBe("in");
  }
  const elsewhere = [
    one("from", "no-reply@forms.example"),
    one("to", "rep@regards.example"),
    one("reply-to", "dana@harlow.example"),
  ];
  expect(
    orderParticipants([...elsewhere, { ...one("from", "tom@y.example"), earlier: 1 }], ours)
      .people[0]?.address,
  ).toBe("dana@harlow.example");
});

test("a message went out when one of us wrote it, wherever its answers go", () => {
  const out = (...given: ReturnType<typeof one>[]) => orderParticipants(given, ours).direction;
  expect(
    out(
      one("from", "rep@regards.example"),
      one("to", "dana@harlow.example"),
      one("reply-to", "rep.home@gmail.com"),
    ),
  ).toBe("out");
  expect(
    out(
      one("from", "rep@regards.example"),
      one("to", "dana@harlow.example"),
      one("reply-to", "dana@harlow.example"),
    ),
  ).toBe("out");
  expect(
    out(
      one("from", "kim@regards.example"),
      one("to", "rep@regards.example"),
      one("reply-to", "desk@regards.example"),
    ),
  ).toBe("out");
  expect(
    out(
      one("from", "kim@regards.example"),
      one("to", "rep@regards.example"),
      one("reply-to", "no-reply@x.example"),
    ),
  ).toBe("out");
  expect(
    out(
      one("from", "kim@regards.example"),
      one("to", "boats@club.example"),
      one("reply-to", "boats@club.example"),
    ),
  ).toBe("out");
});

test("the direction is the same when an answer is begun, whomever it goes to", () => {
  const role = fc.constantFrom<Role>("from", "to", "cc", "reply-to");
  const address = fc.constantFrom(
    "a@x.example",
    "b@x.example",
    "kim@regards.example",
    "rep@regards.example",
    "noreply@regards.example",
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ role, address, name: fc.constant(null) })),
      fc.array(address),
      (given, answered) => {
        const drafts = answered.map((to) => ({ ...one("to", to), draft: true }));
        expect(orderParticipants([...given, ...drafts], ours).direction).toBe(
          orderParticipants(given, ours).direction,
        );
      },
    ),
  );
});

test("people are each there once, the muted last, when any participants are given", () => {
  const role = fc.constantFrom<Role>("from", "to", "cc", "reply-to");
  const address = fc.constantFrom(
    "a@x.example",
    "A+t@x.example",
    "b@x.example",
    "kim@regards.example",
    "noreply@x.example",
    "nonsense",
    "a.b@gmail.com",
    "ab@gmail.com",
  );
  fc.assert(
    fc.property(fc.array(fc.record({ role, address, name: fc.option(fc.string()) })), (given) => {
      const { people } = orderParticipants(given, ours);
      const muted = people.map((p) => p.muted);
      expect(muted).toEqual(muted.toSorted((a, b) => Number(a) - Number(b)));
      expect(new Set(people.map((p) => p.address)).size).toBe(people.length);
    }),
  );
});
