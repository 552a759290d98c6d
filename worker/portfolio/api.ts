/** The API as the portfolio's pages call it: by the cookie, with one shape of error. */
import { hc } from "hono/client";
import type { Api } from "../../shared/contract/api.ts";
import { storableBody } from "../../shared/contract/characters.ts";
import type { ErrorBody, ErrorCode } from "../../shared/contract/errors.ts";
import { bookmarkHeader, pageHeader } from "../../shared/contract/headers.ts";

const timeLimit = 30_000;

/** Reason for which a call did not go well; `offline` where no answer came. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  readonly code: ErrorCode | "offline";
  readonly field: string | null;

  constructor(code: ErrorCode | "offline", message: string, field: string | null = null) {
    super(message);
    this.code = code;
    this.field = field;
  }
}

const lost = new Set<() => void>();
/** Calls `listener` whenever the session has ended; answers what stops it. */
export function onSignedOut(listener: () => void): () => void {
  lost.add(listener);
  return () => lost.delete(listener);
}

// Reads pass the last write's bookmark on, so that no replica hides it.
let bookmark: string | null = null;

/** Sends a call with the portfolio's headers; `limitMs` bounds the whole answer. */
export async function send(
  input: RequestInfo | URL,
  init?: RequestInit,
  limitMs = timeLimit,
): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set(pageHeader, "portfolio");
  if (bookmark !== null) headers.set(bookmarkHeader, bookmark);
  const body = typeof init?.body === "string" ? { body: storableBody(init.body) } : {};
  const response = await fetch(input, {
    ...init,
    ...body,
    headers,
    signal: AbortSignal.any([AbortSignal.timeout(limitMs), ...(init?.signal ? [init.signal] : [])]),
    cache: "no-store",
    redirect: "error",
  });
  bookmark = response.headers.get(bookmarkHeader) ?? bookmark;
  return response;
}

/** Hono's typed client for this address. */
export const api = hc<Api>("", {
  fetch: (input: RequestInfo | URL, init?: RequestInit) => send(input, init),
});

type Answer = { ok: boolean; status: number; json(): Promise<unknown> };
/** The answer of a call that went well. */
export type Good<R> = R extends { json(): Promise<infer T> } ? Exclude<T, ErrorBody> : never;

/** Returns the body of a call that went well. @throws CallFailed */
export async function answered<R extends Answer>(call: Promise<R>): Promise<Good<R>> {
  const response = await call.catch((thrown: unknown) => {
    if (thrown instanceof DOMException && thrown.name === "AbortError") throw thrown;
    throw new CallFailed("offline", "");
  });
  if (response.status === 204) return null as Good<R>;
  const body = await response.json().catch(() => undefined);
  // The line broke in the middle of the answer.
  if (response.ok && body === undefined) throw new CallFailed("offline", "");
  if (response.ok) return body as Good<R>;
  const error = (body as ErrorBody | null | undefined)?.error;
  if (response.status === 401) for (const listener of lost) listener();
  throw new CallFailed(error?.code ?? "internal", error?.message ?? "", error?.field ?? null);
}

/** Headers of a write: its key makes a repeat of the same call harmless. */
export const writing = (): { "idempotency-key": string } => ({
  "idempotency-key": crypto.randomUUID(),
});
