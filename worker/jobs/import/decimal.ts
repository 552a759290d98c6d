/** Decimals as people write them, exact: no floating point between the file and the minor unit. */
import { cleanText, undress } from "../../../shared/text/clean.ts";
import { both, currenciesOf } from "./currencies.ts";

/** units × 10^−scale. */
export type Decimal = { units: bigint; scale: number };
export type Mark = "point" | "comma";
/** A number with the currencies that its cell may mean; null where it names none. */
export type Amount = { value: Decimal; currencies: ReadonlySet<string> | null };

const quick = /^-?\d{1,30}(?:\.(?:\d{1,2}|\d{4,12}))?$/;
const shape = {
  point:
    /^(?:\d{1,30}|\d{1,3}([,' ])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d{1,12})?$|^\.\d{1,12}$/,
  comma: /^(?:\d{1,30}|\d{1,3}([.' ])\d{3}(?:\1\d{3})*)(?:,\d{1,12})?$|^,\d{1,12}$/,
} as const;

/** A cell taken apart: the number with its separators, its sign, its currency. */
type Parts = {
  digits: string;
  minus: boolean;
  currencies: ReadonlySet<string> | null;
  /** Of `1.234,-`. */ mark: Mark | null;
};

/**
 * The decimal mark that a cell shows by itself: of `1,234.56` the point, of `€ 12,5` the comma;
 * "either" where it may be both (`1,234`), null where it shows none (`12`) or is no number.
 */
export function markOf(text: string): Mark | "either" | null {
  if (/^-?\d*$/.test(text)) return null;
  if (quick.test(text)) return "point";
  const parts = takeApart(text);
  if (parts === null) return null;
  const mark = parts.mark ?? markOfDigits(parts.digits);
  // A group of three that is none by its shape (`1,234` in `12,34,567`) shows nothing.
  return mark === null || mark === "either" || shape[mark].test(parts.digits) ? mark : null;
}

function markOfDigits(text: string): Mark | "either" | null {
  const comma = text.lastIndexOf(",");
  const point = text.lastIndexOf(".");
  if (comma < 0 && point < 0) return null;
  if (comma >= 0 && point >= 0) return comma > point ? "comma" : "point";
  const mark = comma >= 0 ? "," : ".";
  const [own, other]: [Mark, Mark] = mark === "," ? ["comma", "point"] : ["point", "comma"];
  if (text.indexOf(mark) !== text.lastIndexOf(mark)) return other;
  const [before = "", after = ""] = text.split(mark);
  const mayGroup = after.length === 3 && /^[1-9]\d{0,2}$/.test(before);
  return mayGroup ? "either" : own;
}

/**
 * A number in the world's forms: `1,234.56`, `1.234,56`, `1'234.50`, `1,23,456.78`, `1 234,50`,
 * `(12.50)`, `12.50-`, `12.50 CR`,
 * `1.234,-`, `٥٠٫٢٥`, full-width digits, with a currency before or behind (`£12.50`, `kr 12,50`,
 * `US$ 12`, `12元`). `mark` decides only where the number does not (`1,234`); "unclear" where it is
 * null then. Null for what is no number.
 */
export function readAmount(text: string, mark: Mark | null): Amount | "unclear" | null {
  if (quick.test(text)) return { value: exact(text), currencies: null };
  const parts = takeApart(text);
  if (parts === null) return null;
  const shown = parts.mark ?? markOfDigits(parts.digits);
  const own = shown === "either" ? mark : (shown ?? mark ?? "point");
  if (own === null) return "unclear";
  if (!shape[own].test(parts.digits)) return null;
  const bare =
    own === "point"
      ? parts.digits.replaceAll(/[,' ]/g, "")
      : parts.digits.replaceAll(/[.' ]/g, "").replace(",", ".");
  return { value: exact((parts.minus ? "-" : "") + bare), currencies: parts.currencies };
}

/**
 * The number alone, whatever its currency; null where there is none, or where it can be read two
 * ways.
 */
export function parseDecimal(text: string, mark: Mark | null): Decimal | null {
  const amount = readAmount(text, mark);
  return amount === null || amount === "unclear" ? null : amount.value;
}

/**
 * Takes a cell apart into what stands before its first digit, the number, and what stands behind
 * its last. Null where the rest is neither sign nor currency.
 */
function takeApart(text: string): Parts | null {
  const body = westernDigits(cleanText(undress(text)).replaceAll(/[’‘ʼ´`′]/g, "'"));
  const found = /^(\D*)(\d(?:[\d.,' ]*\d)?)(\D*)$/.exec(body);
  if (found === null) return null;
  let [, head = "", digits = "", tail = ""] = found;
  // A mark in front of the first digit is the number's, but for the dot of "Rs.5".
  const leading = /(?<!\p{L})[.,]$/u.exec(head)?.[0] ?? "";
  head = head.slice(0, head.length - leading.length);
  digits = leading + digits;
  const whole = /^([.,])(?:\s*-{1,2}|(?=\s|$))/.exec(tail);
  if (whole !== null) tail = tail.slice(whole[0].length);
  const mark = whole === null ? null : whole[1] === "," ? "comma" : "point";
  const sign = signOf(head, tail);
  if (sign === null) return null;
  let currencies: ReadonlySet<string> | null = null;
  for (const symbol of sign.symbols) {
    const named = currenciesOf(symbol);
    currencies = named === null || currencies === null ? named : both(currencies, named);
    if (currencies === null) return null;
  }
  return { digits, minus: sign.minus, currencies, mark };
}

/**
 * Sign and symbols around a number; null for two signs, half a bracket or a sign between other
 * things.
 */
function signOf(head: string, tail: string): { minus: boolean; symbols: string[] } | null {
  const credit = /\s*\b(CR|DR)\.?$/i.exec(tail);
  const behind = credit === null ? tail : tail.slice(0, credit.index);
  const brackets = [head.split("(").length - 1, behind.split(")").length - 1];
  if (brackets[0] !== brackets[1] || (brackets[0] ?? 0) > 1) return null;
  const signs = [...`${head}${behind}`].filter((letter) => letter === "-" || letter === "+");
  const minuses = (brackets[0] ?? 0) + (credit?.[1]?.toUpperCase() === "CR" ? 1 : 0) + signs.length;
  if (minuses > 1) return null;
  if (head === "" && behind === "") return { minus: minuses === 1, symbols: [] };
  const symbols = [head.replaceAll(/[-+(]/g, " "), behind.replaceAll(/[-+)]/g, " ")]
    .map((side) => side.trim())
    .filter((side) => side !== "");
  return { minus: minuses === 1 && signs[0] !== "+", symbols };
}

/** Digits of other scripts as 0 to 9, and their marks: U+066B parts decimals, U+066C thousands. */
function westernDigits(text: string): string {
  if (!/[^\P{Nd}0-9]|[\u066b\u066c]/u.test(text)) return text;
  return text
    .replaceAll(/[^\P{Nd}0-9]/gu, (digit) => {
      // Digits of a script are ten in a row.
      let value = 0;
      while (
        value < 9 &&
        /\p{Nd}/u.test(String.fromCodePoint((digit.codePointAt(0) ?? 0) - value - 1))
      )
        value++;
      return String(value);
    })
    .replaceAll("\u066c", "'")
    .replaceAll("\u066b", ".");
}

function exact(text: string): Decimal {
  const point = text.indexOf(".");
  if (point < 0) return { units: BigInt(text), scale: 0 };
  return {
    units: BigInt(text.slice(0, point) + text.slice(point + 1)),
    scale: text.length - point - 1,
  };
}

/** a × b, exact. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/**
 * A whole number of minor units (`digits` decimals a major unit), halves away from zero; null
 * beyond ±10^15.
 */
export function toMinorUnits({ units, scale }: Decimal, digits: number): number | null {
  let minor: bigint;
  if (scale <= digits) minor = units * 10n ** BigInt(digits - scale);
  else {
    const divisor = 10n ** BigInt(scale - digits);
    const size = units < 0n ? -units : units;
    const rounded = (2n * size + divisor) / (2n * divisor);
    minor = units < 0n ? -rounded : rounded;
  }
  return minor >= -(10n ** 15n) && minor <= 10n ** 15n ? Number(minor) : null;
}

/** Returns true for a number with more decimals than a currency's minor unit has. */
export const isFinerThan = ({ units, scale }: Decimal, digits: number): boolean =>
  scale > digits && units % 10n ** BigInt(scale - digits) !== 0n;

/** Decimals that a currency's major unit has: GBP 2, JPY 0. `currency`: ISO 4217. */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  );
}
