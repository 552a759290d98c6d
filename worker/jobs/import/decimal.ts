/** Decimals as people write them, exact: no floating point between the file and the minor unit. */

/** units × 10^−scale. */
export type Decimal = { units: bigint; scale: number };
export type Mark = "point" | "comma";

const plain = /^-?\d{1,30}(?:\.\d{1,12})?$/;
const shape = {
  point: /^(?:\d{1,30}|\d{1,3}(?:[,' ]\d{3})+)(?:\.\d{1,12})?$|^\.\d{1,12}$/,
  comma: /^(?:\d{1,30}|\d{1,3}(?:[.' ]\d{3})+)(?:,\d{1,12})?$|^,\d{1,12}$/,
} as const;

/**
 * The decimal mark that a number shows by itself: of `1,234.56` the point, of `12,5` the comma; null where it shows
 * none (`12`) or may be either (`1,234`).
 */
export function markOf(text: string): Mark | null {
  const comma = text.lastIndexOf(",");
  const point = text.lastIndexOf(".");
  if (comma < 0 && point < 0) return null;
  if (comma >= 0 && point >= 0) return comma > point ? "comma" : "point";
  const mark = comma >= 0 ? "," : ".";
  const [own, other]: [Mark, Mark] = mark === "," ? ["comma", "point"] : ["point", "comma"];
  if (text.indexOf(mark) !== text.lastIndexOf(mark)) return other;
  const [before = "", after = ""] = text.split(mark).map((part) => part.replaceAll(/\D/g, ""));
  const mayGroup = after.length === 3 && before.length >= 1 && before.length <= 3 && !before.startsWith("0");
  return mayGroup ? null : own;
}

/**
 * A number in the usual forms: `1,234.56`, `1.234,56`, `£12.50`, `GBP 12.50`, `(12.50)`, `-12.5`, `12.50-`, `¥1,200`,
 * `1'234.50`. `mark` decides only where the number does not (`1,234`). Null for what is no number.
 */
export function parseDecimal(text: string, mark: Mark): Decimal | null {
  if (plain.test(text) && (mark === "point" || markOf(text) !== null || !text.includes("."))) return exact(text);
  let body = text.normalize("NFKC").replaceAll(/[\u00a0\u2009\u202f]/g, " ").replaceAll("\u2212", "-").replaceAll("’", "'").trim();
  let minus = false;
  const bracketed = /^\((.*)\)$/.exec(body);
  if (bracketed) {
    minus = true;
    body = bracketed[1] ?? "";
  }
  body = body.replace(/^([-+]?)\s*(?:[A-Z]{3}|\p{Sc}|[A-Z]{1,2}\$)\s*/u, "$1").replace(/\s*(?:[A-Z]{3}|\p{Sc}|元)\s*([-+]?)$/u, "$1");
  const signs = /^([-+]?)\s*([^-+]*?)\s*([-+]?)$/.exec(body);
  if (!signs) return null;
  const [, before = "", digits = "", after = ""] = signs;
  if ((before !== "" && after !== "") || (minus && before + after !== "")) return null;
  if (before === "-" || after === "-") minus = true;
  const own = markOf(digits) ?? mark;
  if (!shape[own].test(digits)) return null;
  const bare = own === "point" ? digits.replaceAll(/[,' ]/g, "") : digits.replaceAll(/[.' ]/g, "").replace(",", ".");
  return exact((minus ? "-" : "") + bare);
}

function exact(text: string): Decimal {
  const point = text.indexOf(".");
  if (point < 0) return { units: BigInt(text), scale: 0 };
  return { units: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
}

/** a × b, exact. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** A whole number of minor units (`digits` decimals a major unit), halves away from zero; null beyond ±10^15. */
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

/** Decimals that a currency's major unit has: GBP 2, JPY 0. `currency`: ISO 4217. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
