/** Snapshots of the book, and the tallies that they are made from while a review runs. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { SnapshotPage } from "../../shared/contract/snapshot.ts";
import type { Tallies } from "../../shared/scoring/snapshot/snapshot.ts";
import { type Database, listed } from "./database.ts";
import { hexKey } from "./data-keys.ts";

export type SnapshotRow = {
  month: string;
  page: SnapshotPage;
  reviewId: string;
  at: number;
  customers: number;
  /** JSON. */ body: string;
};

/**
 * Statement that keeps the tallies of a page of customers, once: to stand before the one that
 * counts them (`countDone`), for it holds under the same condition.
 */
export function addTallies(
  db: Database,
  reviewId: string,
  before: number,
  tallies: Tallies,
): D1PreparedStatement {
  return db
    .prepare(`INSERT INTO snapshot_tallies (review_id, place, customers, body)
    SELECT id, scored, ?3, ?4 FROM reviews WHERE id = ?1 AND status = 'scoring' AND scored = ?2
    ON CONFLICT (review_id, place) DO NOTHING`)
    .bind(reviewId, before, tallies.customers, JSON.stringify(tallies));
}

export type TalliesRow = { place: number; customers: number; body: string };

/** The tallies of a review in the order of the customers, `count` at most. */
export async function firstTallies(
  db: Database,
  reviewId: string,
  count: number,
): Promise<TalliesRow[]> {
  const { results } = await db
    .prepare(
      `SELECT place, customers, body FROM snapshot_tallies WHERE review_id = ? ORDER BY place
        LIMIT ?`,
    )
    .bind(reviewId, count)
    .all<TalliesRow>();
  return results;
}

/**
 * Puts the sum of some tallies in the place of the first of them, once: of two that did it, the
 * second finds that one grown.
 */
export async function storeMerged(
  db: Database,
  reviewId: string,
  merged: readonly TalliesRow[],
  sum: Tallies,
): Promise<void> {
  const [first, last] = [merged[0]!, merged.at(-1)!];
  await db.batch([
    db
      .prepare(`DELETE FROM snapshot_tallies WHERE review_id = ?1 AND place > ?2 AND place <= ?3
        AND EXISTS (SELECT 1 FROM snapshot_tallies WHERE review_id = ?1 AND place = ?2
          AND customers = ?4)`)
      .bind(reviewId, first.place, last.place, first.customers),
    db
      .prepare(`UPDATE snapshot_tallies SET customers = ?3, body = ?4
        WHERE review_id = ?1 AND place = ?2 AND customers = ?5`)
      .bind(reviewId, first.place, sum.customers, JSON.stringify(sum), first.customers),
  ]);
}

/** Statement that deletes the tallies of every review that is not running. */
export function deleteTallies(db: Database): D1PreparedStatement {
  return db.prepare(`DELETE FROM snapshot_tallies WHERE review_id NOT IN
    (SELECT id FROM reviews WHERE status IN ('fitting', 'scoring'))`);
}

/** Statement that keeps a page of the month, in the place of an earlier one. */
export function storeSnapshot(db: Database, row: SnapshotRow): D1PreparedStatement {
  return db
    .prepare(`INSERT INTO snapshots (month, page, review_id, at, customers, body)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE EXISTS (SELECT 1 FROM reviews WHERE id = ?3
      AND status = 'scoring')
    ON CONFLICT (month, page) DO UPDATE SET review_id = excluded.review_id, at = excluded.at,
      customers = excluded.customers, body = excluded.body WHERE excluded.at >= at`)
    .bind(row.month, row.page, row.reviewId, row.at, row.customers, row.body);
}

/** The snapshot of a page in a month, the latest where none is named; null without one. */
export function findSnapshot(
  db: Database,
  page: SnapshotPage,
  month: string | undefined,
): Promise<SnapshotRow | null> {
  return db
    .prepare(`SELECT month, page, review_id AS reviewId, at, customers, body FROM snapshots
    WHERE page = ?1 AND month = coalesce(?2, (SELECT max(month) FROM snapshots WHERE page = ?1))`)
    .bind(page, month ?? null)
    .first<SnapshotRow>();
}

export type MonthRow = { month: string; page: SnapshotPage; at: number };

/** Months with the pages that they have, newest first: one row each, 100 years at most. */
export async function snapshotMonths(db: Database): Promise<MonthRow[]> {
  const { results } = await db
    .prepare("SELECT month, page, at FROM snapshots ORDER BY month DESC, page LIMIT 1500")
    .all<MonthRow>();
  return results;
}

export type SegmentRow = {
  index: string;
  id: string;
  segmentSealed: string | null;
  dataKey: string | null;
};

/** A customer of each segment, whose sealed text is the segment's. */
export async function segmentTexts(db: Database, indexes: string[]): Promise<SegmentRow[]> {
  const { results } = await db
    .prepare(`SELECT j.value AS "index", c.id, c.segment_sealed AS segmentSealed,
      ${hexKey("c.data_key")} AS dataKey
    FROM json_each(?) j JOIN customers c ON c.id = (
      SELECT customer_id FROM customer_list WHERE segment_index = j.value LIMIT 1)`)
    .bind(listed(indexes))
    .all<SegmentRow>();
  return results;
}

/** The sealed names of users by their ids. */
export async function ownerNames(
  db: Database,
  ids: string[],
): Promise<{ id: string; nameSealed: string | null; addressSealed: string }[]> {
  const { results } = await db
    .prepare(`SELECT id, name_sealed AS nameSealed, address_sealed AS addressSealed FROM users
    WHERE id IN (SELECT value FROM json_each(?))`)
    .bind(listed(ids))
    .all<{ id: string; nameSealed: string | null; addressSealed: string }>();
  return results;
}
