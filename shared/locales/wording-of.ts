/** Words and formats of one reader, as components ask for them. */
import {
  day,
  decimals,
  dueDay,
  exactMoney,
  moment,
  money,
  number,
  percent,
  signed,
  type Locale,
} from "./format.ts";
import { translator } from "./translate.ts";
import { words } from "./words.ts";
import { withOwnWords, type OwnWording } from "./with-own-words.ts";

/**
 * Makes them of a language at hand; `currency` is the book's (ISO 4217), in sentences too, and `own`
 * are the company's own words in that language.
 */
export function wordingOf(locale: Locale, currency: string, own?: OwnWording) {
  return {
    t: translator(withOwnWords(words(locale), own), locale, currency),
    decimals: decimals(locale, currency),
    exactMoney: (major: number, digits: number) => exactMoney(locale, major, currency, digits),
    money: (minor: number) => money(locale, minor, currency),
    percent: (share: number) => percent(locale, share),
    number: (value: number, digits = 0) => number(locale, value, digits),
    signed: (value: number, digits: number) => signed(locale, value, digits),
    day: (iso: string) => day(locale, iso),
    due: (date: string) => dueDay(locale, date),
    moment: (iso: string) => moment(locale, iso),
  };
}
