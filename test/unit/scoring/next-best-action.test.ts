import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actionId, actionKeys, defaultPolicy, parseActionId, policySchema, scoreCustomer, type Facts, type Policy } from "../../../shared/scoring/index.ts";
import { actionProbability } from "../../../shared/scoring/next-best-action.ts";
import { book, modelOf } from "./a-book.ts";
import { ago, anyFacts, customer, now, purchases } from "./some-facts.ts";

const model = modelOf(book(300));
const everything: Policy = { ...defaultPolicy, actions: { ...defaultPolicy.actions, runnersUp: 10 } };
const recommended = (facts: Facts) => {
  const { action, runnersUp } = scoreCustomer(facts, { policy: everything, model, now, currency: "GBP" }).next;
  return [...(action ? [action] : []), ...runnersUp];
};
const find = (facts: Facts, key: string) => recommended(facts).find((a) => a.key === key);
const regular = (last: number) => purchases(...Array.from({ length: 20 }, (_, i) => last + 18 * i));
const email = (days: number, behaviours: Facts["interactions"][number]["behaviours"] = [], direction: "in" | "out" = "in"): Facts["interactions"][number] =>
  ({ id: `email-${days}`, kind: "email", direction, occurredAt: ago(days), behaviours });
const said = (metric: "nps" | "csat", value: number, days: number, source: "customer" | "rep" = "customer"): Facts["satisfaction"][number] =>
  ({ id: `said-${days}`, metric, value, comment: null, source, occurredAt: ago(days) });

describe("nextBestAction", () => {
  test.each<[string, string, string, Partial<Facts>]>([
    ["resolve_detractor", "said_unhappy", "the newest answer was a bad one", { transactions: regular(5), satisfaction: [said("nps", 4, 3), said("nps", 10, 90)] }],
    ["resolve_detractor", "noted_unhappy", "a rep noted that they are unhappy", { transactions: regular(5), satisfaction: [said("csat", 2, 3, "rep")] }],
    ["solve_complaint", "complaint_unsolved", "a complaint is open", { transactions: regular(5), interactions: [email(4, ["complaint_unsolved"]), email(20, ["complaint_solved"])] }],
    ["repair_promise", "promise_broken", "a promise was broken", { transactions: regular(5), interactions: [email(4, ["promise_broken"])] }],
    ["call_before_lapse", "silent_beyond_interval", "silence is beyond the own interval", { transactions: regular(45) }],
    ["win_back", "lapsed", "they have left", { transactions: regular(500) }],
    ["ask_referral", "promoter", "they just said that they would recommend us", { transactions: regular(5), satisfaction: [said("nps", 10, 3)] }],
    ["onboarding_check_in", "new_customer", "they are new and nobody has been in touch since", { transactions: purchases(14) }],
    ["renewal_talk", "renewal_due", "the last renewal was nearly a year ago", { transactions: [...regular(5), { orderId: "r", occurredAt: ago(350), amount: 50_000, category: null, kind: "renewal" }] }],
    ["renewal_talk", "renewal_overdue", "the renewal did not come", { transactions: [...regular(5), { orderId: "r", occurredAt: ago(375), amount: 50_000, category: null, kind: "renewal" }] }],
    ["cross_sell", "open_categories", "they buy one category of several", { transactions: regular(5).map((t) => ({ ...t, category: "valves" })) }],
    ["executive_review", "never_met", "a high-value customer was never met", { transactions: regular(5).map((t) => ({ ...t, amount: 100_000 })) }],
    ["ask_satisfaction", "satisfaction_never_asked", "they buy and were never asked", { transactions: regular(5) }],
    ["ask_trust", "trust_never_asked", "they buy and were never asked", { transactions: regular(5) }],
    ["greeting", "no_contact", "there was no contact for two months", { transactions: regular(5), interactions: [email(80)] }],
    ["self_service", "many_contacts", "a low-value customer writes often", { transactions: purchases(400, 380).map((t) => ({ ...t, amount: 3000 })), interactions: [1, 2, 3, 4, 5].map((d) => email(d)) }],
    ["low_touch_offer", "small_but_steady", "a low-value customer buys steadily", { transactions: purchases(80, 200, 330).map((t) => ({ ...t, amount: 2500 })) }],
    ["welcome_prospect", "prospect_in_touch", "somebody who never bought is in touch", { interactions: [email(3)] }],
  ])("recommends %s because %s when %s", (key, reason, _when, facts) => {
    expect(find(customer(facts), key)?.reason.code).toBe(reason);
  });

  test("every action of the catalogue can be recommended, and the default policy is a policy", () => {
    expect(defaultPolicy.actions.catalogue.map((a) => a.key).sort()).toEqual([...actionKeys].sort());
    expect(policySchema.parse(defaultPolicy)).toEqual(defaultPolicy);
  });

  test("tells how long they are silent and how often they usually buy", () => {
    expect(find(customer({ transactions: regular(45) }), "call_before_lapse")!.reason.parameters).toEqual({ days: 45, intervalDays: expect.toSatisfy((d: number) => d >= 18 && d <= 21) });
  });

  test.each([["done", 29, 31], ["later", 6, 8], ["not_useful", 59, 61]] as const)("keeps an action silent after %s for its days and no longer", (outcome, within, after) => {
    const facts = (days: number) => customer({ transactions: regular(45), outcomes: [{ action: "call_before_lapse", outcome, reason: null, occurredAt: ago(days) }] });
    expect(find(facts(within), "call_before_lapse")).toBeUndefined();
    expect(find(facts(after), "call_before_lapse")).toBeDefined();
  });

  test("closes a complaint when it was solved since", () => {
    expect(find(customer({ transactions: regular(5), interactions: [email(4, ["complaint_unsolved"]), email(2, ["complaint_solved"])] }), "solve_complaint")).toBeUndefined();
  });

  test("learns from what became of actions in the same tier", () => {
    const entry = defaultPolicy.actions.catalogue.find((a) => a.key === "win_back")!;
    expect(actionProbability(entry, "high", {})).toBe(0.1);
    expect(actionProbability(entry, "high", { win_back: { high: { tries: 10, successes: 9 } } })).toBe(0.5);
    expect(actionProbability(entry, "low", { win_back: { high: { tries: 10, successes: 9 } } })).toBe(0.1);
  });

  test("puts the largest worth first, ties by key, and nothing that is not worth its effort", () => {
    fc.assert(fc.property(anyFacts, (facts) => {
      const all = recommended(facts);
      all.forEach((a, i) => {
        expect(a.worth).toBeGreaterThan(0);
        const next = all[i + 1];
        if (next) expect(a.worth > next.worth || (a.worth === next.worth && a.key < next.key)).toBe(true);
      });
    }));
  });

  test("actionId gives an id that parseActionId takes apart", () => {
    expect(parseActionId(actionId("0199a1b2-7c3d", "win_back"))).toEqual({ customerId: "0199a1b2-7c3d", key: "win_back" });
    expect(parseActionId("win_back")).toBeNull();
    expect(parseActionId("customer.")).toBeNull();
  });
});
