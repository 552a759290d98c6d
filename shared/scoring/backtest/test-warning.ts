/** The early warning against what followed, beside the plain rule "silent for two own gaps". */
import { earlyWarning } from "../early-warning.ts";
import type { Lifecycle } from "../lifecycle-stage.ts";
import { median } from "../model-figures.ts";
import type { Policy } from "../policy.ts";
import type { PurchaseDay } from "../summarise.ts";
import { seasonalDays } from "../season/seasonal-time.ts";
import { chancesToBuy, type ChanceModel } from "./chance-model.ts";
import { sightingOf } from "./purchase-record.ts";
import { stageAt, type Staged } from "./stage-rates.ts";

/** A rule's alarms of a day against who bought nothing in the window. Null where nobody counts. */
export type Alarms = {
  /** New alarms of the last 30 days, for 200 customers. */ monthlyPer200: number;
  /** Share of the alarmed who bought nothing, and share of those who were alarmed. */
  precision: number | null;
  recall: number | null;
  /** Median days from a new alarm to a silence of four own intervals, of who bought nothing. */
  leadDays: number | null;
};
export type WarningTest = {
  /** Customers with a rhythm of their own, and not gone already. */ customers: number;
  /**
   * The chance that of two such customers the one who bought nothing had the lower chance to buy
   * (Hanley & McNeil 1982); null where all did the same.
   */
  auc: number | null;
  warning: Alarms;
  twoGaps: Alarms;
};

const MONTH = 30;
/** A silence that anybody notices, in own intervals. */
const NOTICED = 4;
const TWO_GAPS = 2;

/** Area under the curve of `scores` for telling `positive` from the others; ties count half. */
export function areaUnderCurve(
  scores: readonly number[],
  positive: readonly boolean[],
): number | null {
  const order = scores.map((_, i) => i).sort((i, j) => scores[i]! - scores[j]!);
  let [ranks, positives] = [0, 0];
  for (let at = 0; at < order.length;) {
    let end = at + 1;
    while (end < order.length && scores[order[end]!] === scores[order[at]!]) end++;
    for (let i = at; i < end; i++)
      if (positive[order[i]!]) {
        ranks += (at + end + 1) / 2;
        positives++;
      }
    at = end;
  }
  const others = order.length - positives;
  return positives === 0 || others === 0
    ? null
    : (ranks - (positives * (positives + 1)) / 2) / (positives * others);
}

/** The customers of a book as staged on the tested day. */
type Book = { staged: readonly Staged[]; mean: number; bookIntervalDays: number | null };

type Looked = { alarmed: boolean; twoGaps: boolean; lifecycle: Lifecycle };

const until = (days: readonly PurchaseDay[], day: number): readonly PurchaseDay[] =>
  days.filter((d) => d.day <= day);

/** States the chance of each customer as of the end of a day; null before the first purchase. */
function chancesAt(
  model: ChanceModel,
  staged: readonly Staged[],
  day: number,
  aheadFrom = day,
): (number | null)[] {
  const seen = staged.map(({ days }) => {
    const one = sightingOf(until(days, day), day);
    return one && { ...one, aheadFrom };
  });
  const chances = chancesToBuy(
    model,
    seen.filter((one) => one !== null),
  );
  let next = 0;
  return seen.map((one) => one && chances[next++]!);
}

/** Makes the function that says how the customer at a place stood at the end of a day. */
function lookerAt(
  day: number,
  model: ChanceModel,
  { staged, mean, bookIntervalDays }: Book,
  policy: Policy,
) {
  const chances = chancesAt(model, staged, day);
  const earlier = chancesAt(model, staged, day - policy.warning.windowDays, day);
  return (place: number): Looked | null => {
    const days = until(staged[place]!.days, day);
    const probability = chances[place]!;
    if (probability === null || days.length < 2) return null;
    const silenceDays = day - days.at(-1)!.day;
    const chance = { probability, mean, horizonDays: model.horizonDays, silenceDays };
    const lifecycle = stageAt(days, day, chance, bookIntervalDays, policy);
    const { intervalDays, spreadDays } = lifecycle;
    const unknown = { satisfaction: null, trust: null };
    const warning = earlyWarning(
      {
        now: { chance: probability, ...unknown },
        before: { chance: earlier[place]!, ...unknown },
        silence: {
          days: silenceDays,
          seasonalDays: seasonalDays(model.season, day, silenceDays),
          intervalDays,
          spreadDays,
        },
        complaintDays: null,
        stage: lifecycle.stage,
      },
      policy.warning,
    );
    return {
      alarmed: warning !== null,
      twoGaps: silenceDays >= TWO_GAPS * intervalDays,
      lifecycle,
    };
  };
}

type Judged = { lost: boolean; leadDays: number; now: boolean; before: boolean };

function alarmsOf(judged: readonly Judged[]): Alarms {
  const alarmed = judged.filter(({ now }) => now);
  const lost = judged.filter((one) => one.lost);
  const hits = alarmed.filter((one) => one.lost);
  const fresh = alarmed.filter(({ before }) => !before).length;
  return {
    monthlyPer200: (200 * fresh) / judged.length,
    precision: alarmed.length > 0 ? hits.length / alarmed.length : null,
    recall: lost.length > 0 ? hits.length / lost.length : null,
    leadDays: median(hits.filter(({ before }) => !before).map(({ leadDays }) => leadDays)),
  };
}

/**
 * Tests the early warning of the day the customers were staged, by the chance to buy and silence
 * alone (a file of purchases knows no answers). Null where nobody has a rhythm.
 */
export function testWarning(
  book: Book,
  at: number,
  model: ChanceModel,
  policy: Policy,
): WarningTest | null {
  const lookNow = lookerAt(at, model, book, policy);
  const lookBefore = lookerAt(at - MONTH, model, book, policy);
  const judged = book.staged.flatMap(({ followed, chance }, place) => {
    const now = lookNow(place);
    if (!now || now.lifecycle.stage === "churned") return [];
    const before = lookBefore(place);
    const lost = followed.purchases === 0;
    const { intervalDays, silenceDays } = now.lifecycle;
    const leadDays = Math.max(0, NOTICED * intervalDays - (silenceDays ?? 0));
    return [{ lost, leadDays, now, before, probability: chance.probability }];
  });
  if (judged.length === 0) return null;
  const by = (rule: "alarmed" | "twoGaps") =>
    alarmsOf(
      judged.map(({ lost, leadDays, now, before }) => ({
        lost,
        leadDays,
        now: now[rule],
        before: before?.[rule] ?? false,
      })),
    );
  return {
    customers: judged.length,
    auc: areaUnderCurve(
      judged.map(({ probability }) => -probability),
      judged.map(({ lost }) => lost),
    ),
    warning: by("alarmed"),
    twoGaps: by("twoGaps"),
  };
}
