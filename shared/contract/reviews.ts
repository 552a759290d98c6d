/** Reviews and the moves of tier that they found, as the portfolio shows them. */
import { z } from "@hono/zod-openapi";
import { review, tierMove } from "./answers.ts";
import { amount, id, instant, text, tierName } from "./fields.ts";

export const moveDirection = z.enum(["up", "down"]);
export type MoveDirection = z.infer<typeof moveDirection>;
/** The code of a move's leading reason, as `TierMove` lists them. */
export const moveReason = z
  .string()
  .regex(/^[a-z_]{1,40}$/)
  .openapi({ example: "tier_value" });

/** A review that ended, with the moves that wait for a decision. */
const listedReview = review.extend({ pending: z.int().min(0) });
export type ListedReview = z.infer<typeof listedReview>;
/** Finished reviews and those that failed once somebody had moved, the newest first. */
export const reviews = z.strictObject({ reviews: z.array(listedReview) }).openapi("Reviews");

/** Moves for one leading reason in one direction. */
const moveGroup = z.strictObject({
  direction: moveDirection,
  reason: moveReason,
  moves: z.int().min(1),
  /** Those of them that somebody decided on. */
  decided: z.int().min(0),
  /** Undecided ones whose tier waits for that. */
  pending: z.int().min(0),
  /** Undecided ones that a later review no longer finds. */
  lapsed: z.int().min(0),
});
export type MoveGroup = z.infer<typeof moveGroup>;
/** A review with the groups of its moves: those who rose first, the largest group first. */
export const reviewDetail = z
  .strictObject({ review, groups: z.array(moveGroup) })
  .openapi("ReviewDetail");
export type ReviewDetail = z.infer<typeof reviewDetail>;

export const decisionKind = z.enum(["confirmed", "declined", "overridden"]);
export type DecisionKind = z.infer<typeof decisionKind>;
const calendarDay = z.iso.date().openapi({ example: "2027-02-26" });
const tierUntil = z.strictObject({ tier: tierName, untilOn: calendarDay });

/** A decision on a move, with the tier that it gave the customer, and until when. */
const moveDecision = z.strictObject({
  id,
  decision: decisionKind,
  /** Null for the first administrator. */
  by: z.string().nullable(),
  at: instant,
  /**
   * Null of a confirmation, of a move declined while the customer had a tier by hand, and where the
   * override was ended since.
   */
  override: tierUntil.nullable(),
});
export type MoveDecision = z.infer<typeof moveDecision>;

export const reviewedMove = tierMove
  .extend({
    direction: moveDirection,
    /** Expected in 12 months when the review ran, minor units; 0 where nothing is. */
    value: amount,
    /** `pending`: waits for a decision. `lapsed`: a later review no longer proposes it. */
    status: z.enum(["in_force", "pending", "lapsed"]),
    decision: moveDecision.nullable(),
    /** The tier that somebody gave the customer and that holds; null where it is the decision's. */
    setByHand: tierUntil.nullable(),
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

/** As many moves as one request decides on, or takes the decision back of. */
export const mostDecided = 100;

/** Some moves of a review by their customers, or the undecided ones of a group. */
const whichMoves = z.union([
  z.strictObject({ customers: z.array(id).min(1).max(mostDecided) }),
  z.strictObject({ direction: moveDirection, reason: moveReason }),
]);
const decides = { review: id, moves: whichMoves };
const untilThen = {
  /** In the manager's words: whoever sees the tier reads them. */
  reason: text(500),
  /** The last day that the tier holds, of the calendar by the book's time zone. */
  untilOn: calendarDay,
};
/**
 * `confirmed`: the tier of the move holds. `declined`: the customer keeps the tier before the move
 * until a day, or the one that somebody gave them by hand as long as that holds. `overridden`: the
 * customer gets another until a day.
 */
export const newDecisions = z
  .discriminatedUnion("decision", [
    z.strictObject({ decision: z.literal("confirmed"), ...decides }),
    z.strictObject({ decision: z.literal("declined"), ...decides, ...untilThen }),
    z.strictObject({
      decision: z.literal("overridden"),
      ...decides,
      tier: tierName,
      ...untilThen,
    }),
  ])
  .openapi("NewDecisions");
export type NewDecisions = z.infer<typeof newDecisions>;
/**
 * Decisions that were stored; moves that were decided before are left out. `left` says how many of
 * the group are still undecided: ask again.
 */
export const decisionsMade = z
  .strictObject({
    decisions: z.array(z.strictObject({ id, customerId: id })),
    left: z.int().min(0),
  })
  .openapi("DecisionsMade");
export type DecisionsMade = z.infer<typeof decisionsMade>;

export const withdrawnDecisions = z.strictObject({ ids: z.array(id).min(1).max(mostDecided) });
export const decisionsWithdrawn = z
  .strictObject({ ids: z.array(id) })
  .openapi("DecisionsWithdrawn");
