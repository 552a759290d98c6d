import { describe, expect, test } from "vitest";
import { purchasesShown, type Transaction } from "../../../shared/scoring/index.ts";
import { ago, DAY, now } from "./some-facts.ts";

const line = (orderId: string, days: number, amount: number): Transaction => ({
  orderId,
  occurredAt: ago(days),
  amount,
  category: null,
  kind: amount < 0 ? "refund" : "purchase",
});

describe("purchasesShown", () => {
  test("answers the last order with all its lines when there are several", () => {
    expect(purchasesShown([line("A", 40, 500), line("B", 3, 700), line("B", 3, 300)], now)).toEqual(
      { first: ago(40), last: { at: ago(3), amount: 1000 } },
    );
  });

  test("takes off what was given back of the last order when a part was, later or at once", () => {
    expect(
      purchasesShown([line("A", 40, 500), line("B", 9, 700), line("B", 2, -300)], now)?.last,
    ).toEqual({ at: ago(9), amount: 400 });
  });

  test.each([
    ["its order is given back on another day", [line("B", 9, 700), line("B", 2, -700)]],
    ["its day is given back under another number", [line("B", 9, 700), line("C", 9, -700)]],
    ["it is dated tomorrow", [{ ...line("B", 0, 700), occurredAt: now + DAY }]],
  ])("passes a purchase over when %s", (_, undone) => {
    expect(purchasesShown([line("A", 40, 500), ...undone], now)).toEqual({
      first: ago(40),
      last: { at: ago(40), amount: 500 },
    });
    expect(purchasesShown(undone, now)).toBeNull();
  });
});
