/** Where the words of the panel come from, by language. */
import type { Locale } from "../../shared/locales/format.ts";
import type { Messages } from "../../shared/locales/translate.ts";

// Taken apart in `then`, what is not asked for is left out of the file.
export const panelWords: Record<Locale, () => Promise<Messages>> = {
  en: () => import("../../shared/locales/en.yml").then(({ codes, panel }) => ({ codes, panel })),
  zh_CN: () =>
    import("../../shared/locales/zh_CN.yml").then(({ codes, panel }) => ({ codes, panel })),
};
