/** Bad news just heard: complaints, solved or not, unhappy answers and refunds. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy, scoreCustomer, type Facts } from "../../../shared/scoring/index.ts";
import { SELLING } from "../../../shared/scoring/actions/quiet.ts";
import { knownBy } from "../../../shared/scoring/known-by.ts";
import { book, modelOf } from "./a-book.ts";
import { ago, anyFacts, customer, DAY, now, purchases } from "./some-facts.ts";

const model = modelOf(book(300));
const policy = { ...defaultPolicy, actions: { ...defaultPolicy.actions, runnersUp: 10 } };
const keys = (facts: Facts) => {
  const { action, runnersUp } = scoreCustomer(facts, {
    policy,
    model,
    now,
    currency: "GBP",
  }).next;
  return [...(action ? [action] : []), ...runnersUp].map(({ key }) => key);
};
/** A promoter who buys one category of several: a referral and a cross-sell are due. */
const promoter = (over: Partial<Facts> = {}): Facts =>
  customer({
    transactions: purchases(...Array.from({ length: 20 }, (_, i) => 5 + 18 * i)).map((t) => ({
      ...t,
      category: "valves",
    })),
    satisfaction: [
      { id: "s", metric: "nps", value: 10, comment: null, source: "customer", occurredAt: now },
    ],
    ...over,
  });
const solved = (days: number): Facts["interactions"] => [
  {
    id: "i",
    kind: "call",
    direction: "in",
    occurredAt: ago(days),
    behaviours: ["complaint_solved"],
  },
];
const refunded = (days: number): Facts["transactions"] => [
  ...promoter().transactions,
  { orderId: "back", occurredAt: ago(days), amount: -500, category: null, kind: "refund" },
];
const unhappy = (days: number): Facts["satisfaction"] => [
  ...promoter().satisfaction,
  {
    id: "low",
    metric: "csat",
    value: 2,
    comment: null,
    source: "rep",
    occurredAt: ago(days),
  },
];

describe("the days after bad news", () => {
  test("are none when there was no bad news", () => {
    expect(keys(promoter())).toEqual(expect.arrayContaining(["ask_referral", "cross_sell"]));
  });

  test.each<[string, (days: number) => Partial<Facts>]>([
    ["a complaint that was solved", (days) => ({ interactions: solved(days) })],
    ["a refund", (days) => ({ transactions: refunded(days) })],
    ["an unhappy answer that a better one followed", (days) => ({ satisfaction: unhappy(days) })],
  ])("ask and sell nothing for 30 days, and all of it after, when it was %s", (_, facts) => {
    const selling = (days: number) =>
      keys(promoter(facts(days))).filter((key) => ["ask_referral", "cross_sell"].includes(key));
    expect([selling(0), selling(29)]).toEqual([[], []]);
    expect(selling(30)).toEqual(["ask_referral", "cross_sell"]);
  });

  test("sell nothing that the latest contact contradicts, whatever the facts", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: 29 }), fc.nat(2), (facts, days, kind) => {
        const bad = [
          { interactions: [...facts.interactions, ...solved(days)] },
          { transactions: [...facts.transactions, ...refunded(days).slice(-1)] },
          { satisfaction: [...facts.satisfaction, ...unhappy(days).slice(-1)] },
        ][kind]!;
        for (const key of keys({ ...facts, ...bad })) expect(SELLING.has(key as never)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  test("know the latest refund by its date when the refund itself is settled", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const days = facts.transactions.filter((t) => t.amount < 0).map((t) => t.occurredAt);
        const known = knownBy(facts, now);
        expect(known.refundedAt).toBe(days.length ? Math.max(...days) : undefined);
        expect(knownBy(known, now).refundedAt).toBe(known.refundedAt);
      }),
    );
  });

  test("do not begin before a refund of a date far ahead", () => {
    const ahead = [{ ...refunded(0).at(-1)!, occurredAt: now + 3 * DAY }];
    expect(knownBy(customer({ transactions: ahead }), now).refundedAt).toBeUndefined();
  });
});
