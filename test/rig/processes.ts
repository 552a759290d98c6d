/** Starting and stopping the programs of the rig, each in a process group of its own. */
import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export type Running = {
  pid: number;
  /** Returns its output so far. */ output(): string;
  stop(): Promise<void>;
};

/** A port of 127.0.0.1 that nothing listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}

function alive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}

/**
 * Ends a process group: asked first, forced after `patience` milliseconds; resolves when it is
 * gone.
 */
async function end(pid: number, patience: number): Promise<void> {
  signal(pid, "SIGTERM");
  for (let waited = 0; waited < patience && alive(pid); waited += 50) await pause(50);
  signal(pid, "SIGKILL");
  for (let waited = 0; waited < 2000 && alive(pid); waited += 20) await pause(20);
}

/** Starts a program that logs to the file `log`; `stop` ends it and all that it started. */
export function start(
  command: string,
  args: string[],
  options: {
    log: string;
    cwd?: string;
    env?: Record<string, string>;
    uid?: number;
    gid?: number;
    patience?: number;
  },
): Running {
  const out = openSync(options.log, "a");
  const child = spawn(command, args, {
    cwd: options.cwd,
    uid: options.uid,
    gid: options.gid,
    detached: true,
    stdio: ["ignore", out, out],
    env: { ...process.env, ...options.env },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  // A parent that is killed outright leaves no groups behind as long as it can still run this.
  const atExit = () => signal(pid, "SIGKILL");
  process.once("exit", atExit);
  return {
    pid,
    output: () => readFileSync(options.log, "utf8"),
    stop: async () => {
      await end(pid, options.patience ?? 3000);
      process.off("exit", atExit);
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/**
 * Waits until `ready` holds; fails with the end of what `running` printed after `seconds`, or when
 * it died.
 */
export async function until(
  what: string,
  ready: () => Promise<boolean>,
  running: Running,
  seconds = 60,
): Promise<void> {
  for (const began = Date.now(); Date.now() - began < seconds * 1000;) {
    if (await ready()) return;
    if (!alive(running.pid)) break;
    await pause(100);
  }
  throw new Error(`${what} did not come up. It said:\n${running.output().slice(-2000)}`);
}

/** Waits until something listens on the port. */
export function untilListening(what: string, port: number, running: Running): Promise<void> {
  return until(what, () => listens(port), running);
}
