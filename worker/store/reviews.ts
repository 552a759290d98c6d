/** Reviews: how far a refit and re-scoring of everybody is. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { type Database, listed } from "./database.ts";
import { countGroups, type Which } from "./move-groups.ts";

export type ReviewRow = {
  id: string;
  status: "fitting" | "scoring" | "finished" | "failed";
  customers: number;
  measured: number;
  scored: number;
  /** The last customer that the pass at work is done with; empty before the first. */
  place: string;
  /** The policy it measures and fits by, whatever is saved meanwhile. */
  policyVersion: number;
  modelVersion: number | null;
  /** JSON; null before it ended, and of one that failed before anybody moved. */
  moves: string | null;
  message: string | null;
  /** The moment that it looks at the book from. */ startedAt: number;
  /** The same where that lies in the past; null of a review of its own time. */
  asOf: number | null;
  heartbeatAt: number;
  finishedAt: number | null;
};
/** A pass through the book, by the column that counts it, and the status it belongs to. */
export const passes = { measured: "fitting", scored: "scoring" } as const;
export type Pass = keyof typeof passes;

const columns = `id, status, customers, measured, scored, place,
  coalesce(policy_version, 1) AS policyVersion, model_version AS modelVersion, moves,
  message, started_at AS startedAt, as_of AS asOf, heartbeat_at AS heartbeatAt, finished_at AS finishedAt`;
const running = "status IN ('fitting', 'scoring')";
/** The moves of a review `r` from tier to tier, counted, most first. */
const countedMoves = `(
  SELECT json_group_array(json_object('from', from_tier, 'to', to_tier, 'count', n)) FROM (
    SELECT from_tier, to_tier, count(*) AS n FROM tier_moves WHERE review_id = r.id
      GROUP BY from_tier, to_tier ORDER BY n DESC, from_tier, to_tier))`;

/** The latest review, or null before the first. */
export function latestReview(db: Database): Promise<ReviewRow | null> {
  return db
    .prepare(`SELECT ${columns} FROM reviews ORDER BY started_at DESC, id DESC LIMIT 1`)
    .first<ReviewRow>();
}

/** The latest review that came to its end, or null: its measures are the snapshot. */
export function latestFinished(db: Database): Promise<ReviewRow | null> {
  return db
    .prepare(
      `SELECT ${columns} FROM reviews WHERE status = 'finished' ORDER BY started_at DESC, id DESC
        LIMIT 1`,
    )
    .first<ReviewRow>();
}

/** One review, or null. */
export function findReview(db: Database, id: string): Promise<ReviewRow | null> {
  return db.prepare(`SELECT ${columns} FROM reviews WHERE id = ?`).bind(id).first<ReviewRow>();
}

const begin = (db: Database, id: string, now: number, asOf: number | null = null) =>
  db
    .prepare(`
  INSERT INTO reviews (id, status, customers, policy_version, started_at, heartbeat_at, as_of)
  SELECT ?1, 'fitting', (SELECT count(*) FROM customers),
    coalesce((SELECT max(version) FROM policies), 1), coalesce(?3, ?2), ?2, ?3
  WHERE NOT EXISTS (SELECT 1 FROM reviews WHERE ${running})`)
    .bind(id, now, asOf);

/** Returns whether a review looked at the book from `at` or later and did not fail. */
export async function isReviewedSince(db: Database, at: number): Promise<boolean> {
  const found = await db
    .prepare("SELECT 1 AS found FROM reviews WHERE started_at >= ? AND status <> 'failed' LIMIT 1")
    .bind(at)
    .first("found");
  return found !== null;
}

/**
 * Begins a review unless another is running and showed life after `aliveSince`; whether it began.
 */
export async function beginReview(
  db: Database,
  id: string,
  now: number,
  aliveSince: number,
  asOf: number | null = null,
): Promise<boolean> {
  const message = "It stopped without an answer; another review took over.";
  const dead = { where: "r.heartbeat_at <= ?", values: [aliveSince] };
  const results = await db.batch([...fail(db, dead, message, now), begin(db, id, now, asOf)]);
  return (results.at(-1)?.meta.changes ?? 0) > 0;
}

/**
 * Statements that end a review that is running as failed. The moves it made until then are counted:
 * they stand, and somebody decides on them.
 */
function fail(db: Database, which: Which, message: string, now: number): D1PreparedStatement[] {
  return [
    countGroups(db, which),
    db
      .prepare(
        `UPDATE reviews AS r SET status = 'failed', message = ?, finished_at = ?,
          moves = nullif(${countedMoves}, '[]') WHERE ${running} AND ${which.where}`,
      )
      .bind(message, now, ...which.values),
  ];
}

/**
 * Statements that begin a review in the place of any that is running: its policy is no longer the
 * newest.
 */
export function takeOver(db: Database, id: string, now: number): D1PreparedStatement[] {
  const message = "A new policy was saved; another review took over.";
  return [...fail(db, { where: "true", values: [] }, message, now), begin(db, id, now)];
}

/**
 * Statement that counts a page of a pass as done, once: of two that did it, the second finds
 * `before` gone.
 */
export function countDone(
  db: Database,
  id: string,
  pass: Pass,
  page: { before: number; more: number; last: string },
  now: number,
): D1PreparedStatement {
  return db
    .prepare(`UPDATE reviews SET ${pass} = ?1 + ?2, customers = max(customers, ?1 + ?2), place = ?3,
      heartbeat_at = ?4
    WHERE id = ?5 AND status = '${passes[pass]}' AND ${pass} = ?1`)
    .bind(page.before, page.more, page.last, now, id);
}

/** The message of a review that was sent last. */
export function passedOn(db: Database, id: string): Promise<string | null> {
  return db.prepare("SELECT passed FROM reviews WHERE id = ?").bind(id).first<string>("passed");
}

/** Notes the message of a review that was sent last. */
export async function notePassed(db: Database, id: string, passed: string): Promise<void> {
  await db.prepare("UPDATE reviews SET passed = ? WHERE id = ?").bind(passed, id).run();
}

/** Statement that takes a review from fitting to scoring. */
export function beginScoring(
  db: Database,
  id: string,
  modelVersion: number,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE reviews SET status = 'scoring', model_version = ?, place = '', heartbeat_at = ?
        WHERE id = ? AND status = 'fitting'`,
    )
    .bind(modelVersion, now, id);
}

/** Reviews that came to their end, and those that failed once somebody had moved, newest first. */
export async function listedReviews(db: Database, count: number): Promise<ReviewRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns} FROM reviews
        WHERE status = 'finished' OR (status = 'failed' AND moves IS NOT NULL)
        ORDER BY started_at DESC, id DESC LIMIT ?`,
    )
    .bind(count)
    .all<ReviewRow>();
  return results;
}

/** Of some reviews, those that came to their end. */
export async function finishedAmong(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { results } = await db
    .prepare(
      `SELECT id FROM reviews WHERE id IN (SELECT value FROM json_each(?)) AND status = 'finished'`,
    )
    .bind(listed(ids))
    .all<{ id: string }>();
  return new Set(results.map(({ id }) => id));
}

/** Ends a review that scored everybody, and counts the moves of tier. */
export async function finishReview(db: Database, id: string, now: number): Promise<void> {
  const ended = db
    .prepare(
      `UPDATE reviews AS r SET status = 'finished', finished_at = ?2, moves = ${countedMoves}
        WHERE id = ?1 AND status = 'scoring'`,
    )
    .bind(id, now);
  await db.batch([countGroups(db, { where: "r.id = ?", values: [id] }), ended]);
}

/** Ends a review that is running as failed, with what to do. */
export async function failReview(
  db: Database,
  id: string,
  message: string,
  now: number,
): Promise<void> {
  await db.batch(fail(db, { where: "r.id = ?", values: [id] }, message, now));
}

/**
 * Statement that fails where a review no longer scores: what comes of a page after its end would be
 * counted nowhere.
 */
export function whileScoring(db: Database, id: string): D1PreparedStatement {
  return db
    .prepare("UPDATE reviews SET status = iif(status = 'scoring', status, NULL) WHERE id = ?")
    .bind(id);
}
