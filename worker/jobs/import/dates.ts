/**
 * Dates as people and programs write them.
 *
 * A date without a time is its midnight UTC and the same date everywhere (`shared/time/days.ts`);
 * so is a time of 00:00 without a zone or in UTC, which is how programs write a date alone. A time
 * without a zone is the book's.
 */
import { cleanText, undress } from "../../../shared/text/clean.ts";
import { DAY_MS, momentIn, withTime } from "../../../shared/time/days.ts";
import { monthOf } from "./month-names.ts";

/** Which comes first in 3/4/2010, or in 10/03/04. */
export type DateOrder = "dmy" | "mdy" | "ymd";
/** Spreadsheets count days from 1900 (Windows) or 1904 (old Macs). */
export type Epoch = "1900" | "1904";
/**
 * Forms that a file leaves open. `timeZone`: of times that name none. `serials`: null where the
 * file's days cannot be told.
 */
export type DateForms = { dates: DateOrder; serials: Epoch | null; timeZone: string };

/** `at`: milliseconds since 1970. `wall`: the clock as written, read as if it were UTC. */
export type Moment = { at: number; wall: number };

const halves =
  "上午|下午|中午|早上|清晨|凌晨|傍晚|晚上|午前|午後|오전|오후|[AaPp]\\.?\\s?[Mm]\\b\\.?";
const time = new RegExp(
  `(?:(?<=\\d)T|[\\s,，]+(?:um|at|à)?\\s*|(?<=[日일号]))(${halves})?\\s*(\\d{1,2})(?:(?:[:时時点點시]|(?<=\\s\\d{1,2})[.h])\\s?(\\d{2})(?:(?:[:分분]\\s?|[.](?=\\d{2}$))(\\d{2})(?:[.,](\\d{1,9}))?\\s?[秒초]?)?[分분]?|(?=\\s*[AaPp]\\.?\\s?[Mm]))` +
    `\\s*([AaPp]\\.?\\s?[Mm]\\b\\.?)?\\s*(?:Uhr\\s*)?((?:Z|UTC|GMT)?\\s*(?:[+-]\\d{1,2}(?::?\\d{2})?)?)$`,
  "i",
);
/** JavaScript's and Java's names of a zone behind its offset. */
const zoneName = /(?<=(?:Z|[+-]\d{2}:?\d{2}))\s*(?:\[[\w/+-]+\]|\([^()]*\))$/i;
const unixDate =
  /^(?:[A-Za-z]{3} )?([A-Za-z]{3}) {1,2}(\d{1,2}) (\d{1,2}:\d{2}:\d{2})(?: (UTC|GMT))? (\d{4})$/;
const yearFirst = /^(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日号일.]?$/;
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const yearLast = /^(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$/;
const dayName =
  /^(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s-]*(?:de |of )?(\p{L}{3,12})\.?,?[\s-]*(?:de )?(\d{4}|\d{2})$/iu;
const nameDay = /^(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/iu;
const isoMoment =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z)?)?$/;
const week = /^(\d{4})-?W(\d{2})-?([1-7])$/i;
const dayOfYear = /^(\d{4})-(\d{3})$/;
const weekday =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim)[a-z]*\.?,?\s+)(?=\d|\p{L})|\s*[(（]?(?:星期|周|週|礼拜)[一二三四五六日天][)）]?\s*/iu;
const serial = /^(\d{5})(?:[.,](\d{1,12}))?$/;
const chineseYear = /^[〇零一二三四五六七八九○]{4}年/;

/** Days from 1970 to a spreadsheet's day 0, for serials after February 1900. */
const serialDay: Readonly<Record<Epoch, number>> = { 1900: -25_569, 1904: -24_107 };
/**
 * Serials of 1970-01-01 and 2100-01-01 counted from 1900: other numbers of five digits are no days.
 */
const [firstSerial, lastSerial] = [24_107, 73_051];

/** A spreadsheet's number of a day, null for what is none. */
export function serialOf(text: string): number | null {
  const found = serial.exec(text);
  const number = found === null ? 0 : Number(`${found[1]}.${found[2] ?? "0"}`);
  return number >= firstSerial && number < lastSerial ? number : null;
}

/** The last instant of a serial's day in one way of counting, milliseconds. */
export const serialTime = (number: number, epoch: Epoch): number =>
  Math.round((number + serialDay[epoch]) * DAY_MS);

/**
 * The orders in which a numeric date of an unclear order is a day of the calendar, each with that
 * day; empty for other forms, and where it does not matter. With points the day is written first
 * wherever points are used.
 */
export function ordersOf(text: string): { order: DateOrder; at: number }[] {
  if (isoMoment.test(text)) return [];
  const parts = yearLast.exec(split(clean(text)).date);
  if (parts === null) return [];
  const [, one = "", separator, two = "", year = ""] = parts;
  if (separator === "." || (one === two && year.length === 4)) return [];
  const orders: [DateOrder, number | null][] = [
    ["dmy", daysOf(fullYear(year), Number(two), Number(one))],
    ["mdy", daysOf(fullYear(year), Number(one), Number(two))],
  ];
  if (year.length === 2 && one.length === 2)
    orders.push(["ymd", daysOf(fullYear(one), Number(two), Number(year))]);
  const days = orders.flatMap(([order, at]) => (at === null ? [] : [{ order, at }]));
  return new Set(days.map(({ at }) => at)).size === 1 && days.length > 1 ? [] : days;
}

/** As `readMoment`: milliseconds since 1970, by a file's order of day and month. */
export function parseDate(
  text: string,
  dates: DateOrder,
  timeZone = "UTC",
  serials: Epoch | null = null,
): number | null {
  return readMoment(text, { dates, timeZone, serials })?.at ?? null;
}

/**
 * The moment of a date in the usual forms: ISO 8601 with weeks, days of the year, 24:00 and
 * offsets, `2010-12-01 8:26 PM +0800`,
 * `20101201`, `12/1/2010 8:26` and `10/12/01` (by order), `01.12.2010`, `1 Dec 2010`, `1. Dezember
 * 2010`, `2010年12月1日 下午8:26`, spreadsheets' serial days, seconds since 1970. Null for what is
 * none, or no day of the calendar.
 */
export function readMoment(text: string, forms: DateForms): Moment | null {
  const plain = isoMoment.exec(text);
  if (plain !== null) return ofIso(plain, forms.timeZone);
  const body = clean(text);
  const number = serialOf(body);
  if (number !== null) {
    if (forms.serials === null) return null;
    const wall = serialTime(number, forms.serials);
    // A fraction is a time to the millisecond at best: a second is what was meant.
    return settle(
      Number.isInteger(number) ? wall : Math.round(wall / 1000) * 1000,
      null,
      forms.timeZone,
      false,
    );
  }
  if (/^\d{10}(?:\d{3})?$/.test(body)) {
    const at = withTime(body.length === 10 ? Number(body) * 1000 : Number(body));
    return { at, wall: at };
  }
  const run = compact.exec(body);
  if (run !== null && run[4] !== undefined) {
    const day = daysOf(Number(run[1]), Number(run[2]), Number(run[3]));
    const clock = clockOf(Number(run[4]), Number(run[5]), Number(run[6] ?? 0), 0);
    return day === null || clock === null
      ? null
      : settle(day + clock, offsetOf(run[7] ?? ""), forms.timeZone, clock === DAY_MS);
  }
  const { date, clock, zone } = split(body);
  const day = dayOf(date, forms.dates);
  return day === null || clock === null
    ? null
    : settle(day + clock, offsetOf(zone), forms.timeZone, clock === DAY_MS);
}

/** The form that most programs write, apart from the rest for its speed. */
function ofIso(
  [, year, month, day, hour, minute, second, fraction = "", zone]: RegExpExecArray,
  timeZone: string,
): Moment | null {
  const date = daysOf(Number(year), Number(month), Number(day));
  if (date === null) return null;
  if (hour === undefined) return { at: date, wall: date };
  const clock = clockOf(
    Number(hour),
    Number(minute),
    Number(second ?? 0),
    Math.trunc(Number(`0.${fraction || "0"}`) * 1000),
  );
  return clock === null
    ? null
    : settle(date + clock, zone === undefined ? null : 0, timeZone, clock === DAY_MS);
}

/**
 * `offset` in milliseconds, null for a clock of the book; undefined where it is no offset. `timed`:
 * midnight that was meant.
 */
function settle(
  wall: number,
  offset: number | null | undefined,
  timeZone: string,
  timed: boolean,
): Moment | null {
  if (offset === undefined) return null;
  const midnight = wall % DAY_MS === 0 && !timed && (offset === null || offset === 0);
  const at = midnight ? wall : withTime(offset === null ? momentIn(timeZone, wall) : wall - offset);
  return { at, wall };
}

function clean(text: string): string {
  const body = cleanText(undress(text)).replace(zoneName, "");
  const unix = unixDate.exec(body);
  if (unix !== null) return `${unix[1]} ${unix[2]}, ${unix[5]} ${unix[3]}${unix[4] ?? ""}`;
  return chineseYear.test(body) ? westernNumbers(body) : body;
}

/** 二〇二六年十一月二十九日 as 2026年11月29日. */
function westernNumbers(text: string): string {
  const value = (digit: string) =>
    digit === "○" ? "0" : String("〇一二三四五六七八九".indexOf(digit === "零" ? "〇" : digit));
  return text.replaceAll(/[〇零○一二三四五六七八九十]+/g, (number) => {
    if (!number.includes("十")) return [...number].map(value).join("");
    const [tens = "", ones = ""] = number.split("十");
    return String(
      (tens === "" ? 1 : Number(value(tens))) * 10 + (ones === "" ? 0 : Number(value(ones))),
    );
  });
}

function dayOf(date: string, order: DateOrder): number | null {
  const first = yearFirst.exec(date) ?? compact.exec(date);
  if (first) return daysOf(Number(first[1]), Number(first[2]), Number(first[3]));
  const last = yearLast.exec(date);
  if (last) {
    const [, one = "", separator, two = "", year = ""] = last;
    if (separator === "." || order === "dmy")
      return daysOf(fullYear(year), Number(two), Number(one));
    if (order === "mdy") return daysOf(fullYear(year), Number(one), Number(two));
    return year.length === 2 ? daysOf(fullYear(one), Number(two), Number(year)) : null;
  }
  const ofWeek = week.exec(date);
  if (ofWeek) return weekDay(Number(ofWeek[1]), Number(ofWeek[2]), Number(ofWeek[3]));
  const ofYear = dayOfYear.exec(date);
  if (ofYear) {
    const at = Date.UTC(Number(ofYear[1]), 0, Number(ofYear[2]));
    return Number(ofYear[2]) > 0 && new Date(at).getUTCFullYear() === Number(ofYear[1]) ? at : null;
  }
  const dayFirst = dayName.exec(date);
  if (dayFirst)
    return daysOf(fullYear(dayFirst[3] ?? ""), monthOf(dayFirst[2] ?? ""), Number(dayFirst[1]));
  const nameFirst = nameDay.exec(date);
  return nameFirst
    ? daysOf(Number(nameFirst[3]), monthOf(nameFirst[1] ?? ""), Number(nameFirst[2]))
    : null;
}

/** ISO 8601: week 1 has the year's first Thursday. */
function weekDay(year: number, number: number, day: number): number | null {
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  const at = monday + ((number - 1) * 7 + day - 1) * DAY_MS;
  const thursday = new Date(at + (4 - day) * DAY_MS);
  return number >= 1 && thursday.getUTCFullYear() === year ? at : null;
}

/**
 * The date's text, the time of day in milliseconds (0 without one, null for no such time) and the
 * zone's text.
 */
function split(text: string): { date: string; clock: number | null; zone: string } {
  const found = time.exec(text);
  const bare = (date: string) => date.replace(weekday, "").trim();
  if (!found) return { date: bare(text), clock: 0, zone: "" };
  const date = bare(text.slice(0, found.index)).replace(/,$/, "");
  const [, before, hour, minute = "0", second = "0", fraction = "", behind, zone = ""] = found;
  const hours = hourOf(Number(hour), before ?? behind);
  const milliseconds = Math.trunc(Number(`0.${fraction || "0"}`) * 1000);
  const clock =
    hours === null || (before !== undefined && behind !== undefined)
      ? null
      : clockOf(hours, Number(minute), Number(second), milliseconds);
  return { date, clock, zone };
}

/** The hour of the day by a half of it; null where the two do not go together. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  // Programs set to Chinese write 下午13:05 too; 13 PM is a mistake.
  const letter = half[0]?.toLowerCase();
  if (hour > 12) return letter === "a" || letter === "p" ? null : hour;
  if (/^(?:下午|午後|오후|傍晚|p)/i.test(half)) return (hour % 12) + 12;
  if (half === "中午") return hour === 11 ? 11 : (hour % 12) + 12;
  // 晚上12:10 is of the day that begins for some, of the day that ends for others.
  if (half === "晚上") return hour === 12 ? null : hour + 12;
  return hour % 12;
}

/** Milliseconds of a time of day; 24:00 is the end of the day. */
function clockOf(
  hours: number,
  minutes: number,
  seconds: number,
  milliseconds: number,
): number | null {
  if (hours === 24 && minutes + seconds + milliseconds === 0) return DAY_MS;
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}

/** Milliseconds ahead of UTC, null without a zone, undefined for an offset that no zone has. */
function offsetOf(zone: string): number | null | undefined {
  if (zone.trim() === "") return null;
  const offset = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!offset) return 0;
  const [hours, minutes] = [Number(offset[2]), Number(offset[3] ?? 0)];
  if (hours > 14 || minutes > 59) return undefined;
  return (offset[1] === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function daysOf(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1 || year < 1) return null;
  // Date.UTC takes the years below 100 for those of 1900.
  const at =
    year < 100 ? new Date(0).setUTCFullYear(year, month - 1, day) : Date.UTC(year, month - 1, day);
  return day <= 28 || new Date(at).getUTCDate() === day ? at : null;
}

/** Two digits: 69 to 99 are 19xx, 00 to 68 are 20xx, as POSIX strptime reads them. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year >= 69 ? 1900 + year : 2000 + year;
}
