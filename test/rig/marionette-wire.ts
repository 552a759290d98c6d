/**
 * The Marionette protocol, by which Firefox and Thunderbird are driven: commands over TCP as JSON,
 * each message after its length in bytes and a colon. Source: Mozilla, "Marionette: Protocol",
 * level 3.
 */
import { connect } from "node:net";
import type { Socket } from "node:net";

export type Wire = {
  /**
   * Sends a command and answers its result; rejects with Marionette's own words, or after
   * `seconds`.
   */
  send(command: string, parameters?: object, seconds?: number): Promise<unknown>;
  close(): void;
};

type Waiting = { command: string; resolve(result: unknown): void; reject(error: Error): void };

/** The bytes of one message, or null while they have not all come. */
function firstMessage(bytes: Buffer): { message: unknown; rest: Buffer } | null {
  const colon = bytes.indexOf(":");
  const end = colon + 1 + Number(bytes.subarray(0, colon).toString());
  if (colon < 0 || bytes.length < end) return null;
  return {
    message: JSON.parse(bytes.subarray(colon + 1, end).toString()),
    rest: bytes.subarray(end),
  };
}

function wordsOf(command: string, error: unknown): string {
  const {
    error: kind = "",
    message = "",
    stacktrace = "",
  } = (error ?? {}) as Record<string, string | undefined>;
  return `${command}: ${kind}: ${message}\n${stacktrace.split("\n").slice(0, 3).join("\n")}`.trim();
}

function overSocket(socket: Socket): Wire {
  const waiting = new Map<number, Waiting>();
  let bytes: Buffer = Buffer.alloc(0);
  let last = 0;
  const give = (message: unknown) => {
    // The greeting of the server is an object; every answer is [1, id, error, result].
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message as [number, number, unknown, unknown];
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === null) asked?.resolve(result);
    else asked?.reject(new Error(wordsOf(asked.command, error)));
  };
  socket.on("data", (more) => {
    bytes = Buffer.concat([bytes, Buffer.from(more)]);
    for (let found = firstMessage(bytes); found !== null; found = firstMessage(bytes)) {
      bytes = found.rest;
      give(found.message);
    }
  });
  socket.on("close", () => {
    for (const { command, reject } of waiting.values())
      reject(new Error(`${command}: the program closed the connection`));
    waiting.clear();
  });
  return {
    send(command, parameters = {}, seconds = 30) {
      const id = (last += 1);
      return new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error(`${command}: the connection is closed`));
        const late = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`${command}: no answer within ${seconds} s`));
        }, seconds * 1000);
        waiting.set(id, {
          command,
          resolve: (result) => {
            clearTimeout(late);
            resolve(result);
          },
          reject: (error) => {
            clearTimeout(late);
            reject(error);
          },
        });
        const message = JSON.stringify([0, id, command, parameters]);
        socket.write(`${Buffer.byteLength(message)}:${message}`);
      });
    },
    close: () => {
      socket.destroy();
    },
  };
}

/** Connects to a Marionette server that listens on this port of 127.0.0.1. */
export function connectMarionette(port: number): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", reject);
    socket.once("connect", () => {
      // A program that is killed resets the connection: its commands are told by "close".
      socket.off("error", reject).on("error", () => {
        socket.destroy();
      });
      resolve(overSocket(socket));
    });
  });
}
