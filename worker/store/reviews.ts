/** Reviews: how far a refit and re-scoring of everybody is. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

export type ReviewRow = {
  id: string; status: "fitting" | "scoring" | "finished" | "failed"; customers: number; scored: number; modelVersion: number | null;
  message: string | null; startedAt: number; heartbeatAt: number; finishedAt: number | null;
};

const columns = `id, status, customers, scored, model_version AS modelVersion, message, started_at AS startedAt,
  heartbeat_at AS heartbeatAt, finished_at AS finishedAt`;

/** The latest review, or null before the first. */
export function latestReview(db: Database): Promise<ReviewRow | null> {
  return db.prepare(`SELECT ${columns} FROM reviews ORDER BY started_at DESC, id DESC LIMIT 1`).first<ReviewRow>();
}

/** One review, or null. */
export function findReview(db: Database, id: string): Promise<ReviewRow | null> {
  return db.prepare(`SELECT ${columns} FROM reviews WHERE id = ?`).bind(id).first<ReviewRow>();
}

/** Begins a review unless another is running and showed life after `aliveSince`; whether it began. */
export async function beginReview(db: Database, id: string, now: number, aliveSince: number): Promise<boolean> {
  const [, begun] = await db.batch([
    db.prepare(`UPDATE reviews SET status = 'failed', finished_at = ?1, message = 'It stopped without an answer; another review took over.'
      WHERE status IN ('fitting', 'scoring') AND heartbeat_at <= ?2`).bind(now, aliveSince),
    db.prepare(`INSERT INTO reviews (id, status, started_at, heartbeat_at)
      SELECT ?1, 'fitting', ?2, ?2 WHERE NOT EXISTS (SELECT 1 FROM reviews WHERE status IN ('fitting', 'scoring'))`).bind(id, now),
  ]);
  return (begun?.meta.changes ?? 0) > 0;
}

/** Says that a review is still at work. */
export async function beat(db: Database, id: string, now: number): Promise<void> {
  await db.prepare("UPDATE reviews SET heartbeat_at = ? WHERE id = ?").bind(now, id).run();
}

/** Statement that takes a review from fitting to scoring. */
export function beginScoring(db: Database, id: string, modelVersion: number, customers: number, now: number): D1PreparedStatement {
  return db.prepare(
    "UPDATE reviews SET status = 'scoring', model_version = ?, customers = ?, heartbeat_at = ? WHERE id = ? AND status = 'fitting'",
  ).bind(modelVersion, customers, now, id);
}

/** Statement that counts a page as scored, once: a page delivered twice finds `scoredBefore` gone. */
export function countScored(db: Database, id: string, scoredBefore: number, more: number, now: number): D1PreparedStatement {
  return db.prepare("UPDATE reviews SET scored = ?1 + ?2, heartbeat_at = ?3 WHERE id = ?4 AND status = 'scoring' AND scored = ?1")
    .bind(scoredBefore, more, now, id);
}

/** Ends a review that is running: finished without a message, failed with one. */
export async function endReview(db: Database, id: string, message: string | null, now: number): Promise<void> {
  await db.prepare("UPDATE reviews SET status = ?, message = ?, finished_at = ? WHERE id = ? AND status IN ('fitting', 'scoring')")
    .bind(message === null ? "finished" : "failed", message, now, id).run();
}
