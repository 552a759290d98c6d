/** Moves of tier that reviews found, with what changed. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { TierName } from "../../shared/contract/fields.ts";
import type { Factor } from "../../shared/contract/card.ts";
import { hexKey } from "./data-keys.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";

const deletedAtOnce = 10_000;
/**
 * Sorts after every id, so that the first page is a walk from the end of the key, as the others
 * are.
 */
const afterAll = "~";

export type Move = {
  customerId: string;
  at: number;
  from: TierName;
  to: TierName;
  scoreBefore: number | null;
  scoreAfter: number | null;
  reasons: Factor[];
};
export type MoveRow = Omit<Move, "reasons"> & {
  reviewId: string;
  nameSealed: string | null;
  dataKey: string | null;
  /** JSON. */ reasons: string;
};
/** The last move of the page before. */
export type MovePlace = { reviewId: string; customerId: string };

/** Statements that keep the moves of a review; a customer moves once in it. */
export function keepMoves(
  db: Database,
  reviewId: string,
  moves: readonly Move[],
): D1PreparedStatement[] {
  return forRows(
    db,
    `
    INSERT INTO tier_moves (review_id, customer_id, at, from_tier, to_tier, score_before,
      score_after, reasons)
    SELECT ?2, value ->> 'customerId', value ->> 'at', value ->> 'from', value ->> 'to',
      value ->> 'scoreBefore', value ->> 'scoreAfter',
      value -> 'reasons' FROM json_each(?1) WHERE true
    ON CONFLICT (review_id, customer_id) DO NOTHING`,
    moves,
    reviewId,
  );
}

/**
 * Moves of all reviews, the newest review first, `count` at most, those after `after` in that
 * order.
 */
export async function movesPage(
  db: Database,
  after: MovePlace | null,
  count: number,
): Promise<MoveRow[]> {
  const { results } = await db
    .prepare(`
    SELECT m.review_id AS reviewId, m.customer_id AS customerId, m.at, m.from_tier AS "from",
      m.to_tier AS "to",
      m.score_before AS scoreBefore, m.score_after AS scoreAfter, m.reasons,
      c.name_sealed AS nameSealed,
      ${hexKey("c.data_key")} AS dataKey
    FROM tier_moves m LEFT JOIN customers c ON c.id = m.customer_id
    WHERE (m.review_id, m.customer_id) < (?1, ?2)
    ORDER BY m.review_id DESC, m.customer_id DESC LIMIT ?3`)
    .bind(after?.reviewId ?? afterAll, after?.customerId ?? afterAll, count)
    .all<MoveRow>();
  return results;
}

/**
 * Deletes moves of reviews started before `before` (milliseconds), in portions that stay within a
 * D1 query's time.
 */
export async function deleteMovesBefore(db: Database, before: number): Promise<void> {
  for (;;) {
    const { meta } = await db
      .prepare(`
      DELETE FROM tier_moves WHERE (review_id, customer_id) IN (
        SELECT m.review_id, m.customer_id FROM reviews r
          CROSS JOIN tier_moves m ON m.review_id = r.id WHERE r.started_at < ?
          LIMIT ${deletedAtOnce})`)
      .bind(before)
      .run();
    if (meta.changes === 0) return;
  }
}
