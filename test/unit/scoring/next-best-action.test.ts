import { chanceOf } from "../../../shared/scoring/chance.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Affinity,
  actionId,
  actionKeys,
  defaultPolicy,
  lifecycleStage,
  measures,
  parseActionId,
  policySchema,
  scoreCustomer,
  type ActionKey,
  type Facts,
  type Model,
  type Policy,
} from "../../../shared/scoring/index.ts";
import { ranked } from "../../../shared/scoring/actions/next-best-action.ts";
import { actionRules } from "../../../shared/scoring/actions/action-rules.ts";
import { knownBy } from "../../../shared/scoring/known-by.ts";
import { figuresOf, type Situation } from "../../../shared/scoring/actions/situation.ts";
import { urgencyOf } from "../../../shared/scoring/actions/urgency.ts";
import { purchaseDays } from "../../../shared/scoring/summarise.ts";
import { book, modelOf } from "./a-book.ts";
import { ago, anyFacts, customer, now, purchases } from "./some-facts.ts";

// A book in which no rule of affinity is believed: its categories are drawn at random.
const model: Model = { ...modelOf(book(300)), affinity: null };
const everything: Policy = {
  ...defaultPolicy,
  actions: { ...defaultPolicy.actions, runnersUp: 10, canAsk: true },
};
const recommended = (facts: Facts, by = model, policy = everything) => {
  const { action, runnersUp } = scoreCustomer(facts, {
    policy,
    model: by,
    now,
    currency: "GBP",
  }).next;
  return [...(action ? [action] : []), ...runnersUp];
};
/** Returns what the rules see of a customer, put together from the scores. */
function situationOf(facts: Facts): Situation {
  const known = knownBy(facts, now);
  const scores = scoreCustomer(facts, { policy: defaultPolicy, model, now, currency: "GBP" });
  const { tier, trust, value, affinity, warning } = scores;
  const days = purchaseDays(known.transactions, now);
  return {
    facts: known,
    now,
    zone: "UTC",
    tier: tier.tier,
    trust,
    affinity,
    warning,
    figures: figuresOf(scores),
    categoryBreadth: model.categoryBreadth,
    measures: measures(facts, { policy: defaultPolicy, now }),
    lifecycle: lifecycleStage({
      days,
      now,
      alive: value.probabilityAlive,
      chance: chanceOf(days, now, model),
      bookIntervalDays: model.intervalDays,
      policy: defaultPolicy,
    }),
  };
}
/** No unhappy answer, no complaint: nothing comes before the rest then (`grievance.test.ts`). */
const inPeace = (facts: Facts): Facts => ({
  ...facts,
  satisfaction: facts.satisfaction.map((a) => ({
    ...a,
    value: Math.max(a.value, { nps: 7, csat: 3, ces: 4 }[a.metric]),
  })),
  interactions: facts.interactions.map((i) => ({
    ...i,
    behaviours: i.behaviours.filter((b) => b !== "complaint_unsolved"),
  })),
});
const find = (facts: Facts, key: string) => recommended(facts).find((a) => a.key === key);
const regular = (last: number) => purchases(...Array.from({ length: 20 }, (_, i) => last + 18 * i));
const email = (
  days: number,
  behaviours: Facts["interactions"][number]["behaviours"] = [],
  direction: "in" | "out" = "in",
): Facts["interactions"][number] => ({
  id: `email-${days}`,
  kind: "email",
  direction,
  occurredAt: ago(days),
  behaviours,
});
const said = (
  metric: "nps" | "csat",
  value: number,
  days: number,
  source: "customer" | "rep" = "customer",
): Facts["satisfaction"][number] => ({
  id: `said-${days}`,
  metric,
  value,
  comment: null,
  source,
  occurredAt: ago(days),
});

describe("nextBestAction", () => {
  test.each<[string, string, string, Partial<Facts>]>([
    [
      "resolve_detractor",
      "said_unhappy",
      "the newest answer was a bad one",
      { transactions: regular(5), satisfaction: [said("nps", 4, 3), said("nps", 10, 90)] },
    ],
    [
      "resolve_detractor",
      "noted_unhappy",
      "a rep noted that they are unhappy",
      { transactions: regular(5), satisfaction: [said("csat", 2, 3, "rep")] },
    ],
    [
      "solve_complaint",
      "complaint_unsolved",
      "a complaint is open",
      {
        transactions: regular(5),
        interactions: [email(4, ["complaint_unsolved"]), email(20, ["complaint_solved"])],
      },
    ],
    [
      "repair_promise",
      "promise_broken",
      "a promise was broken",
      { transactions: regular(5), interactions: [email(4, ["promise_broken"])] },
    ],
    [
      "call_before_lapse",
      "silent_beyond_interval",
      "silence is beyond the own interval",
      { transactions: regular(45) },
    ],
    ["win_back", "lapsed", "they have left", { transactions: regular(500) }],
    [
      "ask_referral",
      "promoter",
      "they just said that they would recommend us",
      { transactions: regular(5), satisfaction: [said("nps", 10, 3)] },
    ],
    [
      "onboarding_check_in",
      "new_customer",
      "they are new and nobody has been in touch since",
      { transactions: purchases(14) },
    ],
    [
      "renewal_talk",
      "renewal_due",
      "the last renewal was nearly a year ago",
      {
        transactions: [
          ...regular(5),
          { orderId: "r", occurredAt: ago(350), amount: 50_000, category: null, kind: "renewal" },
        ],
      },
    ],
    [
      "renewal_talk",
      "renewal_overdue",
      "the renewal did not come",
      {
        transactions: [
          ...regular(5),
          { orderId: "r", occurredAt: ago(375), amount: 50_000, category: null, kind: "renewal" },
        ],
      },
    ],
    [
      "cross_sell",
      "open_categories",
      "they buy one category of several",
      { transactions: regular(5).map((t) => ({ ...t, category: "valves" })) },
    ],
    [
      "resolve_detractor",
      "satisfaction_fell",
      "they are much less satisfied than three months ago",
      { transactions: regular(5), satisfaction: [said("nps", 7, 3), said("nps", 10, 100)] },
    ],
    [
      "ask_trust",
      "trust_fell",
      "trust has fallen and nobody asked since",
      {
        transactions: regular(5),
        trust: [
          { source: "customer", occurredAt: ago(200), answers: { rapport: 7, benefit: 7 } },
          { source: "customer", occurredAt: ago(40), answers: { rapport: 2, benefit: 2 } },
        ],
      },
    ],
    [
      "greeting",
      "never_in_touch",
      "they buy and nobody ever spoke to them",
      { transactions: regular(5) },
    ],
    [
      "low_touch_offer",
      "lapsed",
      "a smaller customer has left",
      { transactions: purchases(500, 520, 540).map((t) => ({ ...t, amount: 2500 })) },
    ],
    [
      "welcome_prospect",
      "new_prospect",
      "they are new and nobody has said hello",
      { createdAt: ago(20) },
    ],
    [
      "welcome_prospect",
      "prospect_waiting",
      "somebody wrote and got no answer",
      { interactions: [email(40), email(60, [], "out")] },
    ],
    [
      "executive_review",
      "never_met",
      "a high-value customer was never met",
      { transactions: regular(5).map((t) => ({ ...t, amount: 100_000 })) },
    ],
    [
      "ask_satisfaction",
      "satisfaction_never_asked",
      "they buy and were never asked",
      { transactions: regular(5) },
    ],
    [
      "ask_trust",
      "trust_never_asked",
      "they buy and were never asked",
      { transactions: regular(5) },
    ],
    [
      "greeting",
      "no_contact",
      "there was no contact for two months",
      { transactions: regular(5), interactions: [email(80)] },
    ],
    [
      "self_service",
      "many_contacts",
      "a low-value customer writes often",
      {
        transactions: purchases(400, 380).map((t) => ({ ...t, amount: 3000 })),
        interactions: [1, 2, 3, 4, 5].map((d) => email(d)),
      },
    ],
    [
      "low_touch_offer",
      "small_but_steady",
      "a low-value customer buys steadily",
      { transactions: purchases(20, 50, 80).map((t) => ({ ...t, amount: 500 })) },
    ],
    [
      "welcome_prospect",
      "prospect_in_touch",
      "somebody who never bought is in touch",
      { interactions: [email(3)] },
    ],
  ])("recommends %s because %s when %s", (key, reason, _when, facts) => {
    expect(find(customer(facts), key)?.reason.code).toBe(reason);
  });

  test("asks nobody anything when there are no survey links", () => {
    const withoutLinks = { ...everything, actions: { ...everything.actions, canAsk: false } };
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const others = (all: { key: string }[]) =>
          all.filter(({ key }) => key !== "ask_satisfaction" && key !== "ask_trust");
        const keysOf = (all: { key: string }[]) => all.map(({ key }) => key);
        expect(keysOf(recommended(facts, model, withoutLinks))).toEqual(
          keysOf(others(recommended(facts))),
        );
      }),
    );
  });

  test("arranges no executive review when there were two orders", () => {
    const large = (count: number) =>
      customer({
        transactions: regular(5)
          .slice(0, count)
          .map((t) => ({ ...t, amount: 100_000 })),
      });
    expect(find(large(2), "executive_review")).toBeUndefined();
    expect(find(large(3), "executive_review")).toBeDefined();
  });

  test.each([
    ["less than is shown", 2_000, ["cross_sell", "greeting"]],
    ["a loss of less than is shown", -2_000, ["cross_sell", "greeting"]],
    ["as much as is shown", 2_500, ["greeting", "cross_sell"]],
  ])("puts a tried action by urgency when it brings %s", (_, gain, order) => {
    const { effort } = defaultPolicy.actions.catalogue.find(({ key }) => key === "greeting")!;
    const found = { estimate: gain + effort, error: 10_000 };
    const tried = { alarms: 0, tries: 200, heldBack: 100, all: found, other: found, groups: [] };
    const by = { ...model, actions: { byKey: { greeting: tried }, scales: [] } };
    const facts = customer({
      transactions: regular(5).map((t) => ({ ...t, category: "valves" })),
      interactions: [email(80)],
    });
    expect(
      recommended(facts, by)
        .map(({ key }) => key)
        .filter((key) => order.includes(key)),
    ).toEqual(order);
  });

  test("every action of the catalogue can be recommended, and the default policy is a policy", () => {
    expect(defaultPolicy.actions.catalogue.map((a) => a.key).sort()).toEqual(
      [...actionKeys].sort(),
    );
    expect(policySchema.parse(defaultPolicy)).toEqual(defaultPolicy);
  });

  test("tells how long they are silent and how often they usually buy", () => {
    expect(
      find(customer({ transactions: regular(45) }), "call_before_lapse")!.reason.parameters,
    ).toEqual({ days: 45, intervalDays: expect.toSatisfy((d: number) => d >= 18 && d <= 21) });
  });

  describe("cross_sell", () => {
    const back = { customers: 400, bought: 92 };
    const rule = {
      because: "valves",
      category: "ropes",
      count: 40,
      support: 0.2,
      confidence: 0.5,
      lift: 1.6,
    };
    const affinity: Affinity = {
      ranking: "confidence",
      horizonDays: 91,
      believed: 1,
      rules: [rule],
      categories: [
        { category: "valves", buyers: 90, lacked: back, first: back, rate: 0.1 },
        { category: "ropes", buyers: 60, lacked: back, first: back, rate: 0.23 },
      ],
      backTest: { first: back, popular: back },
    };
    const facts = customer({ transactions: regular(5).map((t) => ({ ...t, category: "valves" })) });
    const reasonWith = (of: Affinity) =>
      recommended(facts, { ...model, affinity: of }).find((a) => a.key === "cross_sell")!.reason;
    const told = { category: "ropes", share: 0.23, customers: 400, days: 91 };

    test("names the category that customers like them went on to buy, with its numbers", () => {
      expect(reasonWith(affinity)).toEqual({
        code: "bought_next",
        parameters: { ...told, because: "valves" },
      });
    });

    test("names the most bought one that they lack when the book goes by what is popular", () => {
      expect(reasonWith({ ...affinity, ranking: "popularity", rules: [] })).toEqual({
        code: "bought_most",
        parameters: told,
      });
    });
  });

  test("keeps an action silent for its days and no longer when it had an outcome, whatever the facts", () => {
    const outcomes = fc.constantFrom("done" as const, "later" as const, "not_useful" as const);
    fc.assert(
      fc.property(
        anyFacts.map(inPeace),
        outcomes,
        fc.nat(),
        fc.integer({ min: 0, max: 400 }),
        (facts, outcome, which, days) => {
          const open = recommended({ ...facts, outcomes: [] });
          const action = open[which % Math.max(1, open.length)];
          if (!action) return;
          const entry = defaultPolicy.actions.catalogue.find((e) => e.key === action.key)!;
          const silent = {
            done: entry.coolDownDays,
            later: defaultPolicy.actions.laterDays,
            not_useful: entry.suppressionDays,
          }[outcome];
          const after = recommended({
            ...facts,
            outcomes: [{ action: action.id, outcome, reason: null, occurredAt: ago(days) }],
          });
          expect(after.map((a) => a.key)).toEqual(
            open.map((a) => a.key).filter((key) => days >= silent || key !== action.key),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test("recommends nothing whose rule does not hold, and gives the rule's own reason, whatever the facts", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const scores = scoreCustomer(facts, {
          policy: everything,
          model,
          now,
          currency: "GBP",
        });
        for (const action of [scores.next.action, ...scores.next.runnersUp]) {
          if (action)
            expect(actionRules[action.key as ActionKey](situationOf(facts))).toEqual(action.reason);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("recommends call_before_lapse because the chance to buy fell when silence is not yet long", () => {
    const sign = {
      code: "chance_fell",
      parameters: { probability: 0.6, earlierProbability: 0.9, days: 90 },
    };
    const situation = situationOf(customer({ transactions: regular(5) }));
    expect(actionRules.call_before_lapse(situation)).toBeNull();
    expect(
      actionRules.call_before_lapse({ ...situation, warning: { level: "watch", signs: [sign] } }),
    ).toEqual(sign);
  });

  test("closes a complaint when it was solved since", () => {
    expect(
      find(
        customer({
          transactions: regular(5),
          interactions: [email(4, ["complaint_unsolved"]), email(2, ["complaint_solved"])],
        }),
        "solve_complaint",
      ),
    ).toBeUndefined();
  });

  test("tells no worth of anything and orders by urgency when nothing is known, whatever the facts", () => {
    fc.assert(
      fc.property(anyFacts.map(inPeace), (facts) => {
        const all = recommended(facts);
        const situation = situationOf(facts);
        const urgencies = all.map(({ key, reason }) =>
          urgencyOf(key as ActionKey, reason, situation),
        );
        expect(urgencies).toEqual(urgencies.toSorted((p, q) => p - q));
        for (const { worth, interval, probability, explanation } of all)
          expect([worth, interval, probability, explanation]).toEqual([null, null, null, null]);
      }),
    );
  });

  test("spends a person's time on the larger of those who left, and an offer on the smallest tier", () => {
    const first = (tier: "high" | "low") => {
      const of = (key: ActionKey) => urgencyOf(key, { code: "lapsed" }, { tier });
      return of("win_back") < of("low_touch_offer");
    };
    expect([first("high"), first("low")]).toEqual([true, false]);
  });

  test("gives every action a place of its own in the order of urgency", () => {
    const places = actionKeys.map((key) => urgencyOf(key, { code: "any" }, { tier: "mid" }));
    expect(new Set(places).size).toBe(actionKeys.length);
    expect(Math.min(...places)).toBe(0);
  });

  test.each([
    ["what we owe", { isOwed: true, estimated: -900 }, { isOwed: false, estimated: 900 }],
    ["what brings something", { isOwed: false, estimated: 1 }, { isOwed: false, estimated: null }],
    ["what brings more", { isOwed: false, estimated: 2 }, { isOwed: false, estimated: 1 }],
    ["what nobody knows", { isOwed: false, estimated: null }, { isOwed: false, estimated: -1 }],
  ])("puts %s first when the other is more urgent", (_, one, other) => {
    const [first, second] = [
      { ...one, urgency: 9 },
      { ...other, urgency: 1 },
    ];
    expect(ranked([second, first])).toEqual([first, second]);
    expect(ranked([first, second])).toEqual([first, second]);
  });

  test("actionId gives an id that parseActionId takes apart", () => {
    expect(parseActionId(actionId("0199a1b2-7c3d", "win_back"))).toEqual({
      customerId: "0199a1b2-7c3d",
      key: "win_back",
    });
    expect(parseActionId("win_back")).toBeNull();
    expect(parseActionId("customer.")).toBeNull();
  });
});
