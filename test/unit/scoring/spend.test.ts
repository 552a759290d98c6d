import { describe, expect, test } from "vitest";
import { gammaGamma } from "../../../shared/scoring/models/gamma-gamma/gamma-gamma.ts";
import { fitWithFirst } from "../../../shared/scoring/models/gamma-gamma/with-first.ts";
import { seeded } from "../../../shared/scoring/numerics/random.ts";
import { expectedSpend } from "../../../shared/scoring/spend.ts";

/** Customers of a spend of their own; the first purchase is of it only where `isAlike`. */
function drawn(isAlike: boolean) {
  const random = seeded(3);
  const draw = (mean: number) => mean * Math.exp(0.3 * random.normal());
  return Array.from({ length: 600 }, (_, n) => {
    const mean = 5000 * Math.exp(random.normal());
    const amounts = Array.from({ length: 1 + (n % 4) }, () => draw(mean));
    if (!isAlike) amounts[0] = 5000 * Math.exp(random.normal());
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    return { purchases: amounts.length, total, first: amounts[0]!, last: amounts.at(-1)!, mean };
  });
}

const summary = (frequency: number, monetary: number, spent?: number) => ({
  id: "",
  frequency,
  recency: 10,
  age: 20,
  monetary,
  ...(spent !== undefined && { spent }),
});

describe("fitWithFirst", () => {
  test("counts the first purchase where it tells of the later ones, and not where it does not", () => {
    expect(fitWithFirst(drawn(true))).not.toBeNull();
    expect(fitWithFirst(drawn(false))).toBeNull();
  });

  test("does not decide when too few bought again", () => {
    expect(fitWithFirst(drawn(true).slice(0, 60))).toBeNull();
    expect(fitWithFirst([])).toBeNull();
  });
});

describe("expectedSpend", () => {
  const spend = { p: 6.25, q: 3.74, gamma: 1544 };
  const spendWithFirst = { p: 6, q: 3.5, gamma: 1500 };

  test("tells of who bought once by what they spent where first purchases count", () => {
    const [small, large] = [1000, 9000].map((spent) => summary(0, 0, spent));
    const models = { spend, spendWithFirst };
    expect(expectedSpend(large!, models)).toBeGreaterThan(2 * expectedSpend(small!, models)!);
    expect(expectedSpend(large!, { spend })).toBe(expectedSpend(small!, { spend }));
  });

  test("goes by repeat purchases where the total is not known, and is the mean of nobody", () => {
    const models = { spend, spendWithFirst };
    const known = summary(3, 4000);
    expect(expectedSpend(known, models)).toBe(gammaGamma.expectedSpend(spend, known));
    const nobody = { frequency: 0, monetary: 0 };
    expect(expectedSpend(summary(0, 0), models)).toBe(
      gammaGamma.expectedSpend(spendWithFirst, nobody),
    );
    expect(expectedSpend(known, { spend: null })).toBeNull();
  });
});
