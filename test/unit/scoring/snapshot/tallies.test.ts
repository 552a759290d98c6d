import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gini, lorenz } from "../../../../shared/scoring/index.ts";
import { addSums } from "../../../../shared/scoring/snapshot/add-sums.ts";
import {
  addAmount,
  type AmountBins,
  binOf,
  leastOf,
  medianOf,
  spreadOf,
} from "../../../../shared/scoring/snapshot/amount-bins.ts";
import { bodiesOf, emptyTallies } from "../../../../shared/scoring/snapshot/snapshot.ts";
import { mergeTallies, addToTallies } from "../../../../shared/scoring/snapshot/snapshot.ts";
import {
  defaultPolicy,
  fitModel,
  measures,
  scoreForReview,
} from "../../../../shared/scoring/index.ts";
import { demoFacts } from "../demo-facts.ts";

const amounts = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 200 });
const binsOf = (values: readonly number[]): AmountBins => {
  const bins: AmountBins = {};
  for (const value of values) addAmount(bins, value);
  return bins;
};

describe("sums", () => {
  test("are added place by place when places share an object", () => {
    const shared = { n: 1 };
    const into = {};
    addSums(into, { a: shared, b: [shared] });
    addSums(into, { a: shared, b: [shared] });
    expect(into).toEqual({ a: { n: 2 }, b: [{ n: 2 }] });
    expect(shared).toEqual({ n: 1 });
  });
});

describe("bins of amounts", () => {
  test("hold what lies between their edges when amounts are whole", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), (amount) => {
        const bin = binOf(amount);
        expect(leastOf(bin)).toBeLessThanOrEqual(amount);
        expect(binOf(leastOf(bin))).toBe(bin);
      }),
    );
  });

  test("tell Lorenz exactly and Gini and median nearly when amounts are any", () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const spread = spreadOf(binsOf(values), 0.8);
        const curve = lorenz(values);
        expect(spread === null).toBe(curve === null);
        if (spread === null || curve === null) return;
        expect(Math.abs(spread.gini - gini(values)!)).toBeLessThan(0.003);
        for (const { customers, value } of spread.lorenz) {
          const exact = curve[Math.round(customers * values.length)]!;
          expect(value).toBeCloseTo(exact.value, 9);
        }
        const { customers, share, from } = spread.top;
        expect(customers).toBe(values.filter((v) => v >= from).length);
        expect(share).toBeGreaterThanOrEqual(0.8);
        const sorted = values.toSorted((a, b) => a - b);
        const middle = sorted[Math.ceil(values.length / 2) - 1]!;
        expect(Math.abs(medianOf(binsOf(values))! - middle)).toBeLessThanOrEqual(
          1 + 0.011 * middle,
        );
      }),
    );
  });
});

describe("tallies", () => {
  const now = Date.parse("2026-11-02T12:00:00Z");
  const facts = demoFacts(300, 7, now);
  const context = { policy: defaultPolicy, now };
  const model = fitModel(
    facts.map((one) => measures(one, context)),
    { ...context, version: 1 },
  );
  const scored = facts.map((one) => scoreForReview(one, { ...context, model, currency: "GBP" }));
  const tallied = (from: number, to: number) => {
    const tallies = emptyTallies();
    scored.slice(from, to).forEach(({ scores, seen }, at) => {
      const segment = `segment ${(from + at) % 7}`;
      const customer = { scores, seen, owner: null, segment, before: null };
      addToTallies(tallies, customer, { ...context, model });
    });
    return tallies;
  };
  const whole = bodiesOf(tallied(0, scored.length), { ...context, model });

  test("come to the same bodies when a book is cut anywhere and kept as JSON in between", () => {
    const cut = fc.integer({ min: 0, max: scored.length });
    fc.assert(
      fc.property(cut, cut, (p, q) => {
        const [first, second] = [Math.min(p, q), Math.max(p, q)];
        const sum = emptyTallies();
        for (const [from, to] of [
          [0, first],
          [first, second],
          [second, scored.length],
        ] as const)
          mergeTallies(sum, JSON.parse(JSON.stringify(tallied(from, to))));
        expect(rounded(bodiesOf(sum, { ...context, model }))).toEqual(rounded(whole));
      }),
      { numRuns: 10 },
    );
  });

  test("stay small when the book grows", () => {
    const size = (count: number) => JSON.stringify(tallied(0, count)).length;
    expect(size(scored.length)).toBeLessThan(60_000);
    expect(JSON.stringify(whole).length).toBeLessThan(100_000);
  });
});

/** Sums in another order differ in their last digits. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === "number" ? Number(one.toPrecision(9)) : one,
  );
