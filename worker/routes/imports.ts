/** POST /v1/imports/{kind}: CSV in as a stream, its report out as a stream. */
import type { TypedResponse } from "hono";
import * as routes from "../../shared/contract/routes.ts";
import { ownDomains } from "../book.ts";
import { Refused } from "../errors.ts";
import { answerStream } from "../jobs/import/answer.ts";
import { atMost } from "../jobs/import/limit.ts";
import { beginRun } from "../jobs/import/run.ts";
import { recogniseBehind } from "../jobs/review.ts";
import { router } from "../router.ts";
import { importBytes } from "../security/limits.ts";
import { policyInForce } from "../store/policy.ts";

export const imports = router();

/** The body, its first read begun at once: wrangler's local server drains a body that is unread when the answer begins. */
function reading(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  const first = reader.read();
  // An import that is refused never comes to read it.
  first.catch(() => {});
  return (async function* chunks() {
    try {
      for (let next = await first; !next.done; next = await reader.read()) yield next.value;
    } finally {
      await reader.cancel();
    }
  })();
}

imports.openapi(routes.importCsv, async (c) => {
  const { kind } = c.req.valid("param");
  const { map } = c.req.valid("query");
  const source = c.req.raw.body;
  if (source === null) throw new Refused("invalid_request", "Send the CSV file as the body.");
  const { db, sealer, now, user } = c.var;
  const { book: { timeZone } } = await policyInForce(db);
  const book = { db, sealer, now, timeZone, userId: user.id, currency: c.env.BOOK_CURRENCY, ownDomains: ownDomains(c.env) };
  const { stream, ended } = answerStream(await beginRun(book, kind, map, atMost(reading(source), importBytes)));
  c.executionCtx.waitUntil(kind === "contacts" || kind === "customers" ? ended.finally(() => recogniseBehind(c.env, c.var.requestId)) : ended);
  const answer: Response = c.body(stream, 200, { "Content-Type": "application/jsonl" });
  // The contract's types describe JSON answers alone; of this stream they are told nothing.
  return answer as Response & TypedResponse<never, 200, "json">;
});
