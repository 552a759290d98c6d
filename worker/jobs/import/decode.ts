/** A file's bytes as UTF-8, whatever its encoding, chunk by chunk. */
import { announced, guess, type Encoding } from "./encoding.ts";

/** From the first byte that is not ASCII on, this much is looked at before deciding. */
const sampleBytes = 65_536;
const encoder = new TextEncoder();

export type Decoded = {
  chunks: AsyncGenerator<Uint8Array, void, undefined>;
  /** What the file turned out to be so far; ASCII throughout reads as "utf-8". */
  encoding(): Encoding;
};

/**
 * Decodes a stream. A file that begins in ASCII stays undecided until its first other byte, for a sample of the
 * beginning may not hold any. At most one sample is held back; UTF-8 passes through as it is.
 */
export function decode(source: AsyncIterable<Uint8Array>): Decoded {
  let found: Encoding | null = null;
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    const input = rechunk(source);
    let decoder: TextDecoder | null = null;
    let first = true;
    let held: Uint8Array | null = null;
    const settle = (encoding: Encoding) => {
      found = encoding;
      if (encoding !== "utf-8") decoder = new TextDecoder(encoding);
    };
    const out = (bytes: Uint8Array) => (decoder === null ? bytes : encoder.encode(decoder.decode(bytes, { stream: true })));
    for await (const chunk of input) {
      let rest: Uint8Array = chunk;
      if (first) {
        first = false;
        const encoding = announced(chunk);
        if (encoding !== null) settle(encoding);
        if (encoding === "utf-8") rest = chunk.subarray(3);
      }
      if (found === null) {
        if (held === null) {
          const at = firstHigh(rest);
          if (at > 0) yield rest.subarray(0, at);
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
    const last = (decoder as TextDecoder | null)?.decode();
    if (last) yield encoder.encode(last);
  }
  return { chunks: chunks(), encoding: () => found ?? "utf-8" };
}

/** Nothing empty, and at least the bytes of a mark in the first chunk. */
async function* rechunk(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let start: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of source) {
    if (start === null) {
      if (chunk.length > 0) yield chunk;
      continue;
    }
    start = joined(start, chunk);
    if (start.length < 3) continue;
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
