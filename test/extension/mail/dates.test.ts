import fc from "fast-check";
import { expect, test } from "vitest";
import { readDate } from "../../../extension/mail/reading/dates.ts";

const at = (...[year, month, day, hour, minute]: [number, number, number, number, number]) =>
  new Date(year, month - 1, day, hour, minute).toISOString();

test.each([
  ["2026-11-22 (일) 오후 3:14", at(2026, 11, 22, 15, 14)],
  ["2026. 11. 22. 오전 12:14", at(2026, 11, 22, 0, 14)],
  ["2026년 11월 22일 오전 10:34", at(2026, 11, 22, 10, 34)],
  ["2026年11月22日 午後3:14", at(2026, 11, 22, 15, 14)],
  ["2026/11/22 午前10:34", at(2026, 11, 22, 10, 34)],
  ["2026/11/22(日) 午後0:14", at(2026, 11, 22, 12, 14)],
  ["22/11/2026 3:14 μ.μ.", at(2026, 11, 22, 15, 14)],
  ["22/11/2026 3:14 π.μ.", at(2026, 11, 22, 3, 14)],
  ["3:14 CH 22/11/2026", at(2026, 11, 22, 15, 14)],
  ["22/11/2026 10:34 SA", at(2026, 11, 22, 10, 34)],
  ["22/11/2026, 3:14 p. m.", at(2026, 11, 22, 15, 14)],
  ["2026-11-22, 12:10 a.m.", at(2026, 11, 22, 0, 10)],
  ["22.11.2026 10:34 Uhr", at(2026, 11, 22, 10, 34)],
  ["22.11.2026 um 10:34", at(2026, 11, 22, 10, 34)],
])("readDate takes the half of the day from its word when it is %j", (text, expected) =>
  expect(readDate(text)).toBe(expected),
);

test.each([
  "22 Nov 2026 10:34 PST",
  "22 Nov 2026 15:34 PST",
  "22 Nov 2026 12:10 Asia/Tokyo",
  "2026-11-22 10:34 Pacific",
  "22 Nov 2026 10:34 +0900",
  "22 Nov 2026 15:34 (GMT+9)",
  "22 Nov 2026 3:14 PM EST",
  "22/11/2026, 3:14 م",
  "22/11/2026 3:14 MD",
  "22/11/2026 ÖS 3:14",
  "2026年11月22日 半夜3:14",
  "2026년 11월 22일 밤 10:34",
  "22/11/2026, பிற்பகல் 3:14",
])(
  "readDate is null when a word it does not know may be the half of the day or a zone: %j",
  (text) => expect(readDate(text)).toBeNull(),
);

test.each([
  ["Tue 11/3/2026 2:02 PM", at(2026, 11, 3, 14, 2)],
  ["Wed 11/3/2026 2:02 PM", at(2026, 3, 11, 14, 2)],
  ["mar. 3/11/2026 15:14", at(2026, 11, 3, 15, 14)],
  ["Dienstag, 3/11/2026 15:14", at(2026, 11, 3, 15, 14)],
  // Both are Saturdays; neither is a Monday; no day of the week at all.
  ["Sat 11/7/2026 2:02 PM", null],
  ["Mon 11/3/2026 2:02 PM", null],
  ["11/3/2026 2:02 PM", null],
  ["on 11/3/2026 2:02 PM", null],
])(
  "readDate tells day from month by the day of the week beside them when the date is %j",
  (text, expected) => expect(readDate(text)).toBe(expected),
);

test.each([
  ["22 juin 2026, 10:34", at(2026, 6, 22, 10, 34)],
  ["22 déc. 2026, 10:34", at(2026, 12, 22, 10, 34)],
  ["1er février 2026 à 10:34", at(2026, 2, 1, 10, 34)],
  ["3 maart 2026 10:34", at(2026, 3, 3, 10, 34)],
  ["3 mrt. 2026 10:34", at(2026, 3, 3, 10, 34)],
  ["3. Mrz 2026, 10:34", at(2026, 3, 3, 10, 34)],
  ["22 de marzo de 2026, 10:34", at(2026, 3, 22, 10, 34)],
  ["22 de set. de 2026, 10:34", at(2026, 9, 22, 10, 34)],
  ["22 нояб. 2026 г., 10:34", at(2026, 11, 22, 10, 34)],
  ["22. nov. 2026 kl. 10:34", at(2026, 11, 22, 10, 34)],
  ["Sept 2, 2026, 2:02 PM", at(2026, 9, 2, 14, 2)],
  ["22 jui 2026 10:34", null],
  ["22 smarch 2026 10:34", null],
  ["22 lis 2026 10:34", null],
])(
  "readDate knows months by their names in several languages when the date is %j",
  (text, expected) => expect(readDate(text)).toBe(expected),
);

/** Every language of this machine's that writes dates in a way of its own. */
const locales =
  `af am ar ar-AE ar-EG az be bg bn bs ca cs cy da de de-AT de-CH el en en-AU en-CA en-GB en-IE
  en-IN en-NZ en-US en-ZA es es-AR es-CO es-MX es-US et eu fa fi fil fr fr-CA fr-CH ga gl gu
  he hi hr hu hy id is it it-CH ja ka kk km kn ko lo lt lv mk ml mn mr ms my nb ne nl nl-BE pa pl pt
  pt-PT ro ru si sk sl sq sr sr-Latn sv sw ta te th tr uk ur uz vi zh zh-HK zh-TW zu`.split(/\s+/);
const forms: Intl.DateTimeFormatOptions[] = [
  { dateStyle: "full", timeStyle: "short" },
  { dateStyle: "long", timeStyle: "short" },
  { dateStyle: "medium", timeStyle: "medium" },
  { dateStyle: "short", timeStyle: "short" },
  { dateStyle: "medium", timeStyle: "long" },
  {
    weekday: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  },
  { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  },
  { year: "numeric", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" },
];

/** Makes each formatter once: that is nine tenths of what writing a date costs. */
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterOf(locale: string, form: Intl.DateTimeFormatOptions, hour12?: boolean) {
  const key = JSON.stringify([locale, form, hour12 ?? null]);
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...form, hour12 });
  formatters.set(key, made);
  return made;
}

test("readDate is the instant or null, and never another, when any language writes it in any form", () => {
  const instant = fc
    .date({ min: new Date(2001, 0, 2), max: new Date(2099, 0, 1), noInvalidDate: true })
    .map((date) => new Date(date.setSeconds(0, 0)))
    // Where clocks are put back, an hour is there twice.
    .filter(
      (date) =>
        new Date(
          date.getFullYear(),
          date.getMonth(),
          date.getDate(),
          date.getHours(),
          date.getMinutes(),
        ).getTime() === date.getTime(),
    );
  const read = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.constantFrom(...locales),
      fc.constantFrom(...forms),
      fc.constantFrom(undefined, true, false),
      instant,
      (locale, form, hour12, date) => {
        const text = formatterOf(locale, form, hour12).format(date);
        const answer = readDate(text);
        if (answer !== null) expect(`${text}: ${answer}`).toBe(`${text}: ${date.toISOString()}`);
        if (answer !== null) read.set(locale, (read.get(locale) ?? 0) + 1);
      },
    ),
    { numRuns: 10_000 },
  );
  // That it says something is no less the point.
  for (const locale of [
    "en-US",
    "en-GB",
    "de",
    "fr",
    "nl",
    "es-MX",
    "pt",
    "sv",
    "ru",
    "ja",
    "ko",
    "zh",
    "zh-TW",
    "el",
  ])
    expect(read.get(locale) ?? 0).toBeGreaterThan(5);
});
