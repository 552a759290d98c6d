import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PurchaseModelName } from "../../../shared/contract/fields.ts";
import { scores as schema, type Explanation, type Scores } from "../../../shared/contract/card.ts";
import {
  defaultPolicy,
  scoreCustomer,
  scoreForReview,
  type Facts,
} from "../../../shared/scoring/index.ts";
import { dayOf } from "../../../shared/scoring/summarise.ts";
import { book, modelOf } from "./a-book.ts";
import { ago, anyFacts, customer, DAY, now, purchases } from "./some-facts.ts";

const facts = book(300);
const model = modelOf(facts);
const context = { policy: defaultPolicy, model, now, currency: "GBP" };
const without = { ...context, model: modelOf([], 0) };
const score = (f: Facts) => scoreCustomer(f, context);

/** Every explanation of a card with the figure that it explains. */
function explanationsOf(s: Scores): [Explanation, number | null][] {
  const all: [Explanation | null | undefined, number | null | undefined][] = [
    [s.tier.explanation, s.tier.score],
    [s.trust.explanation, s.trust.score],
    [s.trust.ours!.explanation, s.trust.ours!.score],
    [s.value.explanation, s.value.lifetimeValue],
    [s.rfm?.explanation, s.rfm && s.rfm.recency + s.rfm.frequency + s.rfm.monetary],
    [s.stage.explanation, s.stage.explanation.total],
    ...[s.satisfaction.customer, s.satisfaction.rep].map(
      (side): [Explanation | null, number | null] => [side.explanation, side.score],
    ),
    [s.loyalty?.explanation, s.loyalty?.score],
    [s.relationship.explanation, s.relationship.score],
    [s.relationship.typeExplanation, 100],
    [s.cluster?.explanation, s.cluster?.explanation.total],
    ...[s.next.action, ...s.next.runnersUp].map(
      (a): [Explanation | null | undefined, number | null | undefined] => [
        a?.explanation,
        a?.worth,
      ],
    ),
  ];
  return all.flatMap(([explanation, figure]) =>
    explanation ? [[explanation, figure ?? null] as [Explanation, number | null]] : [],
  );
}

describe("scoreCustomer", () => {
  test("answers what the contract asks for and explanations that add up exactly, whatever the facts", () => {
    fc.assert(
      fc.property(anyFacts, fc.boolean(), (f, fitted) => {
        const scores = scoreCustomer(f, fitted ? context : without);
        expect(schema.parse(scores)).toEqual(scores);
        for (const [explanation, figure] of explanationsOf(scores)) {
          expect(
            explanation.factors.reduce((sum, factor) => sum + factor.points, explanation.base),
          ).toBe(explanation.total);
          expect(explanation.total).toBe(figure);
        }
        expect(JSON.parse(JSON.stringify(scores))).toEqual(scores);
      }),
      { numRuns: 300 },
    );
  });

  test("tells weights that add up to one in every explanation that has any, whatever the facts", () => {
    fc.assert(
      fc.property(anyFacts, (f) => {
        for (const [{ factors }] of explanationsOf(score(f))) {
          const weights = factors.flatMap(({ parameters }) =>
            typeof parameters?.["weight"] === "number" ? [parameters["weight"]] : [],
          );
          if (weights.length > 0)
            expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("answers the same to the last digit when facts come in another order", () => {
    fc.assert(
      fc.property(anyFacts, (f) => {
        const turned: Facts = {
          ...f,
          transactions: f.transactions.toReversed(),
          interactions: f.interactions.toReversed(),
          satisfaction: f.satisfaction.toReversed(),
          trust: f.trust.toReversed(),
          outcomes: f.outcomes.toReversed(),
        };
        expect(score(turned)).toEqual(score(f));
      }),
    );
  });

  test("leaves its arguments as they were", () => {
    const [policy, fitted] = [structuredClone(defaultPolicy), structuredClone(model)];
    for (const f of facts.slice(0, 20)) {
      const before = structuredClone(f);
      score(f);
      expect(f).toEqual(before);
    }
    expect(defaultPolicy).toEqual(policy);
    expect(model).toEqual(fitted);
  });

  test("says not known yet, never 0, 50 or 100, when there are no facts", () => {
    const scores = score(customer());
    expect(scores).toMatchObject({
      tier: { tier: "potential", score: null, explanation: null },
      trust: { score: null, low: null, high: null, change: null, explanation: null },
      value: {
        lifetimeValue: null,
        expectedPurchases: null,
        probabilityAlive: null,
        explanation: null,
      },
      rfm: null,
      stage: { stage: "prospect" },
      satisfaction: { customer: { score: null, latest: [] }, rep: { score: null, latest: [] } },
      next: { action: null, runnersUp: [] },
    });
    expect(scores.trust.dimensions.map((d) => d.score)).toEqual([null, null, null, null]);
  });

  test("grades nobody when there is no book to compare with", () => {
    const scores = scoreCustomer(customer({ transactions: purchases(90, 40, 10) }), without);
    expect(scores.tier).toEqual({ tier: "mid", score: null, explanation: null });
    expect(scores.rfm).toBeNull();
    expect(scores.value).toMatchObject({
      lifetimeValue: null,
      probabilityAlive: null,
      identified: false,
    });
  });

  test("keeps P(alive) to itself when the model says 1 by construction, as before the first repeat purchase", () => {
    const once = customer({ transactions: purchases(30) });
    const by = (name: PurchaseModelName) => {
      const { parameters } = model.compared.find((c) => c.model === name)!;
      return scoreCustomer(once, {
        ...context,
        model: { ...model, purchases: { model: name, parameters: parameters! } },
      }).value;
    };
    expect(by("bg_nbd")).toMatchObject({
      model: "bg_nbd",
      probabilityAlive: null,
      identified: true,
    });
    expect(by("nbd").probabilityAlive).toBeNull();
    for (const name of ["mbg_nbd", "pareto_nbd"] as const)
      expect(by(name).probabilityAlive).toBeLessThan(1);
    for (const name of ["bg_nbd", "mbg_nbd", "pareto_nbd", "nbd"] as const)
      expect(by(name).lifetimeValue).toBeGreaterThan(0);
  });

  test("counts a customer whose purchases were all refunded the same day as a prospect", () => {
    const [bought] = purchases(20);
    const refund = { ...bought!, orderId: "refund", amount: -10_000, kind: "refund" as const };
    expect(score(customer({ transactions: [bought!, refund] }))).toMatchObject({
      tier: { tier: "potential" },
      stage: { stage: "prospect" },
      rfm: null,
    });
  });

  test("carries every measure when there is something to say of all of them", () => {
    const scores = score({
      ...customer({
        transactions: facts.find((f) => f.transactions.length > 30)!.transactions,
        interactions: facts.find((f) => f.interactions.length > 0)!.interactions,
      }),
      satisfaction: [
        {
          id: "a",
          metric: "nps",
          value: 9,
          comment: "Quick",
          source: "customer",
          occurredAt: ago(120),
        },
        { id: "b", metric: "nps", value: 3, comment: null, source: "customer", occurredAt: ago(4) },
      ],
      trust: [{ source: "customer", occurredAt: ago(10), answers: { rapport: 6 } }],
    });
    for (const [part, value] of Object.entries(scores))
      if (part !== "affinity") expect(value, part).not.toBeNull();
    expect(scores.relationship.explanation!.factors.map((f) => f.code)).toEqual([
      "relationship_economic",
      "relationship_trust",
      "relationship_emotional",
      "relationship_trend",
      "relationship_information",
    ]);
    expect(scores.warning!.signs.map((s) => s.code)).toContain("satisfaction_fell");
    expect(scores.satisfaction.customer.change).toBeLessThan(-15);
  });

  test("leaves no trace of a withdrawn fact", () => {
    // Whatever was known and withdrawn meanwhile, in facts or in the book: the same facts score the
    // same.
    fc.assert(
      fc.property(anyFacts, anyFacts, (f, withdrawn) => {
        const before = score(f);
        score({
          ...f,
          transactions: [...f.transactions, ...withdrawn.transactions],
          interactions: [...f.interactions, ...withdrawn.interactions],
          satisfaction: [...f.satisfaction, ...withdrawn.satisfaction],
          trust: [...f.trust, ...withdrawn.trust],
          outcomes: [...f.outcomes, ...withdrawn.outcomes],
        });
        expect(score(f)).toEqual(before);
        expect(score(structuredClone(f))).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  test("leaves facts dated far ahead out until they come", () => {
    const ahead = purchases(-30);
    expect(score(customer({ transactions: ahead })).stage.stage).toBe("prospect");
    expect(
      scoreCustomer(customer({ transactions: ahead }), { ...context, now: now + 31 * DAY }).stage
        .stage,
    ).toBe("new");
  });

  test("gives equal customers equal tiers and the book the policy's shares", () => {
    const tiers = facts.map((f) => score(f).tier);
    const twin = score({ ...facts[5]!, customerId: "00000000-0000-4000-8000-00000000ffff" }).tier;
    expect(twin).toEqual(tiers[5]);
    const share = (name: string) => tiers.filter((t) => t.tier === name).length / tiers.length;
    expect(share("high")).toBeCloseTo(0.2, 1);
    expect(share("mid")).toBeCloseTo(0.3, 1);
    expect(share("low")).toBeCloseTo(0.5, 1);
  });

  test("settles within sixty days of reviews of the same facts whatever the tier before", () => {
    const tier = fc.constantFrom("high" as const, "mid" as const, "low" as const, null);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: facts.length - 1 }), tier, (at, previousTier) => {
        let last = scoreForReview({ ...facts[at]!, previousTier }, context);
        const first = dayOf(context.now);
        expect(last.scores.tier.tier === last.plainTier).toBe(last.standing.beyond === null);
        if (last.standing.beyond !== null) expect(last.standing.beyond.since).toBe(first);
        // The same figures, 60 days on: as if the customer had begun to stand there before.
        last = scoreForReview(
          {
            ...facts[at]!,
            previousTier: last.scores.tier.tier,
            tierBeyond: last.standing.beyond && {
              ...last.standing.beyond,
              since: first - context.policy.tier.settleDays,
            },
          },
          context,
        );
        expect(last.scores.tier.tier).toBe(last.plainTier);
      }),
    );
  });

  test("calls a long-silent regular churned when the chance is known, at risk when it is not", () => {
    expect(model.identified).toBe(true);
    const silent = customer({
      transactions: purchases(...Array.from({ length: 20 }, (_, i) => 400 + 10 * i)),
    });
    expect(score(silent).stage.stage).toBe("churned");
    expect(
      scoreCustomer(silent, {
        ...context,
        model: { ...model, identified: false, chance: null },
      }),
    ).toMatchObject({
      stage: { stage: "at_risk" },
      value: { probabilityAlive: null, identified: false, chance: null },
    });
  });

  test("shows the newest three answers of each side apart", () => {
    const satisfaction = [1, 2, 3, 4, 5].map((value) => ({
      id: `00000000-0000-4000-8000-00000000000${value}`,
      metric: "csat" as const,
      value,
      comment: null,
      source: "customer" as const,
      occurredAt: ago(10 - value),
    }));
    const { satisfaction: shown } = score(
      customer({
        satisfaction: [
          ...satisfaction,
          { ...satisfaction[0]!, id: "00000000-0000-4000-8000-000000000009", source: "rep" },
        ],
      }),
    );
    expect(shown.customer.latest.map((a) => a.value)).toEqual([5, 4, 3]);
    expect(shown.rep.latest.map((a) => a.value)).toEqual([1]);
    expect(shown.rep.score).toBe(0);
  });
});
