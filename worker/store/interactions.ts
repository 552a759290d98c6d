/** Interactions: what happened, who logged it, which message it was. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Behaviour, Direction, InteractionKind } from "../../shared/contract/fields.ts";
import { AHEAD_MS, EARLIEST_MS } from "../../shared/time/instants.ts";
import { type Database, listed } from "./database.ts";
import { notWithdrawn, withdrawnAt } from "./withdrawals.ts";

export type NewInteraction = {
  id: string;
  customerId: string;
  contactId: string | null;
  kind: InteractionKind;
  direction: Direction | null;
  occurredAt: number;
  subjectSealed: string | null;
  noteSealed: string | null;
  participantsSealed: string | null;
  minutes: number | null;
  behaviours: Behaviour[];
  messageIndex: string | null;
  threadIndex: string | null;
  userId: string;
  now: number;
  /** The first log's id: its own for a log, the amended one's for an amendment. */
  rootId: string;
  amendsId: string | null;
};

/** Statement that stores a log or an amendment. */
export function insertInteraction(db: Database, row: NewInteraction): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO interactions (id, customer_id, contact_id, kind, direction, occurred_at,
        subject_sealed, note_sealed, participants_sealed,
      minutes, behaviours, message_index, thread_index, user_id, recorded_at, root_id, amends_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.id,
      row.customerId,
      row.contactId,
      row.kind,
      row.direction,
      row.occurredAt,
      row.subjectSealed,
      row.noteSealed,
      row.participantsSealed,
      row.minutes,
      JSON.stringify(row.behaviours),
      row.messageIndex,
      row.threadIndex,
      row.userId,
      row.now,
      row.rootId,
      row.amendsId,
    );
}

/** Nothing amends `i`: it is the newest of its root. Each amendment names the one it replaces. */
export const isNewest = `NOT EXISTS (SELECT 1 FROM interactions later
  WHERE later.root_id = i.root_id AND later.amends_id = i.id)`;

const author = `u.id AS authorId, u.name_sealed AS authorNameSealed,
  u.address_sealed AS authorAddressSealed,
  e.id AS editorId, e.name_sealed AS editorNameSealed, e.address_sealed AS editorAddressSealed`;
/** The user who changed `i` last, and when, where that is not who logged it. */
const editor = "iif(i.user_id IS NOT root.user_id, i.user_id, NULL)";
const editedAt = "iif(i.user_id IS NOT root.user_id, i.recorded_at, NULL) AS editedAt";
const touchColumns = `i.root_id AS id, i.id AS newestId, i.customer_id AS customerId, i.kind,
  i.direction, i.occurred_at AS occurredAt,
  i.subject_sealed AS subjectSealed, i.note_sealed AS noteSealed, i.minutes, i.behaviours`;

/** A person who did something, as stored; nulls for imports and the first administrator. */
export type AuthorRow = {
  authorId: string | null;
  authorNameSealed: string | null;
  authorAddressSealed: string | null;
};

/**
 * A touch as stored: text sealed, behaviours as JSON, instants in milliseconds, `id` that of the
 * first log, `newestId` that of the row its text stands in.
 */
export type TouchRow = AuthorRow & {
  id: string;
  newestId: string;
  customerId: string;
  kind: InteractionKind;
  direction: Direction | null;
  occurredAt: number;
  subjectSealed: string | null;
  noteSealed: string | null;
  minutes: number | null;
  behaviours: string;
  /** Null where nobody but its author changed it. */
  editedAt: number | null;
  editorId: string | null;
  editorNameSealed: string | null;
  editorAddressSealed: string | null;
};

/**
 * Query of the newest touches of each customer, `count` at most a customer; answers `TouchRow`,
 * newest first.
 */
export function selectTouches(
  db: Database,
  ids: string[],
  count: number,
  now: number,
): D1PreparedStatement {
  return db
    .prepare(`
    SELECT t.*, ${author} FROM (
      SELECT ${touchColumns}, root.user_id AS userId, ${editor} AS editedBy, ${editedAt},
        row_number() OVER (PARTITION BY i.customer_id
          ORDER BY i.occurred_at DESC, i.root_id DESC) AS place
      FROM interactions i JOIN interactions root ON root.id = i.root_id
      WHERE i.customer_id IN (SELECT value FROM json_each(?1)) AND i.occurred_at BETWEEN ?3 AND ?4
        AND ${isNewest} AND ${notWithdrawn("interaction", "i.root_id")}
    ) t LEFT JOIN users u ON u.id = t.userId LEFT JOIN users e ON e.id = t.editedBy
    WHERE t.place <= ?2 ORDER BY t.occurredAt DESC, t.id DESC`)
    .bind(listed(ids), count, EARLIEST_MS, now + AHEAD_MS);
}

/**
 * A log as its newest amendment has it; who logged it, when, and as which message stay those of the
 * first log.
 */
export type LogRow = TouchRow & {
  contactId: string | null;
  participantsSealed: string | null;
  messageIndex: string | null;
  threadIndex: string | null;
  userId: string | null;
  loggedAt: number;
  withdrawnAt: number | null;
};

/**
 * The logs of these first logs' ids, withdrawn or not, in any order; ids of nothing are left out.
 */
export async function findLogs(db: Database, rootIds: readonly string[]): Promise<LogRow[]> {
  if (rootIds.length === 0) return [];
  const { results } = await db
    .prepare(`
    SELECT ${touchColumns}, ${author}, ${editedAt}, i.contact_id AS contactId,
      i.participants_sealed AS participantsSealed,
      root.message_index AS messageIndex, root.thread_index AS threadIndex, root.user_id AS userId, root.recorded_at AS loggedAt,
      ${withdrawnAt("interaction", "i.root_id")}
    FROM interactions i JOIN interactions root ON root.id = i.root_id
      LEFT JOIN users u ON u.id = root.user_id LEFT JOIN users e ON e.id = ${editor}
    WHERE i.root_id IN (SELECT value FROM json_each(?)) AND ${isNewest}`)
    .bind(listed(rootIds))
    .all<LogRow>();
  return results;
}

/** The log of a first log's id, withdrawn or not; null where there is none. */
export async function findLog(db: Database, rootId: string): Promise<LogRow | null> {
  return (await findLogs(db, [rootId]))[0] ?? null;
}
