/** Answers kept for idempotency keys. */
import type { D1Database, D1DatabaseSession, D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

export type KeptAnswer = {
  userId: string;
  key: string;
  requestHash: string;
  status: number;
  answerSealed: string;
  /** Milliseconds. */ now: number;
};

/** The answer kept for a person's key under one of its names, or null. */
export async function storedAnswer(
  db: D1DatabaseSession,
  userId: string,
  keys: readonly [string, string],
): Promise<{ key: string; requestHash: string; status: number; answerSealed: string } | null> {
  return db
    .prepare(
      `SELECT key, request_hash AS requestHash, status, answer_sealed AS answerSealed
        FROM idempotency_keys WHERE user_id = ? AND key IN (?, ?)`,
    )
    .bind(userId, ...keys)
    .first();
}

/** Statement that keeps an answer; fails the whole batch where the key is taken (`isDuplicate`). */
export function insertKey(db: Database, kept: KeptAnswer): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO idempotency_keys (user_id, key, request_hash, status, answer_sealed, created_at)
        VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .bind(kept.userId, kept.key, kept.requestHash, kept.status, kept.answerSealed, kept.now);
}

/**
 * Returns whether a batch failed because some unique row was there already: a twin of this write
 * may have won.
 */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && /UNIQUE constraint failed|PRIMARY KEY/i.test(error.message);
}

/**
 * Deletes kept answers older than `before` (milliseconds), in portions that stay within a D1
 * query's time.
 */
export async function deleteKeysBefore(db: D1Database, before: number): Promise<void> {
  const portion = 5000;
  for (;;) {
    const { meta } = await db
      .prepare(
        `DELETE FROM idempotency_keys WHERE (user_id, key) IN
       (SELECT user_id, key FROM idempotency_keys WHERE created_at < ? LIMIT ${portion})`,
      )
      .bind(before)
      .run();
    if (meta.changes === 0) return;
  }
}
