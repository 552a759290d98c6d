import { describe, expect, test } from "vitest";
import { bgNbd } from "../../../shared/scoring/models/bg-nbd/bg-nbd.ts";
import { chooseModel } from "../../../shared/scoring/models/choose-model.ts";
import { mbgCnbdK } from "../../../shared/scoring/models/mbg-cnbd-k/mbg-cnbd-k.ts";
import { mbgNbd } from "../../../shared/scoring/models/mbg-nbd.ts";
import { nbd } from "../../../shared/scoring/models/nbd.ts";
import { paretoNbd } from "../../../shared/scoring/models/pareto-nbd/pareto-nbd.ts";
import { modelOf } from "../../../shared/scoring/models/purchase-models.ts";
import { cdnow, dataIsHere, whyNot } from "./shared-data.ts";

const ages = Array.from({ length: 6000 }, (_, i) => 30 + (i % 50));

describe("chooseModel", () => {
  test("picks the model that made the book", () => {
    const dropOut = { r: 0.6, alpha: 4, a: 0.8, b: 2 };
    expect(chooseModel(bgNbd.simulate(dropOut, ages, 1))).toMatchObject({
      model: "bg_nbd",
      identified: true,
      because: "highest_likelihood",
    });
    expect(chooseModel(mbgNbd.simulate(dropOut, ages, 2))).toMatchObject({
      model: "mbg_nbd",
      identified: true,
    });
    expect(
      chooseModel(paretoNbd.simulate({ r: 0.6, alpha: 3, s: 0.6, beta: 10 }, ages, 3)),
    ).toMatchObject({ model: "pareto_nbd", identified: true });
  });

  test("falls back to NBD when nobody leaves", () => {
    const choice = chooseModel(nbd.simulate({ r: 1.5, alpha: 8 }, ages.slice(0, 500), 4));
    expect(choice).toMatchObject({
      model: "nbd",
      identified: false,
      because: "drop_out_not_identified",
    });
    expect(choice.fitted).toEqual({ model: "nbd", parameters: choice.fits.nbd.parameters });
    expect(choice.warnings).toContain("drop_out_not_identified");
  });

  test("keeps a fit by which customers leave at once or never, without its P(alive)", () => {
    // Half never come again; the others buy so regularly that nobody seems to leave.
    const regular = { r: 4, alpha: 50, a: 0.05, b: 0.1, k: 3 };
    const book = mbgCnbdK
      .simulate(
        regular,
        ages.slice(0, 2000).map((age) => age + 100),
        3,
      )
      .map(({ frequency, recency, age }) => ({ frequency, recency, age }));
    for (const { parameters, warnings, ...fit } of [mbgNbd.fit(book), paretoNbd.fit(book)]) {
      expect(fit).toMatchObject({ converged: true, tellsDropOut: true, identified: false });
      expect(warnings).toContain("parameter_at_bound");
      expect(Object.values(parameters!).every(Number.isFinite)).toBe(true);
    }
    const choice = chooseModel(book);
    expect(choice).toMatchObject({ model: "mbg_nbd", identified: false });
    const chance = modelOf(choice.fitted!).chanceToBuy({ frequency: 0, recency: 0, age: 150 }, 52);
    expect(chance).toBeGreaterThan(0);
    expect(chance).toBeLessThan(0.2);
  });

  test("has no model when there is nothing to fit, and says why", () => {
    expect(chooseModel([])).toMatchObject({
      model: null,
      fitted: null,
      identified: false,
      because: "no_customers",
    });
    expect(chooseModel([{ frequency: 0, recency: 0, age: 9 }])).toMatchObject({
      model: null,
      because: "no_repeat_purchases",
    });
  });

  test("believes no drop-out when there is one customer, or all are the same", () => {
    for (const count of [1, 1000]) {
      const choice = chooseModel([{ frequency: 4, recency: 40, age: 50, count }]);
      expect(choice).toMatchObject({ model: "nbd", identified: false });
      expect(Object.values(choice.parameters!).every(Number.isFinite)).toBe(true);
    }
  });
});

describe.skipIf(!dataIsHere)(`chooseModel on the CDNOW sample${whyNot}`, () => {
  test("compares all models and keeps the one with the highest likelihood", () => {
    const choice = chooseModel(cdnow());
    expect(choice.compared.map((c) => c.model)).toEqual([
      "bg_nbd",
      "mbg_nbd",
      "mbg_cnbd_k",
      "pareto_nbd",
      "nbd",
    ]);
    const best = Math.max(...choice.compared.map((c) => c.logLikelihood));
    expect(choice).toMatchObject({ model: "mbg_nbd", because: "highest_likelihood", warnings: [] });
    expect(choice.fits.mbg_nbd.logLikelihood).toBe(best);
  });
});
