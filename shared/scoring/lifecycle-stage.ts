/**
 * Lifecycle stage of one customer: from age, count, trend, the chance to buy, and silence relative
 * to their own rhythm.
 */
import type { Factor, Scores } from "../contract/card.ts";
import type { StageName } from "../contract/fields.ts";
import type { Chance } from "./types.ts";
import { explain } from "./explain.ts";
import type { Policy } from "./policy.ts";
import { dayOf, daysWithoutOrder, type PurchaseDay } from "./summarise.ts";
import { growth, trend, type Trend } from "./trend.ts";
import type { Milliseconds } from "./types.ts";

export type Lifecycle = Scores["stage"] & {
  /** Null before the first purchase. */ silenceDays: number | null;
  intervalDays: number;
  /** Standard deviation of their intervals. */ spreadDays: number;
};

/**
 * The customer's own interval between purchase days: their gaps and one interval of the book,
 * averaged, so that a single short gap is not yet a rhythm.
 */
export const interval = (gaps: number, total: number, book: number) => (total + book) / (gaps + 1);

/**
 * Gaps' worth of belief that purchases come at random, when their spread is as long as they are.
 */
const RANDOM_GAPS = 2;

/**
 * The standard deviation of a customer's intervals about their own: from their gaps and the belief
 * that purchases come at random, so that two equal gaps are not yet clockwork.
 */
function spread(days: readonly PurchaseDay[], own: number): number {
  let squares = RANDOM_GAPS * own ** 2;
  for (let i = 1; i < days.length; i++) squares += (days[i]!.day - days[i - 1]!.day - own) ** 2;
  return Math.sqrt(squares / (days.length - 1 + RANDOM_GAPS));
}

/**
 * Days since the customer came back from an absence that would have counted as leaving; null where
 * there was none.
 */
function cameBack(
  days: readonly PurchaseDay[],
  total: number,
  book: number,
  today: number,
  policy: Policy["lifecycle"],
): number | null {
  for (let i = days.length - 1; i > 0; i--) {
    const { day } = days[i]!;
    const gap = day - days[i - 1]!.day;
    if (gap >= policy.churnedIntervals * interval(days.length - 2, total - gap, book))
      return today - day;
  }
  return null;
}

function stageOf(
  s: {
    silence: number;
    ratio: number;
    /** Relative to the book's mean; null where it is not known. */ chance: number | null;
    age: number;
    days: number;
    trend: Trend | null;
    back: number | null;
  },
  policy: Policy["lifecycle"],
): StageName {
  if (s.silence >= policy.lapsedDays) return "churned";
  if (s.chance !== null) {
    if (s.chance < policy.churnedChance && s.ratio >= policy.atRiskIntervals) return "churned";
    if (s.chance < policy.atRiskChance && s.ratio >= 1) return "at_risk";
  }
  if (s.ratio >= policy.atRiskIntervals) return "at_risk";
  if (s.back !== null && s.back <= policy.wonBackDays) return "won_back";
  if (s.days === 1 || (s.age <= policy.newDays && s.days <= policy.newPurchases)) return "new";
  if (s.trend && s.days > policy.growingPurchases && growth(s.trend) >= policy.growingTrend)
    return "growing";
  return "mature";
}

/**
 * The stage and why. Its figure is silence in own intervals: 2 means silent for twice as long as
 * usual; the other factors carry no points but decide too. Churned and at risk are those whose
 * chance to buy lies below the policy's shares of the book's mean chance, and who are overdue; at
 * risk too whoever is silent for `atRiskIntervals`. Without a chance nobody is called churned but
 * after `lapsedDays` of silence. `alive` is a detail, null where the model cannot know it.
 */
export function lifecycleStage({
  days,
  now,
  alive,
  chance,
  bookIntervalDays,
  policy,
}: {
  days: readonly PurchaseDay[];
  now: Milliseconds;
  alive: number | null;
  chance: Chance | null;
  bookIntervalDays: number | null;
  policy: Pick<Policy, "book" | "lifecycle" | "potential">;
}): Lifecycle {
  const first = days[0];
  const last = days.at(-1);
  const book = bookIntervalDays ?? policy.lifecycle.intervalDays;
  if (!first || !last) {
    return {
      stage: "prospect",
      explanation: explain(0, [{ code: "stage_no_purchase", points: 0 }], 0),
      silenceDays: null,
      intervalDays: book,
      spreadDays: book,
    };
  }
  const zone = policy.book.timeZone;
  const today = dayOf(now, zone);
  const total = last.day - first.day;
  // Whole days, as it is shown: who divides the silence by it comes to the figure.
  const own = Math.max(1, Math.round(interval(days.length - 1, total, book)));
  const silence = daysWithoutOrder(days, today) ?? 0;
  const moved = trend(days, now, policy.potential, zone);
  const back = cameBack(days, total, book, today, policy.lifecycle);
  const age = today - first.day;
  const stage = stageOf(
    {
      silence,
      ratio: silence / own,
      chance: chance && chance.probability / chance.mean,
      age,
      days: days.length,
      trend: moved,
      back,
    },
    policy.lifecycle,
  );
  const factors = factorsOf(
    { silence, own, age, purchases: days.length, moved, alive, chance },
    stage === "won_back" ? back : null,
  );
  return {
    stage,
    explanation: explain(0, factors, days.length),
    silenceDays: silence,
    intervalDays: own,
    spreadDays: Math.round(spread(days, own)),
  };
}

function factorsOf(
  s: {
    silence: number;
    own: number;
    age: number;
    purchases: number;
    moved: Trend | null;
    alive: number | null;
    chance: Chance | null;
  },
  back: number | null,
): Factor[] {
  const factors: Factor[] = [
    {
      code: "stage_silence_times",
      points: s.silence / s.own,
      parameters: { days: s.silence, intervalDays: s.own, times: s.silence / s.own },
    },
    { code: "stage_age", points: 0, parameters: { days: s.age, purchases: s.purchases } },
  ];
  if (s.moved) {
    const { recent, previous, windowDays } = s.moved;
    const parameters = { recent, previous, days: windowDays };
    factors.push({ code: "stage_trend", points: 0, parameters });
  }
  if (s.chance) {
    const { probability, mean, horizonDays } = s.chance;
    const parameters = { probability, mean, days: horizonDays };
    factors.push({ code: "stage_chance", points: 0, parameters });
  }
  if (s.alive !== null)
    factors.push({ code: "stage_alive", points: 0, parameters: { probability: s.alive } });
  if (back !== null)
    factors.push({ code: "stage_came_back", points: 0, parameters: { days: back } });
  return factors;
}
