/**
 * Workbooks (.xlsx) as CSV text, a sheet at a time. Typed cells are written so that no reader can
 * take them for something else. Read where the person is, in the browser or on the command line:
 * the Worker never unpacks a file.
 */
import { EncryptedFileError, ZipError } from "hucre";
import { readXlsx, streamXlsxRows } from "hucre/xlsx";
import { csvCell } from "../csv-cell.ts";
import { UnreadableFile } from "../csv.ts";

type CellValue = string | number | boolean | Date | null;

/** A sheet that can be chosen: hidden ones are none. */
export type SheetName = { at: number; name: string };

/** From here on a number of a workbook has lost digits: it keeps fifteen. */
const firstRounded = 1e15;
/** Rows that are handed on together. */
const rowsAtOnce = 500;

/** Returns true for the bytes with which a workbook begins, as every zip archive does. */
export const isZip = (start: Uint8Array): boolean =>
  start[0] === 0x50 && start[1] === 0x4b && start[2] === 0x03 && start[3] === 0x04;

/**
 * Names the sheets of a workbook.
 * @throws UnreadableFile for an archive that is no workbook, or one that is locked or damaged
 */
export async function sheetsOf(file: Blob): Promise<SheetName[]> {
  const names: SheetName[] = [];
  await reading(() =>
    readXlsx(file.stream(), {
      sheets: (sheet) => {
        if (sheet.hidden !== true && sheet.veryHidden !== true)
          names.push({ at: sheet.index, name: sheet.name });
        return false;
      },
    }),
  );
  return names;
}

/**
 * Reads a sheet as CSV text. Line n of the text is row n of the sheet: empty rows are empty lines,
 * and line ends within cells are spaces.
 * @throws UnreadableFile
 */
export async function* sheetText(file: Blob, sheet: number): AsyncGenerator<string> {
  let text = "";
  let held = 0;
  let next = 0;
  const rows = streamXlsxRows(file.stream(), { sheet });
  try {
    for (;;) {
      const row = await reading(() => rows.next());
      if (row.done === true) break;
      const { index, values } = row.value;
      text += "\n".repeat(Math.max(0, index - next));
      next = index + 1;
      text += `${values.map(cellText).join(",")}\n`;
      if (++held < rowsAtOnce) continue;
      yield text;
      text = "";
      held = 0;
    }
  } finally {
    await rows.return(undefined);
  }
  if (text !== "") yield text;
}

/** A cell as it stands in CSV. */
function cellText(value: CellValue): string {
  if (value === null) return "";
  if (typeof value === "string") return csvCell(value.replace(/\s*[\r\n]+\s*/g, " "));
  if (typeof value === "number") return numberText(value);
  return value instanceof Date ? dateText(value) : String(value);
}

/** A number that is read in one way alone, and as Excel shows it where digits were lost. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "#NUM!";
  if (Math.abs(value) >= firstRounded) return value.toExponential().replace("e", "E");
  const exact = Number(value.toPrecision(15));
  const text = /e/.test(String(exact)) ? exact.toFixed(15).replace(/0+$/, "") : String(exact);
  // "1.234" could be a thousand: a fourth decimal says that the point is one.
  return /\.\d{3}$/.test(text) ? `${text}0` : text;
}

/** A workbook's time has no zone; its fractions of a second are rounding. */
export function dateText(date: Date): string {
  const seconds = new Date(Math.round(date.getTime() / 1000) * 1000);
  if (Number.isNaN(seconds.getTime())) return "#NUM!";
  const [day = "", time = ""] = seconds.toISOString().split("T");
  const clock = time.slice(0, 8);
  return clock === "00:00:00" ? day : `${day} ${clock}`;
}

/** Runs a step of reading; what the library throws becomes a sentence. */
async function reading<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof EncryptedFileError)
      throw new UnreadableFile(
        "The workbook is locked with a password. Save it without one, then import that file.",
      );
    throw new UnreadableFile(
      error instanceof ZipError
        ? "The file is a damaged workbook or another zip archive. Open it and save it anew, or " +
            "unpack the archive and import the file in it."
        : "The workbook cannot be read. Open it in a spreadsheet program, save it as .xlsx or " +
            "CSV, and import that file.",
    );
  }
}
