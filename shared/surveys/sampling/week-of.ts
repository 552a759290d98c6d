/** Weeks of draws: from Monday, as the book's time zone cuts days. */
import { clockDayIn, DAY_MS } from "../../time/days.ts";

export type DrawWeek = {
  /** Its Monday, as in `2026-11-30`. */ week: string;
  /** The quarter of that Monday, as in `2026-Q4`. */ quarter: string;
  /** Mondays of the quarter before it. */ place: number;
};

/** 1 January 1970 was a Thursday. */
const MONDAY_OFFSET = 3;

/** Returns the quarter of a day of the calendar, as in `2026-Q4`. */
const quarterOf = (date: Date): string =>
  `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;

/** Returns the quarter that an instant (UTC) lies in, as in `2026-Q4`. */
export const quarterAt = (now: number): string => quarterOf(new Date(now));

/** Returns the week of an instant in a zone. */
export function weekOf(zone: string, now: number): DrawWeek {
  const day = clockDayIn(zone, now);
  const monday = day - ((((day + MONDAY_OFFSET) % 7) + 7) % 7);
  const date = new Date(monday * DAY_MS);
  const firstOfQuarter = Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1);
  return {
    week: date.toISOString().slice(0, 10),
    quarter: quarterOf(date),
    place: Math.floor((monday - firstOfQuarter / DAY_MS) / 7),
  };
}
