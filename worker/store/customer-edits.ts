/** Edits of customers by hand: facts, and what a withdrawal of one has to know. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { EditField } from "../../shared/contract/customer-edits.ts";
import { type ChangedRow, customersChangedBy, nextChanges } from "./changed-rows.ts";
import { type Database, listed } from "./database.ts";
import { forRows } from "./rows.ts";
import { type FactOwner, withdrawnAt } from "./withdrawals.ts";

export type NewEdit = {
  id: string;
  customerId: string;
  field: EditField;
  /** Of a telephone number alone. */ contactId: string | null;
  valueSealed: string | null;
  /** The new owner, of an edit of the owner alone. */ ownerId: string | null;
  userId: string;
  now: number;
};

/** Statement that stores an edit. */
export function insertEdit(db: Database, edit: NewEdit): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO customer_edits (id, customer_id, field, contact_id, value_sealed, owner_id,
        user_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      edit.id,
      edit.customerId,
      edit.field,
      edit.contactId,
      edit.valueSealed,
      edit.ownerId,
      edit.userId,
      edit.now,
    );
}

/** The columns of `customers` that an edit of a field changes. */
export const columnsOfField = {
  name: ["name_sealed"],
  segment: ["segment", "segment_sealed", "segment_index"],
  owner: ["owner_id"],
  language: ["language"],
  notes: ["notes_sealed"],
} as const satisfies Record<Exclude<EditField, "phone">, readonly string[]>;
export type EditedColumn = (typeof columnsOfField)[keyof typeof columnsOfField][number];

/** Statement that gives a customer what an edit says, by column. */
export function setColumns(
  db: Database,
  customerId: string,
  values: Partial<Record<EditedColumn, string | null>>,
): D1PreparedStatement {
  const columns = Object.keys(values);
  return db
    .prepare(`UPDATE customers SET ${columns.map((name) => `${name} = ?`).join(", ")} WHERE id = ?`)
    .bind(...Object.values(values), customerId);
}

/**
 * Statement that fails the batch (`isStale`) where the customer's card was written since `revision`
 * was read, which is before whatever the batch rests on.
 */
export function unlessWritten(
  db: Database,
  customerId: string,
  revision: number,
): D1PreparedStatement {
  return db
    .prepare("UPDATE cards SET body = CASE WHEN revision = ?2 THEN body END WHERE customer_id = ?1")
    .bind(customerId, revision);
}

/** Values that an edit replaced, and the revision of the card under which it was read. */
export type Replaced = {
  revision: number;
  /** The name in force. */ nameSealed: string | null;
  changes: ChangedRow[];
};

/** Reads what an edit replaced: in one transaction, with the revision of the customer's card. */
export async function replacedBy(
  db: Database,
  editId: string,
  customerId: string,
): Promise<Replaced> {
  const [customer, changes] = await db.batch([
    db
      .prepare(
        `SELECT coalesce(k.revision, 0) AS revision, c.name_sealed AS nameSealed FROM customers c
          LEFT JOIN cards k ON k.customer_id = c.id WHERE c.id = ?`,
      )
      .bind(customerId),
    db
      .prepare(
        `SELECT h.id, h.table_name AS "table", h.row_id AS rowId, h.customer_id AS customerId,
          h.before, ${nextChanges("n.id > h.id")}
        FROM changed_rows h WHERE h.edit_id = ?`,
      )
      .bind(editId),
  ]);
  const [first] = (customer?.results ?? []) as { revision: number; nameSealed: string | null }[];
  return {
    revision: first?.revision ?? 0,
    nameSealed: first?.nameSealed ?? null,
    changes: (changes?.results ?? []) as ChangedRow[],
  };
}

export type EditOwner = FactOwner & { field: EditField; contactId: string | null };

/** Returns whose an edit is and of what, or null where there is none. */
export function editOwner(db: Database, id: string): Promise<EditOwner | null> {
  return db
    .prepare(
      `SELECT e.customer_id AS customerId, e.field, e.contact_id AS contactId, e.user_id AS userId,
        ${withdrawnAt("edit", "e.id")} FROM customer_edits e WHERE e.id = ?`,
    )
    .bind(id)
    .first<EditOwner>();
}

/** An edit of one of several customers, with the columns that it changes. */
export type BulkEdit = {
  id: string;
  customerId: string;
  columns: Partial<Record<EditedColumn, string | null>>;
  valueSealed: string | null;
  ownerId: string | null;
};

/**
 * Statements that store edits of one field of several customers, keep what stood there, and give
 * each what its edit says.
 */
export function setAll(
  db: Database,
  field: "owner" | "segment",
  edits: readonly BulkEdit[],
  { bulkId, userId, now }: { bulkId: string; userId: string; now: number },
): D1PreparedStatement[] {
  const columns = columnsOfField[field];
  const set = columns.map((name) => `${name} = j.value ->> 'columns' ->> '${name}'`).join(", ");
  return [
    ...forRows(
      db,
      `INSERT INTO customer_edits (id, customer_id, field, value_sealed, owner_id, user_id, at,
        bulk_id)
      SELECT value ->> 'id', value ->> 'customerId', ?2, value ->> 'valueSealed',
        value ->> 'ownerId', ?3, ?4, ?5 FROM json_each(?1)`,
      edits,
      field,
      userId,
      now,
      bulkId,
    ),
    ...customersChangedBy(db, columns, edits, { userId, now }),
    ...forRows(
      db,
      `UPDATE customers SET ${set} FROM json_each(?1) j WHERE customers.id = j.value ->> 'customerId'`,
      edits,
    ),
  ];
}

/** As `replacedBy`, for edits of several customers: the revision of each one's card by its id. */
export async function replacedByAll(
  db: Database,
  editIds: readonly string[],
): Promise<{ revisions: Map<string, number>; replaced: ChangedRow[] }> {
  const ids = listed(editIds);
  const [cards, changes] = await db.batch([
    db
      .prepare(
        `SELECT e.customer_id AS id, coalesce(k.revision, 0) AS revision FROM customer_edits e
          LEFT JOIN cards k ON k.customer_id = e.customer_id
        WHERE e.id IN (SELECT value FROM json_each(?))`,
      )
      .bind(ids),
    db
      .prepare(
        `SELECT h.id, h.table_name AS "table", h.row_id AS rowId, h.customer_id AS customerId,
          h.before, ${nextChanges("n.id > h.id")}
        FROM changed_rows h WHERE h.edit_id IN (SELECT value FROM json_each(?))`,
      )
      .bind(ids),
  ]);
  const rows = (cards?.results ?? []) as { id: string; revision: number }[];
  return {
    revisions: new Map(rows.map(({ id, revision }) => [id, revision])),
    replaced: (changes?.results ?? []) as ChangedRow[],
  };
}

/** As `unlessWritten`, for several customers. */
export function unlessAnyWritten(
  db: Database,
  revisions: ReadonlyMap<string, number>,
): D1PreparedStatement[] {
  return forRows(
    db,
    `UPDATE cards SET body = CASE WHEN revision = j.value ->> 1 THEN body END
      FROM json_each(?1) j WHERE customer_id = j.value ->> 0`,
    [...revisions],
  );
}
