/** Second pass: everybody scored by the new model. */
import type { Env } from "../../env.ts";
import { scoreCustomers } from "../../scoring/rescore.ts";
import { sealer } from "../../security/seal.ts";
import type { ReviewMessage } from "./message.ts";
import { mergeStored } from "./snapshot.ts";
import { stretch, walk } from "./walk.ts";

/**
 * Scores a stretch of customers; the moves of tier are kept with their reasons, and what the
 * dashboards show is added up.
 */
export async function score(
  env: Env,
  { review: id, from }: ReviewMessage,
): Promise<ReviewMessage | null> {
  const { DB: db } = env;
  const keys = await sealer(env);
  const walked = await walk(db, { id, from, pass: "scored" }, async (review, ids, counted) => {
    const { startedAt, asOf, scored: before } = review;
    const now = asOf ?? Date.now();
    await scoreCustomers(db, keys, env, ids, now, { id, startedAt, before, counted });
  });
  if (walked === "over") return null;
  await mergeStored(db, id);
  if (walked === "more") return { step: "score", review: id, from: from + stretch };
  return { step: "snapshot", review: id, from: 0 };
}
