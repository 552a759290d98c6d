/** Tools of every component: the reader's words and formats, the commands, the live region. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Locale } from "../../shared/locales/format.ts";
import type { Translate } from "../../shared/locales/translate.ts";
import type { OwnWording } from "../../shared/locales/with-own-words.ts";
import { wordingOf } from "../../shared/locales/wording-of.ts";
import type { Wording } from "../../shared/ui/wording.ts";
import type { Commands, DraftTarget, PanelState } from "./state.ts";

export type Tools = Wording & {
  locale: Locale;
  t: Translate;
  commands: Commands;
  /** The company's own words, and the name of who is signed in, for texts. */
  own: OwnWording | undefined;
  me: string | null | undefined;
  /** Whom the open draft goes to; null where none is open. */
  draft: DraftTarget | null;
  /** True where the person's role may look and not write: nothing that writes is offered. */
  isReadOnly: boolean;
  /**
   * Says a text to a screen reader, once; answers what takes it out of the live region, unless
   * something else is said there by then.
   */
  announce(text: string): () => void;
};

/**
 * Makes the tools of one reader; `currency` is the book's, for amounts inside sentences too, and
 * the state tells the company's own words and who reads.
 */
export function makeTools(
  locale: Locale,
  currency: string,
  { words: own, user, draft = null }: Pick<PanelState, "words" | "user" | "draft">,
  commands: Commands,
  isReadOnly: boolean,
  announce: Tools["announce"],
): Tools {
  return {
    ...wordingOf(locale, currency, own),
    locale,
    own,
    me: user?.name,
    commands,
    draft,
    isReadOnly,
    announce,
  };
}

export const ToolsContext = createContext<Tools | null>(null);

/** Returns the tools of the panel around this component. */
export function useTools(): Tools {
  const tools = useContext(ToolsContext);
  if (tools === null) throw new Error("no panel");
  return tools;
}
