import type { Streams } from "./streams.ts";

/**
 * Shows how far a command is: one line on a terminal that is written over, on anything else a line
 * every five seconds.
 */
export function progressLine(stderr: Streams["stderr"]): {
  show(text: string): void;
  clear(): void;
} {
  const terminal = stderr.isTTY === true;
  let last = performance.now() - (terminal ? 100 : 0);
  return {
    show(text) {
      const now = performance.now();
      if (now - last < (terminal ? 100 : 5000)) return;
      last = now;
      stderr.write(terminal ? `\r\u001b[K${text}` : `${text}\n`);
    },
    clear: () => void stderr.write(terminal ? "\r\u001b[K" : ""),
  };
}
