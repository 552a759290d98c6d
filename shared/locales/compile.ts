/**
 * Sentences compiled when the extension is built, so that it carries no parser. ICU MessageFormat
 * is read by icu-minify: the panel page grew by 3.0 kB gzip to 62.7 kB of its 80 kB.
 */
import compile from "icu-minify/compile";
import type { Messages } from "./translate.ts";
import type { Wordings } from "./wordings.ts";

/** Compiles each sentence. @throws SyntaxError, with its key, where one is not MessageFormat */
export function compileMessages(wordings: Wordings, path = ""): Messages {
  const compiled = Object.entries(wordings).map(([key, value]) => {
    const whole = path + key;
    if (typeof value === "object") return [key, compileMessages(value, `${whole}.`)] as const;
    try {
      return [key, compile(value)] as const;
    } catch (error) {
      throw new SyntaxError(`${whole}: ${String(error)}`, { cause: error });
    }
  });
  return Object.fromEntries(compiled);
}
