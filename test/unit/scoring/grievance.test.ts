/**
 * Grievances: a newest answer of 0–6 NPS, 1–2 CSAT or 1–3 CES, the customer's or a rep's, however
 * old, and a complaint without a solution after it; of customers large and small, prospects, and
 * those who left; before, at and after what answers it.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  actionId,
  actionKeys,
  defaultPolicy,
  fitModel,
  measures,
  scoreCustomer,
  type Facts,
  type Model,
  type Policy,
} from "../../../shared/scoring/index.ts";
import {
  answersTo,
  isUnhappy,
  MENDING,
  openComplaint,
  unhappyAnswer,
} from "../../../shared/scoring/actions/grievance.ts";
import { knownBy } from "../../../shared/scoring/known-by.ts";
import { book, modelOf } from "./a-book.ts";
import { demoFacts } from "./demo-facts.ts";
import { ago, anyFacts, customer, now, purchases } from "./some-facts.ts";

type Answer = Facts["satisfaction"][number];
const model = modelOf(book(300));
const policy: Policy = {
  ...defaultPolicy,
  actions: { ...defaultPolicy.actions, runnersUp: 10 },
};
/** Every action often enough met to be held out of, and known to cost more than it brings. */
const tried: Model["actions"] = {
  byKey: Object.fromEntries(
    actionKeys.map((key) => {
      const all = { estimate: -50_000, error: 100 };
      return [key, { alarms: 1000, tries: 1000, heldBack: 100, all, other: all, groups: [] }];
    }),
  ),
  scales: [{ scale: 50_000, belief: 1 }],
};
const recommended = (facts: Facts, actions = model.actions) => {
  const { action, runnersUp } = scoreCustomer(facts, {
    policy,
    model: { ...model, actions },
    now,
    currency: "GBP",
  }).next;
  return action ? [action, ...runnersUp] : [];
};
const said = (
  metric: Answer["metric"],
  value: number,
  days: number,
  source: Answer["source"] = "customer",
): Answer => ({
  id: `${metric}-${days}`,
  metric,
  value,
  comment: null,
  source,
  occurredAt: ago(days),
});
const seen = (
  days: number,
  behaviour: Facts["interactions"][number]["behaviours"][number] | null = null,
  direction: "in" | "out" | null = null,
): Facts["interactions"][number] => ({
  id: `call-${days}`,
  kind: "call",
  direction,
  occurredAt: ago(days),
  behaviours: behaviour ? [behaviour] : [],
});
const outcome = (
  key: "resolve_detractor" | "solve_complaint",
  what: Facts["outcomes"][number]["outcome"],
  days: number,
): Facts["outcomes"][number] => ({
  action: actionId("someone", key),
  outcome: what,
  reason: null,
  occurredAt: ago(days),
});
const large = purchases(...Array.from({ length: 20 }, (_, i) => 5 + 18 * i)).map((t) => ({
  ...t,
  amount: 100_000,
}));
const small = purchases(20, 50, 80).map((t) => ({ ...t, amount: 500 }));

describe("an unhappy answer", () => {
  test.each([
    ["nps", 6, 7],
    ["csat", 2, 3],
    ["ces", 3, 4],
  ] as const)("is %s %i and less", (metric, unhappy, content) => {
    expect([isUnhappy({ metric, value: unhappy }), isUnhappy({ metric, value: content })]).toEqual([
      true,
      false,
    ]);
  });

  test.each<[string, boolean, Partial<Facts>]>([
    [
      "is open when it is the newest word",
      true,
      { satisfaction: [said("nps", 3, 5), said("nps", 10, 50)] },
    ],
    [
      "is open when a rep noted it",
      true,
      { satisfaction: [said("csat", 2, 5, "rep"), said("nps", 10, 50)] },
    ],
    ["is open when it is old", true, { satisfaction: [said("nps", 3, 700)] }],
    [
      "is open when we called since, about whatever",
      true,
      { satisfaction: [said("nps", 3, 5)], interactions: [seen(2, null, "out"), seen(1)] },
    ],
    [
      "is open when a complaint was solved before it",
      true,
      { satisfaction: [said("nps", 3, 5)], interactions: [seen(6, "complaint_solved")] },
    ],
    [
      "is open when it was put off",
      true,
      { satisfaction: [said("nps", 3, 5)], outcomes: [outcome("resolve_detractor", "later", 2)] },
    ],
    [
      "is answered by a better answer",
      false,
      { satisfaction: [said("nps", 3, 5), said("csat", 4, 2)] },
    ],
    [
      "is answered by a rep's better note",
      false,
      { satisfaction: [said("nps", 3, 5), said("csat", 4, 2, "rep")] },
    ],
    [
      "is answered by a solved complaint",
      false,
      { satisfaction: [said("nps", 3, 5)], interactions: [seen(4, "complaint_solved")] },
    ],
    [
      "is answered by the suggestion done",
      false,
      { satisfaction: [said("nps", 3, 5)], outcomes: [outcome("resolve_detractor", "done", 2)] },
    ],
    [
      "is answered by the suggestion of no use",
      false,
      {
        satisfaction: [said("nps", 3, 5)],
        outcomes: [outcome("resolve_detractor", "not_useful", 2)],
      },
    ],
  ])("%s", (_, open, facts) => {
    expect(unhappyAnswer(customer(facts)) !== null).toBe(open);
    if (open)
      expect(recommended(customer({ ...facts, transactions: large, outcomes: [] }))[0]!.key).toBe(
        "resolve_detractor",
      );
  });
});

describe("a complaint", () => {
  test.each<[string, boolean, Partial<Facts>]>([
    ["is open when nobody solved it", true, { interactions: [seen(5, "complaint_unsolved")] }],
    ["is open when it is old", true, { interactions: [seen(300, "complaint_unsolved")] }],
    [
      "is open when an earlier one was solved",
      true,
      { interactions: [seen(5, "complaint_unsolved"), seen(6, "complaint_solved")] },
    ],
    [
      "is open when an answer was better since",
      true,
      { interactions: [seen(5, "complaint_unsolved")], satisfaction: [said("nps", 9, 2)] },
    ],
    [
      "is open when another suggestion was done",
      true,
      {
        interactions: [seen(5, "complaint_unsolved")],
        outcomes: [outcome("resolve_detractor", "done", 2)],
      },
    ],
    [
      "is closed by a solution",
      false,
      { interactions: [seen(5, "complaint_unsolved"), seen(2, "complaint_solved")] },
    ],
    [
      "is closed by the suggestion done",
      false,
      {
        interactions: [seen(5, "complaint_unsolved")],
        outcomes: [outcome("solve_complaint", "done", 2)],
      },
    ],
  ])("%s", (_, open, facts) => {
    expect(openComplaint(customer(facts)) !== null).toBe(open);
    expect(
      recommended(customer({ ...facts, transactions: large })).some(
        ({ key }) => key === "solve_complaint",
      ),
    ).toBe(open);
  });
});

describe("what is recommended while a grievance is open", () => {
  test.each([
    ["large", large],
    ["small", small],
    ["lost", purchases(900, 930)],
    ["no", []],
  ] as const)("is the answer first when it is a %s customer's", (_, transactions) => {
    const facts = customer({ transactions: [...transactions], satisfaction: [said("nps", 2, 70)] });
    for (let n = 0; n < 20; n++)
      expect(recommended({ ...facts, customerId: `customer-${n}` }, tried)[0]!.key).toBe(
        "resolve_detractor",
      );
  });

  test("is the answer again when a new unhappy word follows one that was settled", () => {
    const facts = customer({
      transactions: large,
      satisfaction: [said("nps", 2, 3)],
      outcomes: [outcome("resolve_detractor", "done", 10)],
    });
    expect(recommended(facts)[0]!.key).toBe("resolve_detractor");
  });

  test("is nothing that sells when the answer was put off, and all of it again when it was given", () => {
    const unhappy = { transactions: large, satisfaction: [said("nps", 2, 10)] };
    const keys = (outcomes: Facts["outcomes"]) =>
      recommended(customer({ ...unhappy, outcomes })).map(({ key }) => key);
    expect(keys([outcome("resolve_detractor", "later", 2)])).toEqual([]);
    expect(keys([outcome("resolve_detractor", "done", 2)])).toContain("executive_review");
  });

  test("answers first and sells nothing, whatever the facts and what was tried", () => {
    fc.assert(
      fc.property(anyFacts, fc.boolean(), (facts, isTried) => {
        const answers = answersTo(knownBy(facts, now));
        const all = recommended(facts, isTried ? tried : model.actions);
        if (answers.size === 0) return;
        // Nobody of `anyFacts` put an answer off.
        expect(
          all
            .slice(0, answers.size)
            .map(({ key }) => key)
            .sort(),
        ).toEqual([...answers.keys()].sort());
        for (const { key } of all) expect([...MENDING]).toContain(key);
      }),
      { numRuns: 300 },
    );
  });

  test("is the answer for every unhappy customer of the demo book", () => {
    const facts = demoFacts(2400, 20261121, now);
    const fitted = fitModel(
      facts.map((f) => measures(f, { policy: defaultPolicy, now })),
      { policy: defaultPolicy, now, version: 1 },
    );
    const unhappy = facts.filter(({ satisfaction }) => {
      const newest = satisfaction.toSorted((p, q) => q.occurredAt - p.occurredAt)[0];
      return newest !== undefined && isUnhappy(newest);
    });
    expect(unhappy.length).toBeGreaterThan(100);
    for (const f of unhappy) {
      const { action, runnersUp } = scoreCustomer(f, {
        policy: defaultPolicy,
        model: fitted,
        now,
        currency: "GBP",
      }).next;
      expect(action?.key, f.customerId).toBe("resolve_detractor");
      for (const { key } of runnersUp) expect([...MENDING], f.customerId).toContain(key);
    }
  });
});
