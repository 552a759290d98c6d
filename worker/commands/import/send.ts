/**
 * Sends a file to the Worker's import and reads the report, both as streams and at the same time.
 */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { ImportLine } from "../../../shared/contract/answers.ts";
import type { ErrorBody } from "../../../shared/contract/errors.ts";
import type { ImportKind } from "../../../shared/contract/requests.ts";
import { client } from "../client.ts";

export type Report = Extract<ImportLine, { type: "report" }>;
export type Told = Extract<ImportLine, { type: "progress" | "refused" | "left_out" }>;
export type Sending = {
  kind: ImportKind;
  file: string;
  /** Sent in the place of the file's own bytes. */ text?: string | AsyncIterable<string>;
  /** Program and file that the rows were made of. */ source?: string;
  /** Shared by all imports of one file. */ group?: string;
  worker: string;
  token: string;
  map?: string;
  encoding?: string;
};

/**
 * Imports a file, plain or gzipped; `tell` hears of progress and refused rows as they come. Throws
 * a sentence where the file cannot be read, the Worker does not answer, or the import fails.
 */
export async function sendImport(
  sending: Sending,
  tell: (line: Told) => void | Promise<void>,
): Promise<Report> {
  const { text } = sending;
  const body =
    text === undefined
      ? await readable(sending.file)
      : Readable.from(typeof text === "string" ? [text] : text);
  const { kind, map, encoding, source, group } = sending;
  const url: URL = client(sending.worker, sending.token).v1.imports[":kind"].$url({
    param: { kind },
    query: { map, encoding, source, group },
  });
  // Not fetch: it answers only after the whole body is sent, while the Worker waits for its report
  // to be read.
  const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, {
    method: "POST",
    headers: { Authorization: `Bearer ${sending.token}`, "Content-Type": "text/csv" },
  });
  const sent = pipeline(body, request).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  const [response] = await (once(request, "response") as Promise<[IncomingMessage]>).catch(() => {
    throw new Error(
      `The Worker does not answer at ${url.origin}. Is it running? npm start -- --no-browser ` +
        "starts it.",
    );
  });
  if (response.statusCode !== 200) throw new Error(await refusalOf(response));
  for await (const json of createInterface({ input: response, crlfDelay: Infinity })) {
    if (json === "") continue;
    const line: ImportLine = JSON.parse(json);
    if (line.type === "report") return line;
    if (line.type === "failed") {
      request.destroy();
      throw new Error(line.message);
    }
    await tell(line);
  }
  const error = await sent;
  throw new Error(
    error !== null && "syscall" in error
      ? `${sending.file} could not be read to its end: ${error.message}`
      : "The Worker broke off before its report. Nothing is half counted; import the file again.",
  );
}

/** The file's text bytes, unpacked where it begins as gzip does. */
async function readable(file: string): Promise<Readable> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT"
        ? `There is no file ${file}.`
        : `${file} cannot be read: ${error.message}`,
    );
  });
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  await handle.close();
  const plain = createReadStream(file, { highWaterMark: 262_144 });
  if (bytesRead < 2 || buffer[0] !== 0x1f || buffer[1] !== 0x8b) return plain;
  const unpacked = createGunzip({ chunkSize: 262_144 });
  plain.on("error", (error) => unpacked.destroy(error)).pipe(unpacked);
  return unpacked;
}

async function refusalOf(response: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of response.setEncoding("utf8")) body += part;
  try {
    const { error }: ErrorBody = JSON.parse(body);
    return error.message;
  } catch {
    return `The Worker answered ${response.statusCode}.`;
  }
}
