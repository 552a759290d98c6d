/**
 * Sentences at hand. Pages of the extension bring all languages; the reader of a page asks the
 * background for its few words.
 */
import type { Locale } from "./format.ts";
import type { Messages } from "./translate.ts";

const known = new Map<Locale, Messages>();

/** Adds a language; `messages` by section, as in its file. */
export function learn(locale: Locale, messages: Messages): void {
  known.set(locale, messages);
}

/** A language's sentences by section; empty before it is learned. */
export function words(locale: Locale): Messages {
  return known.get(locale) ?? {};
}
