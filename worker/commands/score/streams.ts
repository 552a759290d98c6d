/** The streams of a command: a process's own, or others in their place. */
import type { Readable, Writable } from "node:stream";

export type Streams = {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable & { isTTY?: boolean };
};
