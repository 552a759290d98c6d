import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultPolicy,
  information,
  relationshipType,
  relationshipValue,
  type Facts,
} from "../../../shared/scoring/index.ts";
import { emotionalOf } from "../../../shared/scoring/relationship-value.ts";
import { DAY, dayOf } from "../../../shared/scoring/summarise.ts";
import { ago, anyFacts, customer, now } from "./some-facts.ts";

const policy = defaultPolicy.relationship;
const nothing = { answers: 0, comments: 0, referrals: 0, kinds: 0, amount: 0 };
const part = fc.option(fc.double({ min: 0, max: 100, noNaN: true }));
const email = (
  days: number,
  behaviours: Facts["interactions"][number]["behaviours"] = [],
): Facts["interactions"][number] => ({
  id: `email-${days}`,
  kind: "email",
  direction: "in",
  occurredAt: ago(days),
  behaviours,
});
const answer = (
  days: number,
  over: Partial<Facts["satisfaction"][number]> = {},
): Facts["satisfaction"][number] => ({
  id: `answer-${days}`,
  metric: "nps",
  value: 9,
  comment: null,
  source: "customer",
  occurredAt: ago(days),
  ...over,
});

const boughtOn = (daysAgo: number[]) =>
  daysAgo.map((days) => ({ day: dayOf(ago(days)), amount: 1000 }));

describe("relationshipValue", () => {
  const of = (over: Partial<Parameters<typeof relationshipValue>[0]>, weighed = policy) =>
    relationshipValue(
      { economic: null, trust: null, emotional: null, information: nothing, ...over },
      weighed,
    );
  const withoutInformation = { ...policy, weights: { ...policy.weights, information: 0 } };

  test("weighs the four parts by the policy when all are known", () => {
    const { total, factors } = of({
      economic: 90,
      trust: 70,
      emotional: { score: 80, change: null, source: "customer" },
      information: { ...nothing, amount: 3 },
    })!;
    expect(total).toBeCloseTo(0.4 * 90 + 0.25 * 70 + 0.2 * 80 + 0.15 * 50, 5);
    expect(factors.map((f) => f.code)).toEqual([
      "relationship_economic",
      "relationship_trust",
      "relationship_emotional",
      "relationship_information",
    ]);
  });

  test("gives the weight of what is not known to the rest, and is not known when nothing is", () => {
    const known = { economic: 90, trust: 50 };
    expect(of({ economic: 90 }, withoutInformation)!.total).toBe(90);
    expect(of(known, withoutInformation)!.total).toBeCloseTo((40 * 90 + 25 * 50) / 65, 5);
    expect(of({})).toBeNull();
  });

  test("keeps the weight of information when nothing was learned, and rises with the first of it", () => {
    const learned = (amount: number) =>
      of({ economic: 90, information: { ...nothing, amount } })!.total;
    expect(learned(0)).toBeCloseTo((40 * 90) / 55, 5);
    expect(learned(1)).toBeGreaterThan(learned(0));
  });

  test("counts half of the change of satisfaction, within 0 to 100", () => {
    const emotional = (score: number, change: number | null) =>
      of({ emotional: { score, change, source: "customer" } }, withoutInformation)!.total;
    expect(emotional(60, 20)).toBe(70);
    expect(emotional(60, -20)).toBe(50);
    expect(emotional(95, 40)).toBe(100);
    expect(emotional(60, 0)).toBe(60);
  });

  test("goes by the customer's own word, and by a rep's where there is none", () => {
    const side = (score: number | null) => ({ score, change: null, explanation: null, latest: [] });
    expect(emotionalOf({ customer: side(80), rep: side(20) })).toEqual({
      score: 80,
      change: null,
      source: "customer",
    });
    expect(emotionalOf({ customer: side(null), rep: side(20) })).toEqual({
      score: 20,
      change: null,
      source: "rep",
    });
    expect(emotionalOf({ customer: side(null), rep: side(null) })).toBeNull();
  });

  test("stays within 0 to 100, adds up, and never falls when a part rises", () => {
    fc.assert(
      fc.property(
        part,
        part,
        part,
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (economic, trust, score, amount, more) => {
          const parts = {
            economic,
            trust,
            emotional: score === null ? null : { score, change: null, source: "rep" as const },
            information: { ...nothing, amount },
          };
          const explanation = relationshipValue(parts, policy);
          if (explanation === null) return;
          expect(explanation.total).toBeGreaterThanOrEqual(0);
          expect(explanation.total).toBeLessThanOrEqual(100);
          expect(explanation.factors.reduce((sum, f) => sum + f.points, explanation.base)).toBe(
            explanation.total,
          );
          if (trust !== null)
            expect(
              relationshipValue({ ...parts, trust: Math.min(100, trust + more) }, policy)!.total,
            ).toBeGreaterThanOrEqual(explanation.total);
          expect(
            relationshipValue(
              { ...parts, information: { ...nothing, amount: amount + more } },
              policy,
            )!.total,
          ).toBeGreaterThanOrEqual(explanation.total);
        },
      ),
    );
  });
});

describe("information", () => {
  const of = (over: Partial<Facts>, categories = 0) =>
    information(customer(over), categories, now, policy);

  test("counts answers, comments and referrals less with age, and each kind of thing known once", () => {
    expect(of({})).toEqual(nothing);
    expect(of({ satisfaction: [answer(0, { comment: "Quick" })] })).toEqual({
      answers: 1,
      comments: 1,
      referrals: 0,
      kinds: 1,
      amount: 3,
    });
    expect(of({ satisfaction: [answer(policy.informationHalfLifeDays)] }).amount).toBe(1.5);
    expect(of({ interactions: [email(0, ["referral_given"])] }, 2)).toEqual({
      answers: 0,
      comments: 0,
      referrals: 1,
      kinds: 2,
      amount: 3,
    });
    expect(
      of({ trust: [{ source: "customer", occurredAt: now, answers: { rapport: 6 } }] }),
    ).toMatchObject({ answers: 1, kinds: 1, amount: 2 });
  });

  test("does not count what reps said themselves", () => {
    expect(
      of({
        satisfaction: [answer(0, { source: "rep", comment: "Friendly" })],
        trust: [{ source: "rep", occurredAt: now, answers: { rapport: 6 } }],
      }),
    ).toEqual(nothing);
  });
});

describe("relationshipType", () => {
  const of = (over: Partial<Facts>, ...purchaseDays: number[]) =>
    relationshipType(customer(over), boughtOn(purchaseDays), defaultPolicy, now);

  test.each<[string, string, Partial<Facts>, number[]]>([
    ["transactional", "they buy and that is all", {}, [5, 30, 60]],
    [
      "relational",
      "contact outweighs purchases",
      { interactions: [email(1), email(2), email(3)] },
      [5],
    ],
    [
      "relational",
      "they answered the trust questionnaire",
      { trust: [{ source: "customer", occurredAt: ago(3), answers: { rapport: 6 } }] },
      [5, 30],
    ],
    [
      "experiential",
      "what they said outweighs the rest",
      { satisfaction: [answer(3), answer(40)], interactions: [email(4)] },
      [5, 30],
    ],
    [
      "experiential",
      "contacts are complaints",
      { interactions: [email(1, ["complaint_unsolved"]), email(2, ["complaint_solved"])] },
      [5],
    ],
    [
      "relational",
      "purchases are long ago and contact is not",
      { interactions: [email(1), email(2)] },
      [2000, 2100, 2200, 2300],
    ],
  ])("is %s when %s", (type, _when, facts, days) => {
    expect(of(facts, ...days)!.type).toBe(type);
  });

  test("is the plainest when evidence is equal, and not known without any", () => {
    // Purchases count from the beginning of their day.
    expect(of({ interactions: [{ ...email(5), occurredAt: dayOf(ago(5)) * DAY }] }, 5)!.type).toBe(
      "transactional",
    );
    expect(of({})).toBeNull();
    expect(of({ interactions: [{ ...email(5), kind: "note" }] })).toBeNull();
  });

  test("explains itself by shares that add up to 100, whatever the facts and their age", () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 20 }),
        (facts, days) => {
          const lives = relationshipType(facts, boughtOn(days), defaultPolicy, now);
          if (lives === null) return;
          const { base, factors, total, evidence } = lives.typeExplanation;
          expect(total).toBe(100);
          expect(factors.reduce((sum, f) => sum + f.points, base)).toBe(100);
          const share = (type: string) =>
            factors
              .filter((f) => f.parameters!["type"] === type)
              .reduce((sum, f) => sum + f.points, 0);
          for (const type of ["transactional", "relational", "experiential"])
            expect(share(lives.type)).toBeGreaterThanOrEqual(share(type) - 1e-4);
          expect(evidence).toBeGreaterThan(0);
        },
      ),
    );
  });
});
