/** One row's cells as the fields of a fact. */
import { oneLine, severalLines } from "../../../shared/contract/characters.ts";
import {
  cleanNumber,
  findNumberFault,
  numberFaults,
  type NumberFault,
} from "../../../shared/people/company-number.ts";
import { isSpreadsheetError, plainWords, undress } from "../../../shared/text/clean.ts";
import { findImplausible } from "../../../shared/time/instants.ts";
import type { Columns } from "./columns.ts";
import { namesCurrency } from "./currencies.ts";
import { readMoment, serialOf, type Moment } from "./dates.ts";
import { minorDigits, readAmount, type Decimal, type Mark } from "./decimal.ts";
import type { Formats } from "./formats.ts";

/** Why a row was not taken. */
export type Refusal = { field: string; reason: string };

/** Words that programs write where there is nothing. */
const nothing = new Set(["", "na", "n/a", "#n/a", "null", "nan", "none", "\\n"]);

const faultsKept = 10_000;
/** Printable ASCII: most cells hold nothing else. */
const ordinary = /^[ -~]*$/;

/** Circumstances by which cells are read, beside the forms of their file. */
export type Surroundings = {
  /** Milliseconds since 1970. */ now: number;
  /** ISO 4217. */ currency: string;
  /** IANA, of times without a zone. */ timeZone: string;
};

/**
 * Reads fields of the row it was last given. A field that cannot be read answers with an empty
 * value and leaves the reason in `refusal`, the first of the row; the caller looks there once, when
 * it has read all. What is readable but no fact (a cancelled order) is in `leftOut` in the same
 * way.
 */
export class RowReader {
  refusal: Refusal | null = null;
  leftOut: Refusal | null = null;
  /** Amounts that were rounded so far, over all rows. */
  rounded = 0;
  readonly #columns: Columns;
  readonly #formats: Formats;
  readonly #around: Surroundings;
  /** Amounts have no decimals. */
  readonly #isWhole: boolean;
  readonly #faults = new Map<string, NumberFault | null>();
  #cells: readonly string[] = [];
  /** Lines of one order share their moment: the last one read is kept. */
  #lastDate: { text: string; moment: Moment | null } = { text: "", moment: null };

  constructor(columns: Columns, formats: Formats, around: Surroundings) {
    this.#columns = columns;
    this.#formats = formats;
    this.#around = around;
    this.#isWhole = minorDigits(around.currency) === 0;
  }

  next(cells: readonly string[]): void {
    this.#cells = cells;
    this.refusal = null;
    this.leftOut = null;
  }

  /** Leaves the row out: it says that nothing came about. */
  leaveOut(field: string, reason: string): void {
    this.leftOut ??= { field, reason };
  }

  refuse(field: string, reason: string): void {
    this.refusal ??= { field, reason };
  }

  /** Returns whether the file has a column for the field. */
  has(field: string): boolean {
    return this.#columns.has(field);
  }

  /**
   * Free text on one line, null where the cell is empty; line ends within the cell, as spreadsheets
   * have them, are spaces.
   */
  text(field: string, most: number): string | null {
    const text = undressText(this.#cell(field).replace(/[\t\n\r]+/g, " "));
    return text.toLowerCase() === "#n/a" ? null : this.#readable(field, text, most, oneLine);
  }

  /** Free text of several lines, null where the cell is empty. */
  note(field: string, most: number): string | null {
    return this.#readable(field, this.#cell(field).replace(/\r\n?/g, "\n"), most, severalLines);
  }

  /**
   * A word, or an identifier that is kept as an index, without dressing; null where the cell is
   * empty or says that there is none (NA, NULL).
   */
  key(field: string, most = 200): string | null {
    const text = this.#readable(field, this.#cell(field), most, oneLine);
    const key = this.#unless(text === null ? null : cleanNumber(text));
    if (key?.startsWith("#")) this.#refuseErrors(field, key);
    return key === "" ? null : key;
  }

  /** Several identifiers in one cell, however they are kept apart, line ends among the ways. */
  keys(field: string, most: number): string | null {
    return this.#unless(this.note(field, most));
  }

  #unless(text: string | null): string | null {
    return text === null || (text.length < 5 && nothing.has(text.toLowerCase())) ? null : text;
  }

  /**
   * An identifier that a row cannot do without; one that lost digits in a spreadsheet is refused.
   */
  needKey(field: string, most = 200): string {
    const key = this.key(field, most);
    const fault = key === null ? null : findNumberFault(key);
    if (key === null) this.refuse(field, "missing");
    if (fault === "rounded") this.refuse(field, `"${key}" ${numberFaults[fault]}`);
    return key ?? "";
  }

  /**
   * An identifier that the book keeps readable, null where the cell is empty; what tells who
   * somebody is, is refused.
   */
  code(field: string): string | null {
    const key = this.key(field);
    const fault = this.#faultOf(key);
    // A name or a telephone is not repeated: reasons are kept in files.
    if (fault !== null) {
      const advice =
        fault === "name" ? `, or say with --map ${field}=Header which column has it` : "";
      this.refuse(field, `${numberFaults[fault]}${advice}`);
    }
    return key;
  }

  /**
   * A label that the book keeps readable, such as a category: words pass, an address, a telephone
   * or identity number does not.
   */
  label(field: string, most: number): string | null {
    const key = this.key(field, most);
    const fault = this.#faultOf(key);
    if (fault === "address" || fault === "telephone" || fault === "identity")
      this.refuse(field, numberFaults[fault]);
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
    const word = words.get(text) ?? words.get(text.toLowerCase()) ?? words.get(plainWords(text));
    if (word === undefined)
      this.refuse(
        field,
        `"${text.slice(0, 40)}" is none of ${[...new Set(words.values())].join(", ")}`,
      );
    return word ?? otherwise;
  }

  /** A moment that a row cannot do without, from 1970 to tomorrow; milliseconds. */
  date(field: string): number {
    return this.moment(field).at;
  }

  /** The same with the clock as the cell writes it. */
  moment(field: string): Moment {
    const text = this.key(field, 80);
    if (text === null) this.refuse(field, "missing");
    const forms = { ...this.#formats, timeZone: this.#around.timeZone };
    if (text !== this.#lastDate.text)
      this.#lastDate = { text: text ?? "", moment: readMoment(text ?? "", forms) };
    const { moment } = this.#lastDate;
    if (moment === null) {
      const isSerial = serialOf(text ?? "") !== null;
      this.refuse(
        field,
        isSerial
          ? `"${text}" counts days from 1900 or from 1904: say which with --map serials=1900 or ` +
              "serials=1904"
          : `"${text}" is not a date that can be read`,
      );
      return { at: 0, wall: 0 };
    }
    const fault = findImplausible(moment.at, this.#around.now);
    if (fault !== null)
      this.refuse(field, fault === "before_1970" ? "before 1970" : "in the future");
    return moment;
  }

  /**
   * A number that a row cannot do without; several columns are its factors, which the caller
   * multiplies. One in another currency than the book's is refused, like one that can be read two
   * ways.
   */
  decimals(field: string): Decimal[] {
    const { currency } = this.#around;
    return (this.#columns.get(field) ?? []).map((at) => {
      const text = (this.#cells[at] ?? "").trim();
      const none = { units: 0n, scale: 0 };
      if (text.length < 5 && nothing.has(text.toLowerCase())) this.refuse(field, "missing");
      const amount =
        text.length > 60
          ? null
          : readAmount(
              text,
              this.#formats.decimals ??
                (this.#isWhole && field === "amount" ? groupsOf(text) : null),
            );
      if (amount === "unclear") {
        this.refuse(
          field,
          `"${text}" can be read two ways: say with --map decimals=point or decimals=comma`,
        );
        return none;
      }
      if (amount === null)
        this.refuse(
          field,
          isSpreadsheetError(text) ? numberFaults.error : `"${text.slice(0, 40)}" is not a number`,
        );
      if (amount?.currencies?.has(currency) === false)
        this.refuse(field, `"${text}" is in another currency than ${currency}`);
      return amount?.value ?? none;
    });
  }

  /** Refuses a row whose currency is another than the book's. */
  currency(field: string): void {
    const { currency } = this.#around;
    const given = this.key(field, 40);
    if (given !== null && !namesCurrency(given, currency))
      this.refuse(field, `"${given}", but the book is in ${currency}`);
  }

  /** A whole number, null where the cell is empty. */
  whole(field: string, least: number, most: number): number | null {
    const text = this.key(field, 20);
    if (text === null) return null;
    const value = /^[+-]?\d+(?:[.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
    if (!(value >= least && value <= most))
      this.refuse(field, `"${text}" is no whole number from ${least} to ${most}`);
    return value;
  }

  /** Customers and categories come again and again. */
  #faultOf(number: string | null): NumberFault | null {
    if (number === null) return null;
    let fault = this.#faults.get(number);
    if (fault === undefined) {
      fault = findNumberFault(number);
      if (this.#faults.size >= faultsKept) this.#faults.clear();
      this.#faults.set(number, fault);
    }
    return fault;
  }

  #refuseErrors(field: string, text: string): void {
    if (isSpreadsheetError(text)) this.refuse(field, `"${text}" ${numberFaults.error}`);
  }

  /** A wrong encoding leaves U+FFFD, a broken file controls. */
  #readable(field: string, text: string, most: number, whole: RegExp): string | null {
    if (text === "") return null;
    if (text.length > most) this.refuse(field, `longer than ${most} characters`);
    if (ordinary.test(text)) {
      if (text.startsWith("#")) this.#refuseErrors(field, text);
      return text;
    }
    if (!whole.test(text))
      this.refuse(field, "holds control characters. Take them out of the cell");
    this.#refuseErrors(field, text);
    if (text.includes("\ufffd"))
      this.refuse(
        field,
        "holds characters that cannot be read: is the whole file in one encoding?",
      );
    return text;
  }

  #cell(field: string): string {
    const at = this.#columns.get(field)?.[0];
    return at === undefined ? "" : (this.#cells[at] ?? "").trim();
  }
}

/**
 * Text as it was typed: out of `="…"`, and without the apostrophe that programs put before a sign
 * so that it is no formula.
 */
const undressText = (text: string) =>
  text.startsWith("=") ? undress(text) : text.replace(/^'(?=[=+@-])/, "");

/**
 * In a currency without decimals a group of three is thousands, whichever mark stands before it.
 */
const groupsOf = (text: string): Mark => (text.includes(",") ? "point" : "comma");
