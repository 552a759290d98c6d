import { describe, expect, test } from "vitest";
import { defaultPolicy, measures } from "../../../../shared/scoring/index.ts";
import { ago, customer, now } from "../some-facts.ts";

const line = (category: string, days: number, amount = 500) => ({
  orderId: `${category}-${days}`,
  occurredAt: ago(days),
  amount,
  kind: amount < 0 ? ("refund" as const) : ("purchase" as const),
  category,
});
const bought = (transactions: ReturnType<typeof line>[]) => {
  const { categories, boughtSince, boughtBefore } = measures(customer({ transactions }), {
    policy: defaultPolicy,
    now,
  });
  return { categories, boughtSince, boughtBefore };
};

describe("measures of categories", () => {
  test("tell those first bought within the horizon from those bought before", () => {
    const lines = [line("rope", 200), line("rope", 3), line("sails", 90), line("paint", 91)];
    const told = {
      categories: ["paint", "rope", "sails"],
      boughtSince: ["sails"],
      boughtBefore: [0],
    };
    expect(bought(lines)).toEqual(told);
    expect(bought([...lines].reverse())).toEqual(told);
  });

  test("leave out what was given back", () => {
    const returned = { ...line("sails", 20, -500), refersTo: "sails-30" };
    expect(bought([line("rope", 200), line("sails", 30), returned])).toEqual({
      categories: ["rope"],
      boughtSince: [],
      boughtBefore: [],
    });
  });
});
