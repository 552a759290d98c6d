/**
 * First pass: what the book has to know of each customer, measured as of the review's start and
 * kept.
 */
import { measures } from "../../../shared/scoring/index.ts";
import type { Env } from "../../env.ts";
import { loadFacts } from "../../store/facts.ts";
import { keepMeasures } from "../../store/measures.ts";
import { policyOf } from "../../store/policy.ts";
import { findReview } from "../../store/reviews.ts";
import type { ReviewMessage } from "./message.ts";
import { stretch, walk } from "./walk.ts";

/**
 * Measures a stretch of customers by the policy of the review's start; whose measures are all kept
 * goes on to the fit.
 */
export async function measure(
  { DB: db }: Env,
  { review: id, from }: ReviewMessage,
): Promise<ReviewMessage | null> {
  const begun = await findReview(db, id);
  if (begun === null) return null;
  const policy = await policyOf(db, begun.policyVersion);
  const walked = await walk(db, { id, from, pass: "measured" }, async (review, ids, counted) => {
    const facts = await loadFacts(db, ids);
    const measured = [...facts.values()].map((one) =>
      measures(one, { policy, now: review.startedAt }),
    );
    await db.batch([...keepMeasures(db, id, measured), counted]);
  });
  if (walked === "more") return { step: "measure", review: id, from: from + stretch };
  return walked === "all" ? { step: "fit", review: id, from: 0 } : null;
}
