/** Hono's typed client for the commands, and where they find the Worker and its key. */
import { hc } from "hono/client";
import type { Api } from "../../shared/contract/api.ts";
import type { ErrorBody } from "../../shared/contract/errors.ts";
import { runningWorker } from "./running.ts";
import { readSecret } from "./secrets.ts";

/** The Worker that `npm start` runs, on whatever port. */
export const localWorker = runningWorker();

/** `token`: a session token or the admin key; the local admin key when none is given. */
export function client(
  worker: string,
  token = process.env["REGARDS_TOKEN"] ?? readSecret("ADMIN_KEY"),
) {
  return hc<Api>(worker, { headers: { Authorization: `Bearer ${token}` } });
}
export type Client = ReturnType<typeof client>;

type Answer = { ok: boolean; status: number; json(): Promise<unknown> };
/** The answer of a call that succeeds. */
type Good<R> = R extends { json(): Promise<infer T> } ? Exclude<T, ErrorBody> : never;

/** The answer's JSON, or an error with the Worker's own sentence. */
export async function answered<R extends Answer>(call: Promise<R>): Promise<Good<R>> {
  const response = await call.catch(() => {
    throw new Error(
      "The Worker does not answer. Is it running? npm start -- --no-browser starts it.",
    );
  });
  const body = await response.json();
  if (!response.ok)
    throw new Error(
      (body as ErrorBody | null)?.error?.message ?? `The Worker answered ${response.status}.`,
    );
  return body as Good<R>;
}
