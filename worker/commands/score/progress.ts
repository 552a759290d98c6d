/**
 * Shows how far a command is: one line on a terminal that is written over, on anything else a line
 * every five seconds.
 */
export function progressLine(): { show(text: string): void; clear(): void } {
  const terminal = process.stderr.isTTY;
  let last = performance.now() - (terminal ? 100 : 0);
  return {
    show(text) {
      const now = performance.now();
      if (now - last < (terminal ? 100 : 5000)) return;
      last = now;
      process.stderr.write(terminal ? `\r\u001b[K${text}` : `${text}\n`);
    },
    clear: () => void process.stderr.write(terminal ? "\r\u001b[K" : ""),
  };
}
