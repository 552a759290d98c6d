/** Counts of asking, as triggers keep them. */
import type { TierName } from "../../shared/contract/fields.ts";
import type { Database } from "./database.ts";

type Sums = "count" | "sum" | "squares";
export type Metric = "nps" | "csat" | "ces";
export type AskingTally = {
  repId: string;
  tier: TierName | "";
  isDrawn: number;
  asked: number;
  answered: number;
  addressChanged: number;
  ownDomain: number;
  sameDevice: number;
} & Record<`${Metric}_${Sums}`, number>;
export type DrawTally = {
  repId: string;
  tier: TierName | "";
  drawn: number;
  /** JSON, counts by reason. */ declined: string;
  /** JSON, counts by code. */ refused: string;
};
export type FrameRow = {
  repId: string;
  tier: TierName;
  customers: number;
  eligible: number;
  /** JSON, counts by code. */ refused: string;
};
export type LatestDraw = { week: string; startedAt: number; state: string };

/** Returns all that a quarter's report is made of, and how many rows D1 read for it. */
export async function samplingCounts(db: Database, quarter: string) {
  const [asking, draws, frames, quarters, latest] = await db.batch([
    db
      .prepare(
        `SELECT rep_id AS repId, tier, is_drawn AS isDrawn, asked, answered, nps_count, nps_sum,
          nps_squares, csat_count, csat_sum, csat_squares, ces_count, ces_sum, ces_squares,
          address_changed AS addressChanged, own_domain AS ownDomain, same_device AS sameDevice
        FROM asking_tallies WHERE quarter = ?`,
      )
      .bind(quarter),
    db
      .prepare(
        `SELECT rep_id AS repId, tier, drawn, declined, refused FROM draw_tallies
          WHERE quarter = ?`,
      )
      .bind(quarter),
    db.prepare(
      `SELECT rep_id AS repId, tier, customers, eligible, refused FROM draw_frames
        WHERE week = (SELECT max(week) FROM draws WHERE state <> 'walking')`,
    ),
    // A step along the index for each quarter, not a row for each tally.
    db.prepare(
      `WITH RECURSIVE q(quarter) AS (
        SELECT max(ifnull((SELECT max(quarter) FROM asking_tallies), ''),
          ifnull((SELECT max(quarter) FROM draw_tallies), ''))
        UNION ALL
        SELECT max(ifnull((SELECT max(quarter) FROM asking_tallies WHERE quarter < q.quarter), ''),
          ifnull((SELECT max(quarter) FROM draw_tallies WHERE quarter < q.quarter), ''))
        FROM q WHERE q.quarter <> '')
      SELECT quarter FROM q WHERE quarter <> '' LIMIT 40`,
    ),
    db.prepare("SELECT week, started_at AS startedAt, state FROM draws ORDER BY week DESC LIMIT 1"),
  ]);
  const all = [asking, draws, frames, quarters, latest];
  return {
    asking: (asking?.results ?? []) as AskingTally[],
    draws: (draws?.results ?? []) as DrawTally[],
    frames: (frames?.results ?? []) as FrameRow[],
    quarters: ((quarters?.results ?? []) as { quarter: string }[]).map((row) => row.quarter),
    latest: ((latest?.results ?? []) as LatestDraw[])[0] ?? null,
    rowsRead: all.reduce((sum, one) => sum + (one?.meta.rows_read ?? 0), 0),
  };
}
