/** Answers of people whom the book does not know: they wait until somebody says whose they are. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { presentId } from "./aliases.ts";
import { hexKey } from "./data-keys.ts";
import type { Database } from "./database.ts";
import { whileRunning } from "./imports.ts";
import { forRows, queryRows } from "./rows.ts";

export type WaitingReason = "unknown_address" | "unknown_customer" | "another_customer";
export type Settled = "joined" | "dismissed" | "replaced";

export type WaitingRow = {
  id: string;
  responseIndex: string;
  addressIndex: string | null;
  bodySealed: string | null;
  reason: WaitingReason;
  occurredAt: number;
  importId: string;
  recordedAt: number;
  settled: Settled | null;
};
/** The row with whom its address belongs to by now. */
export type WaitingFound = WaitingRow & {
  contactId: string | null;
  customerId: string | null;
  nameSealed: string | null;
  dataKey: string | null;
};

const columns = `w.id, w.response_index AS responseIndex, w.address_index AS addressIndex,
  w.body_sealed AS bodySealed, w.reason, w.occurred_at AS occurredAt, w.import_id AS importId,
  w.recorded_at AS recordedAt, w.settled`;

/** Those of these responses that wait, were joined or were dismissed. */
export function waitingByResponse(
  db: Database,
  responseIndexes: readonly string[],
): Promise<WaitingRow[]> {
  return queryRows(
    db,
    `SELECT ${columns} FROM json_each(?1) j CROSS JOIN waiting_answers w
      ON w.response_index = j.value WHERE (w.settled IS NULL OR w.settled <> 'replaced')`,
    responseIndexes,
  );
}

/** One that is still kept, or null. */
export function waitingById(db: Database, id: string): Promise<WaitingRow | null> {
  return db
    .prepare(`SELECT ${columns} FROM waiting_answers w WHERE w.id = ?`)
    .bind(id)
    .first<WaitingRow>();
}

/** Those that wait, the latest first, with whoever has their address by now. */
export async function waitingPage(
  db: Database,
  before: string | null,
  count: number,
): Promise<WaitingFound[]> {
  const { results } = await db
    .prepare(
      `SELECT ${columns}, a.contact_id AS contactId, k.id AS customerId,
        k.name_sealed AS nameSealed, ${hexKey("k.data_key")} AS dataKey
      FROM waiting_answers w
      LEFT JOIN addresses a ON a.address_index = w.address_index
      LEFT JOIN customers k ON k.id = ${presentId("a.customer_id")}
      WHERE w.settled IS NULL AND (?1 IS NULL OR w.id < ?1) ORDER BY w.id DESC LIMIT ?2`,
    )
    .bind(before, count)
    .all<WaitingFound>();
  return results;
}

/** Returns how many wait. */
export async function waitingCount(db: Database): Promise<number> {
  const n = await db
    .prepare("SELECT count(*) AS n FROM waiting_answers WHERE settled IS NULL")
    .first<number>("n");
  return n ?? 0;
}

export type NewWaiting = Omit<WaitingRow, "settled" | "importId" | "recordedAt" | "bodySealed"> & {
  bodySealed: string;
};

/** Statements that let answers wait, while their import runs. */
export function addWaiting(
  db: Database,
  rows: readonly NewWaiting[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO waiting_answers (id, response_index, address_index, body_sealed, reason,
      occurred_at, import_id, recorded_at)
    SELECT value->>'id', value->>'responseIndex', value->>'addressIndex', value->>'bodySealed',
      value->>'reason', value->>'occurredAt', ?2, ?3 FROM json_each(?1)
    WHERE ${whileRunning("?2")}`,
    rows,
    importId,
    now,
  );
}

/** Statements that settle answers, or let them wait again (null). */
export function settleWaiting(
  db: Database,
  ids: readonly string[],
  settled: Settled | null,
  userId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `UPDATE waiting_answers SET settled = ?2, settled_at = iif(?2 IS NULL, NULL, ?4),
      settled_by = iif(?2 IS NULL, NULL, ?3) WHERE id IN (SELECT value FROM json_each(?1))`,
    ids,
    settled,
    userId,
    now,
  );
}

/** Statement that deletes the answers of an import that is taken back. */
export function deleteWaitingOf(db: Database, importId: string): D1PreparedStatement {
  return db.prepare("DELETE FROM waiting_answers WHERE import_id = ?").bind(importId);
}

/**
 * Empties what was settled before a moment, and deletes what has waited since before another. The
 * index of the response stays where somebody settled it, so that its file does not bring it back.
 */
export async function deleteOldWaiting(
  db: Database,
  settledBefore: number,
  recordedBefore: number,
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `UPDATE waiting_answers SET body_sealed = NULL, address_index = NULL
        WHERE settled_at < ? AND body_sealed IS NOT NULL`,
      )
      .bind(settledBefore),
    db
      .prepare("DELETE FROM waiting_answers WHERE settled IS NULL AND recorded_at < ?")
      .bind(recordedBefore),
  ]);
}
