/**
 * The precise evaluation of the models, held against another formula, twice the precision,
 * published and reference values.
 */
import { describe, expect, test } from "vitest";
import { cdnow, dataIsHere, reference, whyNot } from "../shared-data.ts";
import * as closed from "./closed.ts";
import { paretoNbd } from "./exponential.ts";
import { bgNbd, geometricPurchases, mbgNbd } from "./geometric.ts";
import { exponentialGrid, geometricGrid } from "./grid.ts";
import { logLikelihood, probabilityAlive, type Customer, type Precise } from "./model.ts";
import { add, atPrecision, mul, real, round, toNumber, type Real, zero } from "./number.ts";
import { sharedDigits } from "./shared-digits.ts";

test("the models' integrals agree with the papers' 2F1 to fifteen digits wherever its series arrives", () => {
  let [tried, fewest] = [0, Infinity];
  const compare = (open: Real, otherwise: () => Real) => {
    tried++;
    fewest = Math.min(fewest, sharedDigits(open, round(atPrecision(384, otherwise))));
  };
  for (const {
    parameters: { r, alpha, a, b },
    customer: { x, T },
    horizon,
  } of geometricGrid(11, 300)) {
    if (a === 1 || horizon === 0 || (r + x + 130) * (horizon / (alpha + T)) > 2000) continue;
    const all = () =>
      [
        add(real(r), real(x)),
        add(real(alpha), real(T)),
        real(a),
        add(real(b), real(x)),
        real(horizon),
      ] as const;
    compare(geometricPurchases(...all()), () => closed.geometricPurchases(...all()));
  }
  for (const { parameters, customer } of exponentialGrid(12, 300)) {
    const { r, alpha, s, beta } = parameters;
    const far = Math.abs(alpha - beta) / (Math.min(alpha, beta) + customer.tx);
    if (customer.tx === customer.T || ((alpha >= beta ? s + 1 : r + customer.x) + 130) * far > 2000)
      continue;
    compare(paretoNbd.oddsGone(parameters, customer), () => closed.oddsGone(parameters, customer));
  }
  console.log(`precise: ${tried} integrals agree with 2F1 to at least ${fewest.toFixed(1)} digits`);
  expect(tried).toBeGreaterThan(150);
  expect(fewest).toBeGreaterThan(15);
}, 60_000);

test("the models' other terms keep forty digits when counted with twice the bits", () => {
  const twice = (compute: () => Real) =>
    expect(sharedDigits(compute(), round(atPrecision(384, compute)))).toBeGreaterThan(38);
  for (const { parameters, customer } of geometricGrid(13, 50)) {
    twice(() => bgNbd.logThere(parameters, customer));
    twice(() => mbgNbd.oddsGone(parameters, customer));
  }
  for (const { parameters, customer, horizon } of exponentialGrid(14, 50)) {
    twice(() => paretoNbd.logThere(parameters, customer));
    if (horizon > 0) twice(() => paretoNbd.whileAlive(parameters, customer, horizon));
  }
});

describe.skipIf(!dataIsHere)(`the precise evaluation${whyNot}`, () => {
  const total = <P>(model: Precise<P>, p: P): number => {
    const counts = new Map<string, number>();
    for (const { frequency: x, recency: tx, age: T } of cdnow()) {
      const key = JSON.stringify({ x, tx, T });
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return toNumber(
      [...counts]
        .map(([key, n]) => {
          const c: Customer = JSON.parse(key);
          return mul(real(n), logLikelihood(model.logThere(p, c), model.oddsGone(p, c)));
        })
        .reduce(add, zero),
    );
  };

  test("gives the reference values of the named customers and the likelihoods of the CDNOW sample", () => {
    const { customers, bgnbd } = reference().cdnow_sample;
    for (const { x, t_x: tx, T, bgnbd_gg_at_MLE: expected } of customers) {
      const alive = probabilityAlive(bgNbd.oddsGone(bgnbd.MLE, { x, tx, T }));
      expect(toNumber(alive) / expected.p_alive).toBeCloseTo(1, 8);
      expect(
        toNumber(mul(alive, bgNbd.whileAlive(bgnbd.MLE, { x, tx, T }, 39))) /
          expected.e_purchases_39w,
      ).toBeCloseTo(1, 8);
    }
    expect(total(bgNbd, bgnbd.MLE)).toBeCloseTo(bgnbd.LL, 6);
    expect(
      total(paretoNbd, { r: 0.553275506, alpha: 10.5776122, s: 0.60621353, beta: 11.6679101 }),
    ).toBeCloseTo(-9594.9739298, 6);
  }, 60_000);
});

test("the models give the published values", () => {
  const p = { r: 0.25, alpha: 4, a: 0.8, b: 2.5 };
  const published = (c: Customer) =>
    toNumber(logLikelihood(bgNbd.logThere(p, c), bgNbd.oddsGone(p, c)));
  expect(published({ x: 0, tx: 0, T: 40 })).toBeCloseTo(-0.59947382, 8);
  expect(published({ x: 200, tx: 38, T: 40 })).toBeCloseTo(100.7957, 4);
  const btyd = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
  expect(
    toNumber(probabilityAlive(paretoNbd.oddsGone(btyd, { x: 26, tx: 30.86, T: 31 }))),
  ).toBeCloseTo(0.9979, 4);
});

test("mbgNbd leaves a customer without repeat purchase the two ways to be so: gone at once, or not bought", () => {
  const [p, T] = [{ r: 0.7, alpha: 3, a: 0.4, b: 2.1 }, 25];
  const c = { x: 0, tx: 0, T };
  const expected = p.a / (p.a + p.b) + (p.b / (p.a + p.b)) * (p.alpha / (p.alpha + T)) ** p.r;
  expect(toNumber(logLikelihood(mbgNbd.logThere(p, c), mbgNbd.oddsGone(p, c)))).toBeCloseTo(
    Math.log(expected),
    14,
  );
});
