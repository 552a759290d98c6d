/** Published signals of webmails: every version is kept, the newest is served. */
import type { SignedSignals } from "../../shared/contract/webmail-signals.ts";
import type { Database } from "./database.ts";

/** The newest, and its version; null where none was published. */
export async function newestSignals(
  db: Database,
): Promise<{ version: number; payload: string; signature: string } | null> {
  return db
    .prepare(
      "SELECT version, payload, signature FROM webmail_signals ORDER BY version DESC LIMIT 1",
    )
    .first();
}

/** Stores a version that is higher than all before; answers whether it was. */
export async function insertSignals(
  db: Database,
  version: number,
  { payload, signature }: SignedSignals,
  userId: string,
  now: number,
): Promise<boolean> {
  const { meta } = await db
    .prepare(`
    INSERT INTO webmail_signals (version, payload, signature, published_at, published_by)
    SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM webmail_signals WHERE version >= ?1)`)
    .bind(version, payload, signature, now, userId)
    .run();
  return meta.changes === 1;
}
