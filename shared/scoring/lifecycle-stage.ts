/**
 * Lifecycle stage of one customer: from age, count, trend and silence relative to their own rhythm,
 * with P(alive).
 */
import type { Factor, Scores } from "../contract/card.ts";
import type { StageName } from "../contract/fields.ts";
import { explain } from "./explain.ts";
import type { Policy } from "./policy.ts";
import { dayOf, type PurchaseDay } from "./summarise.ts";
import { growth, trend, type Trend } from "./trend.ts";
import type { Milliseconds } from "./types.ts";

export type Lifecycle = Scores["stage"] & {
  /** Null before the first purchase. */ silenceDays: number | null;
  intervalDays: number;
};

/**
 * The customer's own interval between purchase days: their gaps and one interval of the book,
 * averaged, so that a single short gap is not yet a rhythm.
 */
const interval = (gaps: number, total: number, book: number) => (total + book) / (gaps + 1);

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
    alive: number | null;
    age: number;
    days: number;
    trend: Trend | null;
    back: number | null;
    identified: boolean;
  },
  policy: Policy["lifecycle"],
): StageName {
  if (s.silence >= policy.lapsedDays) return "churned";
  if (
    s.identified &&
    (s.alive === null
      ? s.ratio >= policy.churnedIntervals
      : s.ratio >= policy.atRiskIntervals && s.alive < policy.churnedAlive)
  )
    return "churned";
  if (
    s.ratio >= policy.atRiskIntervals ||
    (s.alive !== null && s.alive < policy.atRiskAlive && s.ratio >= 1)
  )
    return "at_risk";
  if (s.back !== null && s.back <= policy.wonBackDays) return "won_back";
  if (s.days === 1 || (s.age <= policy.newDays && s.days <= policy.newPurchases)) return "new";
  if (s.trend && s.days > policy.growingPurchases && growth(s.trend) >= policy.growingTrend)
    return "growing";
  return "mature";
}

/**
 * The stage and why. Its figure is silence in own intervals: 2 means silent for twice as long as
 * usual; the other factors carry no points but decide too. Nobody is called churned from the model
 * where its drop-out part is not identified (`identified`): then only `lapsedDays` of silence say
 * so. `alive` is null where the model cannot know it.
 */
export function lifecycleStage({
  days,
  now,
  alive,
  identified,
  bookIntervalDays,
  policy,
}: {
  days: readonly PurchaseDay[];
  now: Milliseconds;
  alive: number | null;
  identified: boolean;
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
    };
  }
  const zone = policy.book.timeZone;
  const today = dayOf(now, zone);
  const total = last.day - first.day;
  const own = Math.max(1, interval(days.length - 1, total, book));
  const silence = today - last.day;
  const moved = trend(days, now, policy.potential, zone);
  const back = cameBack(days, total, book, today, policy.lifecycle);
  const age = today - first.day;
  const stage = stageOf(
    {
      silence,
      ratio: silence / own,
      alive,
      age,
      days: days.length,
      trend: moved,
      back,
      identified,
    },
    policy.lifecycle,
  );
  const factors = factorsOf(
    { silence, own, age, purchases: days.length, moved, alive },
    stage === "won_back" ? back : null,
  );
  return {
    stage,
    explanation: explain(0, factors, days.length),
    silenceDays: silence,
    intervalDays: Math.round(own),
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
  },
  back: number | null,
): Factor[] {
  const factors: Factor[] = [
    {
      code: "stage_silence",
      points: s.silence / s.own,
      parameters: { days: s.silence, intervalDays: Math.round(s.own) },
    },
    { code: "stage_age", points: 0, parameters: { days: s.age, purchases: s.purchases } },
  ];
  if (s.moved) {
    const { recent, previous, windowDays } = s.moved;
    const parameters = { recent, previous, days: windowDays };
    factors.push({ code: "stage_trend", points: 0, parameters });
  }
  if (s.alive !== null)
    factors.push({ code: "stage_alive", points: 0, parameters: { probability: s.alive } });
  if (back !== null)
    factors.push({ code: "stage_came_back", points: 0, parameters: { days: back } });
  return factors;
}
