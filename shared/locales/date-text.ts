/** Days and times as people type them in a field, in the language of the page and not the browser's. */
import { tag, type Locale } from "./format.ts";

/** Returns a date ("2026-11-18") as a field shows it: "18 Nov 2026", "2026年11月18日". */
export function dateText(locale: Locale, date: string): string {
  const at = new Date(`${date}T00:00:00Z`);
  const parts = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" } as const;
  return Number.isNaN(at.getTime()) ? "" : at.toLocaleDateString(tag(locale), parts);
}

/** Returns a date that exists as "2026-11-18"; null for none. */
function dateOf(year: number, month: number, day: number): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  // Years below 100 are years of this century to `Date.UTC`: nobody means the year 26.
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || year < 100) return null;
  return `${String(year).padStart(4, "0")}-${at.toISOString().slice(5, 10)}`;
}

/** Returns the months by their names in the reader's language and in English, in lower case. */
function monthNames(locale: Locale): [name: string, month: number][] {
  const tags = [tag(locale), "en"];
  return tags.flatMap((one) =>
    Array.from({ length: 12 }, (_, month): [string, number] => {
      const at = new Date(Date.UTC(2024, month, 15));
      const name = at.toLocaleDateString(one, { month: "long", timeZone: "UTC" });
      return [name.toLowerCase(), month + 1];
    }),
  );
}

/** Returns true where the reader writes the month before the day. */
function isMonthFirst(locale: Locale): boolean {
  const parts = new Intl.DateTimeFormat(tag(locale), { day: "numeric", month: "numeric" });
  const order = parts.formatToParts(new Date(0)).map(({ type }) => type);
  return order.indexOf("month") < order.indexOf("day");
}

/** Returns the year that is meant where none is typed: the newest that is not ahead of `today`. */
function withYear(month: number, day: number, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const thisYear = dateOf(year, month, day);
  return thisYear !== null && thisYear <= today ? thisYear : dateOf(year - 1, month, day);
}

function readNumbers(locale: Locale, numbers: readonly string[], today: string): string | null {
  const [first = "", second = "", third] = numbers;
  const [a, b] = [Number(first), Number(second)];
  if (first.length === 4) return third === undefined ? null : dateOf(a, b, Number(third));
  const year = Number(third);
  const read = (month: number, day: number) =>
    third === undefined
      ? withYear(month, day, today)
      : dateOf(third.length === 2 ? 2000 + year : year, month, day);
  // In the reader's order, or in the other where that is no date.
  return isMonthFirst(locale) ? (read(a, b) ?? read(b, a)) : (read(b, a) ?? read(a, b));
}

/**
 * Reads a day as it is typed: as the field shows it, as "2026-11-18", "18/11" or
 * "18 Nov"; null for none that exists.
 * @param today the reader's own date, which a day without a year is not ahead of
 */
export function readDate(locale: Locale, text: string, today: string): string | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  const numbers = plain.match(/\d+/g) ?? [];
  const word = /\p{L}{3,}/u.exec(plain)?.[0] ?? null;
  if (/^[\d\s./-]+$/.test(plain) || /^(?:\d{4}年)?\d{1,2}月\d{1,2}日?$/.test(plain)) {
    if (plain.includes("月") && numbers.length === 2)
      return withYear(Number(numbers[0]), Number(numbers[1]), today);
    return numbers.length === 2 || numbers.length === 3
      ? readNumbers(locale, numbers, today)
      : null;
  }
  const month = monthNames(locale).find(([name]) => word !== null && name.startsWith(word))?.[1];
  if (month === undefined || !/^[\p{L}\d\s.,]+$/u.test(plain)) return null;
  const year = numbers.find((one) => one.length === 4);
  const [day, ...rest] = numbers.filter((one) => one !== year);
  if (day === undefined || rest.length > 0) return null;
  return year === undefined
    ? withYear(month, Number(day), today)
    : dateOf(Number(year), month, Number(day));
}

/** Returns the date so many days later. */
export function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Reads a time of day as it is typed: "14:05", "1405", "9", "2:05 pm"; null for none. */
export function readTime(text: string): string | null {
  const plain = text.normalize("NFKC").trim().toLowerCase();
  const found = /^(\d{1,2})[:.]?(\d\d)?\s*([ap]m)?$/.exec(plain);
  if (found === null) return null;
  const [, hour, minute = "00", half] = found;
  const typed = Number(hour);
  if (half !== undefined && (typed < 1 || typed > 12)) return null;
  const hours = half === undefined ? typed : (typed % 12) + (half === "pm" ? 12 : 0);
  if (hours > 23 || Number(minute) > 59) return null;
  return `${String(hours).padStart(2, "0")}:${minute}`;
}
