/** Limits of size and rate: sizes of bodies and headers, calls a minute. */
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { callerNetwork } from "./caller.ts";
import { toBase64url } from "./encoding.ts";

const jsonBytes = 64 * 1024;
/** Imports are streamed: memory does not bound them, this does. */
export const importBytes = 500 * 1024 * 1024;

const tooLarge = (limit: string) =>
  new Refused("too_large", `This call takes at most ${limit}. Send less at once.`);
const limitJson = bodyLimit({
  maxSize: jsonBytes,
  onError: () => {
    throw tooLarge("64 kB");
  },
});

/** Refuses bodies that are too long, and JSON calls whose body is not declared as JSON. */
export const limitBody: MiddlewareHandler<App> = async (c, next) => {
  if (c.req.path.startsWith("/v1/imports/")) {
    if (Number(c.req.header("Content-Length") ?? 0) > importBytes) throw tooLarge("500 MB");
    return next();
  }
  // Forms of survey pages.
  if (/^\/[as]\//.test(c.req.path)) return limitJson(c, next);
  return limitJson(c, async () => {
    // A body under another type would be taken for an empty one, and a withdrawal lose its reason.
    // An empty one may
    // be a stream without a type: servers in between make one of no body at all.
    const declared = /^application\/json\s*(;|$)/i.test(c.req.header("Content-Type") ?? "");
    if (!declared && c.req.raw.body !== null && (await c.req.arrayBuffer()).byteLength > 0) {
      throw new Refused("invalid_request", "Send the body as application/json.", "content-type");
    }
    await next();
  });
};

/** Counts a call against the limit of `who`; throws where it is used up. */
export async function countCall(c: Context<App>, who: string): Promise<void> {
  const { success } = await c.env.RATE_LIMIT.limit({ key: who });
  if (!success)
    throw new Refused(
      "too_many_requests",
      "Too many calls in a short time. Wait a minute and try again.",
    );
}

/**
 * Counts a caller who may be anybody by the network they call from, before anything is read of the
 * database. `what` keeps strangers' sign-ins from using up what others of their network may pair or
 * look at. Needs no key: it stands before those.
 */
export async function countStranger(c: Context<App>, what: string): Promise<void> {
  const from = callerNetwork(c.req.header("CF-Connecting-IP") ?? "local");
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${what} ${from}`));
  await countCall(c, toBase64url(new Uint8Array(hash)));
}
