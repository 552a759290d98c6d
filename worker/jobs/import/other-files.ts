/** Files that are given to the import and are not CSV: what they are, and what to do. */
import { UnreadableFile } from "./csv.ts";

const saveAs =
  "Open it and save the sheet as CSV (in Excel: File, Save as, CSV UTF-8), then import that file.";
const unpack = "Unpack it and import the CSV file in it.";
const exportAgain = "Export the data as CSV and import that file.";

type Kind = { name: string; advice: string };

/** Kinds by their first bytes, in Latin-1. */
const byStart: readonly (readonly [start: string, kind: Kind])[] = [
  [
    "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    { name: "an old Excel workbook (.xls) or another Office document", advice: saveAs },
  ],
  ["\x09\x08\x10\x00\x00\x06", { name: "an old Excel workbook (.xls)", advice: saveAs }],
  ["\x09\x08\x08\x00\x00\x05", { name: "an old Excel workbook (.xls)", advice: saveAs }],
  [
    "\x1f\x8b",
    {
      name: "a gzip file",
      advice: "Send it with npm run import, which unpacks it, or unpack it first.",
    },
  ],
  ["BZh", { name: "a bzip2 archive", advice: unpack }],
  ["\xfd7zXZ\x00", { name: "an xz archive", advice: unpack }],
  ["\x28\xb5\x2f\xfd", { name: "a zstd archive", advice: unpack }],
  ["7z\xbc\xaf\x27\x1c", { name: "a 7-Zip archive", advice: unpack }],
  ["Rar!\x1a\x07", { name: "a RAR archive", advice: unpack }],
  ["%PDF-", { name: "a PDF", advice: exportAgain }],
  ["{\\rtf", { name: "an RTF document", advice: exportAgain }],
  ["\x89PNG\r\n", { name: "a picture", advice: exportAgain }],
  ["\xff\xd8\xff", { name: "a picture", advice: exportAgain }],
  ["GIF8", { name: "a picture", advice: exportAgain }],
  ["SQLite format 3\x00", { name: "an SQLite database", advice: exportAgain }],
  ["PAR1", { name: "a Parquet file", advice: exportAgain }],
  ["ARROW1", { name: "an Arrow file", advice: exportAgain }],
  ["ORC", { name: "an ORC file", advice: exportAgain }],
  ["Obj\x01", { name: "an Avro file", advice: exportAgain }],
  [
    "BEGIN:VCARD",
    { name: "a file of vCards", advice: "Export the contacts as CSV and import that file." },
  ],
  [
    "BEGIN:VCALENDAR",
    { name: "a calendar", advice: "Export the events as CSV and import that file." },
  ],
  ["ID;P", { name: "a SYLK workbook (.slk)", advice: saveAs }],
];

const zipStarts = ["PK\x03\x04", "PK\x05\x06", "PK\x07\x08"];
/** Kinds of zip archives by a name that stands in them. */
const zipped: readonly (readonly [part: string, kind: Kind])[] = [
  ["xl/", { name: "an Excel workbook (.xlsx)", advice: saveAs }],
  ["opendocument.spreadsheet", { name: "an OpenDocument spreadsheet (.ods)", advice: saveAs }],
  ["word/", { name: "a Word document (.docx)", advice: exportAgain }],
  ["ppt/", { name: "a presentation (.pptx)", advice: exportAgain }],
  ["opendocument.", { name: "an OpenDocument file", advice: exportAgain }],
  [
    "Index/",
    {
      name: "a Numbers or Pages document",
      advice: "Open it, export it as CSV and import that file.",
    },
  ],
  ["[Content_Types].xml", { name: "an Excel workbook or another Office document", advice: saveAs }],
];

/**
 * Throws UnreadableFile where the first bytes are those of a workbook, an archive, a document or
 * anything but text.
 */
export function refuseOtherFiles(start: Uint8Array): void {
  const kind = kindOf(start);
  if (kind !== null) throw new UnreadableFile(`The file is ${kind.name}, not CSV. ${kind.advice}`);
}

function kindOf(start: Uint8Array): Kind | null {
  let latin = "";
  for (const byte of start.subarray(0, 4096)) latin += String.fromCharCode(byte);
  const found = byStart.find(([bytes]) => latin.startsWith(bytes));
  // "ORC" and "ID;P" may begin a header; what is binary holds a zero byte early on, a SYLK file its
  // marks.
  if (
    found !== undefined &&
    (found[0] !== "ORC" || latin.includes("\0")) &&
    (found[0] !== "ID;P" || /^ID;P[A-Z]*\r?\n[BCFOPE];/.test(latin))
  )
    return found[1];
  if (zipStarts.some((bytes) => latin.startsWith(bytes))) {
    return (
      zipped.find(([part]) => latin.includes(part))?.[1] ?? {
        name: "a zip archive",
        advice: `${unpack} If it is a workbook, save its sheet as CSV.`,
      }
    );
  }
  return (
    textKind(latin) ??
    (isBinary(start) ? { name: "of a kind that holds no text", advice: exportAgain } : null)
  );
}

/** Kinds of text that are no tables of separated values, by how they begin. */
function textKind(latin: string): Kind | null {
  const text = latin
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, "")
    .replaceAll("\0", "")
    .trimStart();
  if (/^<\?xml[^>]*>\s*(?:<\?mso-application|<Workbook)|^<Workbook\b/i.test(text))
    return { name: "an Excel workbook in XML", advice: saveAs };
  if (/^<(?:!doctype html|html|head|body|table|meta)\b/i.test(text)) {
    return {
      name: "a web page (HTML), as some programs write for .xls",
      advice: `${saveAs} If it is a page that asks to sign in, export the file again.`,
    };
  }
  if (/^<\?xml\b|^<[a-z][\w:.-]*(?:\s[^<>]*)?>/i.test(text))
    return { name: "XML", advice: exportAgain };
  if (/^(?:\[\s*)?\{\s*(?:"[^"\n]*"\s*:|\})/.test(text) || /^\[\s*(?:\[|\])/.test(text))
    return { name: "JSON", advice: exportAgain };
  return null;
}

/**
 * Returns true for bytes that no text has: zeros that are not those of UTF-16, or many control
 * characters.
 */
function isBinary(start: Uint8Array): boolean {
  let [even, odd, control] = [0, 0, 0];
  start.forEach((byte, at) => {
    if (byte === 0 && at % 2 === 0) even++;
    else if (byte === 0) odd++;
    else if (byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) control++;
  });
  if (
    start.length >= 2 &&
    ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff))
  )
    return false;
  const isUtf16 =
    Math.max(even, odd) * 8 > start.length && Math.min(even, odd) * 20 <= Math.max(even, odd);
  return (
    (even + odd > 4 && !isUtf16 && (even + odd) * 100 > start.length) ||
    (control > 4 && control * 20 > start.length)
  );
}
