import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BackTest } from "../../../shared/scoring/backtest/back-test.ts";
import { learnPlainRule } from "../../../shared/scoring/backtest/plain-rules.ts";
import { scorecard } from "../../../shared/scoring/backtest/scorecard.ts";
import { chanceAt, chanceOnCard } from "../../../shared/scoring/chance.ts";

const days = [
  { day: 100, amount: 500 },
  { day: 130, amount: 700 },
];

/** The words of a card on a back-test that had `customers` alike, of whom `bought` bought. */
function held(customers: number, bought: number) {
  const came = Array.from({ length: customers }, (_, i) => (i < bought ? 1 : 0));
  const chance = {
    horizonDays: 365,
    rule: learnPlainRule("base_rate", [], []),
    purchases: null,
  };
  const card = scorecard(
    came.map(() => 0.5),
    came,
  )!;
  const book = { chance, meanChance: 0.5, backTest: { chance: card } as BackTest };
  const { explanation } = chanceOnCard(days, chanceAt(days, 140, book), null, book)!;
  return explanation.factors.find(({ code }) => code.startsWith("chance_held"));
}

describe("chanceOnCard", () => {
  test("states how many of 100 bought when at least 100 were compared", () => {
    expect(held(100, 87)).toMatchObject({
      code: "chance_held",
      parameters: { bought: 87, customers: 100 },
    });
    expect(held(400, 201)).toMatchObject({ parameters: { bought: 50, customers: 400 } });
  });

  test("states the counts themselves when fewer than 100 were compared", () => {
    expect(held(15, 13)).toMatchObject({
      code: "chance_held_few",
      parameters: { bought: 13, customers: 15 },
    });
    const some = fc.integer({ min: 1, max: 99 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(n)));
    fc.assert(
      fc.property(some, ([customers, bought]) => {
        expect(held(customers, bought)!.parameters).toEqual({ bought, customers });
      }),
    );
  });
});
