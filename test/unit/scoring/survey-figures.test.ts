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
