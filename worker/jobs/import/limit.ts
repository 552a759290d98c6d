/** Limits the length of a file. */
import { UnreadableFile } from "./csv.ts";

/**
 * The chunks of a file up to `bytes`, whether or not it declared its length. Throws UnreadableFile
 * where there is more.
 */
export async function* atMost(
  chunks: AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = bytes;
  for await (const chunk of chunks) {
    left -= chunk.length;
    if (left < 0)
      throw new UnreadableFile(
        `The file is longer than ${bytes / 1024 ** 2} MB. Split it, then import the parts.`,
      );
    yield chunk;
  }
}
