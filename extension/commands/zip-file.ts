/**
 * ZIP files whose bytes depend on their contents alone: names in order, one date for all, nothing
 * of this machine. fflate writes them: 70 lines fewer than our own, which packed 3 % tighter.
 */
import { zipSync } from "fflate";

/** By name, with slashes; no folders of their own. */
export type Files = Map<string, Buffer>;

/** The first day that the format knows, which has no time zones: it is written as it is here. */
const mtime = new Date(1980, 0, 1);

/** Returns the bytes of a ZIP file that holds these files. */
export function zipOf(files: Files): Buffer {
  const inOrder = [...files].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Buffer.from(zipSync(Object.fromEntries(inOrder), { level: 9, mtime }));
}
