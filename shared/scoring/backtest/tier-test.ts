/**
 * The back-test of tiers: how much of what was spent afterwards came from the fifth that the tier
 * score had put first, and by which weights it would have been more.
 */
import type { Fitted } from "../models/purchase-model.ts";
import { grid, percentile } from "../numerics/percentile.ts";
import type { Policy } from "../policy.ts";
import type { TierInput, TierWeights } from "../tier-score.ts";
import { valuesOf } from "../value.ts";
import type { Recorded } from "./chance-model.ts";
import { measuresThen } from "./measures-then.ts";
import { followedBy } from "./purchase-record.ts";
import { spendModelsThen } from "./spend-models-then.ts";
import type { Window } from "./windows.ts";

/** The inputs that purchases tell; contact keeps the weight that the policy gives it. */
const TOLD = ["value", "spend", "loyalty", "potential"] as const satisfies readonly TierInput[];
type Told = (typeof TOLD)[number];

/** Shares are of what was spent in the window by the fifth put first, 0 to 1. Plain JSON. */
export type TierTest = Window & {
  customers: number;
  /** The weights in force as of `at`, and the share by them. */
  weights: TierWeights;
  share: number;
  byExpectedSpend: number;
  bySpendLastYear: number;
  /** The share without a weight, and with ten points more of it. */
  sensitivity: { input: Told; none: number; more: number }[];
  /** Share of newcomers whom the score put into the best fifth, and of those who belonged there. */
  newcomers: { customers: number; high: number; belong: number } | null;
  /** The weights that won, the policy's that they were moved from, and the share by them. */
  chosen: TierWeights;
  from: TierWeights;
  chosenShare: number;
};

const LEAST_CUSTOMERS = 50;
const LEAST_NEWCOMERS = 30;
/** Other weights have to win by so much of the spend: less is chance, and moves tiers for it. */
const LEAST_GAIN = 0.02;
const MORE = 10;

/** The customers of a window; ranks from 0 to 100, null where not known. */
type Look = Record<Told, (number | null)[]> & {
  expected: number[];
  lastYear: number[];
  spent: number[];
  isNew: boolean[];
};

const ranks = (values: readonly (number | null)[]): (number | null)[] => {
  const sorted = grid(values.filter((v) => v !== null));
  return values.map((v) => (v === null ? null : percentile(sorted, v)));
};

/**
 * Looks at a window; null where too few had bought, nothing was spent in it, or no worth is known.
 */
function look(
  book: readonly Recorded[],
  { at, to }: Window,
  purchases: Fitted,
  policy: Policy,
): Look | null {
  const then = book.flatMap(({ id, record }) => {
    const one = measuresThen(record, at, policy);
    return one ? [{ id, ...one, spent: followedBy(record, at, to).spend }] : [];
  });
  if (then.length < LEAST_CUSTOMERS || !then.some(({ spent }) => spent > 0)) return null;
  const spendModels = spendModelsThen(then.map(({ seen }) => seen));
  if (!spendModels.spend) return null;
  const models = { purchases, identified: true, ...spendModels };
  const summaries = then.map(({ id, seen }) => ({ id, ...seen }));
  const expected = valuesOf(summaries, models, policy.value).map(
    (value) => value?.lifetimeValue ?? 0,
  );
  return {
    value: ranks(expected),
    spend: ranks(then.map((one) => one.recentSpend)),
    loyalty: ranks(then.map((one) => one.loyalty)),
    potential: ranks(then.map((one) => one.growth)),
    expected,
    lastYear: then.map(({ seen }) => seen.spentLastYear),
    spent: then.map((one) => one.spent),
    isNew: then.map(({ seen }) => Math.round(7 * seen.age) < policy.tier.newcomerDays),
  };
}

/** The share of the spend by the fifth with the largest figures; equal ones at its edge in part. */
function shareBy(figures: readonly number[], spent: readonly number[]): number {
  const places = Math.round(figures.length / 5);
  const edge = Float64Array.from(figures).sort().at(-places)!;
  let [all, above, over, equal, at] = [0, 0, 0, 0, 0];
  figures.forEach((figure, i) => {
    all += spent[i]!;
    if (figure > edge) {
      above += spent[i]!;
      over++;
    } else if (figure === edge) {
      equal += spent[i]!;
      at++;
    }
  });
  return (above + (equal * (places - over)) / at) / all;
}

/** The tier score as far as purchases tell it; what is not known gives its weight to the rest. */
function scoresBy(weights: TierWeights, seen: Look): number[] {
  return seen.spent.map((_, i) => {
    let [sum, total] = [0, 0];
    for (const input of TOLD) {
      const rank = seen[input][i]!;
      if (rank === null) continue;
      sum += weights[input] * rank;
      total += weights[input];
    }
    return total === 0 ? 0 : sum / total;
  });
}

const shareOf = (weights: TierWeights, seen: Look): number =>
  shareBy(scoresBy(weights, seen), seen.spent);

/** Weights with at most `reach` points moved from one that purchases tell to another, each pair. */
function movedFrom(weights: TierWeights, reach: number): TierWeights[] {
  return TOLD.flatMap((from) => {
    const points = Math.min(reach, weights[from]);
    if (points === 0) return [];
    return TOLD.filter((to) => to !== from).map((to) => ({
      ...weights,
      [from]: weights[from] - points,
      [to]: weights[to] + points,
    }));
  });
}

function choose(seen: Look, inForce: TierWeights, { weights, weightReach }: Policy["tier"]) {
  const kept = { chosen: inForce, chosenShare: shareOf(inForce, seen) };
  const others = [weights, ...movedFrom(weights, weightReach)].map((chosen) => ({
    chosen,
    chosenShare: shareOf(chosen, seen),
  }));
  const best = others.reduce((p, q) => (q.chosenShare > p.chosenShare ? q : p));
  return best.chosenShare >= kept.chosenShare + LEAST_GAIN ? best : kept;
}

/** Returns whether each of some customers is in the fifth with the largest figures. */
function inTopFifth(figures: readonly number[]): boolean[] {
  const order = figures.map((_, i) => i).sort((i, j) => figures[j]! - figures[i]! || i - j);
  const first = new Set(order.slice(0, Math.round(figures.length / 5)));
  return figures.map((_, i) => first.has(i));
}

function newcomersIn(weights: TierWeights, seen: Look): TierTest["newcomers"] {
  const customers = seen.isNew.filter(Boolean).length;
  if (customers < LEAST_NEWCOMERS) return null;
  const share = (figures: readonly number[]) =>
    inTopFifth(figures).filter((high, i) => high && seen.isNew[i]).length / customers;
  return { customers, high: share(scoresBy(weights, seen)), belong: share(seen.spent) };
}

const isSame = (a: TierWeights, b: TierWeights): boolean =>
  Object.entries(a).every(([input, weight]) => b[input as TierInput] === weight);

/**
 * Returns the policy of tiers for a review, and the weights that the review before moved its
 * weights to; undefined where there was none. Weights that the policy has anew are used as they are
 * by the first review after that, as its preview showed; the next may move them.
 */
export function weightsAfter(
  before: Pick<TierTest, "chosen" | "from"> | null | undefined,
  policy: Policy,
): { policy: Policy; inForce: TierWeights | undefined } {
  const { weights, weightReach } = policy.tier;
  if (!before || weightReach === 0) return { policy, inForce: undefined };
  if (isSame(before.from, weights)) return { policy, inForce: before.chosen };
  return { policy: { ...policy, tier: { ...policy.tier, weightReach: 0 } }, inForce: weights };
}

/**
 * Returns the weights that the policy's would have been moved to as of `day` (days since 1970), by
 * what was known then; the policy's in a book that does not reach back two horizons before it.
 * The fitted models are those of a horizon before that day, the one to expect purchases by first.
 */
export function weightsAsOf(
  book: readonly Recorded[],
  day: number,
  horizonDays: number,
  [purchases]: readonly Fitted[],
  policy: Policy,
): TierWeights {
  const { weights, weightReach } = policy.tier;
  const first = book.reduce((least, { record }) => Math.min(least, record.first.day), Infinity);
  const window = { at: day - horizonDays, to: day };
  if (weightReach === 0 || window.at - first < horizonDays) return weights;
  return tierTest(book, window, purchases, policy)?.chosen ?? weights;
}

/**
 * Tests the weights in force on what followed, and chooses those for the next review: what was in
 * force stays where nothing within the reach of the policy wins clearly. `purchases` is the model
 * as of `window.at`. Null where the book cannot tell, or is cut by value alone.
 */
export function tierTest(
  book: readonly Recorded[],
  window: Window,
  purchases: Fitted | undefined,
  policy: Policy,
  inForce: TierWeights = policy.tier.weights,
): TierTest | null {
  const seen =
    purchases && policy.tier.cut.method !== "pareto" ? look(book, window, purchases, policy) : null;
  if (!seen) return null;
  return {
    ...window,
    customers: seen.spent.length,
    weights: inForce,
    share: shareOf(inForce, seen),
    byExpectedSpend: shareBy(seen.expected, seen.spent),
    bySpendLastYear: shareBy(seen.lastYear, seen.spent),
    sensitivity: TOLD.map((input) => ({
      input,
      none: shareOf({ ...inForce, [input]: 0 }, seen),
      more: shareOf({ ...inForce, [input]: inForce[input] + MORE }, seen),
    })),
    newcomers: newcomersIn(inForce, seen),
    ...choose(seen, inForce, policy.tier),
    from: policy.tier.weights,
  };
}
