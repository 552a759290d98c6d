/** The chance to buy of one customer: within the book's horizon, as back-tests calibrated it. */
import type { Factor, Scores } from "../contract/card.ts";
import type { BackTest } from "./backtest/back-test.ts";
import { chanceToBuy, type ChanceModel } from "./backtest/chance-model.ts";
import { sightingOf } from "./backtest/purchase-record.ts";
import { tenthOf, type Tenth } from "./backtest/scorecard.ts";
import { explain } from "./explain.ts";
import { LEAST_MONTHS, type SeasonTold } from "./season/book-season.ts";
import { indexOver, seasonalTime } from "./season/seasonal-time.ts";
import { dayOf, daysWithoutOrder, type PurchaseDay } from "./summarise.ts";
import type { Chance, Milliseconds } from "./types.ts";

/** The book's part in it, as its model keeps it. */
export type BookChance = {
  /** Null where the book is too young or too small to be tested. */
  chance: ChanceModel | null;
  /** Mean over the book's customers; null with `chance`. */
  meanChance: number | null;
  /** Null where the book is too young to be tested over the whole horizon. */
  backTest: BackTest | null;
  /** The season of the book; absent from models of before, and where there is no chance. */
  season?: SeasonTold;
};

/**
 * The chance as of the end of a day, from the purchase days until then; null where not known. To
 * compare two days, both look ahead from the later one: a quiet season is no fall.
 */
export function chanceAt(
  days: readonly PurchaseDay[],
  day: number,
  { chance, meanChance }: Pick<BookChance, "chance" | "meanChance">,
  aheadFrom = day,
): Chance | null {
  const seen = sightingOf(days, day);
  if (!seen || !chance || !meanChance) return null;
  return {
    probability: chanceToBuy(chance)({ ...seen, aheadFrom }),
    mean: meanChance,
    horizonDays: chance.horizonDays,
    silenceDays: daysWithoutOrder(days, day) ?? 0,
  };
}

/** The chance at a moment. */
export const chanceOf = (
  days: readonly PurchaseDay[],
  now: Milliseconds,
  book: Pick<BookChance, "chance" | "meanChance">,
  zone = "UTC",
): Chance | null => chanceAt(days, dayOf(now, zone), book);

/** Below so many customers counts are stated: a share of a hundred would look surer than it is. */
const ENOUGH_FOR_SHARE = 100;

/** States what came of customers of whom the back-test had stated the like. */
function heldFactor({ came, customers }: Tenth): Factor {
  const few = customers < ENOUGH_FOR_SHARE;
  const bought = Math.round((few ? customers : 100) * came);
  const stated = { points: 0, parameters: { bought, customers } };
  return few ? { code: "chance_held_few", ...stated } : { code: "chance_held", ...stated };
}

const YEAR_DAYS = 365;

/**
 * Tells what the season does to a chance within less than a year: how much busier or quieter the
 * days ahead are than the year, or why nothing was adjusted. Over whole years it cancels out.
 */
function seasonFactors(
  { horizonDays, season: used }: Pick<ChanceModel, "horizonDays" | "season">,
  told: SeasonTold | undefined,
  day: number,
): Factor[] {
  if (horizonDays >= YEAR_DAYS || !told) return [];
  const say = (code: string, parameters?: Factor["parameters"]): Factor[] => [
    { code, points: 0, ...(parameters && { parameters }) },
  ];
  if (!used && told.months < LEAST_MONTHS)
    return say("chance_season_too_young", { months: told.months });
  if (!used) return say("chance_season_not_better");
  const more = Math.round(100 * (indexOver(seasonalTime(used), day, horizonDays) - 1)) / 100;
  if (more === 0) return say("chance_season_usual", { days: horizonDays });
  return more > 0
    ? say("chance_season_busier", { more, days: horizonDays })
    : say("chance_season_quieter", { less: -more, days: horizonDays });
}

/**
 * The card's chance, in per cent: from the book's mean, by how the customer used to buy, by how
 * long they have been silent; and what came of customers of whom the back-test had stated the like.
 * `alive` is a detail, null where the model cannot know it.
 */
export function chanceOnCard(
  days: readonly PurchaseDay[],
  known: Chance | null,
  alive: number | null,
  { backTest, ...book }: BookChance,
): Scores["value"]["chance"] {
  const last = days.at(-1);
  if (!known || !last) return null;
  const { probability, mean, horizonDays, silenceDays } = known;
  const fresh = chanceAt(days, last.day, book, last.day + silenceDays)!.probability;
  const tenth = backTest && tenthOf(backTest.chance.tenths, probability);
  const factors: Factor[] = [
    {
      code: "chance_purchases",
      points: 100 * (fresh - mean),
      parameters: { purchases: days.length },
    },
    {
      code: "chance_silence",
      points: 100 * (probability - fresh),
      parameters: { days: silenceDays },
    },
  ];
  if (tenth) factors.push(heldFactor(tenth));
  if (book.chance) factors.push(...seasonFactors(book.chance, book.season, last.day + silenceDays));
  if (alive !== null)
    factors.push({ code: "chance_alive", points: 0, parameters: { probability: alive } });
  return { probability, horizonDays, explanation: explain(100 * mean, factors, days.length) };
}
