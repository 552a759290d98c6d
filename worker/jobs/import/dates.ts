/** Dates as people and programs write them. A moment without a zone is read as UTC. */

/** Which comes first in 3/4/2010. */
export type DateOrder = "dmy" | "mdy";

const time = /[T\s,，]*(?<![\d])(上午|下午)?(\d{1,2})[:时](\d{2})(?:[:分](\d{2})(?:[.,](\d{1,9}))?秒?)?分?\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/;
const yearFirst = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;
const compact = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const dayName = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})$/;
const nameDay = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/;
const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const monthNames = [
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
];

/** What a numeric date that ends in the year shows about the order of its file; null for other forms and for either. */
export function orderOf(text: string): DateOrder | "either" | null {
  const parts = yearLast.exec(dateAndTime(text).date);
  if (!parts) return null;
  const [first, second] = [Number(parts[1]), Number(parts[3])];
  if (first > 12 && second <= 12) return "dmy";
  if (second > 12 && first <= 12) return "mdy";
  // With points the day is written first wherever points are used; equal numbers are the same either way.
  return parts[2] === "." || first === second ? null : "either";
}

/**
 * Milliseconds since 1970 of a date in the usual forms: ISO 8601 with or without time and zone, `2010-12-01 08:26:00`,
 * `20101201`, `12/1/2010 8:26` (by `order`), `01.12.2010`, `1 Dec 2010`, `Dec 1, 2010`, `2010年12月1日 8:26`. Null for
 * what is none, or no day of the calendar.
 */
export function parseDate(text: string, order: DateOrder): number | null {
  const { date, clock } = dateAndTime(text);
  const run = compact.exec(date);
  if (run && run[4] !== undefined && clock === 0) {
    const day = daysOf(Number(run[1]), Number(run[2]), Number(run[3]));
    const ms = clockOf(Number(run[4]), Number(run[5]), Number(run[6] ?? 0), 0);
    return day === null || ms === null ? null : day + ms;
  }
  const day = dayOf(date, order, run);
  return day === null || clock === null ? null : day + clock;
}

function dayOf(date: string, order: DateOrder, run: RegExpExecArray | null): number | null {
  const first = yearFirst.exec(date) ?? run;
  if (first) return daysOf(Number(first[1]), Number(first[2]), Number(first[3]));
  const last = yearLast.exec(date);
  if (last) {
    const [a, b, year] = [Number(last[1]), Number(last[3]), fullYear(last[4] ?? "")];
    return order === "dmy" || last[2] === "." ? daysOf(year, b, a) : daysOf(year, a, b);
  }
  const named = date.replace(weekday, "");
  const dayFirst = dayName.exec(named);
  if (dayFirst) return daysOf(fullYear(dayFirst[3] ?? ""), monthOf(dayFirst[2] ?? ""), Number(dayFirst[1]));
  const nameFirst = nameDay.exec(named);
  if (nameFirst) return daysOf(Number(nameFirst[3]), monthOf(nameFirst[1] ?? ""), Number(nameFirst[2]));
  return null;
}

/** The date's text, and the time of day less its zone in milliseconds (0 without a time, null for no such time). */
function dateAndTime(text: string): { date: string; clock: number | null } {
  const found = time.exec(text);
  if (!found) return { date: text, clock: 0 };
  const date = text.slice(0, found.index).trim();
  const [, chineseHalf, hour, minute, second = "0", fraction = "", half, zone = ""] = found;
  const afternoon = chineseHalf === "下午" || half?.toLowerCase() === "p";
  let hours = Number(hour);
  if (chineseHalf !== undefined || half !== undefined) {
    if (hours > 12) return { date, clock: null };
    hours = (hours % 12) + (afternoon ? 12 : 0);
  }
  const milliseconds = Math.trunc(Number(`0.${fraction || "0"}`) * 1000);
  const clock = clockOf(hours, Number(minute), Number(second), milliseconds);
  return { date, clock: clock === null ? null : clock - zoneOf(zone) };
}

function clockOf(hours: number, minutes: number, seconds: number, milliseconds: number): number | null {
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}

function zoneOf(zone: string): number {
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!offset) return 0;
  return (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) * 60_000;
}

function daysOf(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const at = Date.UTC(year, month - 1, day);
  return new Date(at).getUTCDate() === day ? at : null;
}

function monthOf(name: string): number {
  const low = name.toLowerCase();
  return monthNames.includes(low) || low.length === 3 || low === "sept" ? months.indexOf(low.slice(0, 3)) + 1 : 0;
}

/** Two digits: 69 to 99 are 19xx, 00 to 68 are 20xx, as POSIX strptime reads them. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year >= 69 ? 1900 + year : 2000 + year;
}
