/** Money, shares, numbers and dates as a reader of one language expects them. */
import { isDateOnly } from "../time/days.ts";

export type Locale = "en" | "zh_CN";

/**
 * Intl's tag: the browser's own variant of the language where it has one ("en-US"), else the usual
 * one.
 */
export function tag(locale: Locale): string {
  const base = locale === "en" ? "en" : "zh";
  const own = typeof navigator === "undefined" ? undefined : navigator.language;
  if (own !== undefined && own.split("-")[0] === base && !/-(TW|HK|MO|Hant)/.test(own)) return own;
  return base === "en" ? "en-GB" : "zh-CN";
}

/** Formats of one kind, each made once: making one takes far longer than using it. */
function formats<Options, Format>(
  Made: new (tag: string, options: Options) => Format,
): (locale: Locale, options: Options) => Format {
  const known = new Map<string, Format>();
  return (locale, options) => {
    const key = locale + JSON.stringify(options);
    const found = known.get(key) ?? new Made(tag(locale), options);
    known.set(key, found);
    return found;
  };
}
const numbers = formats<Intl.NumberFormatOptions, Intl.NumberFormat>(Intl.NumberFormat);
const pluralRules = formats<Intl.PluralRulesOptions, Intl.PluralRules>(Intl.PluralRules);
const dates = formats<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(Intl.DateTimeFormat);

/** Returns the language's rules for plurals. */
export const plurals = (locale: Locale): Intl.PluralRules => pluralRules(locale, {});

/** Returns how many decimals a currency has: 2 for pounds, 0 for yen. */
export function decimals(locale: Locale, currency: string): number {
  return (
    numbers(locale, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/**
 * Major units (pounds) with exactly `digits` decimals, never shortened: for columns that add up.
 */
export function exactMoney(
  locale: Locale,
  major: number,
  currency: string,
  digits: number,
): string {
  return numbers(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(major)
    .replace("-", "−");
}

/** Minor units of `currency`: pence only below 100, short ("£1.2M") from a million. */
export function money(locale: Locale, minor: number, currency: string): string {
  const style = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
  const digits = decimals(locale, currency);
  const major = minor / 10 ** digits;
  const size = Math.abs(major);
  if (size >= 1e6)
    return numbers(locale, { ...style, notation: "compact", maximumSignificantDigits: 3 }).format(
      major,
    );
  return exactMoney(locale, major, currency, size >= 100 || Number.isInteger(major) ? 0 : digits);
}

/**
 * An estimate in minor units, no more exact than it is: two significant digits, one below ten of
 * the currency.
 */
export function estimate(locale: Locale, minor: number, currency: string): string {
  const major = minor / 10 ** decimals(locale, currency);
  const digits = Math.abs(major) < 9.5 ? 1 : 2;
  const rounded = Number(major.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size >= 1e6) return money(locale, rounded * 10 ** decimals(locale, currency), currency);
  const fraction = size === 0 || size >= 1 ? 0 : Math.min(decimals(locale, currency), 2);
  return exactMoney(locale, rounded, currency, fraction);
}

/** A share in [0, 1] as "73%"; what is not quite certain never shows as 0% or 100%. */
export function percent(locale: Locale, share: number): string {
  const whole = Math.round(share * 100);
  if (whole === 0 && share > 0) return "< 1%";
  if (whole === 100 && share < 1) return "> 99%";
  return `${number(locale, whole)}%`;
}

/** A number with at most `digits` decimals. */
export function number(locale: Locale, value: number, digits = 0): string {
  return numbers(locale, { maximumFractionDigits: digits }).format(value).replace("-", "−");
}

/** A time of so many days: "1 day", "98 days", from two years on "5.7 years". */
export function duration(locale: Locale, days: number): string {
  const unit = (of: "day" | "year", digits: number) =>
    numbers(locale, {
      style: "unit",
      unit: of,
      unitDisplay: "long",
      maximumFractionDigits: digits,
    });
  const text = days < 730 ? unit("day", 0).format(days) : unit("year", 1).format(days / 365.25);
  // As everywhere beside Chinese words, a number stands apart: "41 天".
  return text.replace(/(\d)(?=\p{Script=Han})/u, "$1 ");
}

/** A number with exactly `digits` decimals and its sign: "+12.5", "−3.0". */
export function signed(locale: Locale, value: number, digits: number): string {
  return numbers(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: "exceptZero",
  })
    .format(value)
    .replace("-", "−");
}

/**
 * The instant of a day; of a date without a time the midnight here of that date, so that it is the
 * same one everywhere.
 */
function localDate(iso: string): Date {
  const at = new Date(iso);
  return isDateOnly(at.getTime())
    ? new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate())
    : at;
}

/** The year of a date, in the reader's own time zone. */
export const year = (iso: string): number => localDate(iso).getFullYear();

/** "today", "yesterday", "2 Nov", "2 Nov 2024", in the reader's own time zone. */
export function day(locale: Locale, iso: string, now: Date = new Date()): string {
  const at = localDate(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const midnight = (d: Date) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (days === 0 || days === -1)
    return new Intl.RelativeTimeFormat(tag(locale), { numeric: "auto" }).format(days, "day");
  const withYear = at.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return dates(locale, { day: "numeric", month: "short", ...withYear }).format(at);
}

/**
 * The day that something is due: "yesterday", "today", "tomorrow", "Friday" within a week, else
 * "2 Dec".
 */
export function dueDay(locale: Locale, date: string, now: Date = new Date()): string {
  const at = localDate(date);
  if (Number.isNaN(at.getTime())) return date;
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.round((at.getTime() - today.getTime()) / 86_400_000);
  if (days < 1 || days > 6) return day(locale, date, now);
  return days === 1
    ? new Intl.RelativeTimeFormat(tag(locale), { numeric: "auto" }).format(1, "day")
    : dates(locale, { weekday: "long" }).format(at);
}

/** "14:02" */
export function time(locale: Locale, iso: string): string {
  return dates(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    new Date(iso),
  );
}

/** "14:02" today, else the day; the day alone where there is no time. */
export function moment(locale: Locale, iso: string, now: Date = new Date()): string {
  if (isDateOnly(Date.parse(iso))) return day(locale, iso, now);
  return new Date(iso).toDateString() === now.toDateString()
    ? time(locale, iso)
    : day(locale, iso, now);
}
