import { describe, expect, test } from "vitest";
import {
  paretoNbd,
  type ParetoNbdParameters,
} from "../../../shared/scoring/models/pareto-nbd/pareto-nbd.ts";

const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );
const letters = ["r", "alpha", "s", "beta"] as const;
const truth: ParetoNbdParameters = { r: 0.8, alpha: 8, s: 0.9, beta: 20 };
const book = paretoNbd.simulate(
  truth,
  Array.from({ length: 1500 }, (_, i) => 50 + (i % 30)),
  5,
);

describe("paretoNbd.fit", () => {
  const fit = paretoNbd.fit(book);

  test("reports the likelihood of the parameters it gives, no lower than that of the truth", () => {
    near(fit.logLikelihood, paretoNbd.logLikelihood(fit.parameters!, book), 1e-12);
    expect(fit.logLikelihood).toBeGreaterThan(paretoNbd.logLikelihood(truth, book));
    expect(fit).toMatchObject({ converged: true, identified: true, warnings: [] });
  });

  test("gives the very same answer when customers are shuffled or counted", () => {
    expect(paretoNbd.fit(book.toReversed())).toEqual(fit);
    const twice = paretoNbd.fit([...book, ...book]);
    expect(paretoNbd.fit(book.map((c) => ({ ...c, count: 2 })))).toEqual(twice);
    for (const letter of letters) {
      near(twice.parameters![letter], fit.parameters![letter], 1e-6);
      near(twice.standardErrors![letter], fit.standardErrors![letter] / Math.SQRT2, 1e-6);
    }
  });

  test("converts exactly when weeks become days or years", () => {
    for (const unit of [7, 1 / 52, 1e6]) {
      const other = paretoNbd.fit(
        book.map((c) => ({ ...c, recency: c.recency * unit, age: c.age * unit })),
      );
      letters.forEach((letter) =>
        near(
          other.parameters![letter],
          fit.parameters![letter] * (letter === "alpha" || letter === "beta" ? unit : 1),
          1e-7,
        ),
      );
      near(
        other.logLikelihood,
        fit.logLikelihood - book.reduce((sum, c) => sum + c.frequency, 0) * Math.log(unit),
        1e-11,
      );
    }
  });

  test("arrives at the same top when every start is tried", () => {
    const thorough = paretoNbd.fit(book, { starts: 3 });
    expect(thorough.iterations).toBeGreaterThan(fit.iterations);
    for (const letter of letters) near(thorough.parameters![letter], fit.parameters![letter], 1e-6);
  });

  test("arrives at the same top through a part of the histories, when there are very many, as on all of them", () => {
    const many = paretoNbd.simulate(
      truth,
      Array.from({ length: 15_000 }, (_, i) => 50 + (i % 30)),
      6,
    );
    const found = paretoNbd.fit(many);
    expect(found.converged).toBe(true);
    for (const letter of letters) {
      for (const step of [0.999, 1.001]) {
        expect(
          paretoNbd.logLikelihood(
            { ...found.parameters!, [letter]: found.parameters![letter] * step },
            many,
          ),
        ).toBeLessThan(found.logLikelihood);
      }
    }
  });

  test("says why it has no parameters when there is nothing to fit", () => {
    expect(paretoNbd.fit([])).toMatchObject({
      parameters: null,
      identified: false,
      warnings: ["no_customers"],
    });
    expect(
      paretoNbd.fit([
        { frequency: 0, recency: 0, age: 9 },
        { frequency: 0, recency: 0, age: 5 },
      ]),
    ).toMatchObject({ parameters: null, identified: false, warnings: ["no_repeat_purchases"] });
  });

  test("does not claim to know drop-out when the data cannot tell it", () => {
    const cases = {
      "one customer": [{ frequency: 4, recency: 40, age: 50 }],
      "one purchase": [
        { frequency: 1, recency: 2, age: 50 },
        { frequency: 0, recency: 0, age: 50 },
      ],
      "all the same": Array.from({ length: 50 }, () => ({ frequency: 4, recency: 40, age: 50 })),
      "all just now": Array.from({ length: 50 }, (_, i) => ({
        frequency: 1 + (i % 7),
        recency: 50,
        age: 50,
      })),
      "first seen today": Array.from({ length: 9 }, (_, i) => ({
        frequency: i % 2,
        recency: 0,
        age: 0,
      })),
      "thousands of purchases": Array.from({ length: 20 }, (_, i) => ({
        frequency: 4000 + i,
        recency: 49.9,
        age: 50,
      })),
      "nobody leaves": paretoNbd.simulate(
        { ...truth, s: 1e-9 },
        Array.from({ length: 500 }, () => 50),
        3,
      ),
    };
    for (const [state, customers] of Object.entries(cases)) {
      const found = paretoNbd.fit(customers);
      expect(found, state).toMatchObject({
        identified: false,
        warnings: expect.arrayContaining(["drop_out_not_identified"]),
      });
      expect(
        [...Object.values(found.parameters!), found.logLikelihood].every(Number.isFinite),
        state,
      ).toBe(true);
      for (const customer of customers)
        expect(paretoNbd.probabilityAlive(found.parameters!, customer), state).toBeLessThanOrEqual(
          1,
        );
    }
  });

  test("knows that customers leave, but gives no standard errors, when all leave at one rate", () => {
    const evenly = paretoNbd.simulate(
      { r: 0.8, alpha: 8, s: 1e6, beta: 4e7 },
      Array.from({ length: 1500 }, (_, i) => 50 + (i % 30)),
      2,
    );
    const found = paretoNbd.fit(evenly);
    expect(found).toMatchObject({
      converged: true,
      identified: true,
      standardErrors: null,
      warnings: ["parameter_at_bound"],
    });
    near(found.parameters!.s / found.parameters!.beta, 1 / 40, 0.1);
    // Along the ridge of likelihood P(alive) stays what it is.
    const { s, beta, ...rate } = found.parameters!;
    for (const customer of evenly) {
      const alive = paretoNbd.probabilityAlive(found.parameters!, customer);
      expect(
        Math.abs(
          paretoNbd.probabilityAlive({ ...rate, s: s / 10, beta: beta / 10 }, customer) - alive,
        ),
      ).toBeLessThan(1e-3);
    }
  });
});
