/** Decisions on moves of tier: facts, with the one that stands kept beside each move. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { TierName } from "../../shared/contract/fields.ts";
import type { DecisionKind } from "../../shared/contract/reviews.ts";
import { unlessAnyWritten } from "./customer-edits.ts";
import { type Database, listed } from "./database.ts";
import { type GroupPlace, lapseMoves, type MoveStatus } from "./moves.ts";
import { forRows } from "./rows.ts";
import { withdrawnAt } from "./withdrawals.ts";

/** A move that nobody decided on, and how often somebody had and took it back. */
export type OpenMove = {
  customerId: string;
  from: TierName;
  to: TierName;
  direction: "up" | "down";
  reason: string;
  status: MoveStatus;
  turn: number;
  /** Of the customer's card when this was read; null where there is no card. */
  revision: number | null;
  /** When the tier ends that the customer was given by hand; null without one. */
  overrideUntil: number | null;
};

const openMoves = `
  SELECT m.customer_id AS customerId, m.from_tier AS "from", m.to_tier AS "to", m.direction,
    m.reason, m.status, (SELECT count(*) FROM move_decisions d
      WHERE d.customer_id = m.customer_id AND d.review_id = m.review_id) AS turn, k.revision,
    k.override_until AS overrideUntil
  FROM tier_moves m LEFT JOIN cards k ON k.customer_id = m.customer_id WHERE m.review_id = ?1 AND m.decision_id IS NULL AND m.status <> 'lapsed'`;

/** Undecided moves of some customers in a review; the others are left out. */
export async function openMovesOf(
  db: Database,
  reviewId: string,
  customers: readonly string[],
): Promise<OpenMove[]> {
  const { results } = await db
    .prepare(`${openMoves} AND m.customer_id IN (SELECT value FROM json_each(?2))`)
    .bind(reviewId, listed(customers))
    .all<OpenMove>();
  return results;
}

/** The first undecided moves of a group, the most valuable customer first. */
export async function openMovesIn(
  db: Database,
  { reviewId, direction, reason }: GroupPlace,
  count: number,
): Promise<OpenMove[]> {
  const { results } = await db
    .prepare(
      `${openMoves} AND m.direction = ?2 AND m.reason = ?3
        ORDER BY m.value DESC, m.customer_id LIMIT ?4`,
    )
    .bind(reviewId, direction, reason, count)
    .all<OpenMove>();
  return results;
}

/**
 * Statements, the first of a batch, that fail (`isStale`) where a card was written since these rows
 * were read: a review may no longer propose what they say.
 */
export const unlessReviewed = (
  db: Database,
  rows: readonly { customerId: string; revision: number | null }[],
): D1PreparedStatement[] =>
  unlessAnyWritten(
    db,
    new Map(
      rows.flatMap(({ customerId, revision }) =>
        revision === null ? [] : [[customerId, revision]],
      ),
    ),
  );

export type NewDecision = {
  id: string;
  customerId: string;
  direction: "up" | "down";
  reason: string;
  status: MoveStatus;
  overrideId: string | null;
};
type Deciding = { reviewId: string; decision: DecisionKind; userId: string; now: number };

/**
 * Statements that store decisions. Fail as a duplicate (`isDuplicate`) where somebody decided on
 * one of the moves meanwhile.
 */
export function insertDecisions(
  db: Database,
  rows: readonly NewDecision[],
  { reviewId, decision, userId, now }: Deciding,
): D1PreparedStatement[] {
  // With the review in each row a move is found by its whole key, not among all of the review.
  const moves = rows.map((row) => ({ ...row, reviewId }));
  return [
    ...forRows(
      db,
      `INSERT INTO move_decisions (id, review_id, customer_id, decision, override_id, user_id, at)
      SELECT value ->> 'id', ?2, value ->> 'customerId', ?3, value ->> 'overrideId', ?4, ?5
        FROM json_each(?1)`,
      rows,
      reviewId,
      decision,
      userId,
      now,
    ),
    ...forRows(
      db,
      `UPDATE tier_moves SET decision_id = j.value ->> 'id' FROM json_each(?1) j
      WHERE tier_moves.review_id = j.value ->> 'reviewId'
        AND tier_moves.customer_id = j.value ->> 'customerId'`,
      moves,
    ),
    ...countDecided(db, moves, 1),
  ];
}

type Counted = {
  reviewId: string;
  direction: "up" | "down";
  reason: string;
  status: MoveStatus;
};

/** Statements that count so many more moves as decided, or fewer. */
function countDecided(db: Database, rows: readonly Counted[], by: 1 | -1): D1PreparedStatement[] {
  const groups = Map.groupBy(rows, (row) => `${row.reviewId} ${row.direction} ${row.reason}`);
  const counts = [...groups.values()].map((group) => ({
    ...group[0],
    decided: by * group.length,
    pending: -by * group.filter(({ status }) => status === "pending").length,
  }));
  return forRows(
    db,
    `UPDATE move_groups SET decided = decided + (j.value ->> 'decided'),
      pending = pending + (j.value ->> 'pending') FROM json_each(?1) j
    WHERE move_groups.review_id = j.value ->> 'reviewId'
      AND move_groups.direction = j.value ->> 'direction'
      AND move_groups.reason = j.value ->> 'reason'`,
    counts,
  );
}

/** A decision with its move. */
export type DecisionRow = {
  id: string;
  reviewId: string;
  customerId: string;
  decision: DecisionKind;
  overrideId: string | null;
  userId: string;
  withdrawnAt: number | null;
  /** Null where the move is no longer kept. */ direction: "up" | "down" | null;
  reason: string | null;
  status: MoveStatus | null;
  /** The review whose proposal of a tier the customer's card waits with; null where none does. */
  proposedIn: string | null;
  /** Of the customer's card when this was read; null where there is no card. */
  revision: number | null;
};

/** Decisions by their ids; ids of none are left out. */
export async function decisionsById(db: Database, ids: readonly string[]): Promise<DecisionRow[]> {
  const { results } = await db
    .prepare(
      `SELECT d.id, d.review_id AS reviewId, d.customer_id AS customerId, d.decision,
        d.override_id AS overrideId, d.user_id AS userId, ${withdrawnAt("move_decision", "d.id")},
        m.direction, m.reason, m.status,
        k.tier_reviewed ->> '$.proposal.review' AS proposedIn, k.revision
      FROM move_decisions d LEFT JOIN cards k ON k.customer_id = d.customer_id LEFT JOIN tier_moves m
        ON m.review_id = d.review_id AND m.customer_id = d.customer_id
      WHERE d.id IN (SELECT value FROM json_each(?))`,
    )
    .bind(listed(ids))
    .all<DecisionRow>();
  return results;
}

/**
 * Statements that take decisions back, with the overrides that came of them. Fail as a duplicate
 * where somebody took one of them back meanwhile.
 */
export function withdrawDecisions(
  db: Database,
  rows: readonly DecisionRow[],
  userId: string,
  now: number,
): D1PreparedStatement[] {
  const moves = rows.flatMap(({ reviewId, direction, reason, status }) =>
    direction === null || reason === null || status === null
      ? []
      : [{ reviewId, direction, reason, status }],
  );
  const lapses = rows.filter((row) => row.status === "pending" && row.proposedIn !== row.reviewId);
  return [
    ...forRows(
      db,
      `INSERT INTO withdrawals (fact_type, fact_id, user_id, at)
      SELECT 'move_decision', value ->> 'id', ?2, ?3 FROM json_each(?1)`,
      rows,
      userId,
      now,
    ),
    // An override may have been ended by itself before.
    ...forRows(
      db,
      `INSERT INTO withdrawals (fact_type, fact_id, user_id, at)
      SELECT 'override', value ->> 'overrideId', ?2, ?3 FROM json_each(?1)
        WHERE value ->> 'overrideId' IS NOT NULL ON CONFLICT DO NOTHING`,
      rows,
      userId,
      now,
    ),
    ...forRows(
      db,
      `UPDATE tier_moves SET decision_id = NULL FROM json_each(?1) j
      WHERE tier_moves.review_id = j.value ->> 'reviewId'
        AND tier_moves.customer_id = j.value ->> 'customerId'
        AND tier_moves.decision_id = j.value ->> 'id'`,
      rows,
    ),
    ...countDecided(db, moves, -1),
    // What a review since then no longer proposes does not wait again.
    ...lapseMoves(db, lapses),
  ];
}
