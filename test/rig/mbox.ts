/** Mail in the form that Thunderbird keeps on disk. */
import { compose, messages } from "./messages.ts";
import type { Message } from "./messages.ts";

/** An mbox of raw messages (RFC 4155, quoted as "mboxrd"). */
export function mbox(raw: readonly Buffer[]): Buffer {
  return Buffer.concat(
    raw.flatMap((message) => {
      const text = message
        .toString("latin1")
        .replaceAll("\r\n", "\n")
        .replace(/^(>*From )/gm, ">$1");
      return [
        Buffer.from("From - Mon Nov 16 08:00:00 2026\n"),
        Buffer.from(`${text}\n\n`, "latin1"),
      ];
    }),
  );
}

/** The rig's own messages as an mbox, or some others. */
export async function rigMbox(some: readonly Message[] = messages): Promise<Buffer> {
  return mbox(await Promise.all(some.map(compose)));
}
