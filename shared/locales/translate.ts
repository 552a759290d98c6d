/** Sentences by key, with gaps filled in the reader's language. Knows no screen. */
import format from "icu-minify/format";
import type { CompiledMessage, FormatOptions } from "icu-minify/format";
import { day, duration, estimate, money, number, percent, plurals, type Locale } from "./format.ts";

/** Sentences as `compile.ts` makes them. */
export type Messages = { readonly [key: string]: CompiledMessage | Messages };
export type Parameters = Record<string, number | string>;
export type Translate = (key: string, parameters?: Parameters) => string;

/**
 * A foreign text without the invisible marks that turn writing around (U+202A–202E, U+2066–2069): a
 * name must not be able to reverse the sentence it stands in. Text of a right-to-left script is set
 * apart, so that it keeps its own order.
 */
export function plain(text: string): string {
  const bare = text.replace(/[\u202A-\u202E\u2066-\u2069]/g, "");
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(bare)
    ? `\u2068${bare}\u2069`
    : bare;
}

const isoDate = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** Names of how a number can be shown, as sentences write them: `{totalAmount, number, money}`. */
const styles = {
  money: { style: "currency" },
  estimate: { style: "currency", maximumSignificantDigits: 2 },
  share: { style: "percent" },
  duration: { style: "unit" },
  whole: { maximumFractionDigits: 0 },
} as const satisfies Record<string, Intl.NumberFormatOptions>;

/** Formats as icu-minify asks for them; text is the ellipsis of a number that is missing. */
function formattersOf(locale: Locale, currency: string): FormatOptions["formatters"] {
  const show = (
    value: number,
    { style, maximumFractionDigits = 1, maximumSignificantDigits }: Intl.NumberFormatOptions,
  ) => {
    if (style === "currency")
      return (maximumSignificantDigits ? estimate : money)(locale, value, currency);
    if (style === "percent") return percent(locale, value);
    if (style === "unit") return duration(locale, value);
    return number(locale, value, maximumFractionDigits);
  };
  const numbers = (options: Intl.NumberFormatOptions = {}) => ({
    format: (value: number | string) => (typeof value === "number" ? show(value, options) : value),
  });
  return {
    getNumberFormat: (_tag, options) => numbers(options) as Intl.NumberFormat,
    getPluralRules: () => plurals(locale),
    getDateTimeFormat: () => {
      throw new Error("dates are text: a gap shows them as days");
    },
  };
}

function find(messages: Messages, path: string[]): Messages[string] | undefined {
  let here: Messages[string] | undefined = messages;
  for (const step of path) here = isFamily(here) ? here[step] : undefined;
  return here;
}

const isFamily = (found: Messages[string] | undefined): found is Messages =>
  typeof found === "object" && !Array.isArray(found);
const isSentence = (found: Messages[string] | undefined): found is CompiledMessage =>
  typeof found === "string" || Array.isArray(found);

/**
 * `t(key, parameters)`. A key's last part may be a code from the Worker: one without a sentence
 * gets its family's `unknown`, so that no raw code is ever shown. Amounts are minor units of
 * `currency`. Of texts, ISO dates are shown as days, and names of codes (a tier, a stage) are
 * looked up under `codes.<name>`.
 */
export function translator(messages: Messages, locale: Locale, currency = "GBP"): Translate {
  const options = { formats: { number: styles }, formatters: formattersOf(locale, currency) };
  const shown = (name: string, text: string): string => {
    if (isoDate.test(text)) return day(locale, text);
    const named = find(messages, ["codes", name, text]);
    return typeof named === "string" ? named : plain(text);
  };
  return (key, parameters = {}) => {
    const cut = key.lastIndexOf(".");
    const family = find(messages, key.slice(0, cut).split("."));
    const own = isFamily(family) ? family[key.slice(cut + 1)] : undefined;
    const unknown = isFamily(family) ? family["unknown"] : undefined;
    const sentence = isSentence(own) ? own : isSentence(unknown) ? unknown : "";
    const values = new Proxy(parameters, {
      has: () => true,
      get(given, name: string) {
        const value = given[name];
        return typeof value === "string" ? shown(name, value) : (value ?? "…");
      },
    });
    return String(format(sentence, locale, values, options));
  };
}
