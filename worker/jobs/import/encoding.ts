/** Which encoding a file is in, from its first bytes and from its first bytes that are not ASCII. */

/** Labels as TextDecoder knows them. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252";

/** The encoding that the very first bytes name, by a byte order mark or by the zero bytes of UTF-16; else null. */
export function announced(start: Uint8Array): Encoding | null {
  const [a, b, c] = start;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  // A header line of ASCII letters in UTF-16 has a zero beside each letter.
  if (a !== 0 && b === 0) return "utf-16le";
  if (a === 0 && b !== 0 && b !== undefined) return "utf-16be";
  return null;
}

/**
 * The encoding of a sample that begins at the first byte that is not ASCII; before that byte all three read alike.
 * Valid UTF-8 is UTF-8. What is left is GB18030 where its pairs are mostly common Chinese characters, else
 * Windows-1252, where a high byte stands alone between ASCII letters. `complete`: the file ends with the sample.
 */
export function guess(sample: Uint8Array, complete: boolean): Exclude<Encoding, "utf-16le" | "utf-16be"> {
  if (reads("utf-8", sample, complete)) return "utf-8";
  if (reads("gb18030", sample, complete) && mostlyChinese(sample)) return "gb18030";
  return "windows-1252";
}

function reads(label: Encoding, sample: Uint8Array, complete: boolean): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(sample, { stream: !complete });
    return true;
  } catch {
    return false;
  }
}

/** GB 2312: rows A1–A3 are punctuation and full-width letters, B0–D7 the 3,755 common characters; second bytes A1–FE. */
function mostlyChinese(sample: Uint8Array): boolean {
  let common = 0;
  let odd = 0;
  for (let at = 0; at < sample.length - 1; at++) {
    const lead = sample[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = sample[at + 1] ?? 0;
    const everyday = (lead >= 0xa1 && lead <= 0xa3) || (lead >= 0xb0 && lead <= 0xd7);
    if (everyday && trail >= 0xa1) common++;
    else odd++;
    at++;
  }
  return common > odd;
}
