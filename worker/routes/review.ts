/** The review: refitting the models and re-scoring everybody, and who moved by it. */
import type { z } from "zod";
import type { Review, tierMove } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import { instant } from "../scoring/card.ts";
import { Refused } from "../errors.ts";
import { startReview } from "../jobs/review.ts";
import { router } from "../router.ts";
import { at } from "../security/places.ts";
import type { Sealer } from "../security/seal.ts";
import { type MovePlace, type MoveRow, movesPage } from "../store/moves.ts";
import { isReviewedSince, latestReview, type ReviewRow } from "../store/reviews.ts";

type TierMove = z.infer<typeof tierMove>;

export const review = router();

review.openapi(routes.startReview, async (c) => {
  const { asOf: moment } = c.req.valid("query");
  const asOf = moment === undefined ? null : Date.parse(moment);
  if (asOf !== null && asOf >= c.var.now)
    throw new Refused("invalid_request", "asOf must lie in the past.", "asOf");
  if (asOf !== null && (await isReviewedSince(c.var.db, asOf)))
    throw new Refused(
      "conflict",
      "A review has looked at the book from later than that. Reviews of the past come before it, " +
        "the oldest first.",
      "asOf",
    );
  return c.json(reviewAnswer(await startReview(c.env, c.var.now, asOf)), 202);
});

review.openapi(routes.getReview, async (c) => {
  const latest = await latestReview(c.var.db);
  if (latest === null)
    throw new Refused("not_found", "There was no review yet. Start one with POST /v1/review.");
  return c.json(reviewAnswer(latest), 200);
});

review.openapi(routes.listTierMoves, async (c) => {
  const { after, limit } = c.req.valid("query");
  const rows = await movesPage(c.var.db, after === undefined ? null : placeOf(after), limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return c.json(
    {
      moves: await Promise.all(shown.map((row) => openMove(c.var.sealer, row))),
      next:
        rows.length > limit && last !== undefined ? `${last.reviewId}.${last.customerId}` : null,
    },
    200,
  );
});

/** A move with the customer's name. */
export async function openMove(sealer: Sealer, row: MoveRow): Promise<TierMove> {
  const { customerId, nameSealed, dataKey } = row;
  const seals = sealer.customer(customerId, dataKey);
  return {
    review: row.reviewId,
    at: instant(row.at),
    customer: {
      id: customerId,
      name: await seals.open(at("customers.name_sealed", customerId), nameSealed),
    },
    from: row.from,
    to: row.to,
    scoreBefore: row.scoreBefore,
    scoreAfter: row.scoreAfter,
    reasons: JSON.parse(row.reasons),
  };
}

/** A review as the API answers it. */
export function reviewAnswer(row: ReviewRow): Review {
  const { id, status, customers, measured, scored, modelVersion, policyVersion, message } = row;
  return {
    id,
    status,
    customers,
    measured,
    scored,
    modelVersion,
    policyVersion,
    message,
    moves: row.moves === null ? null : JSON.parse(row.moves),
    startedAt: instant(row.startedAt),
    finishedAt: row.finishedAt === null ? null : instant(row.finishedAt),
  };
}

function placeOf(after: string): MovePlace {
  const [, reviewId, customerId] = /^([\w-]{36})\.([\w-]{36})$/.exec(after) ?? [];
  if (reviewId === undefined || customerId === undefined) {
    throw new Refused(
      "invalid_request",
      "after is not the `next` of a page before. Leave it out to begin with the newest review.",
      "after",
    );
  }
  return { reviewId, customerId };
}
