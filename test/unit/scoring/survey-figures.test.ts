import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customerSatisfaction } from "../../../shared/scoring/customer-satisfaction.ts";
import {
  netPromoterPosterior,
  netPromoterScore,
} from "../../../shared/scoring/net-promoter-score.ts";
import {
  agrestiCoull,
  clopperPearson,
  jeffreys,
  wilson,
  type Interval,
} from "../../../shared/scoring/numerics/proportion.ts";
import { seeded, type Random } from "../../../shared/scoring/numerics/random.ts";
import { studentQuantile } from "../../../shared/scoring/numerics/student.ts";
import { betaRegularised } from "../../../shared/scoring/numerics/special.ts";
import { dataIsHere, reference, whyNot } from "./shared-data.ts";

const close = ({ low, high }: Interval, known: readonly [number, number], digits: number) => {
  expect(low).toBeCloseTo(known[0], digits);
  expect(high).toBeCloseTo(known[1], digits);
};
const count = fc.integer({ min: 0, max: 5000 });
const counts = fc
  .record({ promoters: count, passives: count, detractors: count })
  .filter((c) => c.promoters + c.passives + c.detractors > 0);
const shares = fc
  .tuple(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ k: Math.round(share * n), n }));

describe("netPromoterScore", () => {
  test.skipIf(!dataIsHere)(
    `gives the reference scores, errors, intervals and posteriors${whyNot}`,
    () => {
      for (const row of reference().nps) {
        const nps = netPromoterScore(row)!;
        expect(nps.score).toBeCloseTo(row.nps, 10);
        expect(nps.standardError).toBeCloseTo(row.se, 7);
        close(nps.wald, row.wald95, 5);
        close(nps, row.adjusted_wald95, 5);
        for (const [prior, known] of [
          [0.5, row["dirichlet_jeffreys_0.5"]],
          [1, row.dirichlet_uniform_1],
        ] as const) {
          const { mean, standardDeviation } = netPromoterPosterior(row, prior);
          expect(mean).toBeCloseTo(known.post_mean, 6);
          expect(standardDeviation).toBeCloseTo(known.post_sd, 6);
        }
      }
    },
  );

  test("is not known when nobody answered, while a prior still is", () => {
    expect(netPromoterScore({ promoters: 0, passives: 0, detractors: 0 })).toBeNull();
    expect(netPromoterPosterior({ promoters: 0, passives: 0, detractors: 0 }, 1)).toEqual({
      mean: 0,
      standardDeviation: expect.closeTo(100 / Math.sqrt(6), 10),
    });
  });

  test("turns its sign when promoters and detractors change places", () => {
    fc.assert(
      fc.property(counts, ({ promoters, passives, detractors }) => {
        const [here, there] = [
          netPromoterScore({ promoters, passives, detractors })!,
          netPromoterScore({ promoters: detractors, passives, detractors: promoters })!,
        ];
        expect(here.score).toBeCloseTo(-there.score, 10);
        expect(here.low).toBeCloseTo(-there.high, 10);
        expect(here.low <= here.high && Math.abs(here.score) <= 100).toBe(true);
      }),
    );
  });
});

/** Answers of 25 customers, 8 each, whose answers go together with a correlation of ½. */
function clusteredAnswers<T>(seed: number, draw: (random: Random) => () => T) {
  const random = seeded(seed);
  return Array.from({ length: 25 }, (_, customer) => {
    const answer = draw(random);
    return Array.from({ length: 8 }, () => ({
      customerId: `c${customer}`,
      value: answer(),
    }));
  }).flat();
}

/** Share of simulated surveys whose interval holds the truth, per cent. */
function coverage(
  truth: number,
  surveys: number,
  intervalOf: (seed: number) => Interval | null,
): number {
  let held = 0;
  for (let seed = 1; seed <= surveys; seed++) {
    const { low, high } = intervalOf(seed)!;
    if (low <= truth && truth <= high) held++;
  }
  return (100 * held) / surveys;
}

describe("the 95 % intervals in simulation when each customer answers 8 times", () => {
  // Shares of each customer from a Dirichlet whose parts add up to 1: a correlation of 1/(1 + 1).
  for (const [promoters, detractors] of [
    [0.6, 0.15],
    [0.4, 0.2],
    [0.3, 0.4],
    [0.8, 0.05],
  ] as const) {
    test(`of NPS cover 92 to 97 % with ${promoters} promoters and ${detractors} detractors`, () => {
      const covered = coverage(100 * (promoters - detractors), 1500, (seed) =>
        netPromoterScore(
          clusteredAnswers(seed, (random) => {
            const parts = [promoters, 1 - promoters - detractors, detractors].map((part) =>
              random.gamma(part),
            ) as [number, number, number];
            const all = parts[0] + parts[1] + parts[2];
            return () => {
              const at = random.uniform() * all;
              return at < parts[0] ? 9 : at < parts[0] + parts[1] ? 8 : 3;
            };
          }),
        ),
      );
      expect(covered).toBeGreaterThanOrEqual(92);
      expect(covered).toBeLessThanOrEqual(97);
    });
  }

  for (const satisfied of [0.5, 0.7, 0.8]) {
    const survey = (seed: number) =>
      clusteredAnswers(seed, (random) => {
        const [yes, no] = [random.gamma(satisfied), random.gamma(1 - satisfied)];
        return () => (random.uniform() * (yes + no) < yes ? 5 : 2);
      });

    test(`of CSAT cover 92 to 97 % with ${satisfied} satisfied`, () => {
      const covered = coverage(satisfied, 1500, (seed) => customerSatisfaction(survey(seed)));
      expect(covered).toBeGreaterThanOrEqual(92);
      expect(covered).toBeLessThanOrEqual(97);
    });

    test(`of the plain formula cover far fewer with ${satisfied} satisfied`, () => {
      const covered = coverage(satisfied, 300, (seed) => {
        const answers = survey(seed);
        return customerSatisfaction({
          satisfied: answers.filter(({ value }) => value >= 4).length,
          total: answers.length,
        });
      });
      expect(covered).toBeLessThan(82);
    });
  }
});

describe("surveys of customers", () => {
  const said = (customerId: string, ...values: number[]) =>
    values.map((value) => ({ customerId, value }));

  test("give each customer one vote, however often they answer", () => {
    const answers = [...said("a", 10, 10, 10, 10, 10, 10), ...said("b", 2), ...said("c", 8)];
    expect(netPromoterScore(answers)).toMatchObject({
      score: expect.closeTo(0, 10),
      answers: 8,
      customers: 3,
    });
    const rated = [...said("a", 5, 5, 5, 5), ...said("b", 1)];
    expect(customerSatisfaction(rated)).toMatchObject({ score: 0.5, answers: 5, customers: 2 });
  });

  test("are not known when nobody answered", () => {
    expect(netPromoterScore([])).toBeNull();
    expect(customerSatisfaction([])).toBeNull();
  });

  test("have Jeffreys' interval, each customer one answer, with ten customers or fewer", () => {
    const answers = Array.from({ length: 10 }, (_, i) =>
      said(`c${i}`, i < 8 ? 5 : 1, i < 8 ? 4 : 2),
    );
    const { low, high } = customerSatisfaction(answers.flat())!;
    close({ low, high }, [jeffreys(8, 10).low, jeffreys(8, 10).high], 12);
  });

  test("keep their intervals open when all customers agree", () => {
    for (const customers of [3, 10, 11, 60]) {
      const all = Array.from({ length: customers }, (_, i) => said(`c${i}`, 10, 10)).flat();
      const { score, low, high } = netPromoterScore(all)!;
      expect([score, high]).toEqual([100, 100]);
      expect(low).toBeLessThan(100 - 100 / customers);
    }
  });

  test("hold the score in an interval within the scale, in any order of answers", () => {
    const answer = fc.record({
      customerId: fc.integer({ min: 1, max: 30 }).map(String),
      value: fc.integer({ min: 0, max: 10 }),
    });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 80 }), (answers) => {
        const nps = netPromoterScore(answers)!;
        expect(-100 <= nps.low && nps.low <= nps.score + 1e-9).toBe(true);
        expect(nps.score <= nps.high + 1e-9 && nps.high <= 100).toBe(true);
        const back = netPromoterScore(answers.toReversed())!;
        expect(back.score).toBeCloseTo(nps.score, 10);
        expect(back.low).toBeCloseTo(nps.low, 8);
      }),
    );
  });
});

describe("studentQuantile", () => {
  test("gives the tabulated quantiles", () => {
    for (const [p, freedom, t] of [
      [0.975, 1, 12.7062],
      [0.975, 24, 2.0639],
      [0.95, 10, 1.8125],
      [0.995, 4, 4.6041],
    ] as const)
      expect(studentQuantile(p, freedom)).toBeCloseTo(t, 4);
  });
});

describe("customerSatisfaction", () => {
  test.skipIf(!dataIsHere)(`gives the reference Wilson intervals${whyNot}`, () => {
    for (const { k, n, wilson: known } of reference().csat_proportions95) {
      const csat = customerSatisfaction({ satisfied: k, total: n })!;
      expect(csat).toMatchObject({ score: k / n, answers: n });
      close(csat, known, 8);
    }
  });

  test("is not known when nobody answered", () => {
    expect(customerSatisfaction({ satisfied: 0, total: 0 })).toBeNull();
  });
});

describe("intervals of a proportion", () => {
  test.skipIf(!dataIsHere)(`are those of the reference${whyNot}`, () => {
    for (const { k, n, ...known } of reference().csat_proportions95) {
      close(wilson(k, n), known.wilson, 8);
      close(agrestiCoull(k, n), known.agresti_coull, 8);
      close(clopperPearson(k, n), known.clopper_pearson, 8);
      close(jeffreys(k, n), known.jeffreys, 8);
    }
  });

  test("lie in [0, 1], hold the share, and turn round with it", () => {
    fc.assert(
      fc.property(shares, ({ k, n }) => {
        for (const interval of [wilson, agrestiCoull, clopperPearson]) {
          const { low, high } = interval(k, n);
          expect(low >= 0 && low <= k / n && k / n <= high && high <= 1).toBe(true);
          close(interval(n - k, n), [1 - high, 1 - low], 10);
        }
        expect(agrestiCoull(k, n).high - agrestiCoull(k, n).low).toBeGreaterThanOrEqual(
          wilson(k, n).high - wilson(k, n).low - 1e-12,
        );
      }),
    );
  });

  test("leave 2.5 % on either side when they are Clopper-Pearson's or Jeffreys'", () => {
    fc.assert(
      fc.property(shares, ({ k, n }) => {
        const exact = clopperPearson(k, n);
        if (k > 0) expect(betaRegularised(exact.low, k, n - k + 1)).toBeCloseTo(0.025, 8);
        if (k < n) expect(betaRegularised(exact.high, k + 1, n - k)).toBeCloseTo(0.975, 8);
        expect(betaRegularised(jeffreys(k, n).low, k + 0.5, n - k + 0.5)).toBeCloseTo(0.025, 8);
      }),
    );
  });
});
