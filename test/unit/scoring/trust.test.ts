import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultPolicy,
  fitModel,
  measures,
  scoreCustomer,
  trust,
  type Facts,
} from "../../../shared/scoring/index.ts";
import { unknownTrustBook } from "../../../shared/scoring/trust/trust-book.ts";
import { anyFacts, ago, customer, now, purchases } from "./some-facts.ts";

const book = unknownTrustBook(defaultPolicy.trust);
const of = (facts: Partial<Facts>) => trust(customer(facts), book, defaultPolicy, now);

/** Everything that a rep can log of trust: assessments, and interactions with behaviours. */
const repLogs = anyFacts.map(({ interactions, trust }) => ({
  interactions,
  trust: trust.map((one) => ({ ...one, source: "rep" as const })),
}));
const isTheirs = ({ source }: { source: string }) => source === "customer";

describe("trust", () => {
  test("moves the customer's figure by 0 when a rep logs any number of things", () => {
    fc.assert(
      fc.property(anyFacts, fc.array(repLogs, { maxLength: 4 }), (facts, logs) => {
        const own: Facts = { ...facts, interactions: [], trust: facts.trust.filter(isTheirs) };
        const logged: Facts = {
          ...facts,
          interactions: [...facts.interactions, ...logs.flatMap((log) => log.interactions)],
          trust: [...facts.trust, ...logs.flatMap((log) => log.trust)],
        };
        const { ours: _before, ...before } = trust(own, book, defaultPolicy, now);
        const { ours: _after, ...after } = trust(logged, book, defaultPolicy, now);
        expect(after).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test("is not voted on in warnings, relationship value and segments when a rep logs anything", () => {
    const context = (population: Facts[]) => ({
      policy: defaultPolicy,
      now,
      currency: "GBP",
      model: fitModel(
        population.map((one) => measures(one, { policy: defaultPolicy, now })),
        { policy: defaultPolicy, now, version: 1 },
      ),
    });
    fc.assert(
      fc.property(anyFacts, repLogs, (facts, log) => {
        const plain = { ...facts, trust: facts.trust.filter(isTheirs) };
        const voted = { ...plain, trust: [...plain.trust, ...log.trust] };
        const [before, after] = [plain, voted].map((one) => scoreCustomer(one, context([one])));
        const trustPart = (scores: typeof before) =>
          scores!.relationship.explanation?.factors.filter((f) => f.code === "relationship_trust");
        expect(trustPart(after)).toEqual(trustPart(before));
        expect(after!.warning).toEqual(before!.warning);
        expect(context([voted]).model.trust).toEqual(context([plain]).model.trust);
        const sums = [plain, voted].map((one) => measures(one, { policy: defaultPolicy, now }));
        expect(sums[1]!.questionnaires).toEqual(sums[0]!.questionnaires);
      }),
      { numRuns: 60 },
    );
  });

  test("is not known yet, and ours is shown as ours, when the customer never answered", () => {
    const scored = of({
      trust: [{ source: "rep", occurredAt: now, answers: { rapport: 7, benefit: 7 } }],
    });
    expect(scored).toMatchObject({ score: null, low: null, high: null, explanation: null });
    expect(scored.dimensions.map((d) => [d.score, d.evidence])).toEqual(
      Array.from({ length: 4 }, () => [null, 0]),
    );
    expect(scored.ours!.score).toBeGreaterThan(50);
  });

  test("leaves ours alone when the customer answers", () => {
    const answered = of({
      trust: [{ source: "customer", occurredAt: now, answers: { rapport: 7 } }],
    });
    expect(answered.ours!.score).toBeNull();
    expect(answered.score).toBeGreaterThan(50);
  });

  test("warns of a fall in trust when the customer's own answers fell, not when ours did", () => {
    const answer = (days: number, rapport: number, source: "customer" | "rep") => ({
      source,
      occurredAt: ago(days),
      answers: { rapport, benefit: rapport, expertise: rapport, professionalism: rapport },
    });
    const model = fitModel([], { policy: defaultPolicy, now, version: 1 });
    const signs = (source: "customer" | "rep") =>
      scoreCustomer(
        customer({
          transactions: purchases(40, 10),
          trust: [answer(200, 7, source), answer(5, 2, source)],
        }),
        { policy: defaultPolicy, model, now, currency: "GBP" },
      ).warning?.signs.map((sign) => sign.code) ?? [];
    expect(signs("customer")).toContain("trust_fell");
    expect(signs("rep")).not.toContain("trust_fell");
  });
});
