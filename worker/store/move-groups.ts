/** Counts of the moves of a review by direction and leading reason, so that nobody counts rows. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

export type MoveGroup = {
  direction: "up" | "down";
  reason: string;
  moves: number;
  decided: number;
};

/** Statement that counts the moves of a review that is about to end. */
export function countGroups(db: Database, reviewId: string): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO move_groups (review_id, direction, reason, moves)
      SELECT m.review_id, m.direction, m.reason, count(*) FROM tier_moves m
        JOIN reviews r ON r.id = m.review_id AND r.status = 'scoring'
        WHERE m.review_id = ? GROUP BY m.direction, m.reason
      ON CONFLICT (review_id, direction, reason) DO UPDATE SET moves = excluded.moves`,
    )
    .bind(reviewId);
}

/** The groups of a review, the largest first, those who rose before those who fell. */
export async function groupsOf(db: Database, reviewId: string): Promise<MoveGroup[]> {
  const { results } = await db
    .prepare(
      `SELECT direction, reason, moves, decided FROM move_groups WHERE review_id = ?
        ORDER BY direction DESC, moves DESC, reason`,
    )
    .bind(reviewId)
    .all<MoveGroup>();
  return results;
}
