/** Words and formats as the portfolio gives them to its charts. */
import type { Locale } from "../../../shared/locales/format.ts";
import { wordingOf as wordingIn } from "../../../shared/locales/wording-of.ts";
import type { Wording } from "../../../shared/ui/wording.ts";

export const wordingOf = (locale: Locale): Wording => wordingIn(locale, "GBP");
