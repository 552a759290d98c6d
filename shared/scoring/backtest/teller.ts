/** A fitted purchase model in calendar or in seasonal time, as back-tests ask it. */
import type { PurchaseModelName } from "../../contract/fields.ts";
import { columnsOf, DAYS_A_WEEK as WEEK } from "../models/columns/book-columns.ts";
import type { Interval } from "../models/mixture.ts";
import type { Fitted } from "../models/purchase-model.ts";
import { modelOf } from "../models/purchase-models.ts";
import { inSeason, seasonalTime, type Season } from "../season/seasonal-time.ts";
import type { Sighting } from "./purchase-record.ts";

export type Teller = {
  /** `mbg_nbd`, and `mbg_nbd+season` in seasonal time. */ name: string;
  model: PurchaseModelName;
  season: Season | null;
  /** P(at least one purchase within so many days of the calendar). */
  chanceToBuy(seen: Sighting, days: number): number;
  /** The same of many customers seen on the same day. */
  chancesToBuy(seen: readonly Sighting[], days: number): ArrayLike<number>;
  /** Expected purchases of many customers seen on the same day. */
  expectedPurchases(seen: readonly Sighting[], days: number): ArrayLike<number>;
  purchaseInterval(seen: Sighting, days: number, share: number): Interval | null;
};

/** Makes a fitted model ready; it was fitted to histories in the time of `season`. */
export function tellerOf(fitted: Fitted, season: Season | null): Teller {
  const model = modelOf(fitted);
  const time = seasonalTime(season);
  const history = (seen: Sighting) => (season ? inSeason(seen, time) : seen);
  const weeks = ({ day, aheadFrom = day }: Sighting, days: number) =>
    time(aheadFrom + days) - time(aheadFrom);
  const chanceToBuy = (seen: Sighting, days: number) =>
    model.chanceToBuy(history(seen), weeks(seen, days));
  return {
    name: fitted.model + (season ? "+season" : ""),
    model: fitted.model,
    season,
    chanceToBuy,
    // Columns hold whole days, which seasonal time does not know.
    chancesToBuy: (seen, days) =>
      season
        ? seen.map((one) => chanceToBuy(one, days))
        : model.chanceToBuyAll(columnsOf(seen), days / WEEK),
    expectedPurchases: (seen, days) =>
      season
        ? seen.map((one) => model.expectedPurchases(history(one), weeks(one, days)))
        : model.expectedPurchasesAll(columnsOf(seen), days / WEEK),
    purchaseInterval: (seen, days, share) =>
      model.purchaseInterval(history(seen), weeks(seen, days), share),
  };
}
