/** Bulk actions: how far each is, and the customers whose turn comes next. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { BulkAction } from "../../shared/contract/bulk-actions.ts";
import type { Filter } from "../../shared/contract/customer-filter.ts";
import { filterSql, Parameters } from "./customer-list/condition.ts";
import { type Database, listed } from "./database.ts";
import { notWithdrawn } from "./withdrawals.ts";

export type BulkRow = Omit<BulkAction, "startedAt"> & {
  userId: string;
  /** JSON of whom and what. */ bodySealed: string;
  place: string;
  startedAt: number;
};

const columns = `id, user_id AS userId, kind, body_sealed AS bodySealed, status, total, done,
  changed, withdrawn, place, started_at AS startedAt`;

/** Statement that begins a bulk action. */
export function insertBulk(
  db: Database,
  row: Pick<BulkRow, "id" | "userId" | "kind" | "bodySealed" | "total" | "startedAt">,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO bulk_actions (id, user_id, kind, body_sealed, status, total, started_at)
        VALUES (?, ?, ?, ?, 'running', ?, ?)`,
    )
    .bind(row.id, row.userId, row.kind, row.bodySealed, row.total, row.startedAt);
}

/** The bulk action of an id, or null. */
export function findBulk(db: Database, id: string): Promise<BulkRow | null> {
  return db.prepare(`SELECT ${columns} FROM bulk_actions WHERE id = ?`).bind(id).first<BulkRow>();
}

/** The latest bulk actions, newest first. */
export async function latestBulks(db: Database, count: number): Promise<BulkRow[]> {
  const { results } = await db
    .prepare(`SELECT ${columns} FROM bulk_actions ORDER BY started_at DESC, id DESC LIMIT ?`)
    .bind(count)
    .all<BulkRow>();
  return results;
}

/** Ids of bulk actions that are not at their end, nor their undo, the oldest first. */
export async function bulksUnderWay(db: Database): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM bulk_actions WHERE status IN ('running', 'withdrawing')
        ORDER BY started_at, id`,
    )
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

export type BulkPage = {
  /** Where the page ends. */ place: string;
  done: number;
  changed: number;
  withdrawn: number;
};

/**
 * Statement that counts a page as done. Where another delivery did the same page before, or the
 * action was taken back meanwhile, it fails the batch (`isOvertaken`): every page is done once.
 */
export function countPage(
  db: Database,
  { id, status, place }: BulkRow,
  page: BulkPage,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE bulk_actions SET place = CASE WHEN place = ?2 AND status = ?3 THEN ?4 END,
        done = done + ?5, changed = changed + ?6, withdrawn = withdrawn + ?7 WHERE id = ?1`,
    )
    .bind(id, place, status, page.place, page.done, page.changed, page.withdrawn);
}

/** Returns whether a batch failed because its page of a bulk action had been done before. */
export function isOvertaken(error: unknown): boolean {
  return (
    error instanceof Error && /NOT NULL constraint failed: bulk_actions\.place/.test(error.message)
  );
}

/** Ends a bulk action, or its undo, that is in this state. */
export async function endBulk(
  db: Database,
  id: string,
  [from, to]: readonly [BulkRow["status"], BulkRow["status"]],
  now: number,
): Promise<void> {
  await db
    .prepare("UPDATE bulk_actions SET status = ?3, finished_at = ?4 WHERE id = ?1 AND status = ?2")
    .bind(id, from, to, now)
    .run();
}

/** Statement that begins the undo of a bulk action, wherever it stands. */
export function beginBulkUndo(db: Database, id: string): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE bulk_actions SET status = 'withdrawing', place = '' WHERE id = ?
        AND status NOT IN ('withdrawing', 'withdrawn')`,
    )
    .bind(id);
}

/** Customers that a bulk action is for: those named, or all that meet a filter. */
export type Chosen = { ids: readonly string[] } | { filter: Filter };

function chosenSql(chosen: Chosen, visible: string | null, add: Parameters["add"]): string {
  const of =
    "ids" in chosen
      ? `l.customer_id IN (SELECT value FROM json_each(${add(listed([...chosen.ids]))}))`
      : filterSql(chosen.filter, add);
  return visible === null ? of : `${of} AND ${visible}`;
}

/** Returns how many customers are chosen. Segments in the filter are their blind indexes. */
export async function countChosen(
  db: Database,
  chosen: Chosen,
  visible: string | null,
): Promise<number> {
  const parameters = new Parameters();
  const condition = chosenSql(chosen, visible, parameters.add);
  const count = await db
    .prepare(`SELECT count(*) AS n FROM customer_list l WHERE ${condition}`)
    .bind(...parameters.values)
    .first<number>("n");
  return count ?? 0;
}

export type ChosenRow = {
  number: number;
  id: string;
  ownerId: string | null;
  segmentIndex: string | null;
};

/**
 * The next chosen customers after a number of the list, so that nobody's turn comes twice whatever
 * the action changes of what the filter goes by.
 */
export async function nextChosen(
  db: Database,
  chosen: Chosen,
  visible: string | null,
  after: string,
  count: number,
): Promise<ChosenRow[]> {
  const parameters = new Parameters();
  const condition = chosenSql(chosen, visible, parameters.add);
  const { results } = await db
    .prepare(
      `SELECT l.number, l.customer_id AS id, l.owner_id AS ownerId,
        l.segment_index AS segmentIndex
      FROM customer_list l WHERE l.number > ${parameters.add(Number(after))} AND ${condition}
      ORDER BY l.number LIMIT ${parameters.add(count)}`,
    )
    .bind(...parameters.values)
    .all<ChosenRow>();
  return results;
}

const factsOf = {
  edit: "customer_edits",
  override: "overrides",
} as const;
export type BulkFact = keyof typeof factsOf;

/** The next facts of a bulk action that still hold, after a customer in the order of ids. */
export async function nextFacts(
  db: Database,
  type: BulkFact,
  bulkId: string,
  after: string,
  count: number,
): Promise<{ id: string; customerId: string }[]> {
  const { results } = await db
    .prepare(
      `SELECT f.id, f.customer_id AS customerId FROM ${factsOf[type]} f
        WHERE f.bulk_id = ?1 AND f.customer_id > ?2 AND ${notWithdrawn(type, "f.id")}
        ORDER BY f.customer_id LIMIT ?3`,
    )
    .bind(bulkId, after, count)
    .all<{ id: string; customerId: string }>();
  return results;
}
