/** A file's bytes as text, whatever its encoding, chunk by chunk. */
import { UnreadableFile } from "./csv.ts";
import { announced, askForEncoding, decoderOf, guess, type Encoding } from "./encoding.ts";
import { refuseOtherFiles } from "./other-files.ts";

/**
 * From the first byte that is not ASCII on, this much is looked at before deciding; more where few
 * such bytes come.
 */
const sampleBytes = 65_536;
const mostSampled = 2_000_000;
const enoughHighBytes = 300;
/** Bytes kept of the cell in which the first such byte stands. */
const longestLead = 100;
/** Bytes at the beginning that show what kind of file it is. */
const startBytes = 4096;

export type Decoded = {
  chunks: AsyncGenerator<string, void, undefined>;
  /** Returns the encoding found so far; ASCII throughout reads as "utf-8". */
  encoding(): Encoding;
};

/**
 * Decodes a stream. A file that begins in ASCII stays undecided until its first other byte, for a
 * sample of the beginning may not hold any. At most one sample is held back. The chunks throw
 * UnreadableFile where the file is a workbook or another kind of file that is not CSV, or where its
 * encoding is not sure and `told` does not say it.
 */
export function decode(source: AsyncIterable<Uint8Array>, told: Encoding | null = null): Decoded {
  let found: Encoding | null = null;
  async function* chunks(): AsyncGenerator<string, void, undefined> {
    let decoder = decoderOf("utf-8");
    let first = true;
    let held: Uint8Array | null = null;
    let highBytes = 0;
    let lead: Uint8Array = new Uint8Array(0);
    const settle = (encoding: Encoding) => {
      found = encoding;
      decoder = decoderOf(encoding);
    };
    const out = (bytes: Uint8Array) => decoder.decode(bytes, { stream: true });
    for await (const chunk of withStart(source)) {
      let rest: Uint8Array = chunk;
      if (first) {
        first = false;
        refuseOtherFiles(chunk);
        const encoding = told ?? announced(chunk);
        if (encoding !== null) settle(encoding);
      }
      if (found === null) {
        if (held === null) {
          const at = firstHigh(rest);
          lead = wordBefore(joined(lead, rest.subarray(Math.max(0, at - longestLead), at)));
          if (at > 0) yield out(rest.subarray(0, at));
          if (at === rest.length) continue;
          held = rest.subarray(at);
        } else held = joined(held, rest);
        for (const byte of rest) if (byte >= 0x80) highBytes++;
        if (held.length < (highBytes < enoughHighBytes ? mostSampled : sampleBytes)) continue;
        settle(await encodingOf(joined(lead, held), false));
        rest = held;
        held = null;
      }
      yield out(rest);
    }
    if (held !== null) {
      settle(await encodingOf(joined(lead, held), true));
      yield out(held);
    }
    const last = decoder.decode();
    if (last !== "") yield last;
  }
  return { chunks: chunks(), encoding: () => found ?? "utf-8" };
}

/** The encoding of a sample. Throws UnreadableFile where it is not sure. */
async function encodingOf(sample: Uint8Array, isWhole: boolean): Promise<Encoding> {
  const lineEnd = Math.max(sample.lastIndexOf(10), sample.lastIndexOf(13));
  // A character that the sample's end cuts would count against its encoding.
  const guessed = await guess(
    isWhole || lineEnd <= 0 ? sample : sample.subarray(0, lineEnd),
    isWhole || lineEnd > 0,
  );
  if (guessed.encoding === null) throw new UnreadableFile(askForEncoding(guessed.readings));
  return guessed.encoding;
}

/** Nothing empty, and in the first chunk as much as shows what kind of file it is. */
async function* withStart(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let start: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of source) {
    if (start === null) {
      if (chunk.length > 0) yield chunk;
      continue;
    }
    start = joined(start, chunk);
    if (start.length < startBytes) continue;
    yield start;
    start = null;
  }
  if (start !== null && start.length > 0) yield start;
}

/**
 * The end of some ASCII behind its last separator: the beginning of the word that goes on with
 * another byte.
 */
function wordBefore(ascii: Uint8Array): Uint8Array {
  return ascii.slice(
    Math.max(
      0,
      ascii.length - longestLead,
      ...[9, 10, 13, 34, 44, 59].map((byte) => ascii.lastIndexOf(byte) + 1),
    ),
  );
}

function firstHigh(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) >= 0x80) return at;
  return bytes.length;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
