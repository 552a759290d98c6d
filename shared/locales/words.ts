/**
 * Sentences at hand, by language. A page of the extension fetches the language that its reader
 * reads, and no other; the reader of a mail's page asks the background for its few words.
 */
import type { Locale } from "./format.ts";
import type { Messages } from "./translate.ts";

const known = new Map<Locale, Messages>();
const sources = new Map<Locale, () => Promise<Messages>>();
const coming = new Map<Locale, Promise<void>>();

/** Adds a language; `messages` by section, as in its file. */
export function learn(locale: Locale, messages: Messages): void {
  known.set(locale, messages);
}

/** Says where a language comes from, once somebody reads it. */
export function offer(locale: Locale, source: () => Promise<Messages>): void {
  sources.set(locale, source);
}

/**
 * Learns a language unless it is known or nobody offered it; returns at once where it is known.
 * Rejects where its source does; the next call tries again.
 */
export async function ensure(locale: Locale): Promise<void> {
  const source = sources.get(locale);
  if (known.has(locale) || source === undefined) return;
  const learning = coming.get(locale) ?? source().then((messages) => learn(locale, messages));
  coming.set(locale, learning);
  await learning.finally(() => coming.delete(locale));
}

/** A language's sentences by section; empty before it is learned. */
export function words(locale: Locale): Messages {
  return known.get(locale) ?? {};
}
