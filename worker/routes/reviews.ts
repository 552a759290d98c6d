/** Reviews that ended: what moved in each, by reason. */
import type { ReviewedMove } from "../../shared/contract/reviews.ts";
import * as routes from "../../shared/contract/routes.ts";
import { Refused } from "../errors.ts";
import { router } from "../router.ts";
import { authorOf, instant, opener } from "../scoring/card.ts";
import { groupsOf, pendingByReview } from "../store/move-groups.ts";
import { type GroupedRow, groupPage, type MoveRow } from "../store/moves.ts";
import { findReview, listedReviews } from "../store/reviews.ts";
import type { Sealer } from "../security/seal.ts";
import { openMove, reviewAnswer } from "./review.ts";

export const reviews = router();

reviews.openapi(routes.listReviews, async (c) => {
  const rows = await listedReviews(c.var.db, c.req.valid("query").limit);
  const pending = await pendingByReview(c.var.db);
  const listed = rows.map((row) => ({ ...reviewAnswer(row), pending: pending.get(row.id) ?? 0 }));
  return c.json({ reviews: listed }, 200);
});

const unknownReview = () =>
  new Refused("not_found", "There is no such review. GET /v1/reviews lists those there are.");

reviews.openapi(routes.readReview, async (c) => {
  const { db } = c.var;
  const { id } = c.req.valid("param");
  const [review, groups] = [await findReview(db, id), await groupsOf(db, id)];
  if (review === null) throw unknownReview();
  return c.json({ review: reviewAnswer(review), groups }, 200);
});

reviews.openapi(routes.listReviewedMoves, async (c) => {
  const { db, sealer, now } = c.var;
  const { id: reviewId } = c.req.valid("param");
  const { direction, reason, after, limit } = c.req.valid("query");
  if ((await findReview(db, reviewId)) === null) throw unknownReview();
  const group = { reviewId, direction, reason };
  const rows = await groupPage(db, group, after ?? null, limit + 1, now);
  const shown = rows.slice(0, limit);
  return c.json(
    {
      moves: await Promise.all(shown.map((row) => openReviewed(sealer, row))),
      next: rows.length > limit ? (shown.at(-1)?.customerId ?? null) : null,
    },
    200,
  );
});

async function openReviewed(sealer: Sealer, row: GroupedRow): Promise<ReviewedMove> {
  const { direction, value, status, handTier, handUntilOn } = row;
  const decision = await openDecision(sealer, row);
  const setByHand =
    handTier === null || handUntilOn === null ? null : { tier: handTier, untilOn: handUntilOn };
  return { ...(await openMove(sealer, row)), direction, value, status, decision, setByHand };
}

/** The decision that stands on a move, with the name of who made it. */
async function openDecision(sealer: Sealer, row: MoveRow): Promise<ReviewedMove["decision"]> {
  const { decisionId, decision, decidedAt, overrideTier, overrideUntilOn } = row;
  if (decisionId === null || decision === null || decidedAt === null) return null;
  const author = {
    authorId: row.decidedById,
    authorNameSealed: row.decidedBySealed,
    authorAddressSealed: row.decidedByAddressSealed,
  };
  return {
    id: decisionId,
    decision,
    by: await authorOf(author, opener(sealer)),
    at: instant(decidedAt),
    override:
      overrideTier === null || overrideUntilOn === null
        ? null
        : { tier: overrideTier, untilOn: overrideUntilOn },
  };
}
