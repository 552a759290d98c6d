/** Back-tests a ledger as of one of its days: fitted on what was known then, tested on the rest. */
import { testChoice, type BackTest } from "../../../shared/scoring/backtest/back-test.ts";
import {
  chooseChance,
  fitAt,
  type Contender,
  type Recorded,
} from "../../../shared/scoring/backtest/chance-model.ts";
import { purchaseRecord } from "../../../shared/scoring/backtest/purchase-record.ts";
import { tierMoves, type TierMoves } from "../../../shared/scoring/backtest/tier-moves.ts";
import { weightsAsOf } from "../../../shared/scoring/backtest/tier-test.ts";
import { provableHorizon, type Window } from "../../../shared/scoring/backtest/windows.ts";
import type { SeasonTold } from "../../../shared/scoring/season/book-season.ts";
import { purchaseModel } from "../../../shared/contract/fields.ts";
import { defaultPolicy, keptPurchases } from "../../../shared/scoring/index.ts";
import { DAY, dayOf, purchaseDays } from "../../../shared/scoring/summarise.ts";
import type { TierWeights } from "../../../shared/scoring/tier-score.ts";
import type { Ledger } from "../score/ledger.ts";

/** The records of all customers with a purchase, with everything that the file knows of them. */
export function recordsOf(ledger: Ledger): Recorded[] {
  const until = ledger.lastDay() + DAY - 1;
  return [...ledger.customers(until)].flatMap(({ id, transactions }) => {
    const record = purchaseRecord(purchaseDays(keptPurchases(transactions, until), until));
    return record ? [{ id, record }] : [];
  });
}

/**
 * The window to test by default: the last `weeks` of the file, or the longest horizon up to a year
 * that the file can prove. `at` is a day (since 1970), null for the last one possible.
 */
export function windowOf(
  book: readonly Recorded[],
  last: number,
  at: number | null,
  weeks: number | null,
): Window {
  const first = book.reduce((day, { record }) => Math.min(day, record.first.day), Infinity);
  const days =
    weeks === null
      ? at === null
        ? provableHorizon(last - first, defaultPolicy.chance.horizonDays)
        : last - at
      : 7 * weeks;
  const from = at ?? last - days;
  return { at: from, to: from + days };
}

export type LedgerTest = BackTest & {
  contenders: Contender[];
  customers: number;
  season: SeasonTold;
  moves: TierMoves;
};

/** Customers of whom the moves of tier are counted night by night, at most; evenly spread. */
const WATCHED = 3000;

/** Everybody is valued every night, which the model of regular buyers takes too long for. */
const FAST_MODELS = ["mbg_nbd", "bg_nbd", "nbd"] as const;

function movesIn(book: readonly Recorded[], window: Window, weights: TierWeights): TierMoves {
  const step = Math.ceil(book.length / WATCHED);
  const watched = book.filter((_, i) => i % step === 0);
  return tierMoves(watched, window, FAST_MODELS, defaultPolicy, weights);
}

/**
 * Tests a window: fits and chooses as of its first day, knowing nothing later, and compares with
 * what followed. Null where the book is too young or too small by then.
 */
export function testWindow(book: readonly Recorded[], window: Window): LedgerTest | null {
  const fitted = fitAt(book, window.at, purchaseModel.options);
  const chosen = chooseChance(book, window.at, window.to - window.at, fitted);
  if (!chosen) return null;
  const known = book.filter(({ record }) => record.first.day <= window.at).length;
  const horizon = window.to - window.at;
  const before = fitAt(book, window.at - horizon, purchaseModel.options);
  const weights = weightsAsOf(book, window.at, horizon, before, defaultPolicy);
  const tested = testChoice(book, window, chosen, fitted, defaultPolicy, weights);
  const { contenders, season } = chosen;
  const moves = movesIn(book, window, weights);
  return { ...tested, contenders, season, customers: known, moves };
}

/** The last day of a ledger, since 1970. */
export const lastDayOf = (ledger: Ledger): number => dayOf(ledger.lastDay());
