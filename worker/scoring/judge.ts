/** A customer's tier as a review finds it, against what the last review left. */
import type { Scored } from "../../shared/scoring/score.ts";
import type { Policy } from "../../shared/scoring/index.ts";
import type { Move } from "../store/moves.ts";
import { directionOf, moveReasons, type Reviewed, reviewedOf } from "./tier-move.ts";

/** Moves are kept for 200 days: a proposal that waited nearly so long is made again. */
const longestWait = 180 * 86_400_000;

export type Judged = {
  /** Kept beside the card for the next review. */ reviewed: Reviewed;
  move: Omit<Move, "customerId" | "at" | "value"> | null;
  /** The review whose proposal no longer stands, undecided or declined until a day that is over. */
  lapsed: string | null;
};
type Judging = {
  policy: Policy;
  now: number;
  review: string;
  /** False where the last review's proposal has to be made again to be decided on. */
  canGoOn: boolean;
};
type Graded = Pick<Scored, "scores" | "plainTier" | "tierFigure" | "standing" | "proposal">;

/**
 * A tier that changed is a move in force. One that is only proposed is a move that waits, made
 * once: reviews that find the same again leave it to be decided on where it was made, as long as
 * it can be.
 */
export function judge(
  before: Reviewed | null,
  { scores, plainTier, tierFigure, standing, proposal }: Graded,
  { policy, now, review, canGoOn }: Judging,
): Judged {
  const own = reviewedOf(scores.tier, plainTier, policy.version, tierFigure, standing);
  const old = before?.proposal ?? null;
  const goesOn =
    old !== null && proposal?.tier === old.tier && canGoOn && now - old.at < longestWait;
  const made = goesOn ? { review: old.review, at: old.at } : { review, at: now };
  const reviewed = { ...own, proposal: proposal && { ...proposal, ...made } };
  const lapsed = old !== null && !goesOn ? old.review : null;
  if (before === null) return { reviewed, move: null, lapsed };
  if (before.tier !== own.tier)
    return { reviewed, move: { ...moveOf(before, own), status: "in_force" }, lapsed };
  if (proposal === null || goesOn) return { reviewed, move: null, lapsed };
  const { tier, settledDays } = proposal;
  const move = moveOf(before, { ...own, tier, settledDays });
  return { reviewed, move: { ...move, status: "pending" }, lapsed };
}

function moveOf(before: Reviewed, after: Reviewed): Omit<NonNullable<Judged["move"]>, "status"> {
  const reasons = moveReasons(before, after);
  return {
    from: before.tier,
    to: after.tier,
    direction: directionOf(before.tier, after.tier),
    scoreBefore: before.score,
    scoreAfter: after.score,
    reason: reasons[0]?.code ?? "unknown",
    reasons,
  };
}
