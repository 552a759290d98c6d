/** The bytes of a file or of standard input, unpacked where they begin as gzip does. */
import { createReadStream } from "node:fs";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

const chunkBytes = 262_144;

/**
 * Reads `file`, "-" being `stdin`, as UTF-8 or whatever it is in: only gzip is undone.
 * Throws a sentence where there is no such file, or it cannot be read to its end.
 */
export async function* bytesOf(
  file: string,
  stdin: Readable,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const input = await peek(
      file === "-" ? stdin : createReadStream(file, { highWaterMark: chunkBytes }),
    );
    const [a, b] = input.start;
    yield* a === 0x1f && b === 0x8b
      ? pipeline(input.all(), createGunzip({ chunkSize: chunkBytes }), () => {})
      : input.all();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(
      code === "ENOENT"
        ? `There is no file ${file}.`
        : `${file === "-" ? "Standard input" : file} cannot be read to its end: ${message}.`,
      { cause: error },
    );
  }
}

/** The first two bytes or more, and all of them from the beginning. */
async function peek(
  source: AsyncIterable<Buffer>,
): Promise<{ start: Uint8Array; all: () => AsyncGenerator<Uint8Array, void, undefined> }> {
  const rest = source[Symbol.asyncIterator]();
  let start = Buffer.alloc(0);
  while (start.length < 2) {
    const next = await rest.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  return {
    start,
    async *all() {
      yield start;
      yield* { [Symbol.asyncIterator]: () => rest };
    },
  };
}
