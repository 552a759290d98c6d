/** Keeps what rows held before they were changed in place, so that the change can be taken back. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";
import { whileRunning } from "./imports.ts";
import { forRows } from "./rows.ts";

/** The columns of each table that are changed in place. */
export const changedColumns = {
  customers: ["kind", "name_sealed", "segment", "segment_sealed", "segment_index"],
  contacts: ["name_sealed"],
  addresses: ["name_sealed"],
} as const satisfies Record<string, readonly string[]>;
export type ChangedTable = keyof typeof changedColumns;

const keys = { customers: "id", contacts: "id", addresses: "address_index" } as const;
const before = (table: ChangedTable) =>
  `json_object(${changedColumns[table].map((name) => `'${name}', r.${name}`).join(", ")})`;
const columns = "(table_name, row_id, customer_id, before, import_id, user_id, at)";
const owner = (table: ChangedTable) => (table === "customers" ? "r.id" : "r.customer_id");

/** Statements that keep what rows hold, before an import changes them. */
export function changedByImport(
  db: Database,
  table: ChangedTable,
  rowIds: readonly string[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO changed_rows ${columns} SELECT '${table}', r.${keys[table]}, ${owner(table)},
      ${before(table)}, ?2, NULL, ?3
     FROM json_each(?1) j JOIN ${table} r ON r.${keys[table]} = j.value WHERE ${whileRunning("?2")}`,
    rowIds,
    importId,
    now,
  );
}

/**
 * Statements that keep the names of contacts and beside their addresses, before an import gives
 * them others.
 */
export function namesChangedByImport(
  db: Database,
  contactIds: readonly string[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return [
    ...changedByImport(db, "contacts", contactIds, importId, now),
    ...forRows(
      db,
      `INSERT INTO changed_rows ${columns} SELECT 'addresses', r.address_index, r.customer_id,
        ${before("addresses")}, ?2, NULL, ?3
       FROM json_each(?1) j JOIN addresses r ON r.contact_id = j.value WHERE ${whileRunning("?2")}`,
      contactIds,
      importId,
      now,
    ),
  ];
}

/** Statements that keep the names of a contact, before a person gives it another. */
export function renamedBy(
  db: Database,
  contactId: string,
  userId: string,
  now: number,
): D1PreparedStatement[] {
  const keep = (table: "contacts" | "addresses", of: string) =>
    db
      .prepare(
        `INSERT INTO changed_rows ${columns} SELECT '${table}', r.${keys[table]}, r.customer_id,
          ${before(table)}, NULL, ?2, ?3 FROM ${table} r WHERE r.${of} = ?1`,
      )
      .bind(contactId, userId, now);
  return [keep("contacts", "id"), keep("addresses", "contact_id")];
}
