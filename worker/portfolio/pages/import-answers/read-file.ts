/** A chosen file as text, in the encoding that it says or that somebody chose. */

/** Encodings to choose from, the usual ones of survey programs and spreadsheets. */
export const encodings = [
  "utf-8",
  "gb18030",
  "big5",
  "shift_jis",
  "euc-kr",
  "windows-1252",
  "windows-1250",
  "utf-16le",
] as const;
export type FileEncoding = (typeof encodings)[number];

export const mostBytes = 20_000_000;

/** Reason for which a file is not read: a code of `importAnswers.unreadable`. */
export class NotRead extends Error {
  override readonly name = "NotRead";
  readonly code: "workbook" | "too_large" | "no_text";

  constructor(code: NotRead["code"]) {
    super(code);
    this.code = code;
  }
}

export type ReadFile = { text: string; encoding: FileEncoding; isGuessed: boolean };

const begins = (bytes: Uint8Array, ...start: number[]) => start.every((b, at) => bytes[at] === b);

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (!begins(bytes, 0x1f, 0x8b)) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Reads a file. What is no UTF-8 is read as `otherwise`, and the person sees which encoding that is
 * before anything is stored.
 * @throws NotRead
 */
export async function readFile(
  file: Blob,
  told: FileEncoding | null,
  otherwise: FileEncoding,
): Promise<ReadFile> {
  if (file.size > mostBytes) throw new NotRead("too_large");
  const bytes = await unpacked(new Uint8Array(await file.arrayBuffer()));
  // Workbooks: zipped ones, and those of old.
  if (begins(bytes, 0x50, 0x4b) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    throw new NotRead("workbook");
  if (told !== null) return { text: decoded(bytes, told), encoding: told, isGuessed: false };
  if (begins(bytes, 0xff, 0xfe))
    return { text: decoded(bytes, "utf-16le"), encoding: "utf-16le", isGuessed: false };
  if (bytes.subarray(0, 4096).includes(0)) throw new NotRead("no_text");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, encoding: "utf-8", isGuessed: false };
  } catch {
    return { text: decoded(bytes, otherwise), encoding: otherwise, isGuessed: true };
  }
}

const decoded = (bytes: Uint8Array, encoding: FileEncoding) =>
  new TextDecoder(encoding).decode(bytes);
