/** Terms of a text: its words that may be themes, English and Chinese alike. */
import { negations, stopWords } from "./stop-words.ts";

/** One character is a theme in no language: "a", "的". */
const shortest = 2;
/** Characters that stand alone in Chinese and are part of no word. */
const lone = new Set(
  "的了是我你他她它很都也就还在有和与跟对给把被让到从为又再才太更最这那个们会要能吧吗呢啊",
);
const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  const found = segmenters.get(language);
  if (found !== undefined) return found;
  const made = new Intl.Segmenter(language, { granularity: "word" });
  segmenters.set(language, made);
  return made;
}

/** True for Chinese, Japanese and Korean characters, which are written without spaces. */
const isSpaceless = (word: string): boolean => /^\p{Script=Han}/u.test(word);
const joined = (negation: string, word: string): string =>
  isSpaceless(word) ? negation + word : `${negation} ${word}`;

/** Joins neighbouring characters that the dictionary of words lacks: 客 and 服 are 客服. */
function* wordsOf(text: string, language: string): Generator<string | null> {
  let single: string | null = null;
  for (const { segment, isWordLike } of segmenterOf(language).segment(text)) {
    if (isWordLike !== true) {
      single = null;
      // A space ends no negation, a full stop does.
      if (segment.trim() !== "") yield null;
      continue;
    }
    const isSingle = isSpaceless(segment) && [...segment].length === 1 && !lone.has(segment);
    if (isSingle && !negations.has(segment) && single !== null) yield single + segment;
    else yield segment;
    single = isSingle && !negations.has(segment) ? segment : null;
  }
}

/**
 * Returns the terms of a text, each once. A word after a negation is a term together with it.
 * Numbers, single characters and words that say nothing are left out.
 */
export function termsOf(text: string, language: string): Set<string> {
  const terms = new Set<string>();
  let negation: string | null = null;
  const clean = text.normalize("NFKC").toLowerCase().replaceAll("’", "'");
  for (const word of wordsOf(clean, language)) {
    if (word === null || negations.has(word)) {
      negation = word;
      continue;
    }
    const isTerm = [...word].length >= shortest && !stopWords.has(word) && /\p{L}/u.test(word);
    // "was not really good": what says nothing does not end the negation.
    if (!isTerm) continue;
    terms.add(negation === null ? word : joined(negation, word));
    negation = null;
  }
  return terms;
}
