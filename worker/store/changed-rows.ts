/** Keeps what rows held before they were changed in place, so that the change can be taken back. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";
import { whileRunning } from "./imports.ts";
import { forRows } from "./rows.ts";

/** The columns of customers that imports change in place, all of them together. */
const customerColumns = [
  "kind",
  "name_sealed",
  "segment",
  "segment_sealed",
  "segment_index",
  "owner_id",
];

/** A column of a contact and of its addresses: each is kept, and taken back, by itself. */
export type ContactColumn = "name_sealed" | "telephone_sealed";

const before = (names: readonly string[]) =>
  `json_object(${names.map((name) => `'${name}', r.${name}`).join(", ")})`;
const columns = "(table_name, row_id, customer_id, before, import_id, user_id, at)";

/** Statements that keep what customers are, before an import changes them. */
export function customersChangedByImport(
  db: Database,
  customerIds: readonly string[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO changed_rows ${columns} SELECT 'customers', r.id, r.id,
      ${before(customerColumns)}, ?2, NULL, ?3
     FROM json_each(?1) j JOIN customers r ON r.id = j.value WHERE ${whileRunning("?2")}`,
    customerIds,
    importId,
    now,
  );
}

/**
 * Statements that keep what contacts and their addresses hold in a column, before an import gives
 * them something else.
 */
export function contactsChangedByImport(
  db: Database,
  column: ContactColumn,
  contactIds: readonly string[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  const keep = (table: "contacts" | "addresses", key: string, of: string) =>
    forRows(
      db,
      `INSERT INTO changed_rows ${columns} SELECT '${table}', r.${key}, r.customer_id,
        ${before([column])}, ?2, NULL, ?3
       FROM json_each(?1) j JOIN ${table} r ON r.${of} = j.value WHERE ${whileRunning("?2")}`,
      contactIds,
      importId,
      now,
    );
  return [...keep("contacts", "id", "id"), ...keep("addresses", "address_index", "contact_id")];
}

/**
 * Statements that keep what a contact and its addresses hold in a column, before a person gives it
 * something else.
 */
export function contactChangedBy(
  db: Database,
  column: ContactColumn,
  contactId: string,
  userId: string,
  now: number,
): D1PreparedStatement[] {
  const keep = (table: "contacts" | "addresses", key: string, of: string) =>
    db
      .prepare(
        `INSERT INTO changed_rows ${columns} SELECT '${table}', r.${key}, r.customer_id,
          ${before([column])}, NULL, ?2, ?3 FROM ${table} r WHERE r.${of} = ?1`,
      )
      .bind(contactId, userId, now);
  return [keep("contacts", "id", "id"), keep("addresses", "address_index", "contact_id")];
}
