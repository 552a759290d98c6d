/** The end of overrides: nobody has to undo them. */
import type { Env } from "../env.ts";
import { at } from "../security/places.ts";
import type { Sealer } from "../security/seal.ts";
import type { Database } from "../store/database.ts";
import { insertKey, isDuplicate } from "../store/idempotency.ts";
import { endedOverrides, hasEndedOverride } from "../store/overrides.ts";
import { scoreCustomers } from "./rescore.ts";

/** Customers scored before an answer; more end at once only after a bulk action. */
const atOnce = 50;

/** The queue's message: the moment at which very many overrides end. */
export type EndMessage = { ended: number };

type Ending = { db: Database; sealer: Sealer; env: Pick<Env, "BOOK_CURRENCY">; now: number };

/**
 * Scores customers again whose override has ended, so that a list asked for after its end shows the
 * tier that is theirs. Reads one row of an index where there is none. What is left of very many is
 * the queue's.
 */
export async function endOverrides(
  db: Database,
  sealer: Sealer,
  env: Pick<Env, "BOOK_CURRENCY" | "REVIEW_QUEUE">,
  now: number,
): Promise<void> {
  const ended = await endedOverrides(db, now, atOnce + 1);
  if (ended.length === 0) return;
  const next = ended[atOnce];
  if (next !== undefined) await queueOnce({ db, sealer, env, now }, env, next.until);
  const ids = ended.slice(0, atOnce).map(({ id }) => id);
  await scoreCustomers(db, sealer, env, ids, now);
}

/** As `endOverrides`, for `most` customers; answers how many were scored. */
export async function endSomeOverrides(
  { db, sealer, env, now }: Ending,
  most: number,
): Promise<number> {
  const ended = await endedOverrides(db, now, most);
  return scoreCustomers(
    db,
    sealer,
    env,
    ended.map(({ id }) => id),
    now,
  );
}

/** Scores a customer again whose own override has ended. */
export async function endOverrideOf(
  { db, sealer, env, now }: Ending,
  customerId: string,
): Promise<void> {
  if (await hasEndedOverride(db, customerId, now))
    await scoreCustomers(db, sealer, env, [customerId], now);
}

/** Queues the overrides that end at a moment: of all who ask for it, the first one does. */
async function queueOnce(
  { db, sealer, now }: Ending,
  { REVIEW_QUEUE: queue }: Pick<Env, "REVIEW_QUEUE">,
  ended: number,
): Promise<void> {
  const [userId, key] = ["queue", `overrides that end at ${ended}`];
  const place = at("idempotency_keys.answer_sealed", `${userId} ${key}`);
  const answerSealed = (await sealer.seal(place, "{}")) ?? "";
  try {
    await db.batch([
      insertKey(db, { userId, key, requestHash: "", status: 202, answerSealed, now }),
    ]);
  } catch (error) {
    if (isDuplicate(error)) return;
    throw error;
  }
  // What cannot be queued waits for the answers to come, and for the nightly review.
  await queue.send({ ended } satisfies EndMessage).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : "unknown";
    console.error(JSON.stringify({ job: "end of overrides", error: name }));
  });
}
