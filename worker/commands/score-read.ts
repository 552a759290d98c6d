/** The lines of a file of transactions into a ledger, by the importer's own reading of encodings, columns, dates and decimals. */
import { findColumns, needColumns, readMapping, UnclearColumns, unusedHeaders, type Columns } from "../jobs/import/columns.ts";
import { rowsOf, type Row } from "../jobs/import/csv.ts";
import { minorDigits } from "../jobs/import/decimal.ts";
import { decode } from "../jobs/import/decode.ts";
import { judge, type Formats, type Judge } from "../jobs/import/formats.ts";
import { RowReader } from "../jobs/import/row-reader.ts";
import { fields, needs, readLine } from "./score-columns.ts";
import type { Ledger } from "./score-ledger.ts";
import { tableOf, type Table } from "./score-table.ts";

/** Rows looked at before the forms of dates and decimals are decided; more while none of them settles the dates. */
const rowsSeen = 5000;
const mostSeen = 50_000;

export type BadLine = { line: number; field: string; reason: string };
export type Wanted = {
  map: string | undefined; /** Lines after this moment are left out; null for none. */ until: number | null;
  /** ISO 4217. */ currency: string; now: number;
  /** IANA; null to cut days where the file's own clock stands. */ timeZone: string | null;
};
/** Every line is one of `taken`, `later` (than `until`), `leftOut` (cancelled) and `refused`. */
export type Reading = { lines: number; taken: number; later: number; leftOut: number; refused: number; /** Headers of columns that were not read. */ unused: string[]; encoding: string; headless: string | null };

/**
 * Reads a whole file into `ledger`, a chunk at a time; `refuse` hears of every line that could not be read, `progress` of how
 * many lines are. Throws UnclearColumns, UnclearFormats or UnreadableFile, each with a sentence.
 */
export async function readInto(
  ledger: Ledger, source: AsyncIterable<Uint8Array>, wanted: Wanted, refuse: (bad: BadLine) => void, progress: (lines: number) => void,
): Promise<Reading> {
  const asked = readMapping(wanted.map, fields);
  const digits = minorDigits(wanted.currency);
  const reading = { lines: 0, taken: 0, later: 0, leftOut: 0, refused: 0 };
  const around = { ...wanted, timeZone: wanted.timeZone ?? "UTC" };
  let unused: string[] = [];
  let formats = null as Formats | null;
  let file: { table: Table; columns: Columns; judge: Judge } | null = null;
  let reader: RowReader | null = null;
  let held: Row[] = [];

  const take = (row: RowReader, rows: readonly Row[]) => {
    for (const { line, cells } of rows) {
      row.next(cells);
      const read = readLine(row, wanted, digits);
      if (row.refusal !== null) {
        reading.refused++;
        refuse({ line, ...row.refusal });
      } else if (row.leftOut !== null) reading.leftOut++;
      else if (wanted.until !== null && read.at > wanted.until) reading.later++;
      else {
        reading.taken++;
        ledger.add(read);
      }
    }
    progress(reading.lines += rows.length);
  };

  const { chunks, encoding } = decode(source);
  for await (const rows of rowsOf(chunks, () => {})) {
    if (file === null) {
      const table = tableOf(rows, asked);
      const columns = findColumns(table.header, fields, table.mapping);
      needColumns(columns, table.header, ...needs);
      file = { table, columns, judge: judge(fields, columns, table.mapping, around) };
      unused = table.headless === null ? unusedHeaders(table.header, columns) : [];
      if (table.headless === null) rows.shift();
    }
    const ready = rows.map(file.table.cells);
    if (formats === null || formats.decimals === null) file.judge.see(ready);
    if (formats !== null) formats.decimals ??= file.judge.mark();
    if (reader !== null) {
      take(reader, ready);
      continue;
    }
    held.push(...ready);
    if (held.length < (file.judge.sure() ? rowsSeen : mostSeen)) continue;
    take(reader = new RowReader(file.columns, formats = file.judge.decide(), around), held);
    held = [];
  }
  if (file === null) throw new UnclearColumns("The file is empty: it needs a line for each transaction.");
  if (reader === null) take(new RowReader(file.columns, file.judge.decide(), around), held);
  return { ...reading, unused, encoding: encoding(), headless: file.table.headless };
}
