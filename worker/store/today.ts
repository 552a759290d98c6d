/** A rep's day: their customers for whom something is to be done, and what they promised. */
import { presentId } from "./aliases.ts";
import { hexKey } from "./data-keys.ts";
import { type Database, listed } from "./database.ts";
import { isNewest } from "./interactions.ts";
import { notWithdrawn } from "./withdrawals.ts";

/** Logs of a rep that are looked at for customers without an owner. */
const logsLookedAt = 300;

export type Pressing = { id: string; rank: number };
type Read<R> = { rows: R[]; rowsRead: number };

const where = (visible: string | null) => (visible === null ? "" : `AND (${visible})`);

/** Statement's rows and how many rows D1 read for them. */
async function read<R>(db: Database, sql: string, ...bound: (string | number)[]): Promise<Read<R>> {
  const { results, meta } = await db
    .prepare(sql)
    .bind(...bound)
    .all<R>();
  return { rows: results, rowsRead: meta.rows_read };
}

/** The query of a rep's own customers, the most pressing first: ?1 the rep, ?2 how many. */
export const ownedSql = (visible: string | null) => `
  SELECT l.customer_id AS id, l.today_rank AS rank FROM customer_list l
  WHERE l.owner_id = ?1 AND l.today_rank IS NOT NULL ${where(visible)}
  ORDER BY l.today_rank DESC LIMIT ?2`;

/**
 * The query of customers without an owner whose last log is the rep's, among those of the rep's
 * latest logs: ?1 the rep, ?2 how many, ?3 how many logs.
 */
export const unownedSql = (visible: string | null) => `
  SELECT l.customer_id AS id, l.today_rank AS rank FROM (
    SELECT DISTINCT customer_id FROM (
      SELECT i.customer_id FROM interactions i WHERE i.user_id = ?1
      ORDER BY i.recorded_at DESC LIMIT ?3)) m
    CROSS JOIN customer_list l ON l.customer_id = ${presentId("m.customer_id")}
  WHERE l.owner_id IS NULL AND l.today_rank IS NOT NULL ${where(visible)}
    AND ?1 = (SELECT root.user_id FROM interactions i JOIN interactions root ON root.id = i.root_id
      WHERE i.customer_id = l.customer_id AND root.user_id IS NOT NULL AND ${isNewest}
        AND ${notWithdrawn("interaction", "i.root_id")}
      ORDER BY i.occurred_at DESC LIMIT 1)
  ORDER BY l.today_rank DESC LIMIT ?2`;

/**
 * Returns a rep's customers for whom something is to be done, the most pressing first: those they
 * own, and those that nobody owns and that they logged last.
 */
export async function pressingOf(
  db: Database,
  { userId, visible, limit }: { userId: string; visible: string | null; limit: number },
): Promise<Read<Pressing>> {
  const [owned, unowned] = await Promise.all([
    read<Pressing>(db, ownedSql(visible), userId, limit),
    read<Pressing>(db, unownedSql(visible), userId, limit, logsLookedAt),
  ]);
  const rows = [...owned.rows, ...unowned.rows]
    .sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1))
    .slice(0, limit);
  return { rows, rowsRead: owned.rowsRead + unowned.rowsRead };
}

/** The query of a rep's open promises that are due by a day: ?1 the rep, ?2 the day, ?3 how many. */
export const dueSql = `
  SELECT o.promise_id AS id, o.customer_id AS customerId, o.due_on AS dueOn,
    p.what_sealed AS whatSealed, p.occurred_at AS occurredAt
  FROM open_promises o CROSS JOIN promises p ON p.id = o.promise_id
  WHERE o.user_id = ?1 AND o.due_on <= ?2 ORDER BY o.due_on, o.promise_id LIMIT ?3`;

export type DuePromise = {
  id: string;
  customerId: string;
  dueOn: string;
  whatSealed: string;
  occurredAt: number;
};

/** Returns a rep's promises that are due by a day of the calendar, the first to fall due first. */
export const duePromises = (
  db: Database,
  userId: string,
  until: string,
  limit: number,
): Promise<Read<DuePromise>> => read(db, dueSql, userId, until, limit);

export type TodayCard = {
  id: string;
  /** Hex; null for a customer that was never scored. */ body: string | null;
  dataKey: string | null;
  /** The first contact that has an address; null where none has. */
  contactId: string | null;
  contactNameSealed: string | null;
  addressIndex: string | null;
  addressSealed: string | null;
};

/** Returns the cards of some customers, with a contact each to open them by. */
export const cardsOf = (db: Database, ids: readonly string[]): Promise<Read<TodayCard>> =>
  read(
    db,
    `
    SELECT c.id, hex(k.body) AS body, ${hexKey("c.data_key")} AS dataKey, t.id AS contactId,
      t.name_sealed AS contactNameSealed, a.address_index AS addressIndex,
      a.address_sealed AS addressSealed
    FROM json_each(?1) j CROSS JOIN customers c ON c.id = j.value
      LEFT JOIN cards k ON k.customer_id = c.id
      LEFT JOIN addresses a ON a.address_index = (
        SELECT first.address_index FROM contacts o
          CROSS JOIN addresses first ON first.contact_id = o.id
        WHERE o.customer_id = c.id ORDER BY o.rowid LIMIT 1)
      LEFT JOIN contacts t ON t.id = a.contact_id`,
    listed(ids),
  );
