/** Reviews and the moves of tier that they found, as the portfolio shows them. */
import { z } from "@hono/zod-openapi";
import { review, tierMove } from "./answers.ts";
import { amount, id } from "./fields.ts";

export const moveDirection = z.enum(["up", "down"]);
export type MoveDirection = z.infer<typeof moveDirection>;
/** The code of a move's leading reason, as `TierMove` lists them. */
export const moveReason = z
  .string()
  .regex(/^[a-z_]{1,40}$/)
  .openapi({ example: "tier_value" });

/** Finished reviews, the newest first. */
export const reviews = z.strictObject({ reviews: z.array(review) }).openapi("Reviews");

/** Moves for one leading reason in one direction. */
const moveGroup = z.strictObject({
  direction: moveDirection,
  reason: moveReason,
  moves: z.int().min(1),
  /** Those of them that somebody decided on. */
  decided: z.int().min(0),
});
export type MoveGroup = z.infer<typeof moveGroup>;
/** A review with the groups of its moves: those who rose first, the largest group first. */
export const reviewDetail = z
  .strictObject({ review, groups: z.array(moveGroup) })
  .openapi("ReviewDetail");
export type ReviewDetail = z.infer<typeof reviewDetail>;

export const reviewedMove = tierMove
  .extend({
    direction: moveDirection,
    /** Expected in 12 months when the review ran, minor units; 0 where nothing is. */
    value: amount,
    /** `pending`: waits for a decision. `lapsed`: a later review no longer proposes it. */
    status: z.enum(["in_force", "pending", "lapsed"]),
  })
  .openapi("ReviewedMove");
export type ReviewedMove = z.infer<typeof reviewedMove>;

/** The most valuable customer first. */
export const reviewedMoves = z
  .strictObject({ moves: z.array(reviewedMove), next: id.nullable() })
  .openapi("ReviewedMoves");
export const movesQuery = z.strictObject({
  direction: moveDirection,
  reason: moveReason,
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
