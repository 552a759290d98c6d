/** Dates as webmails write them. Only forms that can be read in one way are read: a wrong date is worse than none. */

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Where German begins a month otherwise. */
const german = new Map([["mär", 3], ["mrz", 3], ["mai", 5], ["okt", 10], ["dez", 12]]);

type Parts = { year: number; month: number; day: number };

function dayOf(text: string): Parts | null {
  const isoLike = /\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text) ?? /(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/.exec(text);
  if (isoLike !== null) return { year: Number(isoLike[1]), month: Number(isoLike[2]), day: Number(isoLike[3]) };
  const dotted = /\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/.exec(text);
  if (dotted !== null) return { year: Number(dotted[3]), month: Number(dotted[2]), day: Number(dotted[1]) };
  const slashed = /\b(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/.exec(text);
  if (slashed !== null) {
    const [one, two] = [Number(slashed[1]), Number(slashed[2])];
    // Day first or month first is told only by a number that is no month, or by both being the same.
    if (one > 12 || one === two) return { year: Number(slashed[3]), month: two, day: one };
    return two > 12 ? { year: Number(slashed[3]), month: one, day: two } : null;
  }
  const named = /\b([a-z]{3})[a-z]*\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})\b/i.exec(text);
  const dayFirst = /\b(\d{1,2})(?:st|nd|rd|th|\.)?\s([a-zä]{3})[a-zä]*\.?,?\s(\d{4})\b/i.exec(text);
  const [name, day, year] = named !== null ? named.slice(1) : [dayFirst?.[2], dayFirst?.[1], dayFirst?.[3]];
  const word = (name ?? "").toLowerCase(), month = german.get(word) ?? months.indexOf(word) + 1;
  return month === 0 ? null : { year: Number(year), month, day: Number(day) };
}

function timeOf(text: string): [number, number, number] | null {
  const match = /(上午|下午|凌晨|清晨|早上|中午|傍晚|晚上)?\s*\b(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)\s*([ap])?\.?(?:m\b)?/i.exec(text);
  if (match === null) return null;
  const hour = Number(match[2]);
  // Noon begins before twelve: 中午11:50 is in the morning, 中午1:10 is not.
  const afternoon = match[5]?.toLowerCase() === "p" || /[下傍晚]/.test(match[1] ?? "") || (match[1] === "中午" && hour !== 11);
  const twelve = match[5] !== undefined || match[1] !== undefined;
  // 晚上12:10 is of the day that begins then for some, of the day that ends for others.
  if (hour > 23 || Number(match[3]) > 59 || (match[1] === "晚上" && hour === 12)) return null;
  return [twelve ? (hour % 12) + (afternoon ? 12 : 0) : hour, Number(match[3]), Number(match[4] ?? 0)];
}

/**
 * An instant from a date and time as shown, taken in this browser's time zone (the webmail shows it in the reader's).
 * @returns ISO 8601, or null for what is relative ("Today 14:02"), of two readings ("03/04/2026"), or no date with a time
 */
export function readDate(text: string | null | undefined): string | null {
  const plain = (text ?? "").slice(0, 200).replace(/[\s\u202f\u00a0\u200e\u200f]+/g, " ");
  const day = dayOf(plain), time = timeOf(plain);
  if (day === null || time === null || day.year < 1970) return null;
  const date = new Date(day.year, day.month - 1, day.day, ...time);
  return date.getMonth() === day.month - 1 && date.getDate() === day.day ? date.toISOString() : null;
}

/** An instant from a `Date:` header (RFC 5322); null when it is none. */
export function readHeaderDate(text: string | null): string | null {
  const time = Date.parse((text ?? "").slice(0, 200).replaceAll(/\([^()]*\)/g, " ").trim());
  return Number.isNaN(time) || time < 0 || time > 8e15 ? null : new Date(time).toISOString();
}
