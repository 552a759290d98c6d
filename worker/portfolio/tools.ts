/** Tools of every page: the reader's words and formats, who is signed in, and the live region. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Me } from "../../shared/contract/answers.ts";
import { calendarDay } from "./calendar-day.ts";
import { atLeast } from "../../shared/contract/at-least.ts";
import type { Role } from "../../shared/contract/fields.ts";
import { estimate, tag, type Locale } from "../../shared/locales/format.ts";
import type { Translate } from "../../shared/locales/translate.ts";
import { wordingOf } from "../../shared/locales/wording-of.ts";
import type { Wording } from "../../shared/ui/wording.ts";

export type Tools = Wording & {
  t: Translate;
  me: Me;
  locale: Locale;
  /** BCP 47, for formats of a page's own. */
  tag: string;
  /** ISO 4217. */
  currency: string;
  /** True for the role of the person or one below it. */
  can(least: Role): boolean;
  /** The day so many days from today by the book's clock, "2027-02-26". */
  today(daysAhead: number): string;
  /** Minor units as an estimate: two significant digits. */
  estimate(minor: number): string;
  /** Says a sentence to a screen reader and shows it for a while; `undo` adds a button. */
  say(text: string, undo?: () => void): void;
  /** Asks again who is signed in and what their book is: its words may be others by now. */
  renew(): void;
};

/** Makes the tools of one reader. */
export function makeTools(locale: Locale, me: Me, say: Tools["say"], renew: Tools["renew"]): Tools {
  const { currency, words } = me.book;
  return {
    ...wordingOf(locale, currency, words?.[locale]),
    me,
    locale,
    tag: tag(locale),
    currency,
    can: (least) => atLeast(me.user.role, least),
    today: (daysAhead) => calendarDay(daysAhead, me.book.timeZone ?? "UTC"),
    estimate: (minor) => estimate(locale, minor, currency),
    say,
    renew,
  };
}

export const ToolsContext = createContext<Tools | null>(null);

/** Returns the tools of the portfolio around this component. */
export function useTools(): Tools {
  const tools = useContext(ToolsContext);
  if (tools === null) throw new Error("No ToolsContext around this component");
  return tools;
}
