import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbd, customerLifetimeValue, gammaGamma } from "../../../shared/scoring/index.ts";
import { evaluate } from "../../../shared/scoring/models/bg-nbd/derivatives.ts";
import { group } from "../../../shared/scoring/models/purchase-histories.ts";
import { modelOf } from "../../../shared/scoring/models/purchase-models.ts";
import { cdnow, dataIsHere, reference, whyNot } from "./shared-data.ts";

const clvRule = { months: 12, monthlyDiscount: 0.01, weeksPerMonth: 4.345 };
const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );

describe.skipIf(!dataIsHere)(`purchase models on the CDNOW sample${whyNot}`, () => {
  const cases = () => {
    const { cdnow_sample: c } = reference();
    return c.customers.flatMap((known) =>
      [
        { known, bg: c.bgnbd.MLE, gg: c.gamma_gamma.MLE, expected: known.bgnbd_gg_at_MLE },
        {
          known,
          bg: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
          gg: { p: 6.25, q: 3.74, gamma: 15.44 },
          expected: known.bgnbd_gg_at_published_rounded_params,
        },
      ].map((row) => ({
        ...row,
        customer: {
          frequency: known.x,
          recency: known.t_x,
          age: known.T,
          monetary: known.mean_spend,
        },
      })),
    );
  };

  test("bgNbd, gammaGamma and customerLifetimeValue give the reference values of the named customers", () => {
    for (const { bg, gg, expected, customer } of cases()) {
      near(bgNbd.probabilityAlive(bg, customer), expected.p_alive, 1e-8);
      near(bgNbd.expectedPurchases(bg, customer, 39), expected.e_purchases_39w, 1e-8);
      near(bgNbd.expectedPurchases(bg, customer, 52), expected.e_purchases_52w, 1e-8);
      const spend = gammaGamma.expectedSpend(gg, customer)!;
      near(spend, expected.e_spend_per_txn, 1e-8);
      near(
        customerLifetimeValue({ model: bgNbd, parameters: bg, spend, customer, ...clvRule }),
        expected.clv_12m_1pct_month,
        1e-8,
      );
    }
  });

  test("bgNbd sums to the reference over all customers", () => {
    const { bgnbd, gamma_gamma, aggregate_bgnbd, sum_clv_12m } = reference().cdnow_sample;
    const sum = (of: (c: ReturnType<typeof cdnow>[number]) => number) =>
      cdnow().reduce((total, c) => total + of(c), 0);
    near(
      sum((c) => bgNbd.probabilityAlive(bgnbd.MLE, c)),
      aggregate_bgnbd.sum_p_alive,
      1e-8,
    );
    near(
      sum((c) => bgNbd.expectedPurchases(bgnbd.MLE, c, 39)),
      aggregate_bgnbd.sum_e_purchases_39w,
      1e-8,
    );
    near(
      sum((customer) =>
        customerLifetimeValue({
          model: bgNbd,
          parameters: bgnbd.MLE,
          spend: gammaGamma.expectedSpend(gamma_gamma.MLE, customer)!,
          customer,
          ...clvRule,
        }),
      ),
      sum_clv_12m,
      1e-8,
    );
  });

  test("bgNbd.fit reaches the maximum of the likelihood and its standard errors", () => {
    const { MLE, LL, se } = reference().cdnow_sample.bgnbd;
    const fit = bgNbd.fit(cdnow());
    expect(fit).toMatchObject({ converged: true, identified: true, warnings: [] });
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(LL - 1e-6);
    for (const letter of ["r", "alpha", "a", "b"] as const) {
      near(fit.parameters![letter], MLE[letter], 1e-5);
      near(fit.standardErrors![letter], se[letter], 1e-3);
    }
  });

  test("gammaGamma.fit reaches the maximum of the likelihood and its standard errors", () => {
    const { MLE, LL, se } = reference().cdnow_sample.gamma_gamma;
    const fit = gammaGamma.fit(cdnow());
    expect(fit).toMatchObject({ converged: true, identified: true, warnings: [] });
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(LL - 1e-6);
    for (const letter of ["p", "q", "gamma"] as const) {
      near(fit.parameters![letter], MLE[letter], 1e-5);
      near(fit.standardErrors![letter], se[letter], 1e-3);
    }
  });

  test("fits give the same answer when customers are shuffled", () => {
    const customers = cdnow();
    const turned = [...customers.slice(1000), ...customers.slice(0, 1000).reverse()];
    expect(bgNbd.fit(turned).parameters).toEqual(bgNbd.fit(customers).parameters);
    expect(gammaGamma.fit(turned).parameters).toEqual(gammaGamma.fit(customers).parameters);
  });

  test("fits convert when time is in days and money in cents", () => {
    const customers = cdnow();
    const scaled = customers.map((c) => ({
      ...c,
      recency: c.recency * 7,
      age: c.age * 7,
      monetary: c.monetary * 100,
    }));
    const [weeks, days] = [bgNbd.fit(customers).parameters!, bgNbd.fit(scaled).parameters!];
    near(days.alpha, weeks.alpha * 7, 1e-6);
    near(days.b, weeks.b, 1e-6);
    near(
      gammaGamma.fit(scaled).parameters!.gamma,
      gammaGamma.fit(customers).parameters!.gamma * 100,
      1e-6,
    );
  });
});

const parameters = fc.record({
  r: fc.double({ min: 0.01, max: 50, noNaN: true }),
  alpha: fc.double({ min: 1, max: 500, noNaN: true }),
  a: fc.double({ min: 0.01, max: 20, noNaN: true }),
  b: fc.double({ min: 0.05, max: 50, noNaN: true }),
});
const history = fc
  .tuple(
    fc.integer({ min: 0, max: 300 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 1, max: 500, noNaN: true }),
  )
  .map(([x, share, age]) => ({ frequency: x, recency: x === 0 ? 0 : share * age, age }));

describe("bgNbd", () => {
  test("logLikelihood agrees with the values published by pymc-marketing", () => {
    const at = { a: 0.8, b: 2.5, r: 0.25, alpha: 4 };
    near(bgNbd.logLikelihood(at, [{ frequency: 0, recency: 0, age: 40 }]), -0.59947382, 1e-7);
    near(bgNbd.logLikelihood(at, [{ frequency: 200, recency: 38, age: 40 }]), 100.7957, 1e-6);
  });

  test("probabilities lie in [0, 1] and expectations grow with the horizon, whatever the parameters", () => {
    fc.assert(
      fc.property(
        parameters,
        history,
        fc.double({ min: 0.1, max: 200, noNaN: true }),
        (p, customer, horizon) => {
          const alive = bgNbd.probabilityAlive(p, customer);
          expect(alive >= 0 && alive <= 1).toBe(true);
          const [near, far] = [
            bgNbd.expectedPurchases(p, customer, horizon),
            bgNbd.expectedPurchases(p, customer, 2 * horizon),
          ];
          expect(Number.isFinite(far) && near >= 0 && far >= near * (1 - 1e-12)).toBe(true);
        },
      ),
    );
  });

  test("expectedPurchases passes smoothly through a = 1, where the paper's formula is 0/0", () => {
    const customer = { frequency: 3, recency: 20, age: 30 };
    const at = (a: number) => bgNbd.expectedPurchases({ r: 0.5, alpha: 5, a, b: 2 }, customer, 52);
    near(at(1), (at(1 - 1e-6) + at(1 + 1e-6)) / 2, 1e-10);
  });

  test("expectedPurchases approaches r t / α of a new customer when nobody leaves", () => {
    near(bgNbd.expectedPurchasesOfNew({ r: 2, alpha: 10, a: 1e-12, b: 5 }, 26), 5.2, 1e-9);
  });

  test("derivatives of the likelihood are those of its differences, first and second", () => {
    const letters = ["r", "alpha", "a", "b"] as const;
    fc.assert(
      fc.property(
        parameters,
        fc.array(history, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(0, 1),
        (p, customers, first) => {
          const data = group(customers);
          const { value, gradient, hessian } = evaluate(p, data, first);
          letters.forEach((letter, i) => {
            const h = 1e-5 * p[letter];
            const ahead = evaluate({ ...p, [letter]: p[letter] + h }, data, first);
            const behind = evaluate({ ...p, [letter]: p[letter] - h }, data, first);
            const agree = (difference: number, formula: number, size: number, unit: number) =>
              expect(Math.abs(difference / 2 / h - formula) * unit).toBeLessThanOrEqual(
                1e-6 * size + 1e-4 * Math.abs(formula) * unit,
              );
            agree(ahead.value - behind.value, gradient[i]!, Math.abs(value) + 1, p[letter]);
            letters.forEach((other, j) => {
              const size = Math.abs(gradient[j]!) * p[other] + Math.abs(value) + 1;
              agree(
                ahead.gradient[j]! - behind.gradient[j]!,
                hessian[i]![j]!,
                size,
                p[letter] * p[other],
              );
            });
          });
        },
      ),
    );
  });

  test("expectedPurchases does not jump where the series gives way to the integral", () => {
    const at = (horizon: number) =>
      bgNbd.expectedPurchasesOfNew({ r: 2, alpha: 10, a: 0.8, b: 3 }, horizon);
    let before = at(10);
    for (let horizon = 10.5; horizon < 1000; horizon += 0.5) {
      expect(at(horizon)).toBeGreaterThan(before);
      expect(at(horizon) - before).toBeLessThan(0.1);
      before = at(horizon);
    }
    // With a > 1 even eternity brings no more than (a + b − 1)/(a − 1).
    near(bgNbd.expectedPurchasesOfNew({ r: 2, alpha: 10, a: 3, b: 4 }, 1e60), 3, 1e-12);
  });

  test("expectedPurchases is the closed form at a = 2 and b = 1, at any horizon", () => {
    // 2 ∫₀¹ 1 − (1+pu)^(−3) dp.
    for (const u of [1e-6, 0.1, 1, 10, 1e3, 1e6, 1e12, 1e100]) {
      near(
        bgNbd.expectedPurchasesOfNew({ r: 3, alpha: 1, a: 2, b: 1 }, u),
        (2 + 3 / u) / (1 + 1 / u) ** 2,
        1e-14,
      );
    }
  });

  test("fit says why it has no parameters when there is nothing to fit", () => {
    expect(bgNbd.fit([])).toMatchObject({
      parameters: null,
      identified: false,
      warnings: ["no_customers"],
    });
    expect(bgNbd.fit([{ frequency: 0, recency: 0, age: 9 }])).toMatchObject({
      parameters: null,
      identified: false,
      warnings: ["no_repeat_purchases"],
    });
  });

  test("fit does not claim to know drop-out when all customers are the same", () => {
    const fit = bgNbd.fit(
      Array.from({ length: 50 }, () => ({ frequency: 4, recency: 40, age: 50 })),
    );
    expect(fit.identified).toBe(false);
    expect(Object.values(fit.parameters!).every(Number.isFinite)).toBe(true);
  });
});

describe("modelOf", () => {
  const [once, thrice] = [
    { frequency: 0, recency: 0, age: 30 },
    { frequency: 3, recency: 20, age: 30 },
  ];
  const dropOut = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };

  test("knows P(alive) of every customer when the model is MBG/NBD or Pareto/NBD", () => {
    expect(
      modelOf({ model: "mbg_nbd", parameters: dropOut }).probabilityAlive(once),
    ).toBeGreaterThan(0);
    expect(
      modelOf({
        model: "pareto_nbd",
        parameters: { r: 0.5, alpha: 10, s: 0.6, beta: 11 },
      }).probabilityAlive(once),
    ).toBeGreaterThan(0);
  });

  test("knows no P(alive) when the model is NBD, or BG/NBD before the first repeat purchase", () => {
    const bg = modelOf({ model: "bg_nbd", parameters: dropOut });
    expect(bg.probabilityAlive(once)).toBeNull();
    expect(bg.aliveWeight(once)).toBe(1);
    expect(bg.probabilityAlive(thrice)).toBe(bgNbd.probabilityAlive(dropOut, thrice));
    expect(bg.expectedPurchases(thrice, 52)).toBe(
      bg.aliveWeight(thrice) * bg.expectedWhileAlive(thrice, 52),
    );
    const plain = modelOf({ model: "nbd", parameters: { r: 0.5, alpha: 6 } });
    expect(plain.probabilityAlive(thrice)).toBeNull();
    expect(plain.expectedPurchases(thrice, 36)).toBeCloseTo(3.5, 12);
  });
});

describe("customerLifetimeValue", () => {
  test("rises with spend and horizon", () => {
    fc.assert(
      fc.property(
        parameters,
        history,
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        (p, customer, spend) => {
          const of = (s: number, months: number) =>
            customerLifetimeValue({
              model: bgNbd,
              parameters: p,
              spend: s,
              customer,
              months,
              monthlyDiscount: 0.01,
              weeksPerMonth: 4.345,
            });
          expect(of(spend * 2, 12)).toBeGreaterThanOrEqual(of(spend, 12) * (1 - 1e-12));
          expect(of(spend, 13)).toBeGreaterThanOrEqual(of(spend, 12) * (1 - 1e-12));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("gammaGamma", () => {
  test("expectedSpend lies between the customer's mean and the book's", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        (frequency, monetary) => {
          const p = { p: 6, q: 4, gamma: 1500 };
          const book = gammaGamma.expectedSpend(p, { frequency: 0, monetary: 0 })!;
          const own = gammaGamma.expectedSpend(p, { frequency, monetary })!;
          expect(own).toBeGreaterThanOrEqual(Math.min(book, monetary) * (1 - 1e-12));
          expect(own).toBeLessThanOrEqual(Math.max(book, monetary) * (1 + 1e-12));
        },
      ),
    );
  });

  test("expectedSpend is not known when the expectation does not exist", () => {
    expect(
      gammaGamma.expectedSpend({ p: 1, q: 0.9, gamma: 5 }, { frequency: 0, monetary: 0 }),
    ).toBeNull();
  });

  test("fit refuses when fewer than three customers bought again", () => {
    expect(gammaGamma.fit([{ frequency: 2, monetary: 100 }])).toMatchObject({
      parameters: null,
      identified: false,
      warnings: ["too_few_repeat_customers"],
    });
  });
});
