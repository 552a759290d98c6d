/** Languages to choose from for a customer, each by its own name and the reader's. */
import type { Choice } from "./editable.tsx";

const tags = [
  "ar",
  "bg",
  "cs",
  "da",
  "de",
  "el",
  "en",
  "es",
  "et",
  "fi",
  "fr",
  "he",
  "hi",
  "hr",
  "hu",
  "id",
  "it",
  "ja",
  "ko",
  "lt",
  "lv",
  "ms",
  "nb",
  "nl",
  "pl",
  "pt",
  "pt-BR",
  "ro",
  "ru",
  "sk",
  "sl",
  "sr",
  "sv",
  "th",
  "tr",
  "uk",
  "vi",
  "zh-CN",
  "zh-TW",
];

/** Returns the name of a language in the reader's; the tag itself where nobody knows it. */
export function languageName(tag: string, reader: string): string {
  try {
    return new Intl.DisplayNames(reader, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Returns the choices in the order of their names, the present one among them. */
export function languageChoices(present: string | null, reader: string): Choice[] {
  const all = present === null || tags.includes(present) ? tags : [...tags, present];
  const { compare } = new Intl.Collator(reader);
  return all
    .map((value) => ({ value, words: languageName(value, reader) }))
    .sort((a, b) => compare(a.words, b.words));
}
