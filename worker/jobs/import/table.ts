/** A file of CSV as a table: its separator, the rows above its header, its header and its rows. */
import {
  RowParser,
  UnreadableFile,
  separatorOf,
  separators,
  type Row,
  type Separator,
} from "./csv.ts";
import { isBlank } from "./sift.ts";

/** Text in which the header must be. */
const openingLength = 65_536;
/** Rows in which the header is looked for, and rows behind it that show their separator. */
const titleRows = 30;
const probedRows = 20;

export type Table = {
  /** Separator of the rows; the header's may be another. */ separator: Separator;
  header: Row;
  /** Rows above the header that hold something: titles, dates, filters. */ above: Row[];
  rows: AsyncGenerator<Row[], void, undefined>;
};

/**
 * Opens a file's text. `countFields` answers how many fields the cells of a header name, 0 where
 * too few do; the row that names the most is the header, and where none does the first row is.
 * Answers null for a file without a row. Throws UnreadableFile where the header cannot be read.
 */
export async function openTable(
  chunks: AsyncIterable<string>,
  countFields: (cells: readonly string[]) => number,
): Promise<Table | null> {
  const source = chunks[Symbol.asyncIterator]();
  const { text, isWhole } = await opening(source);
  const told = /^[\s\ufeff]*"?sep\s*=\s*(\t|[^\s"\w])"?[ \t,;]*(?:\r\n|\r|\n)/i.exec(text);
  const start = told?.[0].length ?? 0;
  const line = 1 + (told?.[0].match(/\r\n|\r|\n/g)?.length ?? 0);
  const read = (separator: Separator) =>
    RowParser.first(text.slice(start), { separator, line, isWhole, most: titleRows }).filter(
      ({ row }) => row.fault !== undefined || !isBlank(row.cells),
    );
  const { separator, rows, at } = findHeader(
    text.slice(start),
    told?.[1] ?? null,
    read,
    countFields,
  );
  const found = rows[at];
  if (found === undefined) {
    if (isWhole) return null;
    throw new UnreadableFile(
      `The first ${openingLength / 1024} kB of the file hold no complete line. Is it a CSV file?`,
    );
  }
  const { row: header } = found;
  if (header.fault !== undefined)
    throw new UnreadableFile(
      `The header at line ${header.line} cannot be read: it ${header.fault}.`
        .replace("it a quote", "a quote")
        .replace("it the quotes", "the quotes"),
    );
  const rest = text.slice(start + found.end);
  const rowSeparator = rowsSeparator(rest, { header, separator, line: found.nextLine, isWhole });
  const parser = new RowParser(rowSeparator, header.cells.length, found.nextLine);
  return {
    separator: rowSeparator,
    header,
    above: rows.slice(0, at).map(({ row }) => row),
    rows: readRows(parser, rest, source),
  };
}

async function* readRows(
  parser: RowParser,
  rest: string,
  source: AsyncIterator<string>,
): AsyncGenerator<Row[], void, undefined> {
  let rows = parser.push(rest);
  for (;;) {
    if (rows.length > 0) yield rows;
    const next = await source.next();
    if (next.done) break;
    rows = parser.push(next.value);
  }
  rows = parser.end();
  if (rows.length > 0) yield rows;
}

/** The beginning of the text, and true where that is all of it. */
async function opening(source: AsyncIterator<string>): Promise<{ text: string; isWhole: boolean }> {
  let text = "";
  // A CR at its end may be half of a CRLF.
  while (text.length < openingLength || text.endsWith("\r")) {
    const next = await source.next();
    if (next.done) return { text, isWhole: true };
    text += next.value;
  }
  return { text, isWhole: false };
}

type Read = ReturnType<typeof RowParser.first>;

/** The separator and the header under which the most fields are named. */
function findHeader(
  text: string,
  told: Separator | null,
  read: (separator: Separator) => Read,
  countFields: (cells: readonly string[]) => number,
): { separator: Separator; rows: Read; at: number } {
  const usual = told ?? separatorOf(text.split(/[\r\n]/).find((line) => line.trim() !== "") ?? "");
  let best = { separator: usual, rows: read(usual), at: 0 };
  let most = 0;
  for (const separator of told === null
    ? [usual, ...separators.filter((other) => other !== usual)]
    : [told]) {
    const rows = separator === usual ? best.rows : read(separator);
    rows.forEach(({ row }, at) => {
      const count = row.fault === undefined ? countFields(row.cells) : 0;
      if (count > most) {
        most = count;
        best = { separator, rows, at };
      }
    });
  }
  return best;
}

/**
 * The separator of the rows: another than the header's where under that one each of them is one
 * cell.
 */
function rowsSeparator(
  text: string,
  {
    header,
    separator,
    line,
    isWhole,
  }: { header: Row; separator: Separator; line: number; isWhole: boolean },
): Separator {
  const width = header.cells.length;
  if (width < 2) return separator;
  const share = (of: Separator, cells: number) => {
    const rows = RowParser.first(text, { separator: of, line, isWhole, most: probedRows }).filter(
      ({ row }) => !isBlank(row.cells),
    );
    return rows.length === 0
      ? 0
      : rows.filter(({ row }) => row.cells.length === cells).length / rows.length;
  };
  if (share(separator, 1) < 0.8) return separator;
  return separators.find((other) => other !== separator && share(other, width) >= 0.8) ?? separator;
}
