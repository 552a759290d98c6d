/** A file that a person gives, as tables of text: CSV of any encoding, plain or gzipped, and .xlsx. */
import { UnreadableFile } from "../csv.ts";
import { decode } from "../decode.ts";
import type { Encoding } from "../encoding.ts";
import { isZip, type SheetName, sheetsOf, sheetText } from "./workbook.ts";

export type OpenedFile = {
  format: "csv" | "xlsx";
  /** The sheets of a workbook; none of CSV. */ sheets: SheetName[];
  /** Answers the text of a sheet from its beginning, as often as it is asked for. */
  text(sheet: number): AsyncIterable<string>;
};

/**
 * Opens a file.
 * @param encoding of CSV, null where it is to be found out
 * @throws UnreadableFile, also while the text is read
 */
export async function openFile(file: Blob, encoding: Encoding | null): Promise<OpenedFile> {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (isZip(start)) {
    const sheets = await sheetsOf(file);
    if (sheets.length === 0) throw new UnreadableFile("The workbook has no sheet that is shown.");
    return { format: "xlsx", sheets, text: (sheet) => sheetText(file, sheet) };
  }
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  return {
    format: "csv",
    sheets: [],
    text: () => decode(isGzip ? unpacked(file) : file.stream(), encoding).chunks,
  };
}

async function* unpacked(file: Blob): AsyncGenerator<Uint8Array> {
  try {
    yield* file.stream().pipeThrough(new DecompressionStream("gzip"));
  } catch {
    throw new UnreadableFile("The gzip file is damaged. Export it again.");
  }
}
