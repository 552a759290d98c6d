/** Contacts and addresses as imports find and add them. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { presentId } from "../aliases.ts";
import { hexKey } from "../data-keys.ts";
import type { Database } from "../database.ts";
import { forRows, queryRows } from "../rows.ts";
import { importNumber, whileRunning } from "../imports.ts";

/**
 * A contact that is there. `ownerId` is the customer that it was stored for, under whose data key
 * (wrapped, hex) its name and telephone are sealed; `customerId` is the customer that this one is now.
 */
export type KnownContact = {
  id: string;
  externalIndex: string | null;
  customerId: string;
  ownerId: string;
  nameSealed: string | null;
  telephoneSealed: string | null;
  dataKey: string | null;
};
/** An address of a contact that is there. */
export type KnownAddress = Omit<KnownContact, "id" | "externalIndex"> & {
  index: string;
  contactId: string;
};

/** The contacts of these external ids, by the blind index of each. */
export async function contactsByExternalIndex(
  db: Database,
  externalIndexes: readonly string[],
): Promise<Map<string, KnownContact>> {
  const rows = await queryRows<KnownContact>(
    db,
    `SELECT c.id, c.external_index AS externalIndex, ${presentId("c.customer_id")} AS customerId,
      k.id AS ownerId, c.name_sealed AS nameSealed,
       c.telephone_sealed AS telephoneSealed, ${hexKey("k.data_key")} AS dataKey
     FROM json_each(?1) j CROSS JOIN contacts c ON c.external_index = j.value
       JOIN customers k ON k.id = c.customer_id`,
    externalIndexes,
  );
  return new Map(rows.map((row) => [row.externalIndex ?? "", row]));
}

/** Returns whose these addresses are, by blind index. */
export async function addressesByIndex(
  db: Database,
  indexes: readonly string[],
): Promise<Map<string, KnownAddress>> {
  const rows = await queryRows<KnownAddress>(
    db,
    `SELECT a.address_index AS "index", a.contact_id AS contactId,
      ${presentId("c.customer_id")} AS customerId,
       k.id AS ownerId, c.name_sealed AS nameSealed, c.telephone_sealed AS telephoneSealed,
       ${hexKey("k.data_key")} AS dataKey
     FROM json_each(?1) j CROSS JOIN addresses a ON a.address_index = j.value
     JOIN contacts c ON c.id = a.contact_id JOIN customers k ON k.id = c.customer_id`,
    indexes,
  );
  return new Map(rows.map((row) => [row.index, row]));
}

export type ContactRow = {
  id: string;
  externalIndex: string | null;
  customerId: string;
  nameSealed: string | null;
  telephoneSealed: string | null;
};
export type AddressRow = {
  index: string;
  customerId: string;
  contactId: string;
  addressSealed: string;
  nameSealed: string | null;
  telephoneSealed: string | null;
};
export type DomainRow = { index: string; customerId: string };

/**
 * Statements that add contacts, to be recognised behind the import: `person_index` stays NULL until
 * then.
 */
export function addContacts(
  db: Database,
  rows: readonly ContactRow[],
  importId: string,
  userId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO contacts (id, external_index, customer_id, name_sealed, created_at, created_by,
      import_number, telephone_sealed)
     SELECT value->>0, value->>1, value->>2, value->>3, ?3, ?4, ${importNumber("?2")}, value->>4
       FROM json_each(?1) WHERE ${whileRunning("?2")}`,
    rows.map((row) => [
      row.id,
      row.externalIndex,
      row.customerId,
      row.nameSealed,
      row.telephoneSealed,
    ]),
    importId,
    now,
    userId,
  );
}

/** The blind indexes of the addresses that contacts have. */
export function addressesOfContacts(
  db: Database,
  contactIds: readonly string[],
): Promise<{ contactId: string; index: string }[]> {
  return queryRows(
    db,
    `SELECT a.contact_id AS contactId, a.address_index AS "index"
    FROM json_each(?1) j CROSS JOIN addresses a ON a.contact_id = j.value`,
    contactIds,
  );
}

/** A contact, or an address by its blind index, and what it newly has in a column. */
type NewValue = { id: string; sealed: string | null };
const values = (rows: readonly NewValue[]) => rows.map((row) => [row.id, row.sealed]);

/** Statements that name contacts, on themselves and beside each of their addresses (by index). */
export function nameContacts(
  db: Database,
  contacts: readonly NewValue[],
  addresses: readonly NewValue[],
  importId: string,
): D1PreparedStatement[] {
  return [
    ...forRows(
      db,
      `UPDATE contacts SET name_sealed = j.value->>1, person_index = NULL FROM json_each(?1) j
       WHERE contacts.id = j.value->>0 AND ${whileRunning("?2")}`,
      values(contacts),
      importId,
    ),
    ...forRows(
      db,
      `UPDATE addresses SET name_sealed = j.value->>1 FROM json_each(?1) j
       WHERE addresses.address_index = j.value->>0 AND ${whileRunning("?2")}`,
      values(addresses),
      importId,
    ),
  ];
}

/** Statements that give contacts telephone numbers, as `nameContacts` gives them names. */
export function setTelephones(
  db: Database,
  contacts: readonly NewValue[],
  addresses: readonly NewValue[],
  importId: string,
): D1PreparedStatement[] {
  const set = (table: string, key: string, rows: readonly NewValue[]) =>
    forRows(
      db,
      `UPDATE ${table} SET telephone_sealed = j.value->>1 FROM json_each(?1) j
       WHERE ${table}.${key} = j.value->>0 AND ${whileRunning("?2")}`,
      values(rows),
      importId,
    );
  return [...set("contacts", "id", contacts), ...set("addresses", "address_index", addresses)];
}

/**
 * Statements that add addresses; whose they are is to be recognised by them too, behind the import.
 */
export function addAddresses(
  db: Database,
  rows: readonly AddressRow[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return [
    ...forRows(
      db,
      `INSERT INTO addresses (address_index, customer_id, contact_id, address_sealed, name_sealed,
        created_at, import_number, telephone_sealed)
       SELECT value->>0, value->>1, value->>2, value->>3, value->>4, ?3, ${importNumber("?2")},
         value->>5
         FROM json_each(?1) WHERE ${whileRunning("?2")}`,
      rows.map((row) => [
        row.index,
        row.customerId,
        row.contactId,
        row.addressSealed,
        row.nameSealed,
        row.telephoneSealed,
      ]),
      importId,
      now,
    ),
    ...forRows(
      db,
      `UPDATE contacts SET person_index = NULL FROM json_each(?1) j WHERE contacts.id = j.value
        AND contacts.person_index IS NOT NULL AND ${whileRunning("?2")}`,
      rows.map((row) => row.contactId),
      importId,
    ),
  ];
}

/** Statements that note business domains; the first customer of a domain keeps it. */
export function addDomains(
  db: Database,
  rows: readonly DomainRow[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO domains (domain_index, customer_id, created_at)
     SELECT value->>0, value->>1, ?3 FROM json_each(?1)
       WHERE ${whileRunning("?2")} ON CONFLICT DO NOTHING`,
    rows.map((row) => [row.index, row.customerId]),
    importId,
    now,
  );
}
