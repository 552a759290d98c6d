/** DOS code pages that TextDecoder lacks, read by the tables of iconv-lite. */
import tables from "iconv-lite/encodings/sbcs-data-generated.js";

export const dosCodePages = ["cp437", "cp850", "cp852", "cp858"] as const;
type DosCodePage = (typeof dosCodePages)[number];

/** Returns the code page that a label means (IBM850, dos-850), or null. */
export function dosCodePage(label: string): DosCodePage | null {
  const number = /^(?:cp|ibm|dos)?[-_ ]?(\d{3})$/i.exec(label.trim())?.[1];
  return dosCodePages.find((page) => page === `cp${number}`) ?? null;
}

/** Makes a decoder of a code page: each byte is a character. */
export function dosDecoder(page: DosCodePage): Pick<TextDecoder, "decode"> {
  const upper = tables[page].chars;
  return {
    decode(input) {
      const bytes = input === undefined ? [] : (input as Uint8Array);
      let text = "";
      for (const byte of bytes)
        text += byte < 0x80 ? String.fromCharCode(byte) : upper.charAt(byte - 0x80);
      return text;
    },
  };
}
