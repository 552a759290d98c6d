import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy, fitModel, measures, scoreCustomer } from "../../../shared/scoring/index.ts";
import { scores as schema } from "../../../shared/contract/card.ts";
import { book, modelOf } from "./a-book.ts";
import { anyFacts, customer, now, purchases } from "./some-facts.ts";

const model = modelOf(book(300));

describe("fitModel", () => {
  test("tells a book whose customers leave, with nothing to warn of", () => {
    expect(model).toMatchObject({
      version: 1,
      fittedAt: now,
      customers: 300,
      buyers: 300,
      identified: true,
      warnings: [],
    });
    expect(model.purchases).toMatchObject({
      model: expect.not.stringMatching(/^nbd$/),
      parameters: expect.anything(),
    });
    expect(model.compared.length).toBeGreaterThan(1);
    expect(model.chosenBecause).not.toBe("");
    expect(model.intervalDays).toBeGreaterThan(5);
    expect(model.categoryBreadth).toBeGreaterThan(1);
    expect(model.meanLifetimeValue).toBeGreaterThan(0);
  });

  test("is plain JSON", () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  test("is the same when the population comes in another order", () => {
    const turned = modelOf(book(300).toReversed());
    expect(turned).toEqual(model);
  });

  test("stays small when the book is large", () => {
    expect(JSON.stringify(modelOf(book(2000))).length).toBeLessThan(60_000);
  });

  test("says what it does not know when there is nobody", () => {
    expect(modelOf([])).toMatchObject({
      customers: 0,
      sample: { taken: 0, of: 0 },
      purchases: null,
      spend: null,
      spendLogLikelihood: null,
      identified: false,
      rfm: null,
      abc: null,
      tierCuts: null,
      clusters: null,
      affinity: null,
      warnings: ["no_customers", "too_few_repeat_customers"],
    });
  });

  test("counts prospects but fits buyers alone", () => {
    const mixed = modelOf([...book(300), customer(), customer()]);
    expect(mixed).toMatchObject({ customers: 302, buyers: 300 });
    expect(mixed.purchases).toEqual(model.purchases);
  });

  test("fits purchases to the whole book's histories when the population is only a sample of it", () => {
    const all = book(300).map((f) => measures(f, { policy: defaultPolicy, now }));
    const sample = all.filter((_, i) => i % 3 === 0);
    const histories = all
      .map((m) => m.summary!)
      .map(({ frequency, recency, age }) => ({ frequency, recency, age, count: 1 }));
    const fitted = fitModel(sample, {
      policy: defaultPolicy,
      now,
      version: 1,
      histories,
      customers: 300,
    });
    expect(fitted).toMatchObject({ customers: 300, buyers: 100, sample: { taken: 100, of: 300 } });
    expect(fitted.purchases).toEqual(model.purchases);
    const total = sample.reduce((sum, m) => sum + m.windowSales!, 0);
    expect(fitted.abc!.total).toBeCloseTo(3 * total, 3);
  });

  test("is the same when measures were kept as JSON meanwhile", () => {
    const all = book(300).map((f) => measures(f, { policy: defaultPolicy, now }));
    const kept = JSON.parse(JSON.stringify(all)) as typeof all;
    expect(kept).toEqual(all);
    expect(fitModel(kept, { policy: defaultPolicy, now, version: 1 })).toEqual(model);
    expect(JSON.stringify(all).length / all.length).toBeLessThan(775);
  });

  test("answers with finite numbers and null, whatever the few customers, and scores by it fit the contract", () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { maxLength: 12 }), (population) => {
        const fitted = modelOf(population);
        expect(JSON.parse(JSON.stringify(fitted))).toEqual(fitted);
        for (const facts of population)
          schema.parse(
            scoreCustomer(facts, { policy: defaultPolicy, model: fitted, now, currency: "GBP" }),
          );
      }),
      { numRuns: 60 },
    );
  });

  test("claims no drop-out when every customer buys the same way", () => {
    const same = Array.from({ length: 30 }, (_, i) =>
      customer({ customerId: String(i), transactions: purchases(100, 80, 60, 40, 20) }),
    );
    const fitted = modelOf(same);
    expect(fitted.identified).toBe(false);
    expect(fitted.warnings).toContain("drop_out_not_identified");
    const scores = scoreCustomer(same[0]!, {
      policy: defaultPolicy,
      model: fitted,
      now,
      currency: "GBP",
    });
    expect(scores.value).toMatchObject({ identified: false, probabilityAlive: null });
    expect(scores.value.lifetimeValue).toBeGreaterThan(0);
    expect(scores.value.explanation!.factors.map((f) => f.code)).toContain(
      "value_drop_out_unknown",
    );
  });

  test("grades by pareto and threshold when the policy says so", () => {
    const population = book(300).map((f) => measures(f, { policy: defaultPolicy, now }));
    const fitted = (cut: typeof defaultPolicy.tier.cut) => {
      const policy = { ...defaultPolicy, tier: { ...defaultPolicy.tier, cut } };
      const by = fitModel(population, { policy, now, version: 1 });
      return book(300).map((f) => scoreCustomer(f, { policy, model: by, now, currency: "GBP" }));
    };
    const pareto = fitted({ method: "pareto", high: 0.8, mid: 0.95 });
    const worth = (scores: typeof pareto) =>
      scores.reduce((sum, s) => sum + s.value.lifetimeValue!, 0);
    const share = worth(pareto.filter((s) => s.tier.tier === "high")) / worth(pareto);
    expect(share).toBeGreaterThanOrEqual(0.8);
    expect(share).toBeLessThan(0.83);
    for (const s of fitted({ method: "threshold", high: 70, mid: 40 })) {
      expect(s.tier.tier).toBe(s.tier.score! >= 70 ? "high" : s.tier.score! >= 40 ? "mid" : "low");
    }
  });
});
