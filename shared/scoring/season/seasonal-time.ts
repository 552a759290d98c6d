/**
 * Seasonal time: a day counts as much as its month's index, so that what comes at a rate that
 * follows the season comes at an even one. The time change of a non-homogeneous Poisson process
 * (Çinlar 1975), for all purchase models.
 */
import type { History } from "../models/purchase-histories.ts";
import { DAY } from "../summarise.ts";

/** Plain JSON: a part of each model. */
export type Season = {
  /**
   * By calendar month, January first: 1.2 is a fifth more than usual. Mean over a year's days 1.
   */
  indices: number[];
};

/** Of a common year. */
export const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Weeks of seasonal time at the end of a day (days since 1970), from any one moment. */
export type SeasonalTime = (day: number) => number;

const WEEK = 7;
const FEBRUARY = 1;

/** Leap days from the year 0 until a year begins. */
const leapDays = (year: number): number => {
  const last = year - 1;
  return Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400);
};
const isLeap = (year: number): boolean => leapDays(year + 1) > leapDays(year);

/** Calendar time where there is no season. A common year is 365 days in either. */
export function seasonalTime(season: Season | null | undefined): SeasonalTime {
  if (!season) return (day) => day / WEEK;
  const { indices } = season;
  let passed = 0;
  const before = indices.map((index, m) => {
    const sum = passed;
    passed += index * MONTH_DAYS[m]!;
    return sum;
  });
  const leap = indices[FEBRUARY]!;
  return (day) => {
    const date = new Date(day * DAY);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    const leaps = leapDays(year) + (month > FEBRUARY && isLeap(year) ? 1 : 0);
    const days =
      passed * year + leap * leaps + before[month]! + indices[month]! * date.getUTCDate();
    return days / WEEK;
  };
}

/** A history whose last day is known, weeks of the calendar. */
type Dated = Pick<History, "frequency" | "recency" | "age"> & { day: number };

/** Returns a history in seasonal weeks. */
export function inSeason<H extends Dated>(of: H, time: SeasonalTime): H {
  const first = of.day - Math.round(WEEK * of.age);
  const start = time(first);
  return {
    ...of,
    recency: time(first + Math.round(WEEK * of.recency)) - start,
    age: time(of.day) - start,
  };
}

/** Counts the days of seasonal time in the `days` until the end of a day. */
export function seasonalDays(season: Season | null | undefined, day: number, days: number): number {
  const time = seasonalTime(season);
  return WEEK * (time(day) - time(day - days));
}

/** The index of the days after a day: 1.2 where they are a fifth busier than the year. */
export const indexOver = (time: SeasonalTime, day: number, horizonDays: number): number =>
  ((time(day + horizonDays) - time(day)) * WEEK) / horizonDays;
