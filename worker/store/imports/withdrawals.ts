/**
 * Imports as they are listed and taken back: which rows each brought, and what by now hangs on
 * them.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { ImportKind } from "../../../shared/contract/requests.ts";
import { presentId } from "../aliases.ts";
import { type ChangedRow, nextChanges, putAllBack } from "../changed-rows.ts";
import { type Database, listed } from "../database.ts";
import { type AuthorRow, isNewest } from "../interactions.ts";
import { firstIdAt } from "../people-withdrawals.ts";
import { notWithdrawn } from "../withdrawals.ts";
import { forRows } from "../rows.ts";
import type { WithdrawnTable } from "../withdrawn-rows.ts";

export type ImportRow = AuthorRow & {
  id: string;
  kind: ImportKind;
  source: string | null;
  groupId: string | null;
  status: "running" | "finished" | "failed";
  number: number;
  lines: number;
  stored: number;
  refused: number;
  startedAt: number;
  finishedAt: number | null;
  withdrawnAt: number | null;
  /** The step that its withdrawal is at; null where none is under way. */
  withdrawal: string | null;
  userId: string | null;
  /** Of before rows of people carried their import's number: those cannot be told from others. */
  hasFactsAlone: 0 | 1;
};

const numberedSince = `(SELECT 1000 * unixepoch(applied_at) FROM d1_migrations
  WHERE name = '0009_undo.sql')`;
const columns = `i.id, i.kind, i.source, i.group_id AS groupId, i.status, i.number, i.lines, i.stored, i.refused,
  i.started_at AS startedAt, i.finished_at AS finishedAt,
  i.withdrawn_at AS withdrawnAt, i.withdrawal, i.user_id AS userId,
  coalesce(i.started_at < ${numberedSince}, 0) AS hasFactsAlone, u.id AS authorId,
  u.name_sealed AS authorNameSealed,
  u.address_sealed AS authorAddressSealed
  FROM imports i LEFT JOIN users u ON u.id = i.user_id`;

/** An import, or null. */
export function findImport(db: Database, id: string): Promise<ImportRow | null> {
  return db.prepare(`SELECT ${columns} WHERE i.id = ?`).bind(id).first<ImportRow>();
}

/**
 * The latest imports, newest first, `count` at most, those numbered below `before`; of one group
 * alone where that is given.
 */
export async function importsPage(
  db: Database,
  before: number | null,
  count: number,
  groupId: string | null,
): Promise<ImportRow[]> {
  const ofGroup = groupId === null ? "?3 IS NULL" : "i.group_id = ?3";
  const { results } = await db
    .prepare(
      `SELECT ${columns} WHERE (?1 IS NULL OR i.number < ?1) AND ${ofGroup}
         ORDER BY i.number DESC LIMIT ?2`,
    )
    .bind(before, count, groupId)
    .all<ImportRow>();
  return results;
}

/**
 * Notes the step that a withdrawal is at; with `done` it is over. Meanwhile none of the import's
 * purchases count.
 */
export async function noteStep(
  db: Database,
  id: string,
  step: string | null,
  done: { userId: string; now: number } | null = null,
): Promise<void> {
  await db
    .prepare(
      `UPDATE imports SET withdrawal = ?2, withdrawn_at = coalesce(?3, withdrawn_at),
        withdrawn_by = coalesce(?4, withdrawn_by) WHERE id = ?1`,
    )
    .bind(id, step, done?.now ?? null, done?.userId ?? null)
    .run();
}

const day = 86_400_000;
/**
 * Between these the ids of an import's rows lie: they begin with the moment they were made. A day
 * more for clocks that differ.
 */
const from = firstIdAt(`?2 - ${day}`);
const until = firstIdAt(`?3 + ${day}`);
const ofItsTime = (id: string) => `${id} >= ${from} AND ${id} < ${until}`;
const span = ({ startedAt, finishedAt }: ImportRow) =>
  [startedAt, finishedAt ?? startedAt] as const;

/**
 * Facts of an import, the keys of `count` of them at most as the table has them, amendments of its
 * logs among them.
 */
export async function factsOf(
  db: Database,
  table: "transactions" | "interactions" | "satisfaction_responses" | "trust_responses",
  of: ImportRow,
  count: number,
): Promise<(string | number)[]> {
  const own =
    table === "transactions"
      ? db.prepare("SELECT id FROM transactions WHERE import_id = ?1 LIMIT ?2").bind(of.id, count)
      : db
          .prepare(`SELECT id FROM ${table} WHERE import_id = ?1 AND ${ofItsTime("id")} LIMIT ?4`)
          .bind(of.id, ...span(of), count);
  const { results } = await own.all<{ id: string | number }>();
  const ids = results.map(({ id }) => id);
  if (table !== "interactions" || ids.length === 0) return ids;
  const amendments = await db
    .prepare(
      `SELECT id FROM interactions WHERE root_id IN (SELECT value FROM json_each(?))
        AND amends_id IS NOT NULL`,
    )
    .bind(JSON.stringify(ids))
    .all<{ id: string }>();
  return [...ids, ...amendments.results.map(({ id }) => id)];
}

export type ImportedContact = {
  id: string;
  customerId: string;
  /** 1 where anything that came later names it. */ held: 0 | 1;
};

/** Contacts that an import added, after `after` in the order of ids. */
export async function contactsOfImport(
  db: Database,
  of: ImportRow,
  after: string,
  count: number,
): Promise<ImportedContact[]> {
  const named = (table: string, rest: string) =>
    `EXISTS (SELECT 1 FROM ${table} f
      WHERE f.customer_id IN (c.customer_id, ${presentId("c.customer_id")})
      AND f.contact_id = c.id AND ${rest})`;
  const { results } = await db
    .prepare(`SELECT c.id, c.customer_id AS customerId, (
      ${named("interactions", `${isNewest.replaceAll("i.", "f.")} AND ${notWithdrawn("interaction", "f.root_id")}`)}
      OR ${named("satisfaction_responses", notWithdrawn("satisfaction", "f.id"))}
        OR ${named("trust_responses", notWithdrawn("trust", "f.id"))}
      OR ${named("customer_edits", notWithdrawn("edit", "f.id"))}
      OR EXISTS (SELECT 1 FROM addresses a WHERE a.contact_id = c.id
        AND a.import_number IS NOT ?1)) AS held
    FROM contacts c WHERE c.import_number = ?1 AND ${ofItsTime("c.id")} AND c.id > ?4 ORDER BY c.id
      LIMIT ?5`)
    .bind(of.number, ...span(of), after, count)
    .all<ImportedContact>();
  return results;
}

export type ImportedAddress = { index: string; customerId: string; contactId: string };

/** Addresses of these contacts. */
export async function addressesOfContacts(
  db: Database,
  contactIds: readonly string[],
): Promise<ImportedAddress[]> {
  const { results } = await db
    .prepare(`SELECT address_index AS "index", customer_id AS customerId, contact_id AS contactId
    FROM addresses WHERE contact_id IN (SELECT value FROM json_each(?))`)
    .bind(listed(contactIds))
    .all<ImportedAddress>();
  return results;
}

/** Addresses that an import added to contacts that were there before it. */
export async function addressesOfImport(
  db: Database,
  of: ImportRow,
  count: number,
): Promise<ImportedAddress[]> {
  const { results } = await db
    .prepare(`SELECT a.address_index AS "index", a.customer_id AS customerId,
      a.contact_id AS contactId
    FROM addresses a JOIN contacts c ON c.id = a.contact_id WHERE a.import_number = ?1
      AND c.import_number IS NOT ?1 LIMIT ?2`)
    .bind(of.number, count)
    .all<ImportedAddress>();
  return results;
}

export type ImportedCustomer = { id: string; held: 0 | 1 };

/**
 * Customers that an import added, after `after` in the order of ids, and whether anything hangs on
 * them.
 */
export async function customersOfImport(
  db: Database,
  of: ImportRow,
  after: string,
  count: number,
): Promise<ImportedCustomer[]> {
  const has = (table: string, rest: string) =>
    `EXISTS (SELECT 1 FROM ${table} f WHERE f.customer_id = c.id AND ${rest})`;
  const { results } = await db
    .prepare(`SELECT c.id, (${has("contacts", "1")} OR ${has("transactions", "1")}
      OR
        ${has("interactions", `${isNewest.replaceAll("i.", "f.")} AND ${notWithdrawn("interaction", "f.root_id")}`)}
      OR ${has("satisfaction_responses", notWithdrawn("satisfaction", "f.id"))}
        OR ${has("trust_responses", notWithdrawn("trust", "f.id"))}
      OR ${has("action_outcomes", notWithdrawn("outcome", "f.id"))}
      OR ${has("promises", notWithdrawn("promise", "f.id"))}
      OR ${has("customer_edits", notWithdrawn("edit", "f.id"))}
      OR ${has("overrides", notWithdrawn("override", "f.id"))}
      OR EXISTS (SELECT 1 FROM customer_aliases m WHERE m.old_id = c.id
        OR m.customer_id = c.id)) AS held
    FROM customers c WHERE c.import_number = ?1 AND ${ofItsTime("c.id")} AND c.id > ?4 ORDER BY c.id
      LIMIT ?5`)
    .bind(of.number, ...span(of), after, count)
    .all<ImportedCustomer>();
  return results;
}

/**
 * Customers whose cards a withdrawal changed and who are still there, after `after` in the order of
 * ids.
 */
export async function touchedBy(
  db: Database,
  importId: string,
  after: string,
  count: number,
): Promise<string[]> {
  const { results } = await db
    .prepare(`SELECT DISTINCT c.id FROM withdrawn_rows w
      JOIN customers c ON c.id = ${presentId("w.customer_id")}
    WHERE w.import_id = ?1 AND c.id > ?2 ORDER BY c.id LIMIT ?3`)
    .bind(importId, after, count)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

/** Returns how many rows of each table were taken back with an import. */
export async function takenBack(
  db: Database,
  importId: string,
): Promise<Partial<Record<WithdrawnTable | "changed_rows", number>>> {
  const { results } = await db
    .prepare(
      `SELECT table_name AS name, count(*) AS n FROM withdrawn_rows WHERE import_id = ?
        GROUP BY table_name`,
    )
    .bind(importId)
    .all<{ name: WithdrawnTable; n: number }>();
  return Object.fromEntries(results.map(({ name, n }) => [name, n]));
}

/** Returns how many customers and contacts of an import stayed. */
export async function keptOf(
  db: Database,
  of: ImportRow,
): Promise<{ customers: number; contacts: number }> {
  const count = (table: string) =>
    `(SELECT count(*) FROM ${table} WHERE import_number = ?1 AND ${ofItsTime("id")})`;
  return (
    (await db
      .prepare(`SELECT ${count("customers")} AS customers, ${count("contacts")} AS contacts`)
      .bind(of.number, ...span(of))
      .first()) ?? { customers: 0, contacts: 0 }
  );
}

/** Rows that an import changed in place, the latest change first. */
export async function changesOf(
  db: Database,
  importId: string,
  count: number,
): Promise<ChangedRow[]> {
  const { results } = await db
    .prepare(`SELECT h.id, h.table_name AS "table", h.row_id AS rowId, h.customer_id AS customerId,
      h.before, ${nextChanges("n.id > h.id AND n.import_id IS NOT h.import_id")}
    FROM changed_rows h WHERE h.import_id = ?1 ORDER BY h.id DESC LIMIT ?2`)
    .bind(importId, count)
    .all<ChangedRow>();
  return results;
}

/**
 * Statements that take changes of an import back, the latest of a row first, kept beside what else
 * was taken back with it.
 */
export function restoreAll(
  db: Database,
  changes: readonly ChangedRow[],
  importId: string,
  userId: string,
  now: number,
): D1PreparedStatement[] {
  return [
    ...forRows(
      db,
      `INSERT INTO withdrawn_rows (table_name, customer_id, row, import_id, user_id, at)
      SELECT 'changed_rows', customer_id,
        json_object('table_name', table_name, 'row_id', row_id, 'before', json(before), 'at', at),
        ?2, ?3, ?4 FROM changed_rows WHERE id IN (SELECT value FROM json_each(?1))`,
      changes.map(({ id }) => id),
      importId,
      userId,
      now,
    ),
    ...byTurn(changes).flatMap((turn) => putAllBack(db, turn)),
  ];
}

/** Changes in turns of which none has two of the same row, in the order of each row's. */
function byTurn(changes: readonly ChangedRow[]): ChangedRow[][] {
  const turns: ChangedRow[][] = [];
  const seen = new Map<string, number>();
  for (const change of changes) {
    const row = `${change.table} ${change.rowId}`;
    const turn = seen.get(row) ?? 0;
    seen.set(row, turn + 1);
    (turns[turn] ??= []).push(change);
  }
  return turns;
}
