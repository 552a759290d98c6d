import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy, valueOf, type Model, type Policy } from "../../../shared/scoring/index.ts";
import { valuesOf } from "../../../shared/scoring/value.ts";
import { book, modelOf } from "./a-book.ts";

const fitted = modelOf(book(300));
const models: [string, Model][] = fitted.compared
  .filter((c) => c.parameters)
  .map(({ model, parameters, identified }) => [
    model,
    { ...fitted, identified, purchases: { model, parameters: parameters! } },
  ]);
const history = fc
  .record({
    frequency: fc.integer({ min: 1, max: 60 }),
    share: fc.double({ min: 0.05, max: 1, noNaN: true }),
    age: fc.integer({ min: 10, max: 150 }),
    monetary: fc.integer({ min: 100, max: 1_000_000 }),
  })
  .map(({ share, ...h }) => ({ id: "", ...h, recency: Math.max(1, Math.floor(h.age * share)) }));
const of = (
  summary: Parameters<typeof valueOf>[0],
  model: Model,
  over: Partial<Policy["value"]> = {},
) => valueOf(summary, model, { ...defaultPolicy.value, ...over })!;

describe.each(models)("valueOf by %s", (name, model) => {
  test("rises with P(alive), spend and horizon, and falls with the discount", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 20 }), (summary, more) => {
        const value = of(summary, model);
        const fresher = of(
          { ...summary, recency: Math.min(summary.age, summary.recency + more) },
          model,
        );
        if (value.alive !== null) {
          expect(fresher.alive!).toBeGreaterThanOrEqual(value.alive - 1e-12);
          expect(fresher.lifetimeValue!).toBeGreaterThanOrEqual(value.lifetimeValue! - 1);
        }
        expect(
          of({ ...summary, monetary: summary.monetary + 1000 * more }, model).lifetimeValue!,
        ).toBeGreaterThanOrEqual(value.lifetimeValue!);
        expect(of(summary, model, { months: 12 + more }).lifetimeValue!).toBeGreaterThanOrEqual(
          value.lifetimeValue!,
        );
        expect(
          of(summary, model, { monthlyDiscount: 0.01 + more / 1000 }).lifetimeValue!,
        ).toBeLessThanOrEqual(value.lifetimeValue!);
        expect(value.lifetimeValue!).toBeLessThanOrEqual(value.valueIfAlive!);
        expect(value.expectedPurchases).toBeCloseTo((value.alive ?? 1) * value.purchasesIfAlive, 9);
      }),
      { numRuns: 100 },
    );
  });

  test("loses nothing by P(alive) when that is not known", () => {
    fc.assert(
      fc.property(history, (summary) => {
        const value = of(summary, { ...model, identified: false });
        expect(value.alive).toBeNull();
        expect(value.valueIfAlive).toBe(value.lifetimeValue);
        expect(value.purchasesIfAlive).toBe(value.expectedPurchases);
        expect(value.lifetimeValue).toBe(of(summary, model).lifetimeValue);
      }),
      { numRuns: 50 },
    );
  });

  test("says of each customer what valuesOf says when a book is valued at once", () => {
    const near = (one: number | null, other: number | null, within: number) =>
      one === null || other === null
        ? expect(one).toBe(other)
        : expect(Math.abs(one - other)).toBeLessThanOrEqual(within);
    fc.assert(
      fc.property(fc.array(history, { maxLength: 20 }), (summaries) => {
        const all = valuesOf(summaries, model, defaultPolicy.value);
        expect(all).toHaveLength(summaries.length);
        summaries.forEach((summary, i) => {
          const [value, known] = [all[i]!, of(summary, model)];
          near(value.alive, known.alive, 1e-10);
          near(value.expectedPurchases, known.expectedPurchases, 1e-9 * known.expectedPurchases);
          expect(value.spend).toBe(known.spend);
          // Rounded to whole minor units.
          near(value.lifetimeValue, known.lifetimeValue, 1);
          near(value.valueIfAlive, known.valueIfAlive, 1);
        });
      }),
      { numRuns: 50 },
    );
  });

  test("knows P(alive) only when the model has drop-out", () => {
    const alive = of({ id: "", frequency: 5, recency: 20, age: 40, monetary: 5000 }, model).alive;
    if (name === "nbd") expect(alive).toBeNull();
    else expect(alive).toBeGreaterThan(0);
    expect(
      of(
        { id: "", frequency: 5, recency: 20, age: 40, monetary: 5000 },
        { ...model, identified: false },
      ).alive,
    ).toBeNull();
  });
});

test("valueOf is null when no model could be fitted", () => {
  expect(
    valueOf(
      { id: "", frequency: 1, recency: 1, age: 2, monetary: 3 },
      { ...fitted, purchases: null },
      defaultPolicy.value,
    ),
  ).toBeNull();
});
