/** Sentences by key, with gaps filled in the reader's language. Knows no screen. */
import { day, duration, money, number, percent, type Locale } from "./format.ts";

export type Messages = { readonly [key: string]: string | Messages };
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
const gap = /\{(\w+)(?:\|([^}]*))?\}/g;

/**
 * Returns which of a plural's forms a count takes: English has one for one and one for all others,
 * Chinese one. One more is for none, and stands first.
 */
function plural(locale: Locale, count: number, forms: string[]): string {
  const own = forms.slice(locale === "en" ? -2 : -1);
  return (
    (count === 0 && own.length < forms.length ? forms[0] : count === 1 ? own[0] : own.at(-1)) ?? ""
  );
}

function find(messages: Messages, path: string[]): string | Messages | undefined {
  let here: string | Messages | undefined = messages;
  for (const step of path) here = typeof here === "object" ? here[step] : undefined;
  return here;
}

/**
 * `t(key, parameters)`. A key's last part may be a code from the Worker: one without a sentence
 * gets its family's `unknown`, so that no raw code is ever shown. `…Amount` parameters are minor
 * units of `currency`,
 * `share`, `probability` and `weight` shares of one, `…days` times told with their unit, ISO dates
 * days; names of codes (a tier, a stage) are looked up under `codes.<name>`.
 */
export function translator(messages: Messages, locale: Locale, currency = "GBP"): Translate {
  const show = (name: string, value: number | string): string => {
    if (typeof value === "number") {
      if (/amount$/i.test(name)) return money(locale, value, currency);
      if (/(share|probability|weight)$/i.test(name)) return percent(locale, value);
      if (/days$/i.test(name)) return duration(locale, value);
      return number(locale, value, /(percentile|score)$/i.test(name) ? 0 : 1);
    }
    if (isoDate.test(value)) return day(locale, value);
    const named = find(messages, ["codes", name, value]);
    return typeof named === "string" ? named : plain(value);
  };
  return (key, parameters = {}) => {
    const cut = key.lastIndexOf(".");
    const family = find(messages, key.slice(0, cut).split("."));
    const own = typeof family === "object" ? family[key.slice(cut + 1)] : undefined;
    const unknown = typeof family === "object" ? family["unknown"] : undefined;
    const sentence = typeof own === "string" ? own : typeof unknown === "string" ? unknown : "";
    return sentence.replace(gap, (_whole, name: string, forms?: string) => {
      const value = parameters[name];
      if (value === undefined) return "…";
      const shown = show(name, value);
      return forms === undefined
        ? shown
        : plural(locale, Number(value), forms.split("|")).replaceAll("#", () => shown);
    });
  };
}
