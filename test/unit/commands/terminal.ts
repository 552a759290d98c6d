/** A command at a pseudo terminal, as a person runs it: `script` of util-linux makes one. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

/** False where `script` is absent or another system's, whose options differ. */
export const hasTerminal = spawnSync("script", ["--version"], {
  encoding: "utf8",
}).stdout?.includes("util-linux");

export type Terminal = {
  /** All that was shown so far, without colours and carriage returns. */ shown(): string;
  /**
   * Resolves when the text is shown; throws with what is, when the command ends or takes too long.
   */
  until(text: string): Promise<void>;
  type(keys: string): void;
  /** Presses Ctrl-C and resolves with the exit code. */ interrupt(): Promise<number>;
  /** Resolves with the exit code when the command ends by itself. */ ended: Promise<number>;
};

export function openTerminal(
  command: string,
  { cwd, timeoutMs = 240_000 }: { cwd: string; timeoutMs?: number },
): Terminal {
  // Tools behave otherwise under a test runner and in CI than at a person's terminal.
  const { VITEST: _, NODE_ENV: __, CI: ___, ...env } = process.env;
  const child = spawn("script", ["-qefc", command, "/dev/null"], {
    cwd,
    env: { ...env, TERM: "dumb", NO_COLOR: "1" },
  });
  let text = "";
  let isOver = false;
  child.stdout.on("data", (part: Buffer) => (text += part.toString()));
  const ended = once(child, "close").then(([code]) => {
    isOver = true;
    return Number(code);
  });
  const shown = () => text.replaceAll("\r", "");
  return {
    shown,
    ended,
    async until(wanted) {
      for (const began = Date.now(); !shown().includes(wanted); await pause(50)) {
        if (isOver || Date.now() - began > timeoutMs)
          throw new Error(`"${wanted}" was not shown, but:\n${shown()}`);
      }
    },
    type: (keys) => child.stdin.write(keys),
    interrupt() {
      child.stdin.write("\u0003");
      return ended;
    },
  };
}
