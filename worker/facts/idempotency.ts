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
 * Secrets of a write's answer, which must be stored nowhere. They derive from its idempotency key,
 * of which the database then keeps a keyed hash alone: a replay has the same ones, a dump none.
 */
export type Secrets<A> = {
  /** Completes the answer that is kept with what derives from the key. */
  reveal(answer: A): Promise<A>;
};

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
  secrets?: Secrets<A>,
): Promise<Response & TypedResponse<A, 200, "json">> {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined)
    throw new Refused(
      "idempotency_key_missing",
      "A write needs an Idempotency-Key header.",
      "idempotency-key",
    );
  const { db, user, sealer, now } = c.var;
  const hashedKey = await sealer.index("request", `key ${user.id} ${key}`);
  const keptKey = secrets === undefined ? key : hashedKey;
  const place = (of: string) => at("idempotency_keys.answer_sealed", `${user.id} ${of}`);
  const requestHash = await sealer.index(
    "request",
    `${c.req.method}\n${c.req.path.toLowerCase()}\n${await c.req.text()}`,
  );

  const replay = async () => {
    const stored = await storedAnswer(db, user.id, [key, hashedKey]);
    if (stored === null) return null;
    if (stored.requestHash !== requestHash) {
      throw new Refused(
        "idempotency_key_reused",
        "This Idempotency-Key was used for another write. Use a new key for a new write.",
        "idempotency-key",
      );
    }
    c.header("Idempotent-Replayed", "true");
    const kept = await sealer.open(place(stored.key), stored.answerSealed);
    return respond<A>(c, await revealed(await refreshAnswer(c.var, kept)));
  };

  const revealed = async (body: string) =>
    secrets === undefined ? body : JSON.stringify(await secrets.reveal(JSON.parse(body) as A));

  const attempt = async () => {
    const { statements, answer } = await build();
    const body = JSON.stringify(answer);
    const keep = insertKey(db, {
      userId: user.id,
      key: keptKey,
      requestHash,
      status: 200,
      answerSealed: await sealer.seal(place(keptKey), body),
      now,
    });
    await db.batch([...statements, keep]);
    return respond<A>(c, await revealed(body));
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
