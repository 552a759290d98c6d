import { describe, expect, test } from "vitest";
import { defaultPolicy, fitModel, measures } from "../../../shared/scoring/index.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { cronbachAlpha, reliabilityOf } from "../../../shared/scoring/trust/reliability.ts";
import { DIMENSIONS, questionnairesOf } from "../../../shared/scoring/trust/questionnaires.ts";
import {
  questionnaireSums,
  type QuestionnaireSums,
} from "../../../shared/scoring/trust/questionnaire-sums.ts";
import { sumsOf } from "../../../shared/scoring/trust/sums.ts";
import { fitTrustBook } from "../../../shared/scoring/trust/trust-book.ts";
import { customer, now } from "./some-facts.ts";

const policy = defaultPolicy.trust;

/** Sums of a customer with these answers overall, to no dimension in particular. */
function answered(values: readonly number[]): QuestionnaireSums {
  const none = sumsOf([]);
  const dimensions = { professionalism: none, expertise: none, rapport: none, benefit: none };
  return {
    overall: sumsOf(values),
    dimensions,
    complete: { total: none, items: dimensions },
    recent: null,
  };
}

describe("fitTrustBook", () => {
  test("finds mean, τ and σ when many customers answered", () => {
    const random = seeded(3);
    const customers = Array.from({ length: 2000 }, (_, i) => {
      const truth = 62 + 9 * random.normal();
      return answered(Array.from({ length: 1 + (i % 5) }, () => truth + 14 * random.normal()));
    });
    const { mean, between, within, questionnaires, fitted } = fitTrustBook(
      customers,
      policy,
    ).overall;
    expect([fitted, questionnaires]).toEqual([true, 6000]);
    expect(Math.abs(mean - 62)).toBeLessThan(0.7);
    expect(Math.abs(Math.sqrt(between) - 9)).toBeLessThan(0.5);
    expect(Math.abs(Math.sqrt(within) - 14)).toBeLessThan(0.3);
  });

  test("keeps the policy's priors until there are 30 questionnaires", () => {
    const book = (count: number) =>
      fitTrustBook(
        Array.from({ length: count }, (_, i) => answered([i % 2 === 0 ? 80 : 90])),
        policy,
      ).overall;
    expect(book(29)).toEqual({
      mean: policy.book.mean,
      between: policy.book.betweenDeviation ** 2,
      within: policy.book.withinDeviation ** 2,
      questionnaires: 29,
      fitted: false,
    });
    expect(book(30)).toMatchObject({ mean: expect.closeTo(85, 8), fitted: true });
  });

  test("takes half of the variance for moods when nobody answered twice", () => {
    const random = seeded(4);
    const values = Array.from({ length: 3000 }, () => 60 + 10 * random.normal());
    const { between, within } = fitTrustBook(
      values.map((value) => answered([value])),
      policy,
    ).overall;
    expect(Math.abs(within - 50)).toBeLessThan(3);
    expect(Math.abs(between - 50)).toBeLessThan(3);
  });

  test("stays above 0 in both variances when all answer alike", () => {
    const { between, within, mean } = fitTrustBook(
      Array.from({ length: 40 }, () => answered([70, 70])),
      policy,
    ).overall;
    expect(mean).toBeCloseTo(70, 8);
    expect(Math.min(between, within)).toBeGreaterThan(0);
  });

  test("is part of the model when the book's measures are fitted", () => {
    const population = Array.from({ length: 40 }, (_, i) =>
      measures(
        customer({
          customerId: `c${i}`,
          trust: [
            {
              source: i < 35 ? "customer" : "rep",
              occurredAt: now,
              answers: { professionalism: 4 + (i % 4), expertise: 4 + (i % 3), rapport: 5 },
            },
          ],
        }),
        { policy: defaultPolicy, now },
      ),
    );
    const { trust } = fitModel(population, { policy: defaultPolicy, now, version: 1 });
    expect(trust!.overall).toMatchObject({ fitted: true, questionnaires: 35 });
    expect(trust!.dimensions.benefit).toMatchObject({ fitted: false, questionnaires: 0 });
  });
});

describe("reliability", () => {
  test("gives Cronbach's α as its definition does", () => {
    // Four items of five people, worked by hand from eq. 2 of Cronbach 1951.
    const people = [
      [2, 3, 3, 4],
      [4, 4, 5, 4],
      [3, 3, 2, 3],
      [5, 4, 5, 5],
      [1, 2, 2, 2],
    ];
    const items = [0, 1, 2, 3].map((j) => sumsOf(people.map((row) => row[j]!)));
    const total = sumsOf(people.map((row) => row.reduce((sum, v) => sum + v, 0)));
    // Variances 2.5, 0.7, 2.3, 1.3, of the sums 23.2.
    expect(cronbachAlpha(items, total)).toBeCloseTo((4 / 3) * (1 - 6.8 / 23.2), 12);
  });

  test("of one question says that there are fewer than two items", () => {
    const one = sumsOf(Array.from({ length: 50 }, (_, i) => i));
    expect(reliabilityOf([one], one, 30)).toEqual({
      items: 1,
      questionnaires: 50,
      alpha: null,
      low: null,
      high: null,
      spearmanBrown: null,
      unknownBecause: "fewer_than_two_items",
    });
  });

  test("is told over the four questions with n, and not of a dimension alone", () => {
    const random = seeded(9);
    const customers = Array.from({ length: 80 }, () => {
      const level = 4 + random.normal();
      const answers = Object.fromEntries(
        DIMENSIONS.map((d) => [
          d,
          Math.min(7, Math.max(1, Math.round(level + 0.7 * random.normal()))),
        ]),
      );
      const facts = customer({ trust: [{ source: "customer", occurredAt: now, answers }] });
      return questionnaireSums(questionnairesOf(facts, policy), policy)!;
    });
    const { reliability } = fitTrustBook(customers, policy);
    expect(reliability.overall).toMatchObject({ items: 4, questionnaires: 80 });
    expect(reliability.overall.alpha).toBeGreaterThan(0.75);
    expect(reliability.overall.alpha).toBeLessThan(1);
    for (const d of DIMENSIONS)
      expect(reliability.dimensions[d]).toMatchObject({
        items: 1,
        questionnaires: 80,
        alpha: null,
        unknownBecause: "fewer_than_two_items",
      });
    expect(fitTrustBook(customers.slice(0, 29), policy).reliability.overall).toMatchObject({
      alpha: null,
      unknownBecause: "too_few_questionnaires",
    });
  });
});
