/** Days of the calendar that a promise can be due, as the person at work counts them. Pure. */

/** Days offered by name, and one of one's own. */
export type DayOption = "tomorrow" | "friday" | "next_week" | "date";

/** A day as it stands in a form; `date` is what the field holds, whole or not. */
export type ChosenDay = { option: DayOption; date: string };

const FRIDAY = 5;
const MONDAY = 1;

/** Returns a moment's day here, "2026-12-04". */
export function dayOf(at: Date): string {
  const padded = (value: number) => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${padded(at.getMonth() + 1)}-${padded(at.getDate())}`;
}

const addDays = (at: Date, days: number) =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate() + days);

/** Returns the first such weekday from tomorrow on. */
function next(weekday: number, now: Date): Date {
  return addDays(now, ((weekday - now.getDay() + 6) % 7) + 1);
}

/**
 * Returns the days offered by name, each once: on a Thursday Friday is tomorrow, and on a Sunday
 * next week is.
 */
export function namedDays(now: Date): { option: Exclude<DayOption, "date">; day: string }[] {
  const days = [
    { option: "tomorrow" as const, day: dayOf(addDays(now, 1)) },
    { option: "friday" as const, day: dayOf(next(FRIDAY, now)) },
    { option: "next_week" as const, day: dayOf(next(MONDAY, now)) },
  ];
  return days.filter(({ day }, at) => days.findIndex((one) => one.day === day) === at);
}

/** Returns the first and last day that can be chosen, as attributes of the field. */
export function boundsOf(now: Date): { min: string; max: string } {
  return { min: dayOf(now), max: dayOf(addDays(now, 3650)) };
}

/** Returns true for a whole day that can be chosen. */
function isChoosable(day: string, now: Date): boolean {
  const { min, max } = boundsOf(now);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && day >= min && day <= max;
}

/** Returns the day that is chosen; null while its date is missing or cannot be. */
export function chosenDay({ option, date }: ChosenDay, now: Date): string | null {
  const named = namedDays(now).find((one) => one.option === option);
  if (named !== undefined) return named.day;
  return option === "date" && isChoosable(date, now) ? date : null;
}
