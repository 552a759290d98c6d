/** Which encoding a file is in, from its first bytes and from its bytes that are not ASCII. */
import { dosCodePage, dosDecoder } from "./dos-code-pages.ts";

/** Labels as TextDecoder knows them, and DOS code pages. */
export type Encoding = string;

/**
 * The encodings that are told apart, by the names of the detector; ISO 8859-1 and -9 read as their
 * Windows supersets.
 */
const candidates: Readonly<Record<string, string>> = {
  gb18030: "gb18030",
  big5hkscs: "big5",
  cp932: "shift_jis",
  euc_jis_2004: "euc-jp",
  cp949: "euc-kr",
  cp1250: "windows-1250",
  cp1251: "windows-1251",
  cp1252: "windows-1252",
  cp1253: "windows-1253",
  cp1254: "windows-1254",
  cp1255: "windows-1255",
  cp1256: "windows-1256",
  cp1257: "windows-1257",
  cp874: "windows-874",
  "iso8859-2": "iso-8859-2",
  "iso8859-5": "iso-8859-5",
  "koi8-r": "koi8-r",
  "mac-roman": "macintosh",
  "mac-cyrillic": "x-mac-cyrillic",
  cp437: "cp437",
  cp850: "cp850",
  cp852: "cp852",
  cp866: "ibm866",
};
/** A reading less likely than this is none; one of a single word is easily had. */
const leastWeight = (words: number) => (words < 2 ? 0.012 : 0.004);
/** Weights of encodings that are met more or less often than the others. */
const usual: Readonly<Record<string, number>> = {
  "windows-1252": 1.3,
  "windows-1257": 0.6,
  "x-mac-cyrillic": 0.6,
  macintosh: 0.7,
  cp437: 0.5,
  cp850: 0.5,
  cp852: 0.5,
  ibm866: 0.5,
};
/** Headers and kinds of companies, which no text reads as in another encoding. */
const telling =
  /客户|客戶|金额|金額|日期|订单|訂單|单号|姓名|名称|名稱|编号|編號|公司|会社|氏名|顧客|주식회사|고객/;
const tellingWeight = 10;
/** Readings shown where the encoding is asked. */
const shownReadings = 4;
/**
 * The best reading must be so many times as likely as the next that differs: the fewer words, the
 * more. Measured on names in 25 languages and encodings: none is read wrongly at these.
 */
const margins = [
  [2, 12],
  [8, 4],
  [50, 3],
  [150, 2],
] as const;
const sureMargin = (words: number) => margins.find(([below]) => words < below)?.[1] ?? 1.5;

/**
 * The encoding that the very first bytes name, by a byte order mark or by the zero bytes of UTF-16;
 * else null.
 */
export function announced(start: Uint8Array): Encoding | null {
  const [a, b, c] = start;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  // Separators, digits and line ends of UTF-16 have a zero beside them, whatever the language.
  let [even, odd] = [0, 0];
  start.forEach((byte, at) => {
    if (byte !== 0) return;
    if (at % 2 === 0) even++;
    else odd++;
  });
  if (odd * 16 > start.length && odd > 4 * even) return "utf-16le";
  if (even * 16 > start.length && even > 4 * odd) return "utf-16be";
  return null;
}

/** A sample's encoding where it is sure, else the likely ones with a word of the file in each. */
export type Guess =
  | { encoding: Encoding }
  | { encoding: null; readings: { encoding: Encoding; text: string }[] };

/**
 * The encoding of a sample with bytes that are not ASCII. Mostly valid UTF-8 is UTF-8: what is
 * broken in it is refused row by row. Of the others, each that can read the sample is weighed by
 * the detector's models of languages and by whether its words are words: one script, small letters
 * behind capitals, no signs inside.
 */
export async function guess(sample: Uint8Array, isWhole: boolean): Promise<Guess> {
  if (isMostlyUtf8(sample, isWhole)) return { encoding: "utf-8" };
  const readings = await weigh(sample);
  const [best, next] = readings;
  const count = best?.text.trimEnd().split("\n").length ?? 0;
  if (
    best !== undefined &&
    best.weight > leastWeight(count) &&
    (next === undefined || best.weight >= sureMargin(count) * next.weight)
  )
    return { encoding: best.encoding };
  const shown = readings.slice(0, shownReadings);
  return {
    encoding: null,
    readings: shown.map(({ encoding, text }) => ({
      encoding,
      text: text.split("\n")[0]?.slice(0, 60) ?? "",
    })),
  };
}

/** A reading of the words that hold more than ASCII, and how likely it is. */
export type Reading = { encoding: Encoding; text: string; weight: number };

/**
 * Weighs each encoding that can read a sample; the likeliest first, those that read alike as one.
 */
export async function weigh(sample: Uint8Array): Promise<Reading[]> {
  // A megabyte of models that most Workers never run: evaluated where they are needed.
  const { chardet } = await import("jschardet");
  const words = highWords(sample);
  const likely = new Map(
    chardet
      .detectAll(words, {
        includeEncodings: Object.keys(candidates),
        compatNames: false,
        ignoreThreshold: true,
      })
      .flatMap(({ encoding, confidence }) =>
        encoding === null ? [] : [[candidates[encoding] ?? encoding, confidence] as const],
      ),
  );
  const readings = new Map<string, Reading>();
  for (const encoding of Object.values(candidates)) {
    const text = read(encoding, words);
    const weight =
      text === null
        ? 0
        : ((likely.get(encoding) ?? 0) + 0.005 + kanaBonus(text, encoding)) *
          plausibility(text, encoding);
    if (text === null || weight === 0) continue;
    const known = readings.get(text);
    // Encodings that read alike are one reading; the commonest of them gives its name.
    const name = known === undefined || encoding === "windows-1252" ? encoding : known.encoding;
    readings.set(text, { encoding: name, text, weight: Math.max(weight, known?.weight ?? 0) });
  }
  return [...readings.values()].sort((a, b) => b.weight - a.weight);
}

/** Returns the encoding that a label means, in its own spelling; null for one that is not known. */
export function knownEncoding(label: string): Encoding | null {
  const page = dosCodePage(label);
  if (page !== null) return page;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** Makes a decoder of an encoding. */
export function decoderOf(encoding: Encoding, fatal = false): Pick<TextDecoder, "decode"> {
  const page = dosCodePage(encoding);
  return page === null ? new TextDecoder(encoding, { fatal }) : dosDecoder(page);
}

/** The sentence for a file whose encoding is not sure. */
export function askForEncoding(readings: readonly { encoding: Encoding; text: string }[]): string {
  const shown = readings.map(({ encoding, text }) => `${encoding}: ${text}`).join("; ");
  return (
    "The file is not UTF-8, and it is not sure what else it is. One of its cells reads in " +
    `${shown === "" ? "no known encoding" : shown}. Say which is right with --encoding NAME, or ` +
    "save the file as CSV UTF-8."
  );
}

/** Fewer characters beyond ASCII are too few to outvote broken ones. */
const fewLetters = 40;

/**
 * Returns true where the sequences that are UTF-8 outnumber the bytes that are not; where there are
 * few, the cells that read as words must: two letters of GBK may be one of UTF-8 and a rest.
 */
function isMostlyUtf8(sample: Uint8Array, isWhole: boolean): boolean {
  // A sequence that the sample's end cuts counts as neither.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(sample, { stream: !isWhole });
  let [good, bad] = [0, 0];
  for (const letter of text) {
    if (letter === "\ufffd") bad++;
    else if (letter > "\u007f") good++;
  }
  if (good + bad > fewLetters || bad === 0) return good >= bad;
  const cells = text.split(/[,;\t\n\r"]/).filter((cell) => /[^\0-\u007f]/.test(cell));
  const read = cells.filter((cell) => !cell.includes("\ufffd") && plausibility(cell, "utf-8") > 0);
  return read.length * 2 >= cells.length;
}

/** The cells of the sample that hold a byte beyond ASCII, a line each: the others tell nothing. */
function highWords(sample: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let start = 0;
  for (let at = 0; at <= sample.length; at++) {
    const byte = sample[at] ?? 10;
    if (byte !== 44 && byte !== 59 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 34)
      continue;
    const cell = sample.subarray(start, at);
    if (cell.length < 10_000 && cell.some((one) => one >= 0x80)) kept.push(...cell, 10);
    start = at + 1;
    if (kept.length > 100_000) break;
  }
  return Uint8Array.from(kept);
}

/** The words in an encoding, null where it cannot read them. */
function read(encoding: Encoding, words: Uint8Array): string | null {
  try {
    const text = decoderOf(encoding, true).decode(words);
    return ruledOut.test(text) ? null : text;
  } catch {
    return null;
  }
}

const ruledOut = /[\u0080-\u009f\ue000-\uf8ff]/;
const scripts = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Han",
  "Hangul",
  "Arabic",
  "Hebrew",
  "Thai",
] as const;
const ofScript = scripts.map(
  (script) =>
    new RegExp(
      script === "Han"
        ? "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]"
        : `\\p{Script=${script}}`,
      "u",
    ),
);

/**
 * Kana is written in runs that no other text reads as; the detector knows too little of names in
 * it.
 */
function kanaBonus(text: string, encoding: Encoding): number {
  if (encoding !== "shift_jis" && encoding !== "euc-jp") return 0;
  const high = [...text].filter((letter) => letter > "\u007f");
  return high.filter((letter) => letter >= "\u3041" && letter <= "\u30fe").length * 3 > high.length
    ? 0.1
    : 0;
}

/**
 * Share of the words that are words in some language, squared, so that few odd ones weigh, times
 * how usual the encoding is.
 */
function plausibility(text: string, encoding: Encoding): number {
  const words = text
    .split(/[\s,.\-/()&'"·・、，（）]+/)
    .filter(
      (word) =>
        [...word].some((letter) => letter > "\u007f") && !/^\p{Sc}[\d\p{P}]*$|^\p{P}+$/u.test(word),
    );
  if (words.length === 0) return 0.5;
  const good = words.filter(
    (word) =>
      ofScript.filter((script) => script.test(word)).length === 1 &&
      /^[^\p{Ll}]*[\p{Ll}\p{M}ʼ’]*[^\p{Ll}\p{Lu}]*$|^[\p{L}\p{M}]*$/u.test(word) &&
      !/\p{Ll}\p{Lu}|^\p{M}|[–—…]\p{L}/u.test(word) &&
      !/\p{L}[^\p{L}\p{M}\p{Nd}’ʼ׳״]+\p{L}/u.test(word) &&
      !/[\p{S}¤¨¸¯ˆﬁﬂⁿ]|^\p{Lu}(?=[^A-Z])\p{Lu}\p{Ll}/u.test(word) &&
      !/(?=[^a-z])\p{L}\d/iu.test(word),
  ).length;
  const weight = telling.test(text) ? tellingWeight : 1;
  return (good / words.length) ** 2 * (usual[encoding] ?? 1) * weight;
}
