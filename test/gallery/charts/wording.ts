/** Words and formats as the portfolio gives them to its charts. */
import {
  decimals,
  exactMoney,
  number,
  signed,
  type Locale,
} from "../../../shared/locales/format.ts";
import { translator } from "../../../shared/locales/translate.ts";
import { words } from "../../../shared/locales/words.ts";
import type { Wording } from "../../../shared/ui/wording.ts";

const currency = "GBP";

export const wordingOf = (locale: Locale): Wording => ({
  t: translator(words(locale), locale, currency),
  number: (value, digits = 0) => number(locale, value, digits),
  signed: (value, digits) => signed(locale, value, digits),
  decimals: decimals(locale, currency),
  exactMoney: (major, digits) => exactMoney(locale, major, currency, digits),
});
