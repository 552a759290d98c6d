/** Returns a language's name in the reader's language, or its tag where there is none. */
export function languageName(tag: string, readerTag: string): string {
  try {
    return new Intl.DisplayNames(readerTag, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Languages that are offered first, in this order; any other may be typed. */
export const offeredLanguages = [
  "en",
  "zh-CN",
  "zh-TW",
  "de",
  "fr",
  "es",
  "pt",
  "it",
  "nl",
  "pl",
  "ru",
  "ja",
  "ko",
  "ar",
  "he",
  "hi",
  "id",
  "tr",
  "vi",
  "th",
] as const;
