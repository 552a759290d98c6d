/** Stages against what followed: who buys, stage by stage. */
import type { StageName } from "../../contract/fields.ts";
import type { Chance } from "../types.ts";
import { lifecycleStage } from "../lifecycle-stage.ts";
import { median } from "../model-figures.ts";
import type { Policy } from "../policy.ts";
import { DAY, type PurchaseDay } from "../summarise.ts";
import { chancesToBuy, type ChanceModel, type Recorded } from "./chance-model.ts";
import {
  followedBy,
  sightingOf,
  type Followed,
  type PurchaseRecord,
  type Sighting,
} from "./purchase-record.ts";
import type { Window } from "./windows.ts";

/** A customer as of a window's first day, with all that their stage rests on. */
export type Staged = {
  days: PurchaseDay[];
  seen: Sighting;
  followed: Followed;
  chance: Chance;
  lifecycle: ReturnType<typeof lifecycleStage>;
};

/** The purchase days of a record up to the end of a day; null where it does not hold them all. */
function daysUntil({ newest, count }: PurchaseRecord, day: number): PurchaseDay[] | null {
  if (2 * count !== newest.length) return null;
  const days: PurchaseDay[] = [];
  for (let i = 0; i < newest.length && newest[i]! <= day; i += 2)
    days.push({ day: newest[i]!, amount: newest[i + 1]! });
  return days;
}

/** A moment whose day in every time zone that counts is the given one. */
const endOf = (day: number) => (day + 1) * DAY - 1;

/** Judges the stage by purchase days until the end of `day`, as a card of that day would. */
export function stageAt(
  days: readonly PurchaseDay[],
  day: number,
  chance: Chance,
  bookIntervalDays: number | null,
  policy: Policy,
) {
  const utc = { ...policy, book: { ...policy.book, timeZone: "UTC" } };
  return lifecycleStage({
    days,
    now: endOf(day),
    alive: null,
    chance,
    bookIntervalDays,
    policy: utc,
  });
}

/**
 * Stages the customers of a book as of `window.at` by a chance that was chosen knowing nothing
 * later. Customers whose record does not hold all their days are left out.
 */
export function stagedOf(
  book: readonly Recorded[],
  window: Window,
  model: ChanceModel,
  policy: Policy,
): { staged: Staged[]; mean: number; bookIntervalDays: number | null } {
  const known = book.flatMap(({ record }) => {
    const days = daysUntil(record, window.at);
    const seen = days && sightingOf(days, window.at);
    return days && seen ? [{ record, days, seen }] : [];
  });
  const chances = chancesToBuy(
    model,
    known.map(({ seen }) => seen),
  );
  const mean = chances.reduce((sum, one) => sum + one, 0) / Math.max(1, known.length);
  const bookIntervalDays = median(
    known.flatMap(({ seen }) => (seen.frequency > 0 ? [(7 * seen.recency) / seen.frequency] : [])),
  );
  const staged = known.map(({ record, days, seen }, i): Staged => {
    const silenceDays = window.at - days.at(-1)!.day;
    const chance = { probability: chances[i]!, mean, horizonDays: model.horizonDays, silenceDays };
    return {
      days,
      seen,
      followed: followedBy(record, window.at, window.to),
      chance,
      lifecycle: stageAt(days, window.at, chance, bookIntervalDays, policy),
    };
  });
  return { staged, mean, bookIntervalDays };
}

/** A stage's share of the book, and the share of its customers that bought in the window. */
export type StageRate = { stage: StageName; customers: number; share: number; bought: number };

/** Counts who bought, stage by stage, the least likely first. */
export function stageRates(staged: readonly Staged[]): StageRate[] {
  return [...Map.groupBy(staged, ({ lifecycle }) => lifecycle.stage)]
    .map(([stage, own]) => ({
      stage,
      customers: own.length,
      share: own.length / staged.length,
      bought: own.filter(({ followed }) => followed.purchases > 0).length / own.length,
    }))
    .sort((p, q) => p.bought - q.bought);
}
