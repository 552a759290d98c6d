import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bgNbd } from "../../../shared/scoring/models/bg-nbd/bg-nbd.ts";
import {
  paretoNbd,
  type ParetoNbdParameters,
} from "../../../shared/scoring/models/pareto-nbd/pareto-nbd.ts";
import { gaussLegendre } from "../../../shared/scoring/models/pareto-nbd/quadrature.ts";
import { logGamma } from "../../../shared/scoring/numerics/special.ts";
import { cdnow, dataFile, dataIsHere, reference, whyNot } from "./shared-data.ts";

type Stated = {
  MLE: ParetoNbdParameters;
  LL: number;
  MLE_exact_days: ParetoNbdParameters;
  LL_exact_days: number;
};
const letters = ["r", "alpha", "s", "beta"] as const;
const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );
const sum = (values: readonly number[]) => values.reduce((total, v) => total + v, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const correlation = (p: readonly number[], q: readonly number[]) => {
  const [mp, mq] = [mean(p), mean(q)];
  const product = (u: readonly number[], mu: number, v: readonly number[], mv: number) =>
    sum(u.map((x, i) => (x - mu) * (v[i]! - mv)));
  return product(p, mp, q, mq) / Math.sqrt(product(p, mp, p, mp) * product(q, mq, q, mq));
};

/**
 * From the lines themselves: histories to the end of September 1997 in exact days, and repeat
 * purchases in the 39 weeks after.
 */
function inDays() {
  const lines = readFileSync(dataFile("CDNOW_sample.txt"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const day = (date: string) => Date.parse(date.replace(/(....)(..)(..)/, "$1-$2-$3")) / 86_400_000;
  const end = day("19970930");
  return [...Map.groupBy(lines, (fields) => fields[1]!).values()].map((own) => {
    const days = [...new Set(own.map((fields) => day(fields[2]!)))].sort((p, q) => p - q);
    const seen = days.filter((d) => d <= end);
    return {
      frequency: seen.length - 1,
      recency: (seen.at(-1)! - seen[0]!) / 7,
      age: (end - seen[0]!) / 7,
      later: days.length - seen.length,
    };
  });
}

/** P(X(T) = x) of a new customer, a case by the sum over when they left. */
function probabilityOf(x: number, { r, alpha, s, beta }: ParetoNbdParameters, age: number): number {
  const binomial = Math.exp(logGamma(r + x) - logGamma(r) - logGamma(x + 1));
  const bought = (until: number) =>
    binomial * (alpha / (alpha + until)) ** r * (until / (alpha + until)) ** x;
  const { nodes, weights } = gaussLegendre(40);
  const left = sum(
    Array.from(
      nodes,
      (z, i) =>
        weights[i]! * age * bought(age * z) * (s / beta) * (beta / (beta + age * z)) ** (s + 1),
    ),
  );
  return bought(age) * (beta / (beta + age)) ** s + left;
}

describe.skipIf(!dataIsHere)(`paretoNbd on the CDNOW sample${whyNot}`, () => {
  const stated = () => (reference().cdnow_sample as unknown as { pnbd: Stated }).pnbd;

  test("fit reaches the maximum of the likelihood in weeks of two decimals and in exact days", () => {
    const { MLE, LL, MLE_exact_days, LL_exact_days } = stated();
    for (const [customers, top, logLikelihood] of [
      [cdnow(), MLE, LL],
      [inDays(), MLE_exact_days, LL_exact_days],
    ] as const) {
      const fit = paretoNbd.fit(customers);
      expect(fit).toMatchObject({ converged: true, identified: true, warnings: [] });
      expect(fit.logLikelihood).toBeGreaterThanOrEqual(logLikelihood - 1e-6);
      near(paretoNbd.logLikelihood(top, customers), logLikelihood, 1e-10);
      for (const letter of letters) near(fit.parameters![letter], top[letter], 1e-6);
    }
  });

  test("probabilityAlive gives the published value of the customer with 26 repeat purchases", () => {
    const published = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
    expect(
      paretoNbd.probabilityAlive(published, { frequency: 26, recency: 30.86, age: 31 }),
    ).toBeCloseTo(0.9979, 4);
  });

  test("expects the published histogram of repeat purchases", () => {
    const customers = cdnow();
    const parameters = stated().MLE;
    const ages = Map.groupBy(customers, (c) => c.age);
    const upTo6 = Array.from({ length: 7 }, (_, x) =>
      sum([...ages].map(([age, own]) => own.length * probabilityOf(x, parameters, age))),
    );
    const expected = [...upTo6, customers.length - sum(upTo6)];
    const actual = expected.map(
      (_, x) => customers.filter((c) => Math.min(c.frequency, 7) === x).length,
    );
    expect(sum(actual.map((n, x) => (n - expected[x]!) ** 2 / expected[x]!))).toBeCloseTo(
      11.9906,
      2,
    );
  });

  test("forecasts the 39 weeks after as published", () => {
    const customers = inDays();
    const { MLE_exact_days } = stated();
    const forecast = customers.map((c) => paretoNbd.expectedPurchases(MLE_exact_days, c, 39));
    const later = customers.map((c) => c.later);
    const [expected, bought] = [
      sum(customers.map((c) => paretoNbd.expectedPurchasesOfNew(MLE_exact_days, c.age + 39))),
      sum(customers.map((c) => c.frequency + c.later)),
    ];
    expect(expected / bought - 1).toBeCloseTo(-0.016, 3);
    expect(correlation(forecast, later)).toBeCloseTo(0.6302, 3);
    expect(mean(forecast.filter((_, i) => customers[i]!.frequency === 0))).toBeCloseTo(0.1384, 3);
    const other = bgNbd.fit(customers).parameters!;
    expect(
      correlation(
        forecast,
        customers.map((c) => bgNbd.expectedPurchases(other, c, 39)),
      ),
    ).toBeCloseTo(0.9955, 3);
  });
});
