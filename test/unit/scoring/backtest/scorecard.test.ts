import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  calibrate,
  fitCalibration,
  learnCalibration,
  rowsOf,
} from "../../../../shared/scoring/backtest/calibration.ts";
import { chanceByRule, learnPlainRule } from "../../../../shared/scoring/backtest/plain-rules.ts";
import { scorecard, tenthOf } from "../../../../shared/scoring/backtest/scorecard.ts";
import { provableHorizon, windowsOf } from "../../../../shared/scoring/backtest/windows.ts";
import { seeded } from "../../../../shared/scoring/numerics/random.ts";

const statements = fc.array(
  fc.record({
    stated: fc.double({ min: 0, max: 1, noNaN: true }),
    came: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 1, maxLength: 200 },
);
const scored = (all: readonly { stated: number; came: number }[]) =>
  scorecard(
    all.map(({ stated }) => stated),
    all.map(({ came }) => came),
  )!;

describe("scorecard", () => {
  test("is perfect when every statement came true, and worst when none did", () => {
    expect(scorecard([1, 0, 1], [1, 0, 1])).toMatchObject({ brier: 0, reliability: 0 });
    expect(scorecard([1, 0, 1], [0, 1, 0])).toMatchObject({ brier: 1, reliability: 1 });
    expect(scorecard([], [])).toBeNull();
  });

  test("of the base rate is its variance, with nothing unreliable about it", () => {
    const came = Array.from({ length: 100 }, (_, n) => (n < 30 ? 1 : 0));
    const { brier, reliability, tenths } = scorecard(
      came.map(() => 0.3),
      came,
    )!;
    expect(brier).toBeCloseTo(0.3 * 0.7, 12);
    expect(reliability).toBeCloseTo(0, 12);
    expect(tenths).toHaveLength(1);
  });

  test("counts every customer in one tenth, in whatever order they come", () => {
    fc.assert(
      fc.property(statements, (all) => {
        const card = scored(all);
        expect(card.tenths.reduce((sum, { customers }) => sum + customers, 0)).toBe(all.length);
        expect(scored([...all].reverse()).brier).toBeCloseTo(card.brier, 12);
        for (const { stated } of all)
          expect(tenthOf(card.tenths, stated)!.from).toBeLessThanOrEqual(stated);
      }),
    );
  });
});

describe("fitCalibration", () => {
  /** Customers who buy with a chance that is not the one stated. */
  const drawn = (truth: (stated: number, spent: number) => number) => {
    const random = seeded(5);
    return Array.from({ length: 20_000 }, () => {
      const [chance, spent] = [0.05 + 0.9 * random.uniform(), 2000 * random.uniform()];
      return { chance, spent, frequency: 1, came: random.uniform() < truth(chance, spent) ? 1 : 0 };
    });
  };
  const came = (all: readonly { came: number }[]) => all.map((one) => one.came);

  test("leaves a chance that holds as it is", () => {
    const all = drawn((stated) => stated);
    const found = fitCalibration("platt", all, came(all), 1000);
    for (const chance of [0.1, 0.5, 0.9])
      expect(calibrate({ chance, spent: 0, frequency: 0 }, found)).toBeCloseTo(chance, 1);
  });

  test("recovers a logit that is off and a part of spend when both are there", () => {
    const logit = (p: number) => Math.log(p / (1 - p));
    const truth = (stated: number, spent: number) =>
      1 / (1 + Math.exp(-(-1 + 0.8 * logit(stated) + 0.7 * Math.log1p(spent / 1000))));
    const all = drawn(truth);
    const found = fitCalibration("adjusted", all, came(all), 1000);
    for (const chance of [0.2, 0.6])
      for (const spent of [100, 1500])
        expect(calibrate({ chance, spent, frequency: 1 }, found)).toBeCloseTo(
          truth(chance, spent),
          1.5,
        );
  });

  test("arrives at the same weights when it begins at those of another lesson", () => {
    const all = drawn((stated, spent) => stated ** 2 * (0.5 + spent / 4000));
    const rows = rowsOf(
      all.map(({ chance }) => chance),
      all,
      1000,
    );
    const some = (isWanted: (row: number) => boolean) =>
      Int32Array.from(all.keys()).filter(isWanted);
    const learn = (lesson: Int32Array, start?: readonly number[]) =>
      learnCalibration("adjusted", { rows, came: came(all), lesson }, 1000, start).weights;
    const even = some((row) => row % 2 === 0);
    const afterOdd = learn(even, learn(some((row) => row % 2 === 1)));
    learn(even).forEach((weight, i) => expect(afterOdd[i]).toBeCloseTo(weight, 5));
  });

  test("keeps to the chance as it is when there is nobody to learn from", () => {
    const found = fitCalibration("adjusted", [], [], 1000);
    expect(calibrate({ chance: 0.3, spent: 5, frequency: 4 }, found)).toBeCloseTo(0.3, 12);
  });
});

describe("learnPlainRule", () => {
  const seen = (silence: number) => ({
    day: 7 * (10 + silence),
    frequency: 1,
    recency: 10,
    age: 10 + silence,
    monetary: 1,
    spent: 1,
    last: 1,
    spentLastYear: 100 * silence,
  });
  const customers = Array.from({ length: 500 }, (_, n) => seen(n % 50));
  // Eight of ten of those lately seen bought, one of ten of the others.
  const bought = customers.map(({ age }, n) => Number(Math.floor(n / 50) < (age < 35 ? 8 : 1)));

  test("states the share that bought of those alike", () => {
    const rule = learnPlainRule("recency", customers, bought);
    expect(chanceByRule(rule, seen(3))).toBeCloseTo(0.8, 1);
    expect(chanceByRule(rule, seen(48))).toBeCloseTo(0.1, 1);
    const same = learnPlainRule("base_rate", customers, bought);
    expect(chanceByRule(same, seen(3))).toBe(chanceByRule(same, seen(48)));
  });

  test("survives storage as JSON", () => {
    const rule = learnPlainRule("spend", customers, bought);
    expect(JSON.parse(JSON.stringify(rule))).toEqual(rule);
  });
});

describe("windowsOf", () => {
  test("ends every window by now, with at least its length of days before it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 28, max: 365 }),
        (bookDays, policyDays) => {
          const horizon = provableHorizon(bookDays, policyDays);
          expect(3 * horizon).toBeLessThanOrEqual(bookDays);
          for (const { at, to } of windowsOf(0, bookDays, policyDays)) {
            expect(to).toBeLessThanOrEqual(bookDays);
            expect(at).toBeGreaterThanOrEqual(to - at);
          }
        },
      ),
    );
  });
});
