/**
 * Measures that reviews take of each customer: for fits, and as the snapshot that previews are
 * computed from.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Measures } from "../../shared/scoring/index.ts";
import type { History } from "../../shared/scoring/models/purchase-histories.ts";
import { seedOf } from "../../shared/scoring/numerics/random.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";

const daysAWeek = 7;
/** Measures, and groups of histories, read at once: a few megabytes. */
const [readAtOnce, groupsAtOnce] = [2500, 20_000];
const deletedAtOnce = 10_000;

type Row = {
  draw: number;
  customerId: string;
  frequency: number | null;
  recencyDays: number;
  ageDays: number;
  monetary: number;
  /** Σ ln of gaps in weeks; null in measures of older reviews. */ logGaps: number | null;
  body: string;
};

/** Statements that keep measures; those of a page measured twice replace the first. */
export function keepMeasures(
  db: Database,
  reviewId: string,
  measured: readonly Measures[],
): D1PreparedStatement[] {
  const rows = measured.map(({ id, summary, ...body }) => ({
    draw: seedOf(id),
    id,
    body,
    frequency: summary?.frequency ?? null,
    monetary: summary?.monetary ?? null,
    recencyDays: summary && Math.round(summary.recency * daysAWeek),
    ageDays: summary && Math.round(summary.age * daysAWeek),
    logGaps: summary?.logGaps ?? null,
  }));
  return forRows(
    db,
    `
    INSERT INTO review_measures (review_id, draw, customer_id, frequency, recency_days, age_days,
      monetary, log_gaps, body)
    SELECT ?2, value ->> 'draw', value ->> 'id', value ->> 'frequency', value ->> 'recencyDays',
      value ->> 'ageDays', value ->> 'monetary',
      value ->> 'logGaps', value -> 'body' FROM json_each(?1) WHERE true
    ON CONFLICT (review_id, draw, customer_id) DO UPDATE
      SET frequency = excluded.frequency, recency_days = excluded.recency_days,
      age_days = excluded.age_days, monetary = excluded.monetary, log_gaps = excluded.log_gaps,
      body = excluded.body`,
    rows,
    reviewId,
  );
}

function measuresOf({
  customerId: id,
  frequency,
  recencyDays,
  ageDays,
  monetary,
  logGaps,
  body,
}: Row): Measures {
  const rest = JSON.parse(body) as Omit<Measures, "id" | "summary">;
  const summary =
    frequency === null
      ? null
      : {
          id,
          frequency,
          recency: recencyDays / daysAWeek,
          age: ageDays / daysAWeek,
          ...(logGaps !== null && { logGaps }),
          monetary,
          ...(rest.record && { spent: rest.record.total }),
        };
  return { ...rest, id, summary };
}

/**
 * The measures of `count` customers at most: those whose ids hash to the smallest numbers, so that
 * it is the same ones every time.
 */
export async function sampleOf(db: Database, reviewId: string, count: number): Promise<Measures[]> {
  const sample: Measures[] = [];
  for (let [draw, id] = [-1, ""]; sample.length < count;) {
    const { results } = await db
      .prepare(`
      SELECT draw, customer_id AS customerId, frequency, recency_days AS recencyDays,
        age_days AS ageDays, monetary, log_gaps AS logGaps, body
      FROM review_measures WHERE review_id = ?1 AND (draw, customer_id) > (?2, ?3)
        ORDER BY draw, customer_id LIMIT ?4`)
      .bind(reviewId, draw, id, Math.min(readAtOnce, count - sample.length))
      .all<Row>();
    const last = results.at(-1);
    if (last === undefined) break;
    for (const row of results) sample.push(measuresOf(row));
    ({ draw, customerId: id } = last);
  }
  return sample;
}

/** Recency and age to the nearest so many days: to the day where the book allows it. */
const units = [1, 7, 14];
/**
 * The unit stands in the statement: D1 binds every number as a fraction, and these divisions are of
 * whole numbers. Bare columns where it is a day: the index has them in order, nothing is sorted.
 */
const toUnit = (column: string, unit: number) =>
  unit === 1 ? column : `(${column} + ${unit} / 2) / ${unit} * ${unit}`;
const grouped = (columns: string, unit: number) => `SELECT ${columns} FROM (
    SELECT frequency, ${toUnit("recency_days", unit)} AS recency,
      ${toUnit("age_days", unit)} AS age, log_gaps
    FROM review_measures WHERE review_id = ?1 AND frequency IS NOT NULL)
  GROUP BY frequency, recency, age`;

/**
 * The purchase histories of the whole book in weeks, equal ones counted together. Where more than
 * `most` are different, times are taken to the nearest week, or two: a little coarser for
 * everybody, nobody left out; gaps between purchases stay as they are. Null where even those are
 * too many.
 */
export async function historiesOf(
  db: Database,
  reviewId: string,
  most: number,
): Promise<History[] | null> {
  for (const unit of units) {
    const different =
      (await db
        .prepare(`SELECT count(*) AS n FROM (${grouped("1", unit)})`)
        .bind(reviewId)
        .first<number>("n")) ?? 0;
    if (different <= most) return readHistories(db, reviewId, unit);
  }
  return null;
}

type Counted = Required<Omit<History, "logGaps">> & { logGaps: number | null };
/** Null where somebody's gaps are not known. */
const gapsOfAll = "CASE WHEN count(log_gaps) = count(*) THEN sum(log_gaps) END";

async function readHistories(db: Database, reviewId: string, unit: number): Promise<History[]> {
  const histories: History[] = [];
  for (;;) {
    const { results } = await db
      .prepare(
        `${grouped(`frequency, recency, age, count(*) AS count, ${gapsOfAll} AS logGaps`, unit)} ` +
          "ORDER BY frequency, recency, age LIMIT ?2 OFFSET ?3",
      )
      .bind(reviewId, groupsAtOnce, histories.length)
      .all<Counted>();
    for (const { frequency, recency, age, count, logGaps } of results)
      histories.push({
        frequency,
        recency: recency / daysAWeek,
        age: age / daysAWeek,
        count,
        ...(logGaps !== null && { logGaps }),
      });
    if (results.length < groupsAtOnce) return histories;
  }
}

/**
 * Deletes some measures of reviews that are over, but for the latest finished one's; whether there
 * may be more.
 */
export async function deleteOldMeasures(db: Database): Promise<boolean> {
  const { meta } = await db
    .prepare(`
    DELETE FROM review_measures WHERE (review_id, draw, customer_id) IN (
      SELECT m.review_id, m.draw, m.customer_id FROM reviews r
        CROSS JOIN review_measures m ON m.review_id = r.id
      WHERE r.status IN ('finished', 'failed')
        AND r.id IS NOT (SELECT id FROM reviews WHERE status = 'finished'
          ORDER BY started_at DESC, id DESC LIMIT 1)
      LIMIT ${deletedAtOnce})`)
    .run();
  return meta.changes > 0;
}
