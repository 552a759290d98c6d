/**
 * The date of a message's header by the grammar of RFC 5322, section 3.3, with the obsolete forms
 * of section 4.3: comments and white space between any two tokens, years of two and three digits,
 * zones by name. Nothing else is a date: engines read "foo 1" as the year 2001.
 */
import { isPlausible } from "../../../shared/time/instants.ts";

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const days = "sun mon tue wed thu fri sat".split(" ");
/**
 * Hours from UTC; every other name of a zone says nothing that is known, and counts as -0000
 * (section 4.3).
 */
const zones: Readonly<Record<string, number>> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};
const date =
  /^(?:([a-z]{3}) ?, ?)?(\d{1,2}) ?([a-z]{3}) ?(\d{2,}) (\d{1,2}) ?: ?(\d{2})(?: ?: ?(\d{2}))? ?([+-]\d{4}|[a-z]{1,5})$/;
/** Longer than any date with comments; the rest of a header that size is not looked at. */
const longest = 500;

/** An instant from a `Date:` header, null when it is none or nothing can have been sent then. */
export function readHeaderDate(text: string | null, now: number = Date.now()): string | null {
  const found =
    text === null || text.length > longest
      ? null
      : date.exec(
          withoutComments(text)
            .replace(/[ \t\r\n]+/g, " ")
            .trim()
            .toLowerCase(),
        );
  if (!found) return null;
  const [, weekday, day, name = "", year = "", hour, minute, second = "0", zone = ""] = found;
  const month = months.indexOf(name);
  const offset = offsetOf(zone);
  if (month < 0 || offset === null || (weekday !== undefined && !days.includes(weekday)))
    return null;
  // 60 is a leap second, which clocks of computers do not have.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const local = new Date(0);
  local.setUTCFullYear(fullYear(year), month, Number(day));
  if (local.getUTCDate() !== Number(day)) return null;
  local.setUTCHours(Number(hour), Number(minute), Number(second));
  const at = local.getTime() - offset * 60_000;
  return isPlausible(at, now) ? new Date(at).toISOString() : null;
}

/** Two digits: 00 to 49 are 20xx, 50 to 99 are 19xx; three are counted from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

/** Minutes ahead of UTC, null for an offset that no zone has. */
function offsetOf(zone: string): number | null {
  if (/^[a-z]/.test(zone)) return (zones[zone] ?? 0) * 60;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3))];
  if (hours > 15 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** Comments, which nest and quote with a backslash, as a space each; an open one takes the rest. */
function withoutComments(text: string): string {
  let depth = 0;
  let kept = "";
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (letter === "\\" && depth > 0) at++;
    else if (letter === "(") {
      if (depth++ === 0) kept += " ";
    } else if (letter === ")" && depth > 0) depth--;
    else if (depth === 0) kept += letter;
  }
  return kept;
}
