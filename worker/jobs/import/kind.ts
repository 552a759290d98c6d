/** The parts of each kind of import. */
import type { D1PreparedStatement, D1Result } from "@cloudflare/workers-types";
import type { Sealer } from "../../security/seal.ts";
import { plainWords } from "../../../shared/text/clean.ts";
import type { Database } from "../../store/database.ts";
import type { Columns, Field } from "./columns.ts";
import type { Row } from "./csv.ts";
import type { Formats } from "./formats.ts";
import { RowReader } from "./row-reader.ts";

/** The book that is imported into. */
export type Book = {
  db: Database;
  sealer: Sealer;
  /** ISO 4217. */ currency: string;
  /** IANA. */ timeZone: string;
  ownDomains: readonly string[];
  userId: string;
  now: number;
};

/** The surroundings of a batch of one import. */
export type Setting = Book & {
  importId: string;
  columns: Columns;
  formats: Formats;
  /**
   * Runs the statements in one transaction with the import's sign of life; throws where another
   * import took over.
   */
  commit(statements: D1PreparedStatement[]): Promise<D1Result[]>;
  /** Asked for sentences for the report when all rows are stored. */
  notices: (() => readonly string[])[];
};

/** `field` is null where the row as such was refused. */
export type LineRefusal = { line: number; field: string | null; reason: string };

/** The outcome of a batch's rows. */
export type Outcome = {
  /** Rows that are good, `unchanged` ones among them. */ accepted: number;
  /** Rows that were in the book already. */ unchanged: number;
  /** Facts, customers or contacts that were added or changed: several rows may make one. */
  stored: number;
  customersAdded: number;
  /**
   * Ids of the customers that the good rows name, also where nothing was stored: their cards may be
   * stale.
   */
  touched: readonly string[];
  refused: LineRefusal[];
  /** Rows that say that nothing came about, such as cancelled orders. */
  leftOut?: LineRefusal[];
  /** Answers of people whom the book does not know, which wait. */ waiting?: number;
  /** Amounts that had more decimals than the currency has. */
  rounded?: number;
};

export type Kind = {
  fields: readonly Field[];
  /** Any of these sets of fields is enough. */
  needs: readonly string[][];
  /** Rows that are stored together. */
  rowsAtOnce: number;
  batch(setting: Setting): (rows: readonly Row[]) => Promise<Outcome>;
};

/** Rows as facts with their lines, those that were refused, and those that are left out. */
export function readRows<F>(
  setting: Setting,
  rows: readonly Row[],
  read: (row: RowReader) => F,
): {
  facts: { line: number; fact: F }[];
  refused: LineRefusal[];
  leftOut: LineRefusal[];
  rounded: number;
} {
  const reader = new RowReader(setting.columns, setting.formats, setting);
  const facts: { line: number; fact: F }[] = [];
  const refused: LineRefusal[] = [];
  const leftOut: LineRefusal[] = [];
  for (const { line, cells } of rows) {
    reader.next(cells);
    const fact = read(reader);
    if (reader.refusal !== null) refused.push({ line, ...reader.refusal });
    else if (reader.leftOut !== null) leftOut.push({ line, ...reader.leftOut });
    else facts.push({ line, fact });
  }
  return { facts, refused, leftOut, rounded: reader.rounded };
}

/** Words by all of their names as `plainWords` gives them. */
export function words<W extends string>(
  names: Readonly<Record<W, readonly string[]>>,
): ReadonlyMap<string, W> {
  return new Map(
    (Object.keys(names) as W[]).flatMap((word) =>
      [word, ...names[word]].map((name) => [plainWords(name), word] as const),
    ),
  );
}

/** Changed rows of several results. */
export function changes(results: readonly D1Result[]): number {
  return results.reduce((sum, { meta }) => sum + meta.changes, 0);
}
