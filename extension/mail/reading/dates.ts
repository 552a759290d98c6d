/**
 * Dates as webmails write them. Only forms that can be read in one way are read: a wrong date is
 * worse than none.
 */
import { memo } from "../../../shared/people/address-memo.ts";

/** Whose names of months and days of the week are known. */
const languages = "en de fr nl es it pt sv da nb ru".split(" ");

/**
 * The one of these days whose month or day of the week a word names or begins to name, in the first
 * language where it does; none where it could be two.
 */
function named(word: string | undefined, part: "month" | "weekday", days: Date[]): Date[] {
  const lower = word?.toLowerCase().replace(/^mr[tz]$/, "mar") ?? "";
  for (const language of lower.length < 3 ? [] : languages) {
    const form = new Intl.DateTimeFormat(language, { [part]: "long", day: "numeric" });
    const found = days.filter((day) =>
      /\p{L}{3,}/u.exec(form.format(day))?.[0].toLowerCase().startsWith(lower),
    );
    if (found.length === 1) return found;
  }
  return [];
}

/** A day at midnight; none for the 31st of June. */
function on(year: number, month: number, day: number): Date[] {
  const date = new Date(year, month - 1, day);
  // Some calendars count their years otherwise.
  return year > 1969 && year < 2200 && date.getMonth() === month - 1 && date.getDate() === day
    ? [date]
    : [];
}

/** Every day that a text may say. */
function daysOf(text: string): Date[] {
  const number =
    /(?:(\p{L}{3,})[.,]* )?(?<!\d)(\d{4}|\d\d?)([-/]|\. ?| ?[年년] ?)(\d\d?)(?:[-/]|\. ?| ?[月월] ?)(\d{4}|\d\d?)(?!\d)/u.exec(
      text,
    );
  if (number !== null) {
    const [one = 0, two = 0, three = 0] = [number[2], number[4], number[5]].map(Number);
    if (one > 31) return on(one, two, three);
    const days = on(three, two, one);
    // Day first or month first is told by a number that is no month, by both being the same, or by
    // the day of the week.
    if (number[3]?.startsWith(".") || one === two) return days;
    const both = [...days, ...on(three, one, two)];
    return both.length < 2 ? both : named(number[1], "weekday", both);
  }
  const word =
    /(?:(\p{L}{3,})\.? )?\b(\d\d?)(?:st|nd|rd|th|er|\.)?,? (?:(?:de )?(\p{L}{3,})\.?,? (?:de )?)?(\d{4})\b/iu.exec(
      text,
    );
  const [before, day, name = before, year] = word?.slice(1) ?? [];
  return named(
    name,
    "month",
    Array.from({ length: 12 }, (_, month) => on(Number(year), month + 1, Number(day))).flat(),
  );
}

/** Which half of the day, before a time and behind it: the first, the second, or noon. */
const halfBefore = /(?:(上午|[凌清]晨|早上|午前|오전)|(下午|傍晚|晚上|午後|오후)|中午)$/;
const halfBehind = /^ ?(?:(a\.? ?m\b|π\.? ?μ|sa\b)|(p\.? ?m\b|μ\.? ?μ|ch\b))/i;
/**
 * Words that may stand beside a time and say nothing of the half of the day; none of the many words
 * that may.
 */
const plain = /^(?:at|um|kl|à|om|ore|t|uhr|h|on)?$|일$|^(?!.*[午夜朝昼夕晨晚早]).*\p{sc=Han}$/iu;
/** Another's time: an offset or a zone. */
const zone = /^ ?(?:[+−-]\d|\(?[A-Z]{2}|Z|\w*[a-z]\/)/;

/** The time that a text says, on this day. */
function at(day: Date, text: string): string | null {
  const [, before = "", hours, minutes, seconds = 0, after = ""] =
    /([\p{L}\p{M}]*)[.,]? ?(?<![\d+−-])([01]?\d|2[0-3]):([0-5]\d)(?::(\d\d))?(?!\d)(.*)/u.exec(
      text,
    ) ?? [];
  const half = halfBefore.exec(before) ?? halfBehind.exec(after);
  const behind = after.replace(halfBehind, "");
  const hour = Number(hours);
  const isTold =
    half !== null ||
    hour === 0 ||
    hour > 12 ||
    [before, /^ ?(\p{L}*)/u.exec(behind)?.[1] ?? ""].every(
      (word) => plain.test(word) || named(word, "weekday", [day])[0],
    );
  // 晚上12:10 is of the day that begins then for some, of the day that ends for others.
  if (
    hours === undefined ||
    !isTold ||
    (before.endsWith("晚上") && hour === 12) ||
    zone.test(behind)
  )
    return null;
  // Noon begins before twelve: 中午11:50 is in the morning, 中午1:10 is not.
  const later = half?.[1] !== undefined || (half?.[2] === undefined && hour === 11) ? 0 : 12;
  day.setHours(half === null ? hour : (hour % 12) + later, Number(minutes), Number(seconds));
  return day.toISOString();
}

// Kept, for a page is read again and again, and names of months take their time.
const read = memo((text) => {
  const line = text.replace(/[\s\u200e\u200f\u061c]+/g, " ");
  const [day, other] = daysOf(line);
  return day && !other ? at(day, line) : null;
});

/**
 * An instant from a date and time as shown, taken in this browser's time zone (the webmail shows it
 * in the reader's).
 * @returns ISO 8601, or null for what is relative ("Today 14:02"), of two readings ("03/04/2026"),
 * or no date with a time
 */
export const readDate = (text: string | null | undefined): string | null =>
  read((text ?? "").slice(0, 200));

const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$/;

/** A date that says itself what it is (ISO 8601), or one as people write it. */
export function instantOf(text: string): string | null {
  // This form alone is the standard's: of any other an engine makes what it likes.
  const plain = isoInstant.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(plain) ? readDate(text) : new Date(plain).toISOString();
}
