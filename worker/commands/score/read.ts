/**
 * The lines of a file of transactions into a ledger, by the importer's own reading of encodings,
 * columns, dates and decimals.
 */
import {
  findColumns,
  needColumns,
  readMapping,
  UnclearColumns,
  type Columns,
  type Mapping,
} from "../../jobs/import/columns.ts";
import type { Row } from "../../jobs/import/csv.ts";
import { minorDigits } from "../../jobs/import/decimal.ts";
import { decode } from "../../jobs/import/decode.ts";
import { judge, type Circumstances, type Formats, type Judge } from "../../jobs/import/formats.ts";
import { headerFields } from "../../jobs/import/header-fields.ts";
import { RowReader } from "../../jobs/import/row-reader.ts";
import { RowQueue } from "../../jobs/import/row-queue.ts";
import { Sieve } from "../../jobs/import/sift.ts";
import { openTable } from "../../jobs/import/table.ts";
import { fields, needs, readLine, type Line } from "./columns.ts";
import { tableOf, type Table } from "./table.ts";

/**
 * Rows looked at before the forms of dates and decimals are decided; more while none of them
 * settles the dates.
 */
const rowsSeen = 5000;
const mostSeen = 50_000;

/** `field` is null where the row as such was refused. */
export type BadLine = { line: number; field: string | null; reason: string };
export type Wanted = {
  map: string | undefined;
  /** Lines after this moment are left out; null for none. */ until: number | null;
  /** Null or absent to find it out. */ encoding?: string | null;
  /** ISO 4217. */ currency: string;
  now: number;
  /** IANA; null to cut days where the file's own clock stands. */ timeZone: string | null;
};
/**
 * Every line is one of `taken`, `later` (than `until`), `leftOut` (cancelled orders, totals, notes)
 * and `refused`; `blank` ones come beside.
 */
export type Reading = {
  lines: number;
  taken: number;
  later: number;
  refused: number;
  leftOut: number;
  blank: number;
  /** Rows with fewer cells than the header. */ short: number;
  /** Headers of columns that were not read. */ unused: string[];
  encoding: string;
  headless: string | null;
};

/** Where lines go, such as a ledger. */
export type LineSink = { add(line: Line): void };

/**
 * Reads a whole file into `sink`, a chunk at a time; `refuse` hears of every line that could not
 * be read, `progress` of how many lines are. Throws UnclearColumns, UnclearFormats or
 * UnreadableFile, each with a sentence.
 */
export async function readInto(
  sink: LineSink,
  source: AsyncIterable<Uint8Array>,
  wanted: Wanted,
  refuse: (bad: BadLine) => void,
  progress: (lines: number) => void,
): Promise<Reading> {
  const digits = minorDigits(wanted.currency);
  const around = { ...wanted, timeZone: wanted.timeZone ?? "UTC" };
  const reading: Counts = { lines: 0, taken: 0, later: 0, refused: 0, leftOut: 0 };
  const { chunks, encoding } = decode(source, wanted.encoding ?? null);
  const file = await openFile(chunks, readMapping(wanted.map, fields), around);
  reading.lines = reading.leftOut = file.above;
  let formats = null as Formats | null;
  const held = new RowQueue(mostSeen);
  let reader: RowReader | null = null;

  const take = (row: RowReader, rows: readonly Row[]) => {
    addRows(sink, row, rows, wanted, digits, reading, refuse);
    progress(reading.lines);
  };
  const takeHeld = () => {
    formats = file.judge.decide();
    reader = new RowReader(file.columns, formats, around);
    while (held.length > 0) take(reader, held.take());
  };

  for await (const some of file.rows) {
    const { rows, refused, leftOut } = file.sieve.sift(some.map(file.table.cells));
    refused.forEach(refuse);
    reading.refused += refused.length;
    reading.lines += refused.length + leftOut.length;
    reading.leftOut += leftOut.length;
    if (formats === null || formats.decimals === null) file.judge.see(rows);
    if (formats !== null) formats.decimals ??= file.judge.mark();
    if (reader !== null) {
      take(reader, rows);
      continue;
    }
    held.add(rows);
    if (held.length >= (file.judge.sure() ? rowsSeen : mostSeen) || held.isHeavy()) takeHeld();
  }
  if (reader === null) takeHeld();
  const { blank, short } = file.sieve;
  return {
    ...reading,
    blank,
    short,
    unused: file.table.headless === null ? file.sieve.unusedColumns() : [],
    encoding: encoding(),
    headless: file.table.headless,
  };
}

type Counts = Pick<Reading, "lines" | "taken" | "later" | "refused" | "leftOut">;

/** Adds rows to the sink and counts what becomes of each. */
function addRows(
  sink: LineSink,
  row: RowReader,
  rows: readonly Row[],
  wanted: Wanted,
  digits: number,
  counts: Counts,
  refuse: (bad: BadLine) => void,
): void {
  for (const { line, cells } of rows) {
    row.next(cells);
    const read = readLine(row, wanted, digits);
    if (row.refusal !== null) {
      counts.refused++;
      refuse({ line, ...row.refusal });
    } else if (row.leftOut !== null) counts.leftOut++;
    else if (wanted.until !== null && read.at > wanted.until) counts.later++;
    else {
      counts.taken++;
      sink.add(read);
    }
  }
  counts.lines += rows.length;
}

type File = {
  table: Table;
  columns: Columns;
  judge: Judge;
  sieve: Sieve;
  above: number;
  rows: AsyncIterable<Row[]>;
};

/** The file as a table, also one without a header. Throws UnclearColumns or UnreadableFile. */
async function openFile(
  chunks: AsyncIterable<string>,
  asked: Mapping,
  around: Circumstances,
): Promise<File> {
  const countFields = headerFields(fields, asked, needs);
  const opened = await openTable(chunks, countFields);
  if (opened === null)
    throw new UnclearColumns("The file is empty: it needs a line for each transaction.");
  const next = await opened.rows.next();
  const first: Row[] = next.done ? [] : next.value;
  const table = tableOf([opened.header, ...first], asked);
  const columns = findColumns(table.header, fields, table.mapping);
  needColumns(columns, table.header, ...needs);
  const isHeadless = table.headless !== null;
  const header: Row = { line: opened.header.line, cells: [...table.header] };
  return {
    table,
    columns,
    judge: judge(fields, columns, table.mapping, around),
    above: opened.above.length,
    sieve: new Sieve({ header, columns, needs, countFields: isHeadless ? () => 0 : countFields }),
    rows: rowsFrom(isHeadless ? [opened.header, ...first] : first, opened.rows),
  };
}

async function* rowsFrom(
  first: Row[],
  rest: AsyncIterable<Row[]>,
): AsyncGenerator<Row[], void, undefined> {
  yield first;
  yield* rest;
}
