/** Facts for tests: a customer of whom nothing is known, and arbitrary ones. */
import fc from "fast-check";
import { behaviour, direction, interactionKind } from "../../../shared/contract/fields.ts";
import type { Facts, Transaction } from "../../../shared/scoring/index.ts";

export const DAY = 86_400_000;
export const now = Date.UTC(2026, 10, 21, 12);
export const ago = (days: number): number => now - days * DAY;

export const customer = (over: Partial<Facts> = {}): Facts => ({
  customerId: "0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
  createdAt: ago(1000),
  transactions: [],
  interactions: [],
  satisfaction: [],
  trust: [],
  outcomes: [],
  previousTier: null,
  tierBeyond: null,
  ...over,
});

/** Purchases of 100.00 so many days ago. */
export const purchases = (...daysAgo: number[]): Transaction[] =>
  daysAgo.map((days) => ({
    orderId: `order-${days}`,
    occurredAt: ago(days),
    amount: 10_000,
    category: null,
    kind: "purchase",
  }));

const when = fc.integer({ min: 0, max: 1200 * 24 }).map((hours) => now - hours * 3_600_000);
const answer = fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined });
const tierBefore = fc.constantFrom(
  null,
  "high" as const,
  "mid" as const,
  "low" as const,
  "potential" as const,
);
const beyond = fc.record({
  since: fc.integer({ min: 20_000, max: 20_778 }),
  tier: fc.constantFrom("high" as const, "mid" as const, "low" as const),
});
const source = fc.constantFrom("customer" as const, "rep" as const);

export const anyFacts: fc.Arbitrary<Facts> = fc.record({
  customerId: fc.uuid(),
  createdAt: fc.constant(ago(1200)),
  transactions: fc.array(
    fc.record({
      orderId: fc.integer({ min: 1, max: 20 }).map(String),
      occurredAt: when,
      amount: fc.integer({ min: -50_000, max: 200_000 }),
      category: fc.constantFrom(null, "valves", "ropes", "paint"),
      kind: fc.constantFrom("purchase" as const, "refund" as const, "renewal" as const),
    }),
    { maxLength: 25 },
  ),
  interactions: fc.array(
    fc.record({
      id: fc.uuid(),
      kind: fc.constantFrom(...interactionKind.options),
      direction: fc.constantFrom(null, ...direction.options),
      occurredAt: when,
      behaviours: fc.uniqueArray(fc.constantFrom(...behaviour.options), { maxLength: 3 }),
      thread: fc.constantFrom(undefined, null, "a", "b"),
    }),
    { maxLength: 12 },
  ),
  satisfaction: fc.array(
    fc.oneof(
      ...(
        [
          ["nps", 0, 10],
          ["csat", 1, 5],
          ["ces", 1, 7],
        ] as const
      ).map(([metric, min, max]) =>
        fc.record({
          id: fc.uuid(),
          metric: fc.constant(metric),
          value: fc.integer({ min, max }),
          comment: fc.constantFrom(null, "Quick and friendly"),
          source,
          occurredAt: when,
        }),
      ),
    ),
    { maxLength: 8 },
  ),
  trust: fc.array(
    fc.record({
      source,
      occurredAt: when,
      answers: fc.record({
        professionalism: answer,
        expertise: answer,
        rapport: answer,
        benefit: answer,
      }),
    }),
    { maxLength: 5 },
  ),
  outcomes: fc.array(
    fc.record({
      action: fc.constantFrom(
        "ask_trust",
        "greeting",
        "win_back",
        "call_before_lapse",
        "low_touch_offer",
        "cross_sell",
      ),
      outcome: fc.constantFrom("done" as const, "later" as const, "not_useful" as const),
      reason: fc.constant(null),
      occurredAt: when,
    }),
    { maxLength: 4 },
  ),
  previousTier: tierBefore,
  tierBeyond: fc.option(beyond),
});
