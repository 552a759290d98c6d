/** How much and how often: sizes of bodies and headers, calls a minute. */
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { App } from "../env.ts";
import { Refused } from "../errors.ts";

const jsonBytes = 64 * 1024;
/** Imports are streamed: memory does not bound them, this does. */
export const importBytes = 500 * 1024 * 1024;

const tooLarge = (limit: string) => new Refused("too_large", `This call takes at most ${limit}. Send less at once.`);
const limitJson = bodyLimit({ maxSize: jsonBytes, onError: () => { throw tooLarge("64 kB"); } });

/** Refuses bodies that are too long, and JSON calls whose body is not declared as JSON. */
export const limitBody: MiddlewareHandler<App> = async (c, next) => {
  if (c.req.path.startsWith("/v1/imports/")) {
    if (Number(c.req.header("Content-Length") ?? 0) > importBytes) throw tooLarge("500 MB");
    return next();
  }
  return limitJson(c, async () => {
    // A body under another type would be taken for an empty one, and a withdrawal lose its reason. An empty one may
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
  if (!success) throw new Refused("too_many_requests", "Too many calls in a short time. Wait a minute and try again.");
}

/** For callers that are not signed in: counted by where they call from, which is hashed. */
export async function countStranger(c: Context<App>, route: string): Promise<void> {
  const from = c.req.header("CF-Connecting-IP") ?? "local";
  await countCall(c, `${route} ${await c.var.sealer.index("client", from)}`);
}
