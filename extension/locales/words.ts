/**
 * The sentences at hand. The overlay carries no language of its own, so that every page of a webmail does not load all
 * of them: the content script is given the one it speaks by the background, the extension's pages bring theirs.
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

/** Whether a language was learned. */
export function speaks(locale: Locale): boolean {
  return known.has(locale);
}
