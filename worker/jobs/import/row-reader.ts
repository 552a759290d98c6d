/** One row's cells as the fields of a fact. */
import { oneLine, severalLines } from "../../../shared/contract/characters.ts";
import type { Columns } from "./columns.ts";
import { parseDate } from "./dates.ts";
import { parseDecimal, type Decimal } from "./decimal.ts";
import type { Formats } from "./formats.ts";

/** Why a row was not taken. */
export type Refusal = { field: string; reason: string };

/** What programs write where there is nothing. */
const nothing = new Set(["", "na", "n/a", "#n/a", "null", "nan", "none", "\\n"]);
const day = 86_400_000;

/**
 * Reads fields of the row it was last given. A field that cannot be read answers with an empty value and leaves the
 * reason in `refusal`, the first of the row; the caller looks there once, when it has read all.
 */
export class RowReader {
  refusal: Refusal | null = null;
  readonly #columns: Columns;
  readonly #formats: Formats;
  readonly #latest: number;
  #cells: readonly string[] = [];
  /** Lines of one order share their moment: the last one read is kept. */
  #lastDate: { text: string; at: number | null } = { text: "", at: null };

  constructor(columns: Columns, formats: Formats, now: number) {
    this.#columns = columns;
    this.#formats = formats;
    this.#latest = now + day;
  }

  next(cells: readonly string[]): void {
    this.#cells = cells;
    this.refusal = null;
  }

  refuse(field: string, reason: string): void {
    this.refusal ??= { field, reason };
  }

  /** Whether the file has a column for the field. */
  has(field: string): boolean {
    return this.#columns.has(field);
  }

  /** Free text on one line, null where the cell is empty; line ends within the cell, as spreadsheets have them, are spaces. */
  text(field: string, most: number): string | null {
    return this.#readable(field, this.#cell(field).replace(/[\t\n\r]+/g, " "), most, oneLine);
  }

  /** Free text of several lines, null where the cell is empty. */
  note(field: string, most: number): string | null {
    return this.#readable(field, this.#cell(field).replace(/\r\n?/g, "\n"), most, severalLines);
  }

  /** An identifier or a word, null where the cell is empty or says that there is none (NA, NULL). */
  key(field: string, most = 200): string | null {
    return this.#unless(this.#readable(field, this.#cell(field), most, oneLine));
  }

  /** Several identifiers in one cell, however they are kept apart, line ends among the ways. */
  keys(field: string, most: number): string | null {
    return this.#unless(this.note(field, most));
  }

  #unless(text: string | null): string | null {
    return text === null || (text.length < 5 && nothing.has(text.toLowerCase())) ? null : text;
  }

  /** An identifier that a row cannot do without. */
  needKey(field: string, most = 200): string {
    const key = this.key(field, most);
    if (key === null) this.refuse(field, "missing");
    return key ?? "";
  }

  /** An identifier that the book keeps readable, null where the cell is empty; an address is refused as one. */
  code(field: string): string | null {
    const key = this.key(field);
    if (key?.includes("@")) this.refuse(field, "an address cannot be an identifier: it would be kept readable. Use a number or a code");
    return key;
  }

  /** As `code`, where a row cannot do without. */
  needCode(field: string): string {
    const code = this.code(field);
    if (code === null) this.refuse(field, "missing");
    return code ?? "";
  }

  /** One of some words by any of its names; `otherwise` where the column or the cell is empty. */
  word<W extends string>(field: string, words: ReadonlyMap<string, W>, otherwise: W): W {
    const text = this.key(field);
    if (text === null) return otherwise;
    const word = words.get(text.toLowerCase());
    if (word === undefined) this.refuse(field, `"${text.slice(0, 40)}" is none of ${[...new Set(words.values())].join(", ")}`);
    return word ?? otherwise;
  }

  /** A moment that a row cannot do without, from 1970 to tomorrow; milliseconds. */
  date(field: string): number {
    const text = this.key(field, 60);
    if (text === null) this.refuse(field, "missing");
    if (text !== this.#lastDate.text) this.#lastDate = { text: text ?? "", at: parseDate(text ?? "", this.#formats.dates) };
    const { at } = this.#lastDate;
    if (at === null) this.refuse(field, `"${text}" is no date that can be read`);
    else if (at < 0) this.refuse(field, "before 1970");
    else if (at > this.#latest) this.refuse(field, "in the future");
    return at ?? 0;
  }

  /** A number that a row cannot do without; several columns are its factors, which the caller multiplies. */
  decimals(field: string): Decimal[] {
    return (this.#columns.get(field) ?? []).map((at) => {
      const text = (this.#cells[at] ?? "").trim();
      if (text.length < 5 && nothing.has(text.toLowerCase())) this.refuse(field, "missing");
      const value = text.length > 60 ? null : parseDecimal(text, this.#formats.decimals);
      if (value === null) this.refuse(field, `"${text.slice(0, 40)}" is no number`);
      return value ?? { units: 0n, scale: 0 };
    });
  }

  /** A whole number, null where the cell is empty. */
  whole(field: string, least: number, most: number): number | null {
    const text = this.key(field, 20);
    if (text === null) return null;
    const value = /^[+-]?\d+(?:[.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
    if (!(value >= least && value <= most)) this.refuse(field, `"${text}" is no whole number from ${least} to ${most}`);
    return value;
  }

  /** A wrong encoding leaves U+FFFD, a broken file controls. */
  #readable(field: string, text: string, most: number, whole: RegExp): string | null {
    if (text === "") return null;
    if (text.length > most) this.refuse(field, `longer than ${most} characters`);
    if (!whole.test(text)) this.refuse(field, "holds control characters. Take them out of the cell");
    if (text.includes("\ufffd")) this.refuse(field, "holds characters that cannot be read: is the whole file in one encoding?");
    return text;
  }

  #cell(field: string): string {
    const at = this.#columns.get(field)?.[0];
    return at === undefined ? "" : (this.#cells[at] ?? "").trim();
  }
}
