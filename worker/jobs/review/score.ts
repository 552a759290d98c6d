/** Second pass: everybody scored by the new model. */
import type { Env } from "../../env.ts";
import { scoreCustomers } from "../../scoring/rescore.ts";
import { sealer } from "../../security/seal.ts";
import { finishReview } from "../../store/reviews.ts";
import type { ReviewMessage } from "./message.ts";
import { stretch, walk } from "./walk.ts";

/**
 * Scores a stretch of customers; the moves of tier are kept with their reasons. Ends the review
 * after the last.
 */
export async function score(
  env: Env,
  { review: id, from }: ReviewMessage,
): Promise<ReviewMessage | null> {
  const { DB: db } = env;
  const keys = await sealer(env);
  const walked = await walk(db, { id, from, pass: "scored" }, async (_, ids, counted) => {
    await scoreCustomers(db, keys, env, ids, Date.now(), { id, counted });
  });
  if (walked === "more") return { step: "score", review: id, from: from + stretch };
  if (walked === "over") return null;
  await finishReview(db, id, Date.now());
  return { step: "tidy", review: id, from: 0 };
}
