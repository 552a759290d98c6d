/** Imports: CSV in as a stream, its report out as a stream; their list, and taking one back. */
import type { TypedResponse } from "hono";
import * as routes from "../../shared/contract/routes.ts";
import { ownDomains } from "../book.ts";
import { Refused } from "../errors.ts";
import { answerStream } from "../jobs/import/answer.ts";
import { knownEncoding } from "../jobs/import/encoding.ts";
import { atMost } from "../jobs/import/limit.ts";
import { authorOf, instant, opener } from "../scoring/card.ts";
import { beginRun } from "../jobs/import/run.ts";
import { beginWithdrawal } from "../jobs/import/withdraw.ts";
import { importsPage } from "../store/imports/withdrawals.ts";
import { recogniseBehind } from "../jobs/review.ts";
import { router } from "../router.ts";
import { importBytes } from "../security/limits.ts";
import { policyInForce } from "../store/policy.ts";

export const imports = router();

/**
 * The body, its first read begun at once: wrangler's local server drains a body that is unread when
 * the answer begins.
 */
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
  const { map, encoding: label, source = null, group: groupId = null } = c.req.valid("query");
  const encoding = label === undefined ? null : knownEncoding(label);
  if (label !== undefined && encoding === null)
    throw new Refused(
      "invalid_request",
      `The encoding "${label}" is not known. Known are utf-8, gb18030, big5, shift_jis, ` +
        "euc-kr, windows-1250 to windows-1258, koi8-r, macintosh, cp437, cp850, cp852, cp866 and " +
        "others. A file in another one can be saved as CSV UTF-8 by the program that reads it.",
    );
  const file = c.req.raw.body;
  if (file === null) throw new Refused("invalid_request", "Send the CSV file as the body.");
  const { db, sealer, now, user } = c.var;
  const {
    book: { timeZone },
  } = await policyInForce(db);
  const book = {
    db,
    sealer,
    now,
    timeZone,
    userId: user.id,
    currency: c.env.BOOK_CURRENCY,
    ownDomains: ownDomains(c.env),
  };
  const { stream, ended } = answerStream(
    await beginRun(book, kind, map, atMost(reading(file), importBytes), encoding, {
      source,
      groupId,
    }),
  );
  c.executionCtx.waitUntil(
    kind === "contacts" || kind === "customers"
      ? ended.finally(() => recogniseBehind(c.env, c.var.requestId))
      : ended,
  );
  const answer: Response = c.body(stream, 200, { "Content-Type": "application/jsonl" });
  // The contract's types describe JSON answers alone; of this stream they are told nothing.
  return answer as Response & TypedResponse<never, 200, "json">;
});

imports.openapi(routes.listImports, async (c) => {
  const { after, limit, group = null } = c.req.valid("query");
  if (after !== undefined && !/^\d{1,15}$/.test(after))
    throw new Refused(
      "invalid_request",
      "after is not the `next` of a page before. Leave it out to begin with the newest.",
      "after",
    );
  const before = after === undefined ? null : Number(after);
  const rows = await importsPage(c.var.db, before, limit + 1, group);
  const open = opener(c.var.sealer);
  const shown = rows.slice(0, limit);
  return c.json(
    {
      imports: await Promise.all(
        shown.map(
          async ({
            id,
            kind,
            source,
            groupId,
            status,
            lines,
            stored,
            refused,
            startedAt,
            finishedAt,
            withdrawnAt,
            withdrawal,
            ...author
          }) => ({
            id,
            kind,
            source,
            group: groupId,
            status,
            lines,
            stored,
            refused,
            startedAt: instant(startedAt),
            finishedAt: finishedAt === null ? null : instant(finishedAt),
            by: await authorOf(author, open),
            withdrawnAt: withdrawnAt === null ? null : instant(withdrawnAt),
            withdrawing: withdrawal !== null,
          }),
        ),
      ),
      next: rows.length > limit ? String(shown.at(-1)?.number) : null,
    },
    200,
  );
});

imports.openapi(routes.withdrawImport, async (c) => {
  const { db, sealer, user } = c.var;
  const book = { db, sealer, userId: user.id, currency: c.env.BOOK_CURRENCY };
  const { stream, ended } = answerStream(await beginWithdrawal(book, c.req.valid("param").id));
  c.executionCtx.waitUntil(ended.finally(() => recogniseBehind(c.env, c.var.requestId)));
  const answer: Response = c.body(stream, 200, { "Content-Type": "application/jsonl" });
  return answer as Response & TypedResponse<never, 200, "json">;
});
