/** The chance to buy of a book: chosen, learned and back-tested from its customers' records. */
import type { PurchaseModelName } from "../../contract/fields.ts";
import type { BookChance } from "../chance.ts";
import type { Policy } from "../policy.ts";
import type { Fitted } from "../models/purchase-model.ts";
import type { TierWeights } from "../tier-score.ts";
import { backTest } from "./back-test.ts";
import {
  chancesToBuy,
  chooseChance,
  fitsOf,
  type Contender,
  type Recorded,
} from "./chance-model.ts";
import { sightingAt } from "./purchase-record.ts";
import { provableHorizon } from "./windows.ts";

const UNKNOWN = { chance: null, meanChance: null, backTest: null, contenders: [] };

/**
 * Chooses and back-tests the chance to buy of a book as of the end of `now` (days since 1970), over
 * the policy's horizon or the longest that the book can prove. `fitted` are the purchase models as
 * of now. Everything is null where the book is too young or too small.
 */
export function bookChance(
  book: readonly Recorded[],
  now: number,
  policy: Policy,
  fitted: readonly Fitted[],
  names: readonly PurchaseModelName[],
  inForce?: TierWeights,
): BookChance & { contenders: Contender[] } {
  const first = book.reduce((day, { record }) => Math.min(day, record.first.day), Infinity);
  const horizonDays = provableHorizon(now - first, policy.chance.horizonDays);
  const fitsAt = fitsOf(book);
  const chosen = horizonDays > 0 ? chooseChance(book, now, horizonDays, fitted, fitsAt) : null;
  if (!chosen) return UNKNOWN;
  const chances = chancesToBuy(
    chosen.chance,
    book.flatMap(({ record }) => sightingAt(record, now) ?? []),
  );
  return {
    chance: chosen.chance,
    meanChance: chances.sort((a, b) => a - b).reduce((sum, p) => sum + p, 0) / chances.length,
    season: chosen.season,
    backTest: backTest(book, now, horizonDays, names, policy, fitsAt, inForce),
    contenders: chosen.contenders,
  };
}
