/**
 * npm run import -- FILE: tells which program's export a file is, shows its rows as they will be
 * read, asks, and imports what the file makes, kind by kind, as one that is taken back together.
 */
import { openAsBlob } from "node:fs";
import { createInterface } from "node:readline/promises";
import { v7 as newId } from "uuid";
import { UnreadableFile } from "../../jobs/import/csv.ts";
import { knownEncoding } from "../../jobs/import/encoding.ts";
import { openFile, type OpenedFile } from "../../jobs/import/files/open-file.ts";
import { recogniseTable, type RecognisedTable } from "../../jobs/import/files/recognise-table.ts";
import { kindsOf, RowMaker, type SourceKind } from "../../jobs/import/sources/convert.ts";
import { sources } from "../../jobs/import/sources/index.ts";
import type { Recognised } from "../../jobs/import/sources/recognise.ts";

/** Rows that are shown as they will be read. */
const shownRows = 20;

export type SheetChoice = { file: OpenedFile; sheet: number; table: RecognisedTable };

/** One import that a file makes. */
export type SourceImport = {
  kind: SourceKind;
  /** CSV whose columns are named as the kind's fields. */ text: AsyncIterable<string>;
  source: string;
  group: string;
  /** The line of the file that a line as it was sent stands for. */ lineOf(line: number): number;
  /** Rows of the file that make none, and those that are totals or notes. */
  passedOver(): number;
  leftOut(): number;
};

/**
 * Opens a file, or a Blob of it, from the disk.
 * @throws Error with a sentence where it cannot be read
 */
export async function openPath(path: string, encoding: string | undefined): Promise<OpenedFile> {
  const told = encoding === undefined ? null : knownEncoding(encoding);
  if (encoding !== undefined && told === null)
    throw new Error(`The encoding "${encoding}" is not known.`);
  const blob = await openAsBlob(path).catch(() => {
    throw new Error(`${path} cannot be read. Is there such a file?`);
  });
  return openFile(blob, told);
}

/**
 * Chooses the sheet of a workbook: the one that is named, else the only one that a source knows,
 * else the only one there is.
 */
export async function chooseSheet(
  file: OpenedFile,
  named: string | undefined,
): Promise<SheetChoice> {
  const all = file.sheets.length === 0 ? [{ at: 0, name: "" }] : file.sheets;
  const chosen = named === undefined ? all : all.filter(({ name }) => name === named);
  const names = all.map(({ name }) => `"${name}"`).join(", ");
  if (chosen.length === 0) throw new Error(`There is no sheet "${named}". There are: ${names}.`);
  const tables: SheetChoice[] = [];
  for (const { at } of chosen) {
    const table = await recogniseTable(file.text(at));
    await table?.close();
    if (table !== null) tables.push({ file, sheet: at, table });
  }
  const known = tables.filter(({ table }) => table.found.length > 0);
  const [one, other] = known.length > 0 ? known : tables;
  if (one === undefined)
    throw new UnreadableFile("The file is empty: it needs a header line that names its columns.");
  if (other === undefined) return one;
  throw new Error(`Several sheets may be meant: ${names}. Say which with --sheet NAME.`);
}

/** Names a source's file as people say it: "Shopify, orders". */
export const labelOf = ({ source, file }: Recognised): string => `${source.label}, ${file.name}`;

/** Says what the file was taken for and why. */
export const recognisedText = (found: Recognised): string =>
  `Recognised as ${labelOf(found)}: it has ${found.because.map((name) => `"${name}"`).join(", ")}.`;

/**
 * The source's file that was recognised, or that `told` names as in "shopify/orders".
 * @throws Error where that is none, or the file names nobody
 */
export function chooseSource(table: RecognisedTable, told: string | undefined): Recognised | null {
  const found = told === undefined ? table.found[0] : sourceNamed(told);
  if (found === undefined) return null;
  const second = table.found[1];
  const isUnclear =
    told === undefined && second !== undefined && second.because.length === found.because.length;
  if (isUnclear)
    throw new Error(
      `The file may be ${labelOf(found)}, or ${labelOf(second)}. Say which with --source ` +
        `${pathOf(found)} or --source ${pathOf(second)}.`,
    );
  if (found.file.refusal !== undefined) throw new Error(found.file.refusal);
  return found;
}

const pathOf = ({ source, file }: Pick<Recognised, "source" | "file">) =>
  `${source.name}/${file.name}`;

function sourceNamed(path: string): Recognised {
  const all = sources.flatMap((source) => source.files.map((file) => ({ source, file })));
  const one = all.find((entry) => pathOf(entry) === path);
  if (one !== undefined) return { ...one, because: [] };
  throw new Error(`There is no source "${path}". There are: ${all.map(pathOf).join(", ")}.`);
}

/** Makes the imports of a recognised file, in their order. */
export function importsOf(choice: SheetChoice, found: Recognised): SourceImport[] {
  const group = newId();
  return kindsOf(found.file).map((kind) => {
    const maker = new RowMaker(found.file, kind, choice.table.header);
    return {
      kind,
      group,
      source: pathOf(found),
      text: textOf(choice, maker),
      lineOf: (line) => maker.lineOf(line),
      passedOver: () => maker.passedOver,
      leftOut: () => maker.leftOut.length,
    };
  });
}

async function* textOf({ file, sheet }: SheetChoice, maker: RowMaker): AsyncGenerator<string> {
  const table = await recogniseTable(file.text(sheet));
  if (table === null) return;
  yield maker.head();
  for await (const rows of table.rows) yield maker.write(rows);
}

/** The first rows of each kind as lines of a table. */
export async function previewOf(choice: SheetChoice, found: Recognised): Promise<string[]> {
  const lines: string[] = [];
  for (const kind of kindsOf(found.file)) {
    const maker = new RowMaker(found.file, kind, choice.table.header);
    const table = await recogniseTable(choice.file.text(choice.sheet));
    const made: (readonly string[])[] = [];
    for await (const rows of table!.rows) {
      made.push(...rows.flatMap((row) => maker.make(row).map(({ cells }) => cells)));
      if (made.length >= shownRows) break;
    }
    await table!.close();
    lines.push(
      `${kind}, as they will be read:`,
      ...tableOf(maker.fields, made.slice(0, shownRows)),
    );
  }
  return lines;
}

/** Characters that a column takes at most. */
const widest = 28;

function tableOf(fields: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const cut = (text: string) => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);
  const all = [fields, ...rows].map((row) => row.map(cut));
  const widths = fields.map((_, at) => Math.max(...all.map((row) => row[at]!.length)));
  return all.map((row) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at]!)).join("  ")}`.trimEnd(),
  );
}

/** Asks before anything is stored. */
export async function isAgreed(isConfirmed: boolean, question: string): Promise<boolean> {
  if (isConfirmed) return true;
  if (!process.stdin.isTTY)
    throw new Error("Nothing was stored. Look at the rows, then run this again with --yes.");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const said = await terminal.question(question);
  terminal.close();
  return /^y(?:es)?$/i.test(said.trim());
}

/** The text of a whole sheet, for files that are read as one. */
export async function wholeText({ file, sheet }: SheetChoice): Promise<string> {
  let text = "";
  for await (const part of file.text(sheet)) text += part;
  return text;
}
