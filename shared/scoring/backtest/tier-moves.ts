/** Moves of tier that nightly reviews of a time gone by would have made. */
import type { PurchaseModelName, TierName } from "../../contract/fields.ts";
import type { Fitted } from "../models/purchase-model.ts";
import type { Policy } from "../policy.ts";
import type { SpendModels } from "../spend.ts";
import { tierBook, type TierBook } from "../tier-book.ts";
import type { TierInputs, TierWeights } from "../tier-score.ts";
import type { TierBefore } from "../tier-standing.ts";
import { tierOf } from "../tier.ts";
import { valuesOf } from "../value.ts";
import { fitAt, type Recorded } from "./chance-model.ts";
import { measuresThen } from "./measures-then.ts";
import { spendModelsThen } from "./spend-models-then.ts";
import type { Window } from "./windows.ts";

export type TierMoves = Window & {
  customers: number;
  /** Moves in all, and those back over a move of the year before. */
  moves: number;
  reversed: number;
  perCustomerYear: number;
  /** `reversed` in `moves`, 0 to 1; 0 without a move. */
  reversedShare: number;
};

const YEAR = 365;
/** Models are fitted so often; places and cuts every night. */
const REFIT_DAYS = 28;
const LEVEL: Record<TierName, number> = { potential: 0, low: 1, mid: 2, high: 3 };

type Models = { purchases: Fitted | null } & SpendModels;
type Move = { day: number; way: number; isBack: boolean };
type Held = TierBefore & { nights: number; moves: Move[] };
type Case = { id: string; ageDays: number; inputs: TierInputs };

function modelsAt(
  book: readonly Recorded[],
  day: number,
  policy: Policy,
  names: readonly PurchaseModelName[],
): Models {
  const [purchases = null] = fitAt(book, day, names);
  const seen = book.flatMap(({ record }) => measuresThen(record, day, policy)?.seen ?? []);
  return { purchases, ...spendModelsThen(seen) };
}

/** Everybody who had bought by a day, as tiers look at them. */
function casesAt(book: readonly Recorded[], day: number, fitted: Models, policy: Policy): Case[] {
  const then = book.flatMap(({ id, record }) => {
    const one = measuresThen(record, day, policy);
    return one ? [{ id, ...one }] : [];
  });
  const models = { ...fitted, identified: true };
  const values = valuesOf(
    then.map(({ id, seen }) => ({ id, ...seen })),
    models,
    policy.value,
  );
  return then.map(({ id, seen, loyalty, growth: potential, recentSpend }, i) => {
    const value = (fitted.spend ? values[i]?.lifetimeValue : seen.spent) ?? null;
    const inputs = { value, spend: recentSpend, loyalty, potential, engagement: null };
    return { id, ageDays: Math.round(7 * seen.age), inputs };
  });
}

/** The latest move of tier, where the review of a day made one. */
function moveOf(before: Held | undefined, tier: TierName, day: number): Move[] {
  if (!before?.tier) return [];
  const way = Math.sign(LEVEL[tier] - LEVEL[before.tier]);
  const last = before.moves.at(-1);
  const isBack = last !== undefined && last.way === -way && day - last.day <= YEAR;
  return way === 0 ? [] : [{ day, way, isBack }];
}

/** One review: everybody graded among all, from where the review before left them. */
function review(
  cases: readonly Case[],
  book: TierBook,
  day: number,
  policy: Policy["tier"],
  held: Map<string, Held>,
): void {
  for (const { id, inputs, ageDays } of cases) {
    const before = held.get(id);
    const { tier, beyond } = before ?? { tier: null, beyond: null };
    const next = tierOf(
      { inputs, ageDays, before: { tier, beyond }, today: day, evidence: 0 },
      book,
      policy,
    );
    held.set(id, {
      tier: next.tier.tier,
      beyond: next.standing.beyond,
      nights: (before?.nights ?? -1) + 1,
      moves: [...(before?.moves ?? []), ...moveOf(before, next.tier.tier, day)],
    });
  }
}

/**
 * Reviews a book again as of the end of each day from `at` to `to`, by what was known then, and
 * counts who changed tier. `names` are the purchase models to fit, the first that the book can tell
 * is used. Contacts and categories are not on record: the score rests on what purchases tell.
 */
export function tierMoves(
  book: readonly Recorded[],
  { at, to }: Window,
  names: readonly PurchaseModelName[],
  policy: Policy,
  weights: TierWeights = policy.tier.weights,
): TierMoves {
  const held = new Map<string, Held>();
  let models = modelsAt(book, at, policy, names);
  for (let day = at, fitted = at; day <= to; day++) {
    if (day - fitted >= REFIT_DAYS) models = modelsAt(book, (fitted = day), policy, names);
    const cases = casesAt(book, day, models, policy);
    const inputs = cases.map((one) => one.inputs);
    review(cases, tierBook(inputs, policy.tier, weights), day, policy.tier, held);
  }
  const all = [...held.values()];
  const nights = all.reduce((sum, one) => sum + one.nights, 0);
  const moves = all.flatMap((one) => one.moves);
  const reversed = moves.filter(({ isBack }) => isBack).length;
  return {
    at,
    to,
    customers: all.length,
    moves: moves.length,
    reversed,
    perCustomerYear: nights > 0 ? (moves.length * YEAR) / nights : 0,
    reversedShare: moves.length > 0 ? reversed / moves.length : 0,
  };
}
