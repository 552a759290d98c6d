import { describe, expect, test } from "vitest";
import { defaultPolicy, scoreCustomer } from "../../../shared/scoring/index.ts";
import { book, modelOf } from "./a-book.ts";
import { now } from "./some-facts.ts";

const facts = book(400);
const model = modelOf(facts);
const cards = facts.map(
  (one) => scoreCustomer(one, { policy: defaultPolicy, model, now, currency: "GBP" }).value,
);

describe("the range of a value", () => {
  test("is there for whoever has a value, and nothing at all only for who hardly buys", () => {
    const valued = cards.filter(({ lifetimeValue }) => (lifetimeValue ?? 0) > 0);
    expect(valued.length).toBeGreaterThan(300);
    for (const { range } of valued) {
      expect(range!.low).toBeGreaterThanOrEqual(0);
      expect(range!.high).toBeGreaterThanOrEqual(range!.low);
    }
    for (const { range, expectedPurchases } of valued)
      if (range!.high === 0) expect(expectedPurchases).toBeLessThan(2);
  });

  test("holds the value itself for most customers, whose spend it spreads about it", () => {
    const buying = cards.filter(({ range }) => range && range.high > 0);
    const within = buying.filter(
      ({ range, lifetimeValue }) => lifetimeValue! >= range!.low && lifetimeValue! <= range!.high,
    );
    expect(within.length / buying.length).toBeGreaterThan(0.8);
  });

  test("says in the explanation on how many days they will probably order", () => {
    const { explanation, range } = cards.find((one) => one.range)!;
    expect(range).not.toBeNull();
    const factor = explanation!.factors.find(({ code }) => code === "value_purchases_range")!;
    expect(factor.points).toBe(0);
    expect(factor.parameters!["high"]).toBeGreaterThanOrEqual(Number(factor.parameters!["low"]));
  });

  test("is null where there is no spend model", () => {
    const { value } = scoreCustomer(facts[0]!, {
      policy: defaultPolicy,
      model: { ...model, spend: null },
      now,
      currency: "GBP",
    });
    expect(value.range).toBeNull();
  });
});
