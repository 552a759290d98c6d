/** A file's bytes as text, whatever its encoding, chunk by chunk. */
import { announced, guess, type Encoding } from "./encoding.ts";
import { refuseOtherFiles } from "./other-files.ts";

/** From the first byte that is not ASCII on, this much is looked at before deciding. */
const sampleBytes = 65_536;
/** Bytes at the beginning that show what kind of file it is. */
const startBytes = 4096;

export type Decoded = {
  chunks: AsyncGenerator<string, void, undefined>;
  /** What the file turned out to be so far; ASCII throughout reads as "utf-8". */
  encoding(): Encoding;
};

/**
 * Decodes a stream. A file that begins in ASCII stays undecided until its first other byte, for a sample of the
 * beginning may not hold any. At most one sample is held back. The chunks throw UnreadableFile where the file is a
 * workbook or another kind of file that is not CSV.
 */
export function decode(source: AsyncIterable<Uint8Array>): Decoded {
  let found: Encoding | null = null;
  async function* chunks(): AsyncGenerator<string, void, undefined> {
    let decoder = new TextDecoder();
    let first = true;
    let held: Uint8Array | null = null;
    const settle = (encoding: Encoding) => {
      found = encoding;
      decoder = new TextDecoder(encoding);
    };
    const out = (bytes: Uint8Array) => decoder.decode(bytes, { stream: true });
    for await (const chunk of withStart(source)) {
      let rest: Uint8Array = chunk;
      if (first) {
        first = false;
        refuseOtherFiles(chunk);
        const encoding = announced(chunk);
        if (encoding !== null) settle(encoding);
      }
      if (found === null) {
        if (held === null) {
          const at = firstHigh(rest);
          if (at > 0) yield out(rest.subarray(0, at));
          if (at === rest.length) continue;
          held = rest.subarray(at);
        } else held = joined(held, rest);
        if (held.length < sampleBytes) continue;
        settle(guess(held, false));
        rest = held;
        held = null;
      }
      yield out(rest);
    }
    if (held !== null) {
      settle(guess(held, true));
      yield out(held);
    }
    const last = decoder.decode();
    if (last !== "") yield last;
  }
  return { chunks: chunks(), encoding: () => found ?? "utf-8" };
}

/** Nothing empty, and in the first chunk as much as shows what kind of file it is. */
async function* withStart(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
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
