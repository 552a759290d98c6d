import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  behavioursSeen,
  defaultPolicy,
  dueOf,
  type PromiseFact,
  settlementOf,
} from "../../../shared/scoring/index.ts";
import { openSince } from "../../../shared/scoring/actions/situation.ts";
import { knownBy } from "../../../shared/scoring/known-by.ts";
import { ourEvidence } from "../../../shared/scoring/trust/our-evidence.ts";
import { ago, anyFacts, customer, now } from "./some-facts.ts";

type Outcome = PromiseFact["outcomes"][number];
const outcome = (over: Partial<Outcome> = {}): Outcome => ({
  id: "outcome",
  outcome: "kept",
  dueOn: null,
  occurredAt: ago(1),
  ...over,
});
const promise = (outcomes: Outcome[], over: Partial<PromiseFact> = {}): PromiseFact => ({
  id: "promise",
  what: "Send the terms",
  dueOn: "2026-11-20",
  occurredAt: ago(3),
  userId: "robin",
  outcomes,
  ...over,
});
const moved = (dueOn: string) => outcome({ outcome: "moved", dueOn });

describe("a promise", () => {
  test("is due on the day it was moved to last, and on the first one when it never was", () => {
    expect(dueOf(promise([]))).toBe("2026-11-20");
    expect(dueOf(promise([moved("2026-11-27"), moved("2026-11-24"), outcome()]))).toBe(
      "2026-11-24",
    );
  });

  test("is settled by what ended it, and by no move", () => {
    expect(settlementOf(promise([moved("2026-11-27")]))).toBe(undefined);
    expect(settlementOf(promise([moved("2026-11-27"), outcome()]))).toEqual(outcome());
  });

  test("is the same evidence as the behaviour logged in a thread of its own", () => {
    const settle = fc.constantFrom("kept" as const, "not_kept" as const);
    const day = fc.integer({ min: 0, max: 900 });
    const settled = fc.array(fc.tuple(settle, day), { maxLength: 5 });
    fc.assert(
      fc.property(anyFacts, settled, (facts, ends) => {
        const promises = ends.map(([end, days], at) =>
          promise([outcome({ outcome: end, occurredAt: ago(days) })], { id: `p${at}` }),
        );
        const logs = ends.map(([end, days], at) => ({
          id: `p${at}`,
          kind: "note" as const,
          direction: null,
          occurredAt: ago(days),
          behaviours: [end === "kept" ? ("promise_kept" as const) : ("promise_broken" as const)],
          thread: `p${at}`,
        }));
        const interactions = [...facts.interactions, ...logs];
        expect(ourEvidence({ ...facts, promises }, defaultPolicy)).toEqual(
          ourEvidence({ ...facts, interactions }, defaultPolicy),
        );
      }),
    );
  });

  test("asks for repair until one is kept after it was broken", () => {
    const broken = promise([outcome({ outcome: "not_kept", occurredAt: ago(9) })]);
    const kept = promise([outcome({ occurredAt: ago(2) })], { id: "later" });
    const since = (...promises: PromiseFact[]) =>
      openSince(customer({ promises }), "promise_broken", "promise_kept", 60, now, "UTC");
    expect(since(broken)).toBe(9);
    expect(since(broken, kept)).toBe(null);
  });

  test("counts for nothing before its end was noted", () => {
    const facts = customer({
      promises: [promise([outcome({ occurredAt: now + 5 * 86_400_000 })])],
    });
    expect(behavioursSeen(knownBy(facts, now))).toEqual([]);
    expect(behavioursSeen(knownBy(facts, now + 6 * 86_400_000))).toHaveLength(1);
  });
});
