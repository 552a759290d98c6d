/** The rows of a file in batches that are stored together. */
import type { D1PreparedStatement, D1Result } from "@cloudflare/workers-types";
import { beat, type Counts } from "../../store/imports.ts";
import {
  findColumns,
  needColumns,
  readMapping,
  UnclearColumns,
  type Columns,
  type Mapping,
} from "./columns.ts";
import type { Row } from "./csv.ts";
import { judge, type Formats, type Judge } from "./formats.ts";
import { headerFields } from "./header-fields.ts";
import type { Book, Kind, LineRefusal, Outcome } from "./kind.ts";
import { RowQueue } from "./row-queue.ts";
import { Sieve } from "./sift.ts";
import { openTable, type Table } from "./table.ts";

/** Rows held back until one of them shows the order of day and month. */
const heldRows = 50_000;

/** The import was ended from outside: another one of its kind found it silent and began. */
export class TakenOver extends Error {
  override readonly name = "TakenOver";
}

/** The outcome of a batch's rows, and of those beside them that were not stored. */
export type BatchOutcome = Outcome & { leftOut: LineRefusal[] };

/** The shape of a file, complete when its rows are. */
export type Shape = {
  blank: number;
  short: number;
  /** Headers of columns that no field reads. */ unused: string[];
  /** Sentences about what may not be meant. */ notices: string[];
};

const nothing: Outcome = {
  accepted: 0,
  unchanged: 0,
  stored: 0,
  customersAdded: 0,
  touched: [],
  refused: [],
};

/**
 * Stores a file's rows and answers what became of each batch. `counts`, which the caller keeps,
 * goes with each batch as the import's sign of life; `shape` is filled in as rows are read. Throws
 * UnclearColumns, UnclearFormats, UnreadableFile or TakenOver.
 */
export async function* batches(
  book: Book,
  importId: string,
  kind: Kind,
  map: string | undefined,
  chunks: AsyncIterable<string>,
  counts: Counts,
  shape: Shape,
): AsyncGenerator<BatchOutcome, void, undefined> {
  const mapping = readMapping(map, kind.fields);
  const file = await openFile(book, kind, mapping, chunks);
  const { sieve, table } = file;
  const queue = new RowQueue(kind.rowsAtOnce);
  const aside = new Aside(titles(table));
  let formats = null as Formats | null;
  let store: StoreRows | null = null;
  const notices: (() => readonly string[])[] = [];
  const open = () =>
    kind.batch({
      ...book,
      notices,
      importId,
      columns: file.columns,
      formats: (formats = file.judge.decide()),
      commit: (statements) => commit(book, importId, counts, statements),
    });

  for await (const some of table.rows) {
    const { rows, refused, leftOut } = sieve.sift(some);
    aside.add(refused, leftOut);
    queue.add(rows);
    if (formats === null || formats.decimals === null) file.judge.see(rows);
    // A decimal mark that no row has shown so far may show later.
    if (formats !== null) formats.decimals ??= file.judge.mark();
    if (store === null) {
      if (queue.isFull() && (file.judge.sure() || queue.length >= heldRows || queue.isHeavy()))
        store = open();
    }
    if (store !== null) while (queue.isFull()) yield await storeBatch(store, queue, aside);
    if (aside.length >= kind.rowsAtOnce) yield { ...nothing, ...aside.take() };
  }
  store ??= open();
  while (queue.length > 0) yield await storeBatch(store, queue, aside);
  yield { ...nothing, ...aside.take() };
  Object.assign(shape, {
    blank: sieve.blank,
    short: sieve.short,
    unused: sieve.unusedColumns(),
    notices: notices.flatMap((notice) => notice()),
  } satisfies Shape);
}

type StoreRows = (rows: readonly Row[]) => Promise<Outcome>;

/** Rows that are not stored, kept until the next batch reports them. */
class Aside {
  #refused: LineRefusal[] = [];
  #leftOut: LineRefusal[];

  constructor(leftOut: LineRefusal[]) {
    this.#leftOut = leftOut;
  }
  get length(): number {
    return this.#refused.length + this.#leftOut.length;
  }
  add(refused: readonly LineRefusal[], leftOut: readonly LineRefusal[]): void {
    this.#refused.push(...refused);
    this.#leftOut.push(...leftOut);
  }
  take(): { refused: LineRefusal[]; leftOut: LineRefusal[] } {
    const taken = { refused: this.#refused, leftOut: this.#leftOut };
    this.#refused = [];
    this.#leftOut = [];
    return taken;
  }
}

/** Stores the next batch and reports with it the rows that were set aside. */
async function storeBatch(
  storeRows: StoreRows,
  queue: RowQueue,
  aside: Aside,
): Promise<BatchOutcome> {
  const { refused, leftOut } = aside.take();
  const outcome = await storeRows(queue.take());
  return {
    ...outcome,
    refused: [...refused, ...outcome.refused],
    leftOut: [...leftOut, ...(outcome.leftOut ?? [])],
  };
}

/** Opens the file's header as columns. Throws UnclearColumns or UnreadableFile. */
async function openFile(
  book: Book,
  kind: Kind,
  mapping: Mapping,
  chunks: AsyncIterable<string>,
): Promise<{ table: Table; columns: Columns; judge: Judge; sieve: Sieve }> {
  const countFields = headerFields(kind.fields, mapping, kind.needs);
  const table = await openTable(chunks, countFields);
  if (table === null)
    throw new UnclearColumns("The file is empty: it needs a header line that names its columns.");
  const { cells } = table.header;
  const columns = findColumns(cells, kind.fields, mapping);
  needColumns(columns, cells, ...kind.needs);
  const sieve = new Sieve({ header: table.header, columns, needs: kind.needs, countFields });
  return { table, columns, judge: judge(kind.fields, columns, mapping, book), sieve };
}

const titles = ({ above }: Table): LineRefusal[] =>
  above.map(({ line }) => ({ line, field: null, reason: "above the header" }));

async function commit(
  book: Book,
  importId: string,
  counts: Counts,
  statements: D1PreparedStatement[],
): Promise<D1Result[]> {
  const [alive, ...results] = await book.db.batch([
    beat(book.db, importId, counts, Date.now()),
    ...statements,
  ]);
  if (alive?.meta.changes !== 1) throw new TakenOver();
  return results;
}
