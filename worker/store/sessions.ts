/** Pairing codes and sessions. */
import type { D1Database, D1DatabaseSession } from "@cloudflare/workers-types";
import type { Role } from "../../shared/contract/fields.ts";

/** Instants are milliseconds. */
export type LiveSession = { id: string; userId: string; role: Role; lastUsedAt: number };
export type SessionRow = {
  id: string;
  labelSealed: string;
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
  userId: string;
  role: Role;
  addressSealed: string;
};
export type NewSession = {
  id: string;
  tokenHash: string;
  labelSealed: string;
  now: number;
  expiresAt: number;
};

/**
 * The live session of a token, with its person's present role; null where it is unknown, revoked or
 * past.
 */
export async function sessionOf(
  db: D1DatabaseSession,
  tokenHash: string,
  now: number,
): Promise<LiveSession | null> {
  return db
    .prepare(
      `SELECT s.id, s.user_id AS userId, u.role, s.last_used_at AS lastUsedAt FROM sessions s
        JOIN users u ON u.id = s.user_id
     WHERE s.token_hash = ? AND s.revoked_at IS NULL AND s.expires_at > ?`,
    )
    .bind(tokenHash, now)
    .first<LiveSession>();
}

/** Notes that a session is in use. */
export async function touchSession(db: D1Database, id: string, now: number): Promise<void> {
  await db.prepare("UPDATE sessions SET last_used_at = ? WHERE id = ?").bind(now, id).run();
}

/**
 * Keeps a code for the person of `userIndex`, who must exist, with the role they had before the
 * pairing changed it.
 */
export function insertCode(
  db: D1DatabaseSession,
  codeHash: string,
  userIndex: string,
  now: number,
  expiresAt: number,
  roleBefore: Role | null,
) {
  return db
    .prepare(
      `INSERT INTO pairing_codes (code_hash, user_id, created_at, expires_at, role_before)
        SELECT ?1, id, ?2, ?3, nullif(?5, role) FROM users WHERE address_index = ?4`,
    )
    .bind(codeHash, now, expiresAt, userIndex, roleBefore);
}

/** Statement that keeps a code for the person of an id, who must exist. */
export function insertCodeOf(
  db: D1DatabaseSession,
  codeHash: string,
  userId: string,
  now: number,
  expiresAt: number,
) {
  return db
    .prepare(
      `INSERT INTO pairing_codes (code_hash, user_id, created_at, expires_at)
        SELECT ?1, id, ?2, ?3 FROM users WHERE id = ?4`,
    )
    .bind(codeHash, now, expiresAt, userId);
}

/**
 * Takes back the unused codes of one hash, or of one person: nobody can use them any more, and who
 * had another role before the oldest of them gets it back. Answers how many there were.
 */
export async function withdrawCodes(
  db: D1DatabaseSession,
  { codeHash, userIndex }: { codeHash: string | null; userIndex: string | null },
  now: number,
): Promise<number> {
  const unused = `used_at IS NULL AND expires_at > ?1
    AND (code_hash = ?2 OR user_id = (SELECT id FROM users WHERE address_index = ?3))`;
  const [, withdrawn] = await db.batch([
    db
      .prepare(`UPDATE users SET role = old.role_before FROM (
        SELECT user_id, role_before, min(created_at) FROM pairing_codes WHERE ${unused}
          AND role_before IS NOT NULL GROUP BY user_id
      ) old WHERE users.id = old.user_id`)
      .bind(now, codeHash, userIndex),
    db
      .prepare(`UPDATE pairing_codes SET expires_at = ?1 WHERE ${unused}`)
      .bind(now, codeHash, userIndex),
  ]);
  return withdrawn?.meta.changes ?? 0;
}

/**
 * Uses a code up and opens a session for its person, in one transaction; false where the code is
 * unknown, used or past.
 */
export async function redeemCode(
  db: D1DatabaseSession,
  codeHash: string,
  session: NewSession,
): Promise<boolean> {
  const [opened] = await db.batch([
    db
      .prepare(
        `INSERT INTO sessions (id, token_hash, user_id, label_sealed, created_at, last_used_at,
          expires_at)
       SELECT ?, ?, user_id, ?, ?, ?, ? FROM pairing_codes WHERE code_hash = ? AND used_at IS NULL
         AND expires_at > ?`,
      )
      .bind(
        session.id,
        session.tokenHash,
        session.labelSealed,
        session.now,
        session.now,
        session.expiresAt,
        codeHash,
        session.now,
      ),
    db
      .prepare("UPDATE pairing_codes SET used_at = ? WHERE code_hash = ? AND used_at IS NULL")
      .bind(session.now, codeHash),
  ]);
  return opened?.meta.changes === 1;
}

/** Live sessions, newest first: of one person, or of all where `userId` is null. */
export async function liveSessions(
  db: D1DatabaseSession,
  userId: string | null,
  now: number,
): Promise<SessionRow[]> {
  const { results } = await db
    .prepare(
      `SELECT s.id, s.label_sealed AS labelSealed, s.created_at AS createdAt,
        s.last_used_at AS lastUsedAt, s.expires_at AS expiresAt,
            u.id AS userId, u.role, u.address_sealed AS addressSealed
     FROM sessions s JOIN users u ON u.id = s.user_id
     WHERE s.revoked_at IS NULL AND s.expires_at > ?1 AND (?2 IS NULL OR s.user_id = ?2)
     ORDER BY s.created_at DESC, s.id DESC LIMIT 1000`,
    )
    .bind(now, userId)
    .all<SessionRow>();
  return results;
}

/**
 * Ends a session: of one person, or of anybody where `userId` is null. False where there is no such
 * live session.
 */
export async function revokeSession(
  db: D1DatabaseSession,
  id: string,
  userId: string | null,
  now: number,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE sessions SET revoked_at = ?1 WHERE id = ?2 AND revoked_at IS NULL
        AND (?3 IS NULL OR user_id = ?3)`,
    )
    .bind(now, id, userId)
    .run();
  return meta.changes === 1;
}

/** Deletes pairing codes and sessions that ended before `before` (milliseconds). */
export async function deleteEnded(db: D1Database, before: number): Promise<void> {
  await db.batch([
    db.prepare("DELETE FROM pairing_codes WHERE expires_at < ?").bind(before),
    db.prepare("DELETE FROM sessions WHERE expires_at < ?1 OR revoked_at < ?1").bind(before),
  ]);
}
