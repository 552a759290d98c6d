/**
 * The back-test of a book: everything fitted as of an earlier day and compared with what customers
 * did after it, beside the plain rules that anybody could have used instead.
 */
import type { Fitted } from "../models/purchase-model.ts";
import type { PurchaseModelName } from "../../contract/fields.ts";
import { defaultPolicy } from "../default-policy.ts";
import type { Policy } from "../policy.ts";
import {
  chancesToBuy,
  chooseChance,
  fitsOf,
  type ChanceModel,
  type ChosenChance,
  type FitsAt,
  type Recorded,
} from "./chance-model.ts";
import { followedBy, sightingAt, type Followed, type Sighting } from "./purchase-record.ts";
import { expectedSpend } from "../spend.ts";
import { spendModelsThen } from "./spend-models-then.ts";
import { scorecard, type Scorecard } from "./scorecard.ts";
import { stagedOf, stageRates, type StageRate } from "./stage-rates.ts";
import type { TierWeights } from "../tier-score.ts";
import { tierTest, weightsAsOf, type TierTest } from "./tier-test.ts";
import { testWarning, type WarningTest } from "./test-warning.ts";
import { tellerOf, type Teller } from "./teller.ts";
import type { Window } from "./windows.ts";

/** A figure of the whole book as expected and as it came. */
export type Sum = { expected: number; actual: number };

/** Plain JSON: a part of each review's model. */
export type BackTest = Window & {
  /** The way of stating the chance that was chosen as of `at`: `mbg_nbd+adjusted`, `recency`. */
  chosen: string;
  /** The chances against what came. */
  chance: Scorecard;
  /** Brier scores of the plain rules in the same window. */
  plain: { name: string; brier: number }[];
  purchases: Sum | null;
  /** Minor units. */
  spend: Sum | null;
  /** Share of what was spent in the window by the fifth put first, by each way of ranking. */
  topFifth: { name: "expected_spend" | "spend_last_year" | "recency"; share: number }[];
  /** Share of customers whose purchases lay within the 95 % interval; null without a model. */
  covered: number | null;
  stages: StageRate[];
  warning: WarningTest | null;
  /** Absent from back-tests of reviews before tiers were tested. */
  tiers?: TierTest | null;
};

/** A customer as of the tested day, and what followed. */
export type Tested = { id: string; seen: Sighting; followed: Followed };

/** Returns the customers who had bought by the end of `at`, with what they bought until `to`. */
export function testedOf(book: readonly Recorded[], { at, to }: Window): Tested[] {
  return book.flatMap(({ id, record }) => {
    const seen = sightingAt(record, at);
    return seen ? [{ id, seen, followed: followedBy(record, at, to) }] : [];
  });
}

/** Share of what was spent by the fifth with the largest figures; null where nothing was. */
export function topFifthShare(
  tested: readonly Tested[],
  figures: readonly number[],
): number | null {
  const order = tested.map((_, i) => i).sort((i, j) => figures[j]! - figures[i]!);
  const spend = (of: readonly number[]) =>
    of.reduce((sum, i) => sum + tested[i]!.followed.spend, 0);
  const all = spend(order);
  return all > 0 ? spend(order.slice(0, Math.round(order.length / 5))) / all : null;
}

/** Expected purchases and spend of each customer over the days of a window. */
function expectations(tested: readonly Tested[], teller: Teller, days: number) {
  const everybody = tested.map(({ seen }) => seen);
  const models = spendModelsThen(everybody);
  const counts = teller.expectedPurchases(everybody, days);
  return tested.map(({ seen }, i) => {
    const count = counts[i]!;
    const each = expectedSpend({ ...seen, id: "" }, models);
    return { count, spend: each === null ? null : count * each };
  });
}

/** Share of customers whose purchases lay within their 95 % interval. */
function coverage(tested: readonly Tested[], teller: Teller, { at, to }: Window): number {
  const within = tested.filter(({ seen, followed }) => {
    const interval = teller.purchaseInterval(seen, to - at, 0.95);
    return interval && followed.purchases >= interval.low && followed.purchases <= interval.high;
  });
  return within.length / tested.length;
}

const scorecardOf = (chance: ChanceModel, tested: readonly Tested[], came: readonly number[]) =>
  scorecard(
    chancesToBuy(
      chance,
      tested.map(({ seen }) => seen),
    ),
    came,
  )!;

/**
 * Tests a choice that was made as of `window.at`, knowing nothing later, on what followed. `fitted`
 * are the purchase models as of `window.at`, the one to expect purchases by first.
 */
export function testChoice(
  book: readonly Recorded[],
  window: Window,
  { chance, chosen, plain }: ChosenChance,
  fitted: readonly Fitted[],
  policy: Policy,
  inForce?: TierWeights,
): BackTest {
  const tested = testedOf(book, window);
  const came = tested.map(({ followed }) => (followed.purchases > 0 ? 1 : 0));
  const purchases = chance.purchases ?? fitted[0];
  const teller =
    purchases && tellerOf(purchases, chance.purchases ? (chance.season ?? null) : null);
  const expected = teller && expectations(tested, teller, window.to - window.at);
  const sum = (of: (at: number) => number) => tested.reduce((all, _, i) => all + of(i), 0);
  const spends = expected?.every(({ spend }) => spend !== null) ? expected : null;
  const stages = stagedOf(book, window, chance, policy);
  const rankings = {
    expected_spend: spends?.map(({ spend }) => spend!),
    spend_last_year: tested.map(({ seen }) => seen.spentLastYear),
    recency: tested.map(({ seen }) => seen.recency - seen.age),
  };
  return {
    ...window,
    chosen,
    chance: scorecardOf(chance, tested, came),
    plain: plain.map((one) => ({ name: one.rule.by, brier: scorecardOf(one, tested, came).brier })),
    purchases: expected
      ? {
          expected: sum((i) => expected[i]!.count),
          actual: sum((i) => tested[i]!.followed.purchases),
        }
      : null,
    spend: spends
      ? { expected: sum((i) => spends[i]!.spend!), actual: sum((i) => tested[i]!.followed.spend) }
      : null,
    covered: teller ? coverage(tested, teller, window) : null,
    stages: stageRates(stages.staged),
    warning: testWarning(stages, window.at, chance, policy),
    // Values rest on calendar time, as those of a review do.
    tiers: tierTest(
      book,
      window,
      fitted.find(({ model }) => model === purchases?.model),
      policy,
      inForce,
    ),
    topFifth: Object.entries(rankings).flatMap(([name, figures]) => {
      const share = figures && topFifthShare(tested, figures);
      return share == null ? [] : [{ name: name as keyof typeof rankings, share }];
    }),
  };
}

/**
 * Back-tests a book as of the end of `now` (days since 1970): chooses the chance to buy as of
 * `horizonDays` earlier and tests it on what followed. `names` are the models to fit, `fitsAt` the
 * book's fits, `inForce` the weights of tiers, by default those that were to be chosen as of that
 * day. Null where the book is too young or too small.
 */
export function backTest(
  book: readonly Recorded[],
  now: number,
  horizonDays: number,
  names: readonly PurchaseModelName[],
  policy: Policy = defaultPolicy,
  fitsAt: FitsAt = fitsOf(book),
  inForce?: TierWeights,
): BackTest | null {
  const window = { at: now - horizonDays, to: now };
  const fitted = fitsAt(window.at, names);
  const chosen = chooseChance(book, window.at, horizonDays, fitted, fitsAt);
  if (!chosen) return null;
  const weights =
    inForce ??
    weightsAsOf(book, window.at, horizonDays, fitsAt(window.at - horizonDays, names), policy);
  return testChoice(book, window, chosen, fitted, policy, weights);
}
