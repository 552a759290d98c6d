/** Every write happens once for its key, however often it is sent. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Context, TypedResponse } from "hono";
import type { App } from "../context.ts";
import { Refused } from "../errors.ts";
import { at } from "../security/places.ts";
import { insertKey, isDuplicate, storedAnswer } from "../store/idempotency.ts";
import { refreshAnswer } from "./refresh-answer.ts";

/** A write's outcome: the statements that store it, and what it answers. */
export type Write<A> = { statements: D1PreparedStatement[]; answer: A };

/**
 * Runs a write under its `Idempotency-Key` and returns the whole response, for a route to return as
 * it is:
 *
 *   interactions.openapi(routes.logInteraction, (c) => idempotentWrite(c, async () => {
 *     …read, score…
 *     return { statements: [insertFact, upsertCard], answer: { interaction, card } };
 *   }));
 *
 * `build` reads through `c.get("db")` and prepares statements on it; all of them and the key go in
 * one transaction. A key seen before replays its first answer with `Idempotent-Replayed: true` and
 * `build` is not called; under another method, path or body it is refused
 * (`idempotency_key_reused`). Of two at the same time one wins, the other replays it. Where another
 * write took a unique row in between (a message's claim, an address),
 * `build` is called once more and sees it. A `Refused` thrown by `build` leaves the key free.
 * Without statements (a message logged before) the answer is kept for the key all the same.
 */
export async function idempotentWrite<A>(
  c: Context<App>,
  build: () => Promise<Write<A>>,
): Promise<Response & TypedResponse<A, 200, "json">> {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined)
    throw new Refused(
      "idempotency_key_missing",
      "A write needs an Idempotency-Key header.",
      "idempotency-key",
    );
  const { db, user, sealer, now } = c.var;
  const place = at("idempotency_keys.answer_sealed", `${user.id} ${key}`);
  const requestHash = await sealer.index(
    "request",
    `${c.req.method}\n${c.req.path.toLowerCase()}\n${await c.req.text()}`,
  );

  const replay = async () => {
    const stored = await storedAnswer(db, user.id, key);
    if (stored === null) return null;
    if (stored.requestHash !== requestHash) {
      throw new Refused(
        "idempotency_key_reused",
        "This Idempotency-Key was used for another write. Use a new key for a new write.",
        "idempotency-key",
      );
    }
    c.header("Idempotent-Replayed", "true");
    const kept = await sealer.open(place, stored.answerSealed);
    return respond<A>(c, await refreshAnswer(c.var, kept));
  };

  const attempt = async () => {
    const { statements, answer } = await build();
    const body = JSON.stringify(answer);
    const keep = insertKey(db, {
      userId: user.id,
      key,
      requestHash,
      status: 200,
      answerSealed: await sealer.seal(place, body),
      now,
    });
    await db.batch([...statements, keep]);
    return respond<A>(c, body);
  };

  const first = await replay();
  if (first !== null) return first;
  try {
    return await attempt();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (await replay()) ?? (await attempt());
  }
}

/**
 * Sends the stored text as it is: a replay equals the first answer byte for byte, unless words of
 * it were amended or withdrawn since.
 */
function respond<A>(c: Context<App>, body: string): Response & TypedResponse<A, 200, "json"> {
  const response: Response = c.body(body, 200, { "Content-Type": "application/json" });
  return response as Response & TypedResponse<A, 200, "json">;
}
