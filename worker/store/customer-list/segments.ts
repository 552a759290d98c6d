/** The segments of the book. */
import type { Database } from "../database.ts";
import { type SegmentRow, segmentTexts } from "../snapshots.ts";

/**
 * A customer of each segment, whose sealed text is the segment's; so many segments at most. Each
 * step of the index leads to the next segment: no more is read, however many customers there are.
 */
export async function segmentsOfBook(db: Database, most: number): Promise<SegmentRow[]> {
  const { results } = await db
    .prepare(`WITH RECURSIVE found (segment) AS (
      SELECT min(segment_index) FROM customer_list WHERE segment_index IS NOT NULL
      UNION ALL
      SELECT (SELECT min(l.segment_index) FROM customer_list l
        WHERE l.segment_index > found.segment) FROM found WHERE found.segment IS NOT NULL
      LIMIT ?1)
    SELECT segment FROM found WHERE segment IS NOT NULL`)
    .bind(most)
    .all<{ segment: string }>();
  return segmentTexts(
    db,
    results.map(({ segment }) => segment),
  );
}
