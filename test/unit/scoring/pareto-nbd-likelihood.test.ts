import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, logLikelihood } from "../../../shared/scoring/models/pareto-nbd/likelihood.ts";
import { gaussLegendre } from "../../../shared/scoring/models/pareto-nbd/quadrature.ts";
import { group } from "../../../shared/scoring/models/purchase-histories.ts";

const near = (actual: number, expected: number, relative: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    relative * Math.abs(expected),
  );

describe("gaussLegendre", () => {
  test("integrates powers exactly when their degree is below twice the nodes", () => {
    for (const n of [1, 2, 5, 6, 13, 28, 64]) {
      const { nodes, weights } = gaussLegendre(n);
      for (let degree = 0; degree < 2 * n; degree++) {
        near(
          nodes.reduce((sum, z, i) => sum + weights[i]! * z ** degree, 0),
          1 / (degree + 1),
          1e-13,
        );
      }
    }
  });
});

describe("evaluate", () => {
  const magnitude = (from: number, to: number) =>
    fc.double({ min: from, max: to, noNaN: true }).map((power) => 10 ** power);
  const logs = fc.tuple(
    ...[
      [-2, 2],
      [-2, 3],
      [-2, 2],
      [-2, 3],
    ].map(([from, to]) => magnitude(from!, to!).map(Math.log)),
  );
  const history = fc
    .tuple(
      fc.integer({ min: 0, max: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      magnitude(-1, 3),
    )
    .map(([x, share, age]) => ({ frequency: x, recency: x === 0 ? 0 : share * age, age }));
  const at = (point: number[], customers: Parameters<typeof group>[0]) => {
    const [r, alpha, s, beta] = point.map(Math.exp) as [number, number, number, number];
    return evaluate({ r, alpha, s, beta }, group(customers));
  };

  test("slopes and curvatures are those of its differences", () => {
    fc.assert(
      fc.property(logs, fc.array(history, { minLength: 1, maxLength: 5 }), (point, customers) => {
        const here = at(point, customers);
        const h = 1e-5;
        point.forEach((_, i) => {
          const [ahead, behind] = [h, -h].map((step) =>
            at(
              point.map((v, j) => (j === i ? v + step : v)),
              customers,
            ),
          ) as [typeof here, typeof here];
          const size =
            1 +
            Math.max(
              Math.abs(here.value),
              ...here.gradient.map(Math.abs),
              ...here.hessian.flat().map(Math.abs),
            );
          expect(
            Math.abs((ahead.value - behind.value) / (2 * h) - here.gradient[i]!),
          ).toBeLessThanOrEqual(1e-7 * size);
          ahead.gradient.forEach((slope, j) =>
            expect(
              Math.abs((slope - behind.gradient[j]!) / (2 * h) - here.hessian[i]![j]!),
            ).toBeLessThanOrEqual(1e-7 * size),
          );
        });
      }),
    );
  });

  test("counts a history as often as there are customers with it", () => {
    const p = { r: 0.6, alpha: 10, s: 0.7, beta: 12 };
    const customer = { frequency: 2, recency: 9, age: 30 };
    near(logLikelihood(p, [customer, customer, customer]), 3 * logLikelihood(p, [customer]), 1e-14);
    near(logLikelihood(p, [{ ...customer, count: 3 }]), 3 * logLikelihood(p, [customer]), 1e-14);
  });

  test("is a density: it sums to 1 over all histories that can happen", () => {
    const p = { r: 0.6, alpha: 10, s: 0.7, beta: 12 };
    const age = 10;
    const { nodes, weights } = gaussLegendre(30);
    let total = Math.exp(logLikelihood(p, [{ frequency: 0, recency: 0, age }]));
    // The x − 1 purchases before the last may come in any order at any time before it:
    // t^(x−1)/(x−1)!.
    for (let x = 1, orders = 0; x <= 45; orders += Math.log(x), x++) {
      nodes.forEach((z, i) => {
        const recency = age * z;
        total +=
          weights[i]! *
          age *
          Math.exp(
            logLikelihood(p, [{ frequency: x, recency, age }]) +
              (x - 1) * Math.log(recency) -
              orders,
          );
      });
    }
    near(total, 1, 1e-12);
  });
});
