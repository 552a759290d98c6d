/**
 * ZIP files whose bytes depend on their contents alone: names in order, one date for all, nothing
 * of this machine.
 */
import { crc32, deflateRawSync } from "node:zlib";

/** By name, with slashes; no folders of their own. */
export type Files = Map<string, Buffer>;

/** The first day that the format knows; a real date would make every file another. */
const date = 0x0021;
/** Names are UTF-8. */
const flags = 0x0800;
const deflated = 8;
const version = 20;

function field(size: 2 | 4, value: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
}
const short = (value: number) => field(2, value);
const long = (value: number) => field(4, value);

/**
 * The bytes of a ZIP file that holds these files. Source: PKWARE, .ZIP File Format Specification
 * (APPNOTE) 6.3, sections 4.3 and 4.4.
 */
export function zipOf(files: Files): Buffer {
  const entries: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of [...files].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(content, { level: 9 });
    const common = [
      short(version),
      short(flags),
      short(deflated),
      short(0),
      short(date),
      long(crc32(content)),
      long(packed.length),
      long(content.length),
      short(name.length),
      short(0),
    ];
    const entry = Buffer.concat([long(0x04034b50), ...common, name, packed]);
    entries.push(entry);
    // Comment length, disk, inner attributes, outer attributes, where its entry begins.
    directory.push(
      Buffer.concat([
        long(0x02014b50),
        short(version),
        ...common,
        short(0),
        short(0),
        short(0),
        long(0),
        long(offset),
        name,
      ]),
    );
    offset += entry.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.concat([
    long(0x06054b50),
    short(0),
    short(0),
    short(files.size),
    short(files.size),
    long(index.length),
    long(offset),
    short(0),
  ]);
  return Buffer.concat([...entries, index, end]);
}
