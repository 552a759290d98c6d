/** Months by the calendar of the book. */
import { DAY_MS } from "../../time/days.ts";
import type { Policy } from "../policy.ts";
import { dayOf } from "../summarise.ts";
import type { Milliseconds } from "../types.ts";

/** The month of a day since 1970: `2026-11`. */
export const monthOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 7);

/** The month of a moment in the book's time zone. */
export const monthOf = (at: Milliseconds, { book }: Pick<Policy, "book">): string =>
  monthOfDay(dayOf(at, book.timeZone));
