/** Weeks as Today names them. */
import { DAY_MS } from "../../time/days.ts";

/** Returns true for the week of now, by its Monday; people are proposed in the next one too. */
export const isThisWeek = (monday: string, now: number): boolean =>
  now - Date.parse(monday) < 7 * DAY_MS;
