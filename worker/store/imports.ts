/**
 * Imports: one of a kind at a time, each with a pulse, so that one that broke off is found out and
 * cleared.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { ImportKind } from "../../shared/contract/requests.ts";
import type { Database } from "./database.ts";

/** An import not heard of for this long, in milliseconds, broke off. */
export const pulseLimit = 30_000;
/** Rows deleted a statement, so that clearing stays within a statement's time. */
const clearedAtOnce = 20_000;

export type Counts = { lines: number; stored: number; refused: number };

/**
 * For a statement that stores: only while its import runs. `id` is the placeholder of the import's
 * id.
 */
export const whileRunning = (id: string) =>
  `EXISTS (SELECT 1 FROM imports WHERE imports.id = ${id} AND imports.status = 'running')`;

/**
 * The short number of an import, which the people it adds carry. `id` is the placeholder of the
 * import's id.
 */
export const importNumber = (id: string) =>
  `(SELECT imports.number FROM imports WHERE imports.id = ${id})`;

/**
 * Begins an import unless one of its kind is running. Answers null when it began, else when the
 * running one was last heard of (milliseconds since 1970). One that broke off is marked as failed
 * first: from then on it stores nothing.
 */
export async function beginImport(
  db: Database,
  start: {
    id: string;
    kind: ImportKind;
    userId: string;
    now: number;
    /** Program and file that its rows were made of. */ source?: string | null;
    /** Shared by all imports of one file. */ groupId?: string | null;
  },
): Promise<number | null> {
  const { id, kind, userId, now, source = null, groupId = null } = start;
  const [, begun, running] = await db.batch<{ heartbeatAt: number }>([
    db
      .prepare(
        `UPDATE imports SET status = 'failed', finished_at = ?2 WHERE kind = ?1
          AND status = 'running' AND heartbeat_at < ?3`,
      )
      .bind(kind, now, now - pulseLimit),
    db
      .prepare(
        `INSERT INTO imports (id, kind, status, user_id, started_at, heartbeat_at, number, source,
         group_id)
       SELECT ?1, ?2, 'running', ?3, ?4, ?4, (SELECT coalesce(max(number), 0) + 1 FROM imports),
         ?5, ?6
         WHERE NOT EXISTS (SELECT 1 FROM imports WHERE kind = ?2 AND status = 'running')`,
      )
      .bind(id, kind, userId, now, source, groupId),
    db
      .prepare(
        "SELECT heartbeat_at AS heartbeatAt FROM imports WHERE kind = ? AND status = 'running'",
      )
      .bind(kind),
  ]);
  return begun?.meta.changes === 1 ? null : (running?.results[0]?.heartbeatAt ?? now);
}

/** Returns true while an import runs that did not break off. */
export async function isImporting(db: Database, now: number): Promise<boolean> {
  const running = await db
    .prepare("SELECT 1 FROM imports WHERE status = 'running' AND heartbeat_at >= ? LIMIT 1")
    .bind(now - pulseLimit)
    .first();
  return running !== null;
}

/**
 * Statement that gives a sign of life with the counts so far; it changes no row when the import was
 * ended by another.
 */
export function beat(db: Database, id: string, counts: Counts, now: number): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE imports SET lines = ?2, stored = ?3, refused = ?4, heartbeat_at = ?5 WHERE id = ?1
        AND status = 'running'`,
    )
    .bind(id, counts.lines, counts.stored, counts.refused, now);
}

/** Ends an import. Answers false when it had been ended by another. */
export async function endImport(
  db: Database,
  id: string,
  status: "finished" | "failed",
  counts: Counts,
  now: number,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE imports SET status = ?2, lines = ?3, stored = ?4, refused = ?5, heartbeat_at = ?6,
        finished_at = ?6
     WHERE id = ?1 AND status = 'running'`,
    )
    .bind(id, status, counts.lines, counts.stored, counts.refused, now)
    .run();
  return meta.changes === 1;
}

/**
 * Deletes the transactions of failed imports: sums of rows that may be half there, which never
 * became facts. Other kinds are stored row by row, each whole, and stay.
 */
export async function clearFailedImports(db: Database): Promise<void> {
  for (;;) {
    const { meta } = await db
      .prepare(
        `DELETE FROM transactions WHERE id IN (
         SELECT t.id FROM imports i CROSS JOIN transactions t ON t.import_id = i.id
         WHERE i.kind = 'transactions' AND i.status = 'failed' LIMIT ?)`,
      )
      .bind(clearedAtOnce)
      .run();
    if (meta.changes < clearedAtOnce) return;
  }
}
