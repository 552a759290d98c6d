/** Spells in which a customer was active, told afterwards from their purchases alone. */
import { interval } from "./lifecycle-stage.ts";
import type { Policy } from "./policy.ts";
import type { PurchaseDay } from "./summarise.ts";

/** Days since 1970; `until` is the day they had been silent for too long, null where they are not. */
export type Spell = { from: number; until: number | null };

/**
 * The spells of one customer up to `today`. A spell ends on the day on which the silence reaches
 * `churnedIntervals` of the customer's own intervals as they were known then, or `lapsedDays`, and
 * another begins with the purchase that follows: they are won back.
 */
export function activeSpells(
  days: readonly PurchaseDay[],
  today: number,
  bookIntervalDays: number | null,
  policy: Policy["lifecycle"],
): Spell[] {
  const book = bookIntervalDays ?? policy.intervalDays;
  const spells: Spell[] = [];
  days.forEach(({ day }, at) => {
    let open = spells.at(-1);
    if (open === undefined || open.until !== null) spells.push((open = { from: day, until: null }));
    const own = Math.max(1, Math.round(interval(at, day - days[0]!.day, book)));
    const end = day + Math.min(policy.lapsedDays, Math.ceil(policy.churnedIntervals * own));
    if ((days[at + 1]?.day ?? Infinity) > end && end <= today) open.until = end;
  });
  return spells;
}
