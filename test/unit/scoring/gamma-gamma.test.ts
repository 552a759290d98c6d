import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logDensity } from "../../../shared/scoring/models/gamma-gamma/density.ts";
import { evaluate } from "../../../shared/scoring/models/gamma-gamma/likelihood.ts";
import { spendData, thinned } from "../../../shared/scoring/models/gamma-gamma/sums.ts";
import { gammaGamma } from "../../../shared/scoring/models/gamma-gamma/gamma-gamma.ts";
import { trigamma } from "../../../shared/scoring/numerics/trigamma.ts";
import { cdnow, dataIsHere, reference, whyNot } from "./shared-data.ts";

const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );
const size = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const anywhere = fc.record({ p: size(1e-6, 1e8), q: size(1e-6, 1e8), gamma: size(1e-6, 1e8) });
const spend = fc.record({
  frequency: fc.integer({ min: 1, max: 5000 }),
  monetary: size(1e-12, 1e14),
});
const LETTERS = ["p", "q", "gamma"] as const;

describe.skipIf(!dataIsHere)(`gammaGamma on the CDNOW sample${whyNot}`, () => {
  test("fit reaches the maximum of the reference and its standard errors", () => {
    const { MLE, LL, se } = reference().cdnow_sample.gamma_gamma;
    const found = gammaGamma.fit(cdnow());
    expect(found).toMatchObject({ converged: true, identified: true, warnings: [] });
    expect(found.logLikelihood).toBeGreaterThanOrEqual(LL - 1e-6);
    near(gammaGamma.logLikelihood(found.parameters!, cdnow()), found.logLikelihood, 1e-12);
    for (const letter of LETTERS) {
      near(found.parameters![letter], MLE[letter], 1e-6);
      near(found.standardErrors![letter], se[letter], 1e-3);
    }
  });

  test("expectedSpend gives the reference and the published values", () => {
    const { customers, gamma_gamma, published_checks } = reference().cdnow_sample as ReturnType<
      typeof reference
    >["cdnow_sample"] & { published_checks: Record<string, number[]> };
    for (const { x, mean_spend, bgnbd_gg_at_MLE } of customers) {
      near(
        gammaGamma.expectedSpend(gamma_gamma.MLE, { frequency: x, monetary: mean_spend })!,
        bgnbd_gg_at_MLE.e_spend_per_txn,
        1e-8,
      );
    }
    const published = published_checks["gg E[M] first 10 customers at 6.25,3.74,15.44"]!;
    // Published at the fitted parameters, cut after two digits.
    cdnow()
      .slice(0, 10)
      .forEach((c, i) =>
        expect(Math.floor(100 * gammaGamma.expectedSpend(gamma_gamma.MLE, c)!) / 100).toBe(
          published[i],
        ),
      );
  });

  test("fit does not depend on the order of customers, and converts with the currency", () => {
    const customers = cdnow();
    const found = gammaGamma.fit(customers);
    expect(
      gammaGamma.fit([...customers.slice(1000), ...customers.slice(0, 1000).reverse()]),
    ).toEqual(found);
    for (const unit of [100, 1e9, 1e-9]) {
      const other = gammaGamma.fit(customers.map((c) => ({ ...c, monetary: c.monetary * unit })));
      near(other.parameters!.p, found.parameters!.p, 1e-6);
      near(other.parameters!.gamma, found.parameters!.gamma * unit, 1e-6);
      expect(other.identified).toBe(true);
    }
  });
});

describe("gammaGamma.fit", () => {
  test("recovers the parameters of simulated books within their standard errors", () => {
    const truth = { p: 6, q: 4, gamma: 1500 };
    const frequencies = Array.from({ length: 1000 }, (_, i) => 1 + (i % 7));
    const inside = { p: 0, q: 0, gamma: 0 };
    for (let seed = 0; seed < 100; seed++) {
      const { parameters, standardErrors } = gammaGamma.fit(
        gammaGamma.simulate(truth, frequencies, seed),
      );
      for (const letter of LETTERS)
        if (Math.abs(parameters![letter] - truth[letter]) <= 1.96 * standardErrors![letter])
          inside[letter]++;
    }
    console.log(
      `Gamma-Gamma, 100 simulated books of 1,000: 95 % intervals cover p in ${inside.p}, q in ` +
        `${inside.q}, γ in ${inside.gamma}`,
    );
    expect(Math.min(...Object.values(inside))).toBeGreaterThanOrEqual(88);
  });

  test("is at a maximum: no step of a standard error away is better", () => {
    const customers = gammaGamma.simulate(
      { p: 2, q: 3, gamma: 50 },
      Array.from({ length: 300 }, (_, i) => 1 + (i % 4)),
      8,
    );
    const { parameters, standardErrors, logLikelihood } = gammaGamma.fit(customers);
    for (const letter of LETTERS)
      for (const way of [-0.1, 0.1]) {
        expect(
          gammaGamma.logLikelihood(
            { ...parameters!, [letter]: parameters![letter] + way * standardErrors![letter] },
            customers,
          ),
        ).toBeLessThan(logLikelihood);
      }
  });

  test("is at least as likely as the truth when spends are heavy-tailed", () => {
    fc.assert(
      fc.property(size(0.2, 50), size(0.15, 20), fc.integer(), (p, q, seed) => {
        const truth = { p, q, gamma: 20 };
        const customers = gammaGamma.simulate(
          truth,
          Array.from({ length: 120 }, (_, i) => 1 + (i % 6)),
          seed,
        );
        const found = gammaGamma.fit(customers);
        expect(found.converged).toBe(true);
        expect(found.logLikelihood).toBeGreaterThanOrEqual(
          gammaGamma.logLikelihood(truth, customers) - 1e-6,
        );
      }),
      { numRuns: 60 },
    );
  });

  test("refuses when fewer than three customers bought again", () => {
    for (const customers of [
      [],
      [{ frequency: 2, monetary: 100 }],
      [
        { frequency: 0, monetary: 0 },
        { frequency: 1, monetary: 0 },
        { frequency: 2, monetary: -5 },
      ],
    ]) {
      expect(gammaGamma.fit(customers)).toMatchObject({
        parameters: null,
        identified: false,
        warnings: ["too_few_repeat_customers"],
      });
    }
  });

  test("does not claim to know when all spend the same", () => {
    const found = gammaGamma.fit(
      Array.from({ length: 40 }, (_, i) => ({ frequency: 1 + (i % 3), monetary: 25 })),
    );
    expect(found.identified).toBe(false);
    expect(found.warnings.length).toBeGreaterThan(0);
    near(gammaGamma.expectedSpend(found.parameters!, { frequency: 0, monetary: 0 })!, 25, 0.01);
  });

  test("gives finite parameters whatever the spends", () => {
    fc.assert(
      fc.property(fc.array(spend, { minLength: 3, maxLength: 30 }), (customers) => {
        const found = gammaGamma.fit(customers);
        expect(
          LETTERS.every(
            (letter) => found.parameters![letter] > 0 && Number.isFinite(found.parameters![letter]),
          ),
        ).toBe(true);
        expect(Number.isFinite(found.logLikelihood)).toBe(true);
        if (found.identified)
          expect(LETTERS.every((letter) => found.standardErrors![letter] > 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("gammaGamma", () => {
  test("logDensity keeps its digits at the ends of the parameter space", () => {
    // Worked out with 60 digits: p, q, γ, x, z.
    const known: [[number, number, number, number, number], number][] = [
      [[6.25, 3.74, 15.44, 2, 22.35], -3.551316759731705],
      [[1e8, 1e8, 30, 3, 30.001], 4.70466504085297],
      [[1e6, 50, 300, 7, 4e7], -68.82485748526796],
      [[1e-4, 1e-4, 1, 1, 1e-200], 450.5674793608601],
      [[2, 3, 1e-5, 5000, 1e12], -143.676266522502],
      [[1e8, 1e-3, 10, 1, 1e9], -28.63044471734526],
      [[300, 1e8, 1e7, 4, 30], -0.7751729413856295],
      [[150, 120, 400, 2, 350], -10.26655506098538],
      [[150, 120, 400, 2, 500], -4.908810686397392],
      [[0.5, 1e4, 100, 1000, 1e-6], -3730.42555747567],
      [[1e12, 1e12, 30, 1, 30.00001], 9.121022950967653],
    ];
    for (const [[p, q, gamma, frequency, monetary], expected] of known)
      near(logDensity({ p, q, gamma }, { frequency, monetary }), expected, 1e-11);
  });

  test("logDensity is that of a gamma when all customers spend alike", () => {
    // For q and γ without end at γ/q = 1 the mean spend is Gamma(px, x): here x = 2, p = 3, so
    // z⁵e^(−2z) 2⁶/5!.
    for (const z of [0.1, 1, 3, 9])
      near(
        logDensity({ p: 3, q: 1e13, gamma: 1e13 }, { frequency: 2, monetary: z }),
        5 * Math.log(z) - 2 * z + Math.log(64 / 120),
        1e-9,
      );
  });

  test("logLikelihood agrees with the sums of a fit, whatever the parameters", () => {
    fc.assert(
      fc.property(anywhere, fc.array(spend, { minLength: 1, maxLength: 12 }), (p, customers) => {
        const value = gammaGamma.logLikelihood(p, customers);
        expect(Number.isFinite(value)).toBe(true);
        const terms = customers.reduce(
          (sum, c) =>
            sum +
            (p.p * c.frequency + p.q) *
              (1 + Math.abs(Math.log((c.frequency * c.monetary) / p.gamma))),
          1,
        );
        expect(Math.abs(evaluate(p, spendData(customers, 1)).value - value)).toBeLessThanOrEqual(
          1e-13 * terms + 1e-12 * Math.abs(value),
        );
      }),
    );
  });

  test("slopes and second derivatives are those of differences", () => {
    const usual = fc.record({ p: size(0.05, 50), q: size(0.05, 50), gamma: size(0.1, 100) });
    fc.assert(
      fc.property(
        usual,
        fc.array(
          fc.record({ frequency: fc.integer({ min: 1, max: 30 }), monetary: size(0.1, 100) }),
          { minLength: 1, maxLength: 6 },
        ),
        (p, customers) => {
          const data = spendData(customers, 1);
          const { value, gradient, hessian } = evaluate(p, data);
          LETTERS.forEach((letter, i) => {
            const h = 1e-5 * p[letter];
            const [ahead, behind] = [
              evaluate({ ...p, [letter]: p[letter] + h }, data),
              evaluate({ ...p, [letter]: p[letter] - h }, data),
            ];
            expect(
              Math.abs((ahead.value - behind.value) / 2 / h - gradient[i]!) * p[letter],
            ).toBeLessThanOrEqual(
              1e-6 * (1 + Math.abs(value)) + 1e-4 * Math.abs(gradient[i]! * p[letter]),
            );
            LETTERS.forEach((other, j) => {
              const scale = p[letter] * p[other];
              expect(
                Math.abs((ahead.gradient[j]! - behind.gradient[j]!) / 2 / h - hessian[i]![j]!) *
                  scale,
              ).toBeLessThanOrEqual(
                1e-6 * (1 + Math.abs(value)) + 1e-4 * Math.abs(hessian[i]![j]! * scale),
              );
            });
          });
        },
      ),
    );
  });

  test("expectedSpend lies between own mean and book's, nearer to the own when purchases are more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), size(0.01, 1e9), (frequency, monetary) => {
        const p = { p: 6, q: 4, gamma: 1500 };
        const book = gammaGamma.expectedSpend(p, { frequency: 0, monetary: 0 })!;
        const [own, surer] = [frequency, frequency + 1].map((x) =>
          gammaGamma.expectedSpend(p, { frequency: x, monetary })!,
        );
        expect(own).toBeGreaterThanOrEqual(Math.min(book, monetary) * (1 - 1e-12));
        expect(own).toBeLessThanOrEqual(Math.max(book, monetary) * (1 + 1e-12));
        expect(Math.abs(surer! - monetary)).toBeLessThanOrEqual(
          Math.abs(own! - monetary) * (1 + 1e-9),
        );
      }),
    );
  });

  test("expectedSpend is not known when the expectation does not exist, and is never NaN", () => {
    expect(
      gammaGamma.expectedSpend({ p: 1, q: 0.9, gamma: 5 }, { frequency: 0, monetary: 0 }),
    ).toBeNull();
    expect(
      gammaGamma.expectedSpend({ p: 1, q: 1, gamma: 5 }, { frequency: 0, monetary: 0 }),
    ).toBeNull();
    expect(
      gammaGamma.expectedSpend({ p: 1e300, q: 2, gamma: 1e300 }, { frequency: 0, monetary: 0 }),
    ).toBeNull();
    fc.assert(
      fc.property(anywhere, fc.option(spend), (p, own) => {
        const expected = gammaGamma.expectedSpend(p, own ?? { frequency: 0, monetary: 0 });
        expect(expected === null || (Number.isFinite(expected) && expected > 0)).toBe(true);
      }),
    );
  });

  test("simulate draws the same customers from the same seed, with the model's mean", () => {
    const truth = { p: 6, q: 4, gamma: 1500 };
    const drawn = gammaGamma.simulate(
      truth,
      Array.from({ length: 20_000 }, (_, i) => i % 5),
      3,
    );
    expect(gammaGamma.simulate(truth, [0, 1, 2], 3)).toEqual(drawn.slice(0, 3));
    expect(drawn[0]).toEqual({ frequency: 0, monetary: 0 });
    const bought = drawn.filter((c) => c.frequency > 0);
    near(bought.reduce((sum, c) => sum + c.monetary, 0) / bought.length, (6 * 1500) / 3, 0.03);
  });
});

describe("what a fit is made of", () => {
  test("thinned keeps some of every common x, in order, and all of a small book", () => {
    const data = spendData(
      Array.from({ length: 1000 }, (_, i) => ({ frequency: 1 + (i % 4), monetary: i + 1 })),
      1,
    );
    const few = thinned(data, 100);
    expect(few.totals.length).toBe(100);
    expect(few.groups.map((g) => g.to - g.from)).toEqual([25, 25, 25, 25]);
    for (const { x, from, to } of few.groups)
      for (let i = from; i < to; i++)
        expect(
          data.totals.slice(...data.groups.filter((g) => g.x === x).flatMap((g) => [g.from, g.to])),
        ).toContain(few.totals[i]);
    expect(thinned(data, 1000)).toBe(data);
  });

  test("trigamma is π²/6 at 1 and falls by 1/x² a step", () => {
    near(trigamma(1), Math.PI ** 2 / 6, 1e-15);
    near(trigamma(0.5), Math.PI ** 2 / 2, 1e-15);
    fc.assert(
      fc.property(size(1e-6, 1e6), (x) => {
        near(trigamma(x), trigamma(x + 1) + 1 / x ** 2, 1e-13);
      }),
    );
  });
});
