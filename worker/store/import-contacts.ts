/** Contacts and addresses as imports find and add them. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";
import { forRows, queryRows } from "./rows.ts";
import { importNumber, whileRunning } from "./imports.ts";

export type KnownContact = { id: string; externalIndex: string; customerId: string; nameSealed: string | null };
export type KnownAddress = { index: string; contactId: string; customerId: string; nameSealed: string | null };

/** The contacts of these external ids, by the blind index of each. */
export async function contactsByExternalIndex(db: Database, externalIndexes: readonly string[]): Promise<Map<string, KnownContact>> {
  const rows = await queryRows<KnownContact>(db,
    `SELECT c.id, c.external_index AS externalIndex, c.customer_id AS customerId, c.name_sealed AS nameSealed
     FROM json_each(?1) j CROSS JOIN contacts c ON c.external_index = j.value`, externalIndexes);
  return new Map(rows.map((row) => [row.externalIndex, row]));
}

/** Whose these addresses are, by blind index. */
export async function addressesByIndex(db: Database, indexes: readonly string[]): Promise<Map<string, KnownAddress>> {
  const rows = await queryRows<KnownAddress>(db,
    `SELECT a.address_index AS "index", a.contact_id AS contactId, a.customer_id AS customerId, a.name_sealed AS nameSealed
     FROM json_each(?1) j CROSS JOIN addresses a ON a.address_index = j.value`, indexes);
  return new Map(rows.map((row) => [row.index, row]));
}

export type ContactRow = { id: string; externalIndex: string | null; customerId: string; nameSealed: string | null };
export type AddressRow = { index: string; customerId: string; contactId: string; addressSealed: string; nameSealed: string | null };
export type DomainRow = { index: string; customerId: string };

/** Statements that add contacts, to be recognised behind the import: `person_index` stays NULL until then. */
export function addContacts(db: Database, rows: readonly ContactRow[], importId: string, userId: string, now: number): D1PreparedStatement[] {
  return forRows(db,
    `INSERT INTO contacts (id, external_index, customer_id, name_sealed, created_at, created_by, import_number)
     SELECT value->>0, value->>1, value->>2, value->>3, ?3, ?4, ${importNumber("?2")} FROM json_each(?1) WHERE ${whileRunning("?2")}`,
    rows.map((row) => [row.id, row.externalIndex, row.customerId, row.nameSealed]), importId, now, userId);
}

/** Statements that name contacts, on themselves and beside each of their addresses. */
export function nameContacts(db: Database, rows: readonly { id: string; nameSealed: string | null }[], importId: string): D1PreparedStatement[] {
  const values = rows.map((row) => [row.id, row.nameSealed]);
  return [
    ...forRows(db,
      `UPDATE contacts SET name_sealed = j.value->>1, person_index = NULL FROM json_each(?1) j
       WHERE contacts.id = j.value->>0 AND ${whileRunning("?2")}`, values, importId),
    ...forRows(db,
      `UPDATE addresses SET name_sealed = j.value->>1 FROM json_each(?1) j
       WHERE addresses.contact_id = j.value->>0 AND ${whileRunning("?2")}`, values, importId),
  ];
}

/** Statements that add addresses; whose they are is to be recognised by them too, behind the import. */
export function addAddresses(db: Database, rows: readonly AddressRow[], importId: string, now: number): D1PreparedStatement[] {
  return [
    ...forRows(db,
      `INSERT INTO addresses (address_index, customer_id, contact_id, address_sealed, name_sealed, created_at, import_number)
       SELECT value->>0, value->>1, value->>2, value->>3, value->>4, ?3, ${importNumber("?2")} FROM json_each(?1) WHERE ${whileRunning("?2")}`,
      rows.map((row) => [row.index, row.customerId, row.contactId, row.addressSealed, row.nameSealed]), importId, now),
    ...forRows(db,
      `UPDATE contacts SET person_index = NULL FROM json_each(?1) j WHERE contacts.id = j.value AND contacts.person_index IS NOT NULL AND ${whileRunning("?2")}`,
      rows.map((row) => row.contactId), importId),
  ];
}

/** Statements that note business domains; the first customer of a domain keeps it. */
export function addDomains(db: Database, rows: readonly DomainRow[], importId: string, now: number): D1PreparedStatement[] {
  return forRows(db,
    `INSERT INTO domains (domain_index, customer_id, created_at)
     SELECT value->>0, value->>1, ?3 FROM json_each(?1) WHERE ${whileRunning("?2")} ON CONFLICT DO NOTHING`,
    rows.map((row) => [row.index, row.customerId]), importId, now);
}
