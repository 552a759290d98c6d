/**
 * Days as a time zone cuts them.
 *
 * A date without a time is stored as its midnight UTC, exactly, and is that date in every zone. A
 * fact with a time of day that falls on midnight UTC is stored a millisecond later (`withTime`), so
 * that the two are never confused.
 */

export const DAY_MS = 86_400_000;
/** The bound of a JavaScript date, milliseconds. */
const LARGEST_MS = 8.64e15;
/** Days whose offset is kept for one zone: more than a century. */
const KEPT_DAYS = 40_000;

type Zone = {
  format: Intl.DateTimeFormat;
  /** Offset by day since 1970 UTC, milliseconds; null for a day on which it changes. */
  offsets: Map<number, number | null>;
};
const zones = new Map<string, Zone>();

/** Returns true for a zone of the IANA database ("Asia/Shanghai", "UTC"); an offset is not one. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+\-/]{0,63}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Returns true for a fact that has a date and no time of day. */
export const isDateOnly = (at: number): boolean => Math.floor(at / DAY_MS) * DAY_MS === at;

/** Marks an instant as having a time of day: midnight UTC becomes a millisecond later. */
export const withTime = (at: number): number => (isDateOnly(at) ? at + 1 : at);

/** Days since 1970 of a fact's date in a zone. A date without a time is that date everywhere. */
export function dayIn(zone: string, at: number): number {
  const day = Math.floor(at / DAY_MS);
  return zone === "UTC" || day * DAY_MS === at ? day : clockDayIn(zone, at);
}

/** Days since 1970 of an instant in a zone, midnight UTC being an instant too: for clocks. */
export function clockDayIn(zone: string, at: number): number {
  return Math.floor((at + offsetIn(zone, at)) / DAY_MS);
}

/**
 * Milliseconds by which a zone's clock is ahead of UTC at an instant. Throws RangeError for a zone
 * that `isTimeZone` refuses.
 */
export function offsetIn(zone: string, at: number): number {
  if (zone === "UTC" || !(Math.abs(at) < LARGEST_MS - DAY_MS)) return 0;
  const { format, offsets } = zoneOf(zone);
  const day = Math.floor(at / DAY_MS);
  let offset = offsets.get(day);
  if (offset === undefined) {
    const start = readOffset(format, day * DAY_MS);
    offset = readOffset(format, (day + 1) * DAY_MS) === start ? start : null;
    if (offsets.size >= KEPT_DAYS) offsets.clear();
    offsets.set(day, offset);
  }
  return offset ?? readOffset(format, at);
}

/**
 * The instant of a wall clock in a zone; `wall` is that clock read as if it were UTC. As Temporal's
 * "compatible": of an hour that comes twice the first, in a skipped hour the clock before runs on.
 */
export function momentIn(zone: string, wall: number): number {
  const before = offsetIn(zone, wall - DAY_MS);
  const after = offsetIn(zone, wall + DAY_MS);
  if (before === after || offsetIn(zone, wall - before) === before) return wall - before;
  return offsetIn(zone, wall - after) === after ? wall - after : wall - before;
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const zone = { format, offsets: new Map<number, number | null>() };
  zones.set(name, zone);
  return zone;
}

function readOffset(format: Intl.DateTimeFormat, at: number): number {
  const second = Math.floor(at / 1000) * 1000;
  const parts = Object.fromEntries(
    format.formatToParts(second).map(({ type, value }) => [type, value]),
  );
  const number = (type: string) => Number(parts[type]);
  const year = parts["era"]?.startsWith("B") ? 1 - number("year") : number("year");
  const wall = new Date(0);
  wall.setUTCFullYear(year, number("month") - 1, number("day"));
  wall.setUTCHours(number("hour"), number("minute"), number("second"));
  return wall.getTime() - second;
}
