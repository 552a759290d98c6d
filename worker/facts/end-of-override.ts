/** The end of an override by the day that it holds until. */
import { longestOverrideDays } from "../../shared/contract/override.ts";
import { clockDayIn, DAY_MS, momentIn } from "../../shared/time/days.ts";
import { Refused } from "../errors.ts";

/**
 * The instant at which a day of the book's calendar is over. Refuses a day that is over already,
 * and one more than `longestOverrideDays` from today.
 */
export function endOfOverride(untilOn: string, zone: string, now: number): number {
  const day = Date.parse(untilOn) / DAY_MS;
  const days = day - clockDayIn(zone, now);
  if (days < 0)
    throw new Refused(
      "invalid_request",
      "untilOn is over. Choose today or a day to come.",
      "untilOn",
    );
  if (days > longestOverrideDays)
    throw new Refused(
      "invalid_request",
      `untilOn lies more than ${longestOverrideDays} days ahead. Choose an earlier day, and decide again then.`,
      "untilOn",
    );
  return momentIn(zone, (day + 1) * DAY_MS);
}
