import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy, trust, type TrustBook } from "../../../shared/scoring/index.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { DIMENSIONS, questionnairesOf } from "../../../shared/scoring/trust/questionnaires.ts";
import { questionnaireSums } from "../../../shared/scoring/trust/questionnaire-sums.ts";
import { fitTrustBook, unknownTrustBook } from "../../../shared/scoring/trust/trust-book.ts";
import { ago, anyFacts, customer, DAY, now } from "./some-facts.ts";

const policy = defaultPolicy.trust;
const unknown = unknownTrustBook(policy);
const scale = { mean: 60, between: 100, within: 144, questionnaires: 500, fitted: true };
const book: TrustBook = {
  ...unknown,
  overall: scale,
  dimensions: { professionalism: scale, expertise: scale, rapport: scale, benefit: scale },
};
/** A questionnaire with the same answer to all four questions. */
const all = (answer: number, days = 0) => ({
  source: "customer" as const,
  occurredAt: ago(days),
  answers: { professionalism: answer, expertise: answer, rapport: answer, benefit: answer },
});
const of = (...answered: ReturnType<typeof all>[]) =>
  trust(customer({ trust: answered }), book, defaultPolicy, now);

describe("customerTrust", () => {
  test("is m + B(ȳ − m) ± 1.645·√(τ²(1 − B)) with B = τ²/(τ² + σ²/n) when answers are fresh", () => {
    for (const count of [1, 2, 5, 16]) {
      const { score, low, high } = of(...Array.from({ length: count }, () => all(6)));
      const b = 100 / (100 + 144 / count);
      const expected = 60 + b * ((100 * 5) / 6 - 60);
      const half = 1.6448536 * Math.sqrt(100 * (1 - b));
      expect(score).toBeCloseTo(expected, 4);
      expect(low).toBeCloseTo(expected - half, 3);
      expect(high).toBeCloseTo(Math.min(100, expected + half), 3);
    }
  });

  test("keeps its score and widens by q²Δt when the newest answer ages", () => {
    const width = ({ low, high }: ReturnType<typeof of>) => (high! - low!) / 2 / 1.6448536;
    const [fresh, aged] = [of(all(5)), of(all(5, 730.5))];
    expect(aged.score).toBe(fresh.score);
    expect(width(aged) ** 2 - width(fresh) ** 2).toBeCloseTo(2 * policy.book.driftPerYear ** 2, 3);
  });

  test("counts an answer half when another is newer by one half-life", () => {
    const { score } = of(all(7, policy.halfLifeDays), all(1));
    // Weights ⅓ and ⅔ say as much as 1/(1/9 + 4/9) equal answers.
    const b = 100 / (100 + 144 / 1.8);
    expect(score).toBeCloseTo(60 + b * (100 / 3 - 60), 4);
  });

  test("lies in its interval, and the interval in 0 to 100, whatever was answered", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const {
          ours: _ours,
          book: _book,
          dimensions,
          ...overall
        } = trust(facts, unknown, defaultPolicy, now);
        for (const s of [overall, ...dimensions]) {
          if (s.score === null) continue;
          expect(0 <= s.low! && s.low! <= s.score && s.score <= s.high! && s.high! <= 100).toBe(
            true,
          );
        }
      }),
    );
  });

  test("adds up exactly from the book's mean and each dimension's answers", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { score, explanation } = trust(facts, book, defaultPolicy, now);
        expect(explanation === null).toBe(score === null);
        if (explanation === null) return;
        const sum = explanation.factors.reduce((total, f) => total + f.points, explanation.base);
        expect([explanation.base, sum, explanation.total]).toEqual([60, score, score]);
      }),
    );
  });

  test("change is what 30 days moved, and not known when they had not answered then", () => {
    const known = of(all(2, 60), all(6, 5));
    expect(known.change).toBeGreaterThan(0);
    expect(known.change).toBeCloseTo(
      known.score! -
        trust(customer({ trust: [all(2, 60)] }), book, defaultPolicy, now - 30 * DAY).score!,
      5,
    );
    expect(of(all(6, 5)).change).toBeNull();
  });

  test("leaves a dimension without weight out of the figure and still shows it", () => {
    const weights = { ...policy.weights, rapport: 0 };
    const facts = customer({
      trust: [{ source: "customer", occurredAt: now, answers: { rapport: 7 } }],
    });
    const scored = trust(facts, book, { ...defaultPolicy, trust: { ...policy, weights } }, now);
    expect(scored.score).toBeNull();
    expect(scored.dimensions.find((d) => d.dimension === "rapport")!.score).toBeGreaterThan(60);
  });
});

/** The four answers, 1 to 7, whose mean is nearest to so many points. */
function answersNear(points: number) {
  const total = Math.min(28, Math.max(4, Math.round(4 * (1 + (6 * points) / 100))));
  const least = Math.floor(total / 4);
  return Object.fromEntries(DIMENSIONS.map((d, i) => [d, least + (i < total % 4 ? 1 : 0)]));
}

const TRUE = { mean: 55, deviation: 12 };

/** A book of customers who each trust us so far, and answer with moods that vary by sigma. */
function simulated(seed: number, sigma: number, counts: readonly number[]) {
  const random = seeded(seed);
  const people = counts.map((count) => {
    const truth = Math.min(100, Math.max(0, TRUE.mean + TRUE.deviation * random.normal()));
    return {
      truth,
      facts: customer({
        trust: Array.from({ length: count }, () => ({
          source: "customer" as const,
          occurredAt: now,
          answers: answersNear(truth + sigma * random.normal()),
        })),
      }),
    };
  });
  const fitted = fitTrustBook(
    people.flatMap(({ facts }) => questionnaireSums(questionnairesOf(facts, policy), policy) ?? []),
    policy,
  );
  return { fitted, people };
}

/** Share of customers whose true trust lies in the interval shown, per cent. */
function coverage(sigma: number, counts: readonly number[], books: number) {
  let [held, shown] = [0, 0];
  for (let seed = 0; seed < books; seed++) {
    const { fitted, people } = simulated(1000 * sigma + seed, sigma, counts);
    expect(fitted.overall.fitted).toBe(true);
    for (const { truth, facts } of people) {
      const { low, high } = trust(facts, fitted, defaultPolicy, now);
      shown++;
      if (low! <= truth && truth <= high!) held++;
    }
  }
  return (100 * held) / shown;
}

describe("the 90 % interval of trust in simulation", () => {
  for (const sigma of [6, 12, 18]) {
    test(`covers 86 to 94 % when moods vary by ${sigma} points and all answer 1 to 16 times`, () => {
      for (const count of [1, 2, 3, 4, 6, 8, 12, 16]) {
        const covered = coverage(sigma, Array<number>(60).fill(count), 25);
        expect([count, covered >= 86 && covered <= 94, covered]).toEqual([count, true, covered]);
      }
    }, 60_000);

    test(`covers 86 to 94 % when moods vary by ${sigma} points and some answer more often`, () => {
      const counts = Array.from({ length: 120 }, (_, i) => 1 + (i % 16));
      const covered = coverage(sigma, counts, 12);
      expect(covered).toBeGreaterThan(86);
      expect(covered).toBeLessThan(94);
    }, 60_000);
  }
});
