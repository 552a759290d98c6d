/** The rows of a file in batches that are stored together. */
import type { D1PreparedStatement, D1Result } from "@cloudflare/workers-types";
import { beat, type Counts } from "../../store/imports.ts";
import { findColumns, needColumns, readMapping, UnclearColumns, unusedHeaders, type Columns } from "./columns.ts";
import { rowsOf, type Row } from "./csv.ts";
import { judge, type Formats, type Judge } from "./formats.ts";
import type { Book, Kind, Outcome } from "./kind.ts";

/** Rows held back until one of them shows the order of day and month. */
const heldRows = 50_000;
/** Characters of a batch: where rows are long, fewer make one. */
const charactersAtOnce = 2_000_000;

/** The import was ended from outside: another one of its kind found it silent and began. */
export class TakenOver extends Error {
  override readonly name = "TakenOver";
}

/**
 * Stores a file's rows and answers what became of each batch. `counts`, which the caller keeps, goes with each batch
 * as the import's sign of life; `onHeader` gets the headers of columns that no field reads. Throws UnclearColumns, UnclearFormats, UnreadableFile or TakenOver.
 */
export async function* batches(
  book: Book, importId: string, kind: Kind, map: string | undefined, chunks: AsyncIterable<Uint8Array>, counts: Counts,
  onHeader: (unused: string[]) => void = () => {},
): AsyncGenerator<Outcome, void, undefined> {
  const mapping = readMapping(map, kind.fields);
  let file: { columns: Columns; judge: Judge } | null = null;
  let formats = null as Formats | null;
  let store: ((rows: readonly Row[]) => Promise<Outcome>) | null = null;
  const queue = rowQueue(kind.rowsAtOnce);
  const opened = (of: NonNullable<typeof file>) => kind.batch({
    ...book, importId, columns: of.columns, formats: formats = of.judge.decide(), commit: (statements) => commit(book, importId, counts, statements),
  });

  for await (const rows of rowsOf(chunks, () => {})) {
    if (file === null) {
      const header = rows.shift()?.cells ?? [];
      const columns = findColumns(header, kind.fields, mapping);
      needColumns(columns, header, ...kind.needs);
      onHeader(unusedHeaders(header, columns));
      file = { columns, judge: judge(kind.fields, columns, mapping, book) };
    }
    queue.add(rows);
    if (formats === null || formats.decimals === null) file.judge.see(rows);
    // A decimal mark that no row has shown so far may show later.
    if (formats !== null) formats.decimals ??= file.judge.mark();
    if (store === null) {
      if (queue.full() && (file.judge.sure() || queue.length() >= heldRows)) store = opened(file);
    }
    if (store === null) continue;
    while (queue.full()) yield await store(queue.take());
  }
  if (file === null) throw new UnclearColumns("The file is empty: it needs a header line that names its columns.");
  store ??= opened(file);
  while (queue.length() > 0) yield await store(queue.take());
}

async function commit(book: Book, importId: string, counts: Counts, statements: D1PreparedStatement[]): Promise<D1Result[]> {
  const [alive, ...results] = await book.db.batch([beat(book.db, importId, counts, Date.now()), ...statements]);
  if (alive?.meta.changes !== 1) throw new TakenOver();
  return results;
}

/** Rows waiting for their batch, which is full at so many rows or characters. */
function rowQueue(rowsAtOnce: number) {
  let rows: Row[] = [];
  let characters = 0;
  const size = ({ cells }: Row) => cells.reduce((sum, cell) => sum + cell.length, 0);
  return {
    length: () => rows.length,
    full: () => rows.length >= rowsAtOnce || characters >= charactersAtOnce,
    add(more: readonly Row[]) {
      for (const row of more) {
        rows.push(row);
        characters += size(row);
      }
    },
    take(): Row[] {
      let taken = 0;
      let count = 0;
      while (count < rows.length && count < rowsAtOnce && taken < charactersAtOnce) taken += size(rows[count++] ?? { line: 0, cells: [] });
      const batch = rows.slice(0, count);
      rows = rows.slice(count);
      characters -= taken;
      return batch;
    },
  };
}
