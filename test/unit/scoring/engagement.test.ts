/**
 * Engagement counts every kind of contact in every direction. A direction decides who reached out,
 * whatever the kind; a call, meeting, chat or event without one went both ways, but says nothing of
 * who began it.
 */
import { describe, expect, test } from "vitest";
import { direction, interactionKind } from "../../../shared/contract/fields.ts";
import {
  defaultPolicy,
  scoreCustomer,
  type Facts,
  type InteractionFact,
} from "../../../shared/scoring/index.ts";
import { engagement, fromCustomer, fromUs } from "../../../shared/scoring/engagement.ts";
import { book, modelOf } from "./a-book.ts";
import { ago, customer, now, purchases } from "./some-facts.ts";

const kinds = interactionKind.options.filter((kind) => kind !== "note");
const contact = (
  kind: InteractionFact["kind"],
  way: InteractionFact["direction"],
  days = 5,
): InteractionFact => ({
  id: `${kind} ${way} ${days}`,
  kind,
  direction: way,
  occurredAt: ago(days),
  behaviours: [],
});
const policy = { ...defaultPolicy, actions: { ...defaultPolicy.actions, runnersUp: 10 } };
const model = { ...modelOf(book(300)), affinity: null };
const find = (facts: Facts, key: string) => {
  const { action, runnersUp } = scoreCustomer(facts, { policy, model, now, currency: "GBP" }).next;
  return [action, ...runnersUp].find((one) => one?.key === key);
};
const small = (...interactions: InteractionFact[]) =>
  customer({
    transactions: purchases(400, 380).map((t) => ({ ...t, amount: 3000 })),
    interactions,
  });

describe("a contact", () => {
  test.each(kinds)("is the customer's when a %s came in, and ours when it went out", (kind) => {
    expect([fromCustomer(contact(kind, "in")), fromUs(contact(kind, "in"))]).toEqual([true, false]);
    expect([fromCustomer(contact(kind, "out")), fromUs(contact(kind, "out"))]).toEqual([
      false,
      true,
    ]);
  });

  test.each(["call", "meeting", "chat", "event"] as const)(
    "is nobody's first word when a %s has no direction",
    (kind) => {
      expect([fromCustomer(contact(kind, null)), fromUs(contact(kind, null))]).toEqual([
        false,
        true,
      ]);
    },
  );

  test("is none when it is a note, whatever direction it has", () => {
    for (const way of [null, ...direction.options]) {
      expect([fromCustomer(contact("note", way)), fromUs(contact("note", way))]).toEqual([
        false,
        false,
      ]);
    }
  });
});

describe("engagement", () => {
  const of = (...interactions: InteractionFact[]) =>
    engagement({ interactions, satisfaction: [], trust: [] }, now, defaultPolicy.engagement);

  test.each(kinds)("is not known when every %s went one way", (kind) => {
    expect(of(contact(kind, "out"), contact(kind, "out", 9))).toBeNull();
    expect(of(contact(kind, "in"), contact(kind, "in", 9))).toBeNull();
    expect(of(contact(kind, "in"), contact(kind, "out"))).toBeGreaterThan(0);
  });

  test("is known when people met and nobody says who asked for it", () => {
    expect(of(contact("meeting", null))).toBeGreaterThan(0);
  });
});

describe("what rests on the customer's own contacts", () => {
  const ours = [
    contact("call", "out", 2),
    contact("meeting", "out", 3),
    contact("chat", "out", 4),
    contact("meeting", null, 5),
    contact("note", "in", 6),
  ];

  test("counts those alone when a suggestion names them", () => {
    const two = [contact("email", "in", 1), contact("email", "in", 7)];
    expect(find(small(...two, ...ours), "self_service")).toBeUndefined();
    const five = [
      ...two,
      contact("call", "in", 8),
      contact("case", null, 9),
      contact("chat", "in", 10),
    ];
    expect(find(small(...five, ...ours), "self_service")!.reason).toEqual({
      code: "many_contacts",
      parameters: { contacts: 5, days: 90 },
    });
  });

  test("says that a prospect waits only when nothing of ours came after, to the minute", () => {
    const wrote = { ...contact("email", "in", 40), occurredAt: ago(40.4) };
    const answered = { ...contact("email", "out", 40), occurredAt: ago(40.3) };
    expect(find(customer({ interactions: [wrote] }), "welcome_prospect")!.reason.code).toBe(
      "prospect_waiting",
    );
    expect(find(customer({ interactions: [wrote, answered] }), "welcome_prospect")).toBeUndefined();
    expect(
      find(customer({ interactions: [contact("call", "out", 3)] }), "welcome_prospect"),
    ).toBeUndefined();
  });

  test("counts contacts and the customer's answers as the tier's evidence, and no notes", () => {
    const facts = customer({
      transactions: purchases(50, 20),
      interactions: [contact("email", "in"), contact("note", null), contact("email", null)],
      satisfaction: [
        { id: "s", metric: "nps", value: 8, comment: null, source: "customer", occurredAt: ago(3) },
      ],
    });
    expect(
      scoreCustomer(facts, { policy, model, now, currency: "GBP" }).tier.explanation!.evidence,
    ).toBe(2 + 1 + 1);
  });
});
