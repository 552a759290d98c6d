/** Moves of tier that reviews found, with what changed. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { DecisionKind } from "../../shared/contract/reviews.ts";
import type { TierName } from "../../shared/contract/fields.ts";
import type { Factor } from "../../shared/contract/card.ts";
import { hexKey } from "./data-keys.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";
import { notWithdrawn } from "./withdrawals.ts";

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
  direction: "up" | "down";
  /** Minor units, expected in 12 months. */ value: number;
  /** The code of the leading one. */ reason: string;
  status: MoveStatus;
  scoreBefore: number | null;
  scoreAfter: number | null;
  reasons: Factor[];
};
/** `pending`: the tier waits for a decision; `lapsed`: a later review no longer proposes it. */
export type MoveStatus = "in_force" | "pending" | "lapsed";
export type MoveRow = Omit<Move, "reasons" | "reason"> & {
  reviewId: string;
  nameSealed: string | null;
  dataKey: string | null;
  /** JSON. */ reasons: string;
  decisionId: string | null;
  decision: DecisionKind | null;
  decidedAt: number | null;
  decidedById: string | null;
  decidedBySealed: string | null;
  decidedByAddressSealed: string | null;
  /** Null of an override that was ended since. */
  overrideTier: TierName | null;
  overrideUntilOn: string | null;
};
/** A move with the tier that the customer has by hand, but for one that its own decision gave. */
export type GroupedRow = MoveRow & { handTier: TierName | null; handUntilOn: string | null };
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
      score_after, reasons, direction, reason, value, status)
    SELECT ?2, value ->> 'customerId', value ->> 'at', value ->> 'from', value ->> 'to',
      value ->> 'scoreBefore', value ->> 'scoreAfter',
      value -> 'reasons', value ->> 'direction', value ->> 'reason', value ->> 'value',
      value ->> 'status'
      FROM json_each(?1) WHERE true
    ON CONFLICT (review_id, customer_id) DO NOTHING`,
    moves,
    reviewId,
  );
}

/** Customers whose tiers a review proposed, and a later one does not. */
export type Lapse = { customerId: string; reviewId: string };

/** Statements that let proposals lapse on which nobody decided. */
export function lapseMoves(db: Database, lapses: readonly Lapse[]): D1PreparedStatement[] {
  const isThis = `tier_moves.review_id = j.value ->> 'reviewId'
    AND tier_moves.customer_id = j.value ->> 'customerId'
    AND tier_moves.status = 'pending' AND tier_moves.decision_id IS NULL`;
  return [
    ...forRows(
      db,
      `UPDATE move_groups SET pending = pending - n, lapsed = lapsed + n FROM (
        SELECT tier_moves.review_id AS r, tier_moves.direction AS d, tier_moves.reason AS s,
          count(*) AS n FROM json_each(?1) j JOIN tier_moves ON ${isThis} GROUP BY 1, 2, 3)
      WHERE review_id = r AND direction = d AND reason = s`,
      lapses,
    ),
    ...forRows(
      db,
      `UPDATE tier_moves SET status = 'lapsed' FROM json_each(?1) j WHERE ${isThis}`,
      lapses,
    ),
  ];
}

const columns = `m.review_id AS reviewId, m.customer_id AS customerId, m.at, m.from_tier AS "from",
  m.to_tier AS "to", m.direction, m.value, m.status, m.score_before AS scoreBefore,
  m.score_after AS scoreAfter, m.reasons, c.name_sealed AS nameSealed,
  ${hexKey("c.data_key")} AS dataKey, m.decision_id AS decisionId, d.decision, d.at AS decidedAt,
  u.id AS decidedById, u.name_sealed AS decidedBySealed,
  u.address_sealed AS decidedByAddressSealed, v.tier AS overrideTier,
  v.until_on AS overrideUntilOn`;
const source = `tier_moves m LEFT JOIN customers c ON c.id = m.customer_id
  LEFT JOIN move_decisions d ON d.id = m.decision_id LEFT JOIN users u ON u.id = d.user_id
  LEFT JOIN overrides v ON v.id = d.override_id AND ${notWithdrawn("override", "v.id")}`;

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
    SELECT ${columns} FROM ${source}
    WHERE (m.review_id, m.customer_id) < (?1, ?2)
    ORDER BY m.review_id DESC, m.customer_id DESC LIMIT ?3`)
    .bind(after?.reviewId ?? afterAll, after?.customerId ?? afterAll, count)
    .all<MoveRow>();
  return results;
}

/** The newest override of a customer that was not ended by itself: it holds, or none does. */
const newestOverride = `(SELECT o.id FROM overrides o
  WHERE o.customer_id = m.customer_id AND ${notWithdrawn("override", "o.id")}
  ORDER BY o.occurred_at DESC, o.rowid DESC LIMIT 1)`;

/** Moves of one review for one leading reason in one direction. */
export type GroupPlace = { reviewId: string; direction: "up" | "down"; reason: string };

/**
 * Moves of a group, the most valuable customer first, `count` at most, those after the customer of
 * `after` in that order; where that customer is none of them, none. `now` in milliseconds.
 */
export async function groupPage(
  db: Database,
  { reviewId, direction, reason }: GroupPlace,
  after: string | null,
  count: number,
  now: number,
): Promise<GroupedRow[]> {
  const value = "(SELECT value FROM tier_moves WHERE review_id = ?1 AND customer_id = ?4)";
  const isLater = `m.value <= ${value} AND (m.value < ${value} OR m.customer_id > ?4)`;
  const { results } = await db
    .prepare(`
    SELECT ${columns}, h.tier AS handTier, h.until_on AS handUntilOn FROM ${source}
      LEFT JOIN overrides h ON h.id = ${newestOverride} AND h.ends_at > ?6
        AND h.id IS NOT d.override_id
    WHERE m.review_id = ?1 AND m.direction = ?2 AND m.reason = ?3
      AND ${after === null ? "?4 IS NULL" : isLater}
    ORDER BY m.value DESC, m.customer_id LIMIT ?5`)
    .bind(reviewId, direction, reason, after, count, now)
    .all<GroupedRow>();
  return results;
}

/**
 * Deletes moves of reviews started before `before` (milliseconds), and their counts, in portions
 * that stay within a D1 query's time.
 */
export async function deleteMovesBefore(db: Database, before: number): Promise<void> {
  await db
    .prepare(
      `DELETE FROM move_groups WHERE review_id IN (SELECT id FROM reviews WHERE started_at < ?)`,
    )
    .bind(before)
    .run();
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
