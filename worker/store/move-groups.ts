/** Counts of the moves of a review by direction and leading reason, so that nobody counts rows. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

export type MoveGroup = {
  direction: "up" | "down";
  reason: string;
  moves: number;
  decided: number;
  /** Undecided ones whose tier waits for that. */ pending: number;
  /** Undecided ones that a later review no longer finds. */ lapsed: number;
};

/** The part of a WHERE clause that finds a review as `r`, and what fills its gaps. */
export type Which = { where: string; values: readonly (string | number)[] };

/** Statement that counts the moves of a review that is about to end, in whatever way. */
export function countGroups(db: Database, { where, values }: Which): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO move_groups (review_id, direction, reason, moves, pending)
      SELECT m.review_id, m.direction, m.reason, count(*), sum(m.status = 'pending') FROM tier_moves m
        JOIN reviews r ON r.id = m.review_id AND r.status = 'scoring'
        WHERE ${where} GROUP BY m.direction, m.reason
      ON CONFLICT (review_id, direction, reason) DO UPDATE SET moves = excluded.moves, pending = excluded.pending`,
    )
    .bind(...values);
}

/** The groups of a review, the largest first, those who rose before those who fell. */
export async function groupsOf(db: Database, reviewId: string): Promise<MoveGroup[]> {
  const { results } = await db
    .prepare(
      `SELECT direction, reason, moves, decided, pending, lapsed FROM move_groups WHERE review_id = ?
        ORDER BY direction DESC, moves DESC, reason`,
    )
    .bind(reviewId)
    .all<MoveGroup>();
  return results;
}

/** Undecided moves of a group that still stand. */
export const openOf = ({ moves, decided, lapsed }: MoveGroup): number => moves - decided - lapsed;

/** The reviews of which moves wait for a decision, with how many. */
export async function pendingByReview(db: Database): Promise<Map<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT review_id AS reviewId, sum(pending) AS pending FROM move_groups
        WHERE pending > 0 GROUP BY review_id`,
    )
    .all<{ reviewId: string; pending: number }>();
  return new Map(results.map(({ reviewId, pending }) => [reviewId, pending]));
}
