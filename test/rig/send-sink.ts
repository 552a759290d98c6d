/** Where the rig's webmail sends to: takes every message and keeps its text, delivers none. */
import { SMTPServer } from "smtp-server";

export type Sink = {
  port: number;
  /** Raw messages, oldest first. */ received: string[];
  stop(): Promise<void>;
};

/** Starts the sink on a free port of 127.0.0.1. */
export async function startSink(): Promise<Sink> {
  const received: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    authOptional: true,
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        received.push(Buffer.concat(parts).toString("utf8"));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("the send sink has no port");
  return {
    port: address.port,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
