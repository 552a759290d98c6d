/** The review: refitting the models and re-scoring everybody. */
import type { z } from "@hono/zod-openapi";
import type { review as reviewSchema } from "../../shared/contract/answers.ts";
import * as routes from "../../shared/contract/routes.ts";
import { instant } from "../card.ts";
import { Refused } from "../errors.ts";
import { startReview } from "../jobs/review.ts";
import { router } from "../router.ts";
import { latestReview, type ReviewRow } from "../store/reviews.ts";

export const review = router();

review.openapi(routes.startReview, async (c) => c.json(asAnswer(await startReview(c.env, c.var.now)), 202));

review.openapi(routes.getReview, async (c) => {
  const latest = await latestReview(c.var.db);
  if (latest === null) throw new Refused("not_found", "There was no review yet. Start one with POST /v1/review.");
  return c.json(asAnswer(latest), 200);
});

function asAnswer(row: ReviewRow): z.infer<typeof reviewSchema> {
  const { id, status, customers, scored, modelVersion, message } = row;
  return {
    id, status, customers, scored, modelVersion, message,
    startedAt: instant(row.startedAt), finishedAt: row.finishedAt === null ? null : instant(row.finishedAt),
  };
}
