import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  actionKeys,
  defaultPolicy,
  scoreCustomer,
  scoreForReview,
  type Facts,
  type Model,
} from "../../../shared/scoring/index.ts";
import { isHeldOut } from "../../../shared/scoring/actions/hold-out.ts";
import { book, modelOf } from "./a-book.ts";
import { ago, anyFacts, customer, DAY, now, purchases } from "./some-facts.ts";

const fitted = modelOf(book(300));
const alarms = (count: number): Model => ({
  ...fitted,
  actions: {
    byKey: Object.fromEntries(
      defaultPolicy.actions.catalogue.map(({ key }) => [
        key,
        { alarms: count, tries: 0, heldBack: 0, all: null, other: null, groups: [] },
      ]),
    ),
    scales: [],
  },
});
const score = (facts: Facts, model: Model, share = 0.1, at = now) =>
  scoreForReview(facts, {
    policy: { ...defaultPolicy, actions: { ...defaultPolicy.actions, holdOutShare: share } },
    model,
    now: at,
    currency: "GBP",
  });
/** Bought every 18 days, silent for 45: a call is next. */
const silent = (id: number): Facts =>
  customer({
    customerId: `customer-${id}`,
    transactions: purchases(...Array.from({ length: 20 }, (_, i) => 45 + 18 * i)),
  });

describe("the hold-out", () => {
  test("is a tenth of the customers, independent between actions", () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `customer-${i}`);
    const out = (key: string) => ids.filter((id) => isHeldOut(id, key, 0.1));
    const [calls, offers] = [out("call_before_lapse"), out("low_touch_offer")];
    // Within four standard errors of 10 % and of 1 %.
    expect(Math.abs(calls.length / ids.length - 0.1)).toBeLessThan(0.0085);
    const both = calls.filter((id) => offers.includes(id)).length / ids.length;
    expect(Math.abs(both - 0.01)).toBeLessThan(0.0029);
  });

  test("keeps who is out when the share grows, and lets nobody out of none", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.double({ min: 0, max: 1, noNaN: true }), (id, share) => {
        if (isHeldOut(id, "greeting", share)) expect(isHeldOut(id, "greeting", 1)).toBe(true);
        expect(isHeldOut(id, "greeting", 0)).toBe(false);
      }),
    );
  });

  test("begins when the action has come up 200 times in the book", () => {
    const held = (count: number) =>
      Array.from({ length: 300 }, (_, id) => score(silent(id), alarms(count))).filter(
        ({ scores }) => scores.next.action?.key !== "call_before_lapse",
      ).length;
    expect(held(199)).toBe(0);
    expect(held(200)).toBeGreaterThan(10);
    expect(held(200)).toBeLessThan(60);
  });

  test("shows the next action in its place, nowhere the one held back, and records both", () => {
    const held = Array.from({ length: 300 }, (_, id) => silent(id)).find(({ customerId }) =>
      actionKeys.every((key) => isHeldOut(customerId, key, 0.1) === (key === "call_before_lapse")),
    )!;
    const { scores, exposures, atTurn } = score(held, alarms(200));
    const { action, runnersUp } = scores.next;
    expect([action, ...runnersUp].map((a) => a?.key)).not.toContain("call_before_lapse");
    expect(atTurn).toEqual(["call_before_lapse", action!.key]);
    expect(exposures).toEqual([
      {
        action: "call_before_lapse",
        occurredAt: now,
        shown: false,
        propensity: 0.9,
        tier: scores.tier.tier,
        stage: scores.stage.stage,
        expectedAmount: exposures[1]!.expectedAmount,
      },
      expect.objectContaining({ action: action!.key, shown: true, propensity: 0.9 }),
    ]);
    expect(exposures[0]!.expectedAmount).toBeGreaterThan(0);
  });

  test("shows the same to a customer in every review, whatever the facts", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const next = (version: number) => score(facts, { ...alarms(500), version }).scores.next;
        expect(next(1)).toEqual(next(7));
      }),
      { numRuns: 100 },
    );
  });

  test("holds an answer to a grievance and a broken promise back from nobody", () => {
    for (let id = 0; id < 60; id++) {
      const facts: Facts = {
        ...silent(id),
        interactions: [
          {
            id: "i",
            kind: "call",
            direction: "in",
            occurredAt: ago(3),
            behaviours: id % 2 ? ["complaint_unsolved"] : ["promise_broken"],
          },
        ],
      };
      const { scores, exposures } = score(facts, alarms(1000), 0.9);
      expect(scores.next.action?.key).toBe(id % 2 ? "solve_complaint" : "repair_promise");
      expect(exposures).toMatchObject([{ shown: true, propensity: 1 }]);
    }
  });
});

describe("exposures", () => {
  const facts = silent(1);
  const first = score(facts, fitted);
  const [exposure] = first.exposures;

  test("are recorded once, when an action comes to be next", () => {
    expect(exposure).toMatchObject({ action: "call_before_lapse", shown: true, propensity: 1 });
    const known = { ...facts, exposures: first.exposures, atTurn: first.atTurn };
    expect(score(known, fitted, 0.1, now + DAY).exposures).toEqual([]);
    // Still next after the effect's days: still the same recommendation.
    expect(score(known, fitted, 0.1, now + 3 * DAY).atTurn).toEqual(first.atTurn);
  });

  test("are recorded again when it comes back after the effect's days, and not before", () => {
    const known = (days: number): Facts => ({
      ...facts,
      exposures: [{ ...exposure!, occurredAt: now - days * DAY }],
      atTurn: ["greeting"],
    });
    expect(score(known(30), fitted).exposures).toEqual([]);
    expect(score(known(91), fitted).exposures).toEqual([]);
    expect(score(known(92), fitted).exposures).toHaveLength(1);
  });

  test("are not recorded again while the action stays next, however long", () => {
    const known: Facts = {
      ...facts,
      exposures: [{ ...exposure!, occurredAt: now - 300 * DAY }],
      atTurn: first.atTurn,
    };
    expect(score(known, fitted).exposures).toEqual([]);
  });

  test("expect what the value expects of the same days", () => {
    // Over a year: four times the 90 days, less what leaves meanwhile.
    const { value } = scoreCustomer(facts, {
      policy: defaultPolicy,
      model: fitted,
      now,
      currency: "GBP",
    });
    const quarter = exposure!.expectedAmount / (value.lifetimeValue! / 4);
    expect(quarter).toBeGreaterThan(0.9);
    expect(quarter).toBeLessThan(1.5);
  });
});
