/** Tools of every component: the reader's words and formats, the commands, the live region. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import {
  day,
  decimals,
  exactMoney,
  moment,
  money,
  number,
  percent,
  signed,
  type Locale,
} from "../../shared/locales/format.ts";
import { translator, type Translate } from "../../shared/locales/translate.ts";
import { words } from "../../shared/locales/words.ts";
import type { Wording } from "../../shared/ui/wording.ts";
import type { Commands } from "./state.ts";

export type Tools = Wording & {
  t: Translate;
  commands: Commands;
  /** True where the person's role may look and not write: nothing that writes is offered. */
  isReadOnly: boolean;
  /**
   * Says a text to a screen reader, once; answers what takes it out of the live region, unless
   * something else is said there by then.
   */
  announce(text: string): () => void;
  money(minor: number): string;
  percent(share: number): string;
  day(iso: string): string;
  moment(iso: string): string;
};

/** Makes the tools of one reader; `currency` is the book's, for amounts inside sentences too. */
export function makeTools(
  locale: Locale,
  currency: string,
  commands: Commands,
  isReadOnly: boolean,
  announce: Tools["announce"],
): Tools {
  return {
    t: translator(words(locale), locale, currency),
    commands,
    isReadOnly,
    announce,
    money: (minor) => money(locale, minor, currency),
    decimals: decimals(locale, currency),
    exactMoney: (major, digits) => exactMoney(locale, major, currency, digits),
    percent: (share) => percent(locale, share),
    number: (value, digits = 0) => number(locale, value, digits),
    signed: (value, digits) => signed(locale, value, digits),
    day: (iso) => day(locale, iso),
    moment: (iso) => moment(locale, iso),
  };
}

export const ToolsContext = createContext<Tools | null>(null);

/** Returns the tools of the panel around this component. */
export function useTools(): Tools {
  const tools = useContext(ToolsContext);
  if (tools === null) throw new Error("no panel");
  return tools;
}
