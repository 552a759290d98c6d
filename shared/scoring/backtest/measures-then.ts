/** Measures that tiers weigh, of an earlier day, from a customer's purchase record. */
import type { Policy } from "../policy.ts";
import { recentSpend } from "../recent-spend.ts";
import { steadiness } from "../steadiness.ts";
import { DAY, type PurchaseDay } from "../summarise.ts";
import { growth, trend } from "../trend.ts";
import { sightingAt, type PurchaseRecord, type Sighting } from "./purchase-record.ts";

/** Of a day; contacts and categories are not on record, so engagement is not known. */
export type MeasuresThen = {
  seen: Sighting;
  loyalty: number | null;
  growth: number | null;
  recentSpend: number;
};

/**
 * The purchase days of a record up to the end of `day`, as far back as it reaches, oldest first.
 */
function daysUntil({ first, newest, count }: PurchaseRecord, day: number): PurchaseDay[] {
  const days: PurchaseDay[] = count > newest.length / 2 ? [first] : [];
  for (let i = 0; i < newest.length && newest[i]! <= day; i += 2)
    days.push({ day: newest[i]!, amount: newest[i + 1]! });
  return days;
}

/** Measures a customer as of the end of `day` (days since 1970); null where none can be told. */
export function measuresThen(
  record: PurchaseRecord,
  day: number,
  { loyalty, potential, tier }: Pick<Policy, "loyalty" | "potential" | "tier">,
): MeasuresThen | null {
  const seen = sightingAt(record, day);
  if (!seen) return null;
  const days = daysUntil(record, day);
  const now = day * DAY;
  const moved = trend(days, now, potential);
  return {
    seen,
    loyalty: steadiness(days, now, loyalty.periodDays)?.share ?? null,
    growth: moved && growth(moved),
    recentSpend: recentSpend(days, day, tier.spendHalfLifeDays),
  };
}
