/** CSV as rows with the line of the file on which each begins. */
import { parse, type CsvError } from "csv-parse";

export type Row = { /** Line of the file, the header being line 1. */ line: number; cells: string[] };

/** The file cannot be read on: the sentence says where and why. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

/** A record longer than this is a quote that was never closed. */
const longestRecord = 1_000_000;
const longestHeader = 65_536;
const separators = [",", ";", "\t", "|"] as const;
export type Separator = (typeof separators)[number];

/** The separator of a header line: the one that occurs most outside quotes; a comma where none does. */
export function separatorOf(header: string): Separator {
  const bare = header.replaceAll(/"[^"]*"/g, "");
  const count = (separator: string) => bare.split(separator).length;
  return separators.reduce((best, next) => (count(next) > count(best) ? next : best));
}

/**
 * Rows of UTF-8 chunks, as many at a time as a chunk completes. Lines end in LF, CRLF or CR; quoted cells may hold
 * separators, doubled quotes and line ends; a stray quote inside a cell is a character. Empty lines are passed over.
 * Throws UnreadableFile at a quote that is never closed.
 */
export async function* rowsOf(
  chunks: AsyncIterable<Uint8Array>, onSeparator: (separator: Separator) => void,
): AsyncGenerator<Row[], void, undefined> {
  const { start, rest } = await headerLine(chunks);
  const { separator, skip } = beginning(new TextDecoder().decode(start));
  onSeparator(separator);
  let rows: Row[] = [];
  let line = skip > 0 ? 2 : 1;
  let empty = 0;
  // Records are taken as they are parsed: an object stream would cost more than the parsing.
  const parser = parse({
    delimiter: separator, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, max_record_size: longestRecord,
    on_record: (cells: string[], { empty_lines }) => {
      line += empty_lines - empty;
      empty = empty_lines;
      rows.push({ line, cells });
      line += 1 + lineEnds(cells);
      return null;
    },
  });
  parser.resume();
  const failure = new Promise<never>((_, reject) => parser.on("error", (error) => reject(unreadable(error, line))));
  failure.catch(() => {});
  const step = (act: (done: (error?: Error | null) => void) => void) =>
    Promise.race([failure, new Promise<void>((resolve) => act((error) => { if (!error) resolve(); }))]);

  await step((done) => parser.write(start.subarray(skip), done));
  for await (const chunk of rest) {
    if (rows.length > 0) yield rows;
    rows = [];
    await step((done) => parser.write(chunk, done));
  }
  await step((done) => parser.end(done));
  if (rows.length > 0) yield rows;
}

/** The separator, and the bytes of the line `sep=;` that spreadsheets write and read before the header. */
function beginning(text: string): { separator: Separator; skip: number } {
  const told = /^sep=([,;\t|])(?:\r\n|\r|\n)/i.exec(text);
  if (told) return { separator: told[1] as Separator, skip: told[0].length };
  return { separator: separatorOf(text.trimStart().split(/[\r\n]/, 1)[0] ?? ""), skip: 0 };
}

/** The chunks up to the end of the first line that is not empty, as one, and the chunks after. */
async function headerLine(chunks: AsyncIterable<Uint8Array>): Promise<{ start: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const rest = chunks[Symbol.asyncIterator]();
  let start: Uint8Array = new Uint8Array(0);
  for (;;) {
    if (start.length >= longestHeader || /[^\r\n][\r\n]/.test(new TextDecoder().decode(start))) break;
    const next = await rest.next();
    if (next.done) break;
    const whole = new Uint8Array(start.length + next.value.length);
    whole.set(start);
    whole.set(next.value, start.length);
    start = whole;
  }
  return { start, rest: { [Symbol.asyncIterator]: () => rest } };
}

function lineEnds(cells: string[]): number {
  let count = 0;
  for (const cell of cells) {
    if (cell.includes("\n") || cell.includes("\r")) count += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
  }
  return count;
}

function unreadable(error: Error, line: number): UnreadableFile {
  const { code } = error as CsvError;
  if (code === "CSV_QUOTE_NOT_CLOSED" || code === "CSV_MAX_RECORD_SIZE") {
    return new UnreadableFile(`A quote opened in the row that begins at line ${line} is never closed. Close or double it, then import the file again.`);
  }
  return new UnreadableFile(`The row that begins at line ${line} cannot be read as CSV. Correct it, then import the file again.`);
}
