import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BackTest } from "../../../shared/scoring/backtest/back-test.ts";
import { chanceToBuy } from "../../../shared/scoring/backtest/chance-model.ts";
import { learnPlainRule } from "../../../shared/scoring/backtest/plain-rules.ts";
import { sightingOf } from "../../../shared/scoring/backtest/purchase-record.ts";
import { scorecard } from "../../../shared/scoring/backtest/scorecard.ts";
import { chanceAt, chanceOnCard } from "../../../shared/scoring/chance.ts";
import { DAY } from "../../../shared/scoring/summarise.ts";

const byModel = {
  rule: { by: "model", model: "mbg_nbd", calibration: null },
  purchases: { model: "mbg_nbd", parameters: { r: 0.8, alpha: 6, a: 0.9, b: 2.2 } },
} as const;
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

describe("the season on a card", () => {
  const indices = [0.9, 0.95, 1, 1.05, 1, 0.9, 0.6, 0.6, 1.1, 1.1, 1.2, 1.6];
  const day = (date: string) => Date.parse(date) / DAY;

  function factor({
    told,
    isUsed = false,
    at = "2025-12-01",
    horizonDays = 30,
  }: {
    told: number;
    isUsed?: boolean;
    at?: string;
    horizonDays?: number;
  }) {
    const season = told < 24 ? null : { indices };
    const chance = { ...byModel, horizonDays, season: isUsed ? season : null };
    const book = {
      chance,
      meanChance: 0.5,
      backTest: null,
      season: { months: told, season, isUsed },
    };
    const bought = [100, 40].map((ago) => ({ day: day(at) - ago, amount: 1000 }));
    const { explanation, probability } = chanceOnCard(
      bought,
      chanceAt(bought, day(at), book),
      null,
      book,
    )!;
    expect(explanation.total).toBeCloseTo(100 * probability, 5);
    return explanation.factors.find(({ code }) => code.startsWith("chance_season"));
  }

  test("says how much busier or quieter the days ahead are than the year where it is used", () => {
    const december = factor({ told: 30, isUsed: true });
    expect(december).toMatchObject({ code: "chance_season_busier", points: 0 });
    expect(december!.parameters!["more"]).toBe(0.6);
    const summer = factor({ told: 30, isUsed: true, at: "2025-06-30" });
    expect(summer).toMatchObject({ code: "chance_season_quieter", parameters: { less: 0.4 } });
  });

  test("says that nothing was adjusted in a book under two years, and where it held no better", () => {
    expect(factor({ told: 12 })).toMatchObject({
      code: "chance_season_too_young",
      parameters: { months: 12 },
    });
    expect(factor({ told: 24 })).toMatchObject({ code: "chance_season_not_better" });
  });

  test("says nothing where the horizon is a year, over which a season cancels out", () => {
    expect(factor({ told: 12, horizonDays: 365 })).toBeUndefined();
    expect(factor({ told: 30, isUsed: true, horizonDays: 365 })).toBeUndefined();
  });

  test("does not fall because the days ahead are quiet when two days are compared", () => {
    const season = { indices };
    const book = { chance: { ...byModel, horizonDays: 30, season }, meanChance: 0.5 };
    const bought = [{ day: day("2025-05-20"), amount: 1 }];
    const [then, today] = [day("2025-05-21"), day("2025-06-30")];
    const same = chanceAt(bought, today, book)!.probability;
    const apart = chanceAt(bought, then, book)!.probability - same;
    const fell = chanceAt(bought, then, book, today)!.probability - same;
    expect(fell).toBeGreaterThan(0);
    expect(fell).toBeLessThan(apart);
  });

  test("raises the chance before a busy month and lowers it before a quiet one", () => {
    const stated = (date: string, season: { indices: number[] } | null) => {
      const seen = sightingOf([{ day: day(date) - 20, amount: 1 }], day(date))!;
      return chanceToBuy({ ...byModel, horizonDays: 30, season })(seen);
    };
    expect(stated("2025-11-30", { indices })).toBeGreaterThan(stated("2025-11-30", null));
    expect(stated("2025-06-30", { indices })).toBeLessThan(stated("2025-06-30", null));
  });
});
