import { clockDayIn, DAY_MS } from "../../shared/time/days.ts";

/**
 * Returns the day so many days from today, "2027-02-26", as the Worker counts them: by the book's
 * clock and not by this computer's.
 */
export const calendarDay = (days: number, timeZone: string): string =>
  new Date((clockDayIn(timeZone, Date.now()) + days) * DAY_MS).toISOString().slice(0, 10);
