/**
 * A source: the files that one program exports, as data. Headers that tell a file, and which of its
 * columns become which field of which kind of import.
 */
import type { ImportKind } from "../../../../shared/contract/requests.ts";

/** A value of a row, and how it is read out of the row's cells. */
export type Reading =
  | { read: "column"; names: readonly string[] }
  | { read: "first"; of: readonly Reading[] }
  | { read: "joined"; of: readonly Reading[]; between: string }
  | { read: "constant"; text: string }
  | { read: "numbered"; by: string; of: Reading }
  | { read: "part"; of: Reading; mark: string; at: number }
  | { read: "words"; of: Reading; words: Readonly<Record<string, string>>; otherwise: string }
  | { read: "matching"; of: Reading; pattern: RegExp }
  | { read: "choice"; when: Condition; value: Reading; otherwise: Reading };

/** A condition on a row. */
export type Condition =
  | { is: "filled"; of: Reading }
  | { is: "empty"; of: Reading }
  | { is: "matching"; of: Reading; pattern: RegExp }
  | { is: "all"; of: readonly Condition[] };

/** Rows of one kind of import that each row of a file makes, or none where `when` does not hold. */
export type Making = {
  kind: Exclude<ImportKind, "answers">;
  fields: Readonly<Record<string, Reading>>;
  when?: Condition;
};

export type SourceFile = {
  /** Name of the object as the program calls it: "orders". */ name: string;
  /**
   * Headers that tell the file: of each set one must be there. Names in all languages in which the
   * program exports.
   */
  tells: readonly (readonly string[])[];
  /** Headers of which none may be there: they tell another file. */ never?: readonly string[];
  makes: readonly Making[];
  /** The sentence for a file that names nobody by number or address, and so cannot be read. */
  refusal?: string;
};

export type Source = {
  /** Name in commands and in ids: "shopify". */ name: string;
  /** Name that the program goes by: "Shopify". */ label: string;
  files: readonly SourceFile[];
};

/** A column by any of its headers; the first that the file has and the row fills. */
export const column = (...names: string[]): Reading => ({ read: "column", names });
/** The first of several readings that is not empty. */
export const first = (...of: Reading[]): Reading => ({ read: "first", of });
/** Several readings in one, the empty ones left out. */
export const joined = (between: string, ...of: Reading[]): Reading => ({
  read: "joined",
  of,
  between,
});
export const constant = (text: string): Reading => ({ read: "constant", text });
/**
 * A number of the program's own, with its name in front: numbers of two programs are never one.
 */
export const numbered = (by: string, of: Reading): Reading => ({ read: "numbered", by, of });
/** One of several values that a cell keeps apart by a mark, counted from 0. */
export const part = (of: Reading, mark: string, at = 0): Reading => ({
  read: "part",
  of,
  mark,
  at,
});
/** A word in the place of another; compared without case. */
export const words = (
  of: Reading,
  table: Readonly<Record<string, string>>,
  otherwise = "",
): Reading => ({ read: "words", of, words: table, otherwise });
/** A value where it is of a form, else nothing. */
export const matching = (of: Reading, pattern: RegExp): Reading => ({
  read: "matching",
  of,
  pattern,
});
export const choice = (when: Condition, value: Reading, otherwise: Reading): Reading => ({
  read: "choice",
  when,
  value,
  otherwise,
});
export const filled = (of: Reading): Condition => ({ is: "filled", of });
export const empty = (of: Reading): Condition => ({ is: "empty", of });
export const matches = (of: Reading, pattern: RegExp): Condition => ({
  is: "matching",
  of,
  pattern,
});
export const all = (...of: Condition[]): Condition => ({ is: "all", of });

/** An owner who is named by an address, as people sign in; names tell nobody. */
export const ownerAddress = (...names: string[]): Reading =>
  matching(column(...names), /^[^\s@]+@[^\s@]+$/);
