/** The moment by which a case is due. */
import type { Policy } from "../scoring/policy.ts";
import { clockDayIn, DAY_MS, momentIn } from "../time/days.ts";

const HOUR_MS = 3_600_000;
/** Years of days off end the search: a policy always has working days. */
const MOST_DAYS = 3660;

type Rules = Pick<
  Policy["surveys"]["cases"],
  "dueHours" | "inBusinessHours" | "opensAt" | "closesAt" | "saturdays" | "sundays"
>;

/** Returns true for a day of work; `day` is days since 1970, a Thursday. */
function isWorkday(day: number, { saturdays, sundays }: Rules): boolean {
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday < 5 || (weekday === 5 ? saturdays : sundays);
}

/**
 * Returns when a case that was opened at `openedAt` is due (milliseconds since 1970): after
 * `dueHours` of the clock, or of business hours in the book's time zone. Business hours that close
 * before they open count as the whole day.
 */
export function caseDue(openedAt: number, rules: Rules, zone: string): number {
  if (!rules.inBusinessHours) return openedAt + rules.dueHours * HOUR_MS;
  const [opens, closes] =
    rules.closesAt > rules.opensAt ? [rules.opensAt, rules.closesAt] : [0, 24];
  let left = rules.dueHours * HOUR_MS;
  const first = clockDayIn(zone, openedAt);
  for (let day = first; day < first + MOST_DAYS; day++) {
    if (!isWorkday(day, rules)) continue;
    const from = Math.max(openedAt, momentIn(zone, day * DAY_MS + opens * HOUR_MS));
    const open = momentIn(zone, day * DAY_MS + closes * HOUR_MS) - from;
    if (open >= left) return from + left;
    left -= Math.max(0, open);
  }
  return openedAt + rules.dueHours * HOUR_MS;
}
