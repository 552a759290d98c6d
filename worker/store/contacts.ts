/** Contacts and their addresses: the people of a customer. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { presentId } from "./aliases.ts";
import { type Database, listed } from "./database.ts";

export type NewContact = {
  id: string;
  customerId: string;
  nameSealed: string | null;
  telephoneSealed: string | null;
  personIndex: string;
  now: number;
  userId: string;
};
export type NewAddress = {
  index: string;
  customerId: string;
  contactId: string;
  addressSealed: string;
  nameSealed: string | null;
  telephoneSealed: string | null;
  now: number;
  userId: string;
};

/** Statement that adds a contact. */
export function insertContact(db: Database, row: NewContact): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO contacts (id, customer_id, name_sealed, telephone_sealed, person_index,
        created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.id,
      row.customerId,
      row.nameSealed,
      row.telephoneSealed,
      row.personIndex,
      row.now,
      row.userId,
    );
}

/** Statement that adds an address; fails where the address belongs to someone. */
export function insertAddress(db: Database, row: NewAddress): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO addresses (address_index, customer_id, contact_id, address_sealed, name_sealed,
        telephone_sealed, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      row.index,
      row.customerId,
      row.contactId,
      row.addressSealed,
      row.nameSealed,
      row.telephoneSealed,
      row.now,
      row.userId,
    );
}

/**
 * Statements that name a contact, on itself and beside each of its addresses: each has the name
 * sealed for itself.
 */
export function renameContact(
  db: Database,
  contact: { id: string; nameSealed: string; personIndex: string },
  addresses: readonly { index: string; nameSealed: string }[],
): D1PreparedStatement[] {
  const { id, nameSealed, personIndex } = contact;
  return [
    db
      .prepare("UPDATE contacts SET name_sealed = ?, person_index = ? WHERE id = ?")
      .bind(nameSealed, personIndex, id),
    ...addresses.map((address) =>
      db
        .prepare("UPDATE addresses SET name_sealed = ? WHERE address_index = ?")
        .bind(address.nameSealed, address.index),
    ),
  ];
}

/**
 * Statements that give a contact a telephone number, or none, on itself and beside each of its
 * addresses: each has the number sealed for itself.
 */
export function setTelephone(
  db: Database,
  contact: { id: string; telephoneSealed: string | null },
  addresses: readonly { index: string; telephoneSealed: string | null }[],
): D1PreparedStatement[] {
  return [
    db
      .prepare("UPDATE contacts SET telephone_sealed = ? WHERE id = ?")
      .bind(contact.telephoneSealed, contact.id),
    ...addresses.map((address) =>
      db
        .prepare("UPDATE addresses SET telephone_sealed = ? WHERE address_index = ?")
        .bind(address.telephoneSealed, address.index),
    ),
  ];
}

export type AddressOwner = { index: string; customerId: string; contactId: string };

/**
 * Returns whose these addresses are, by blind index; addresses of nobody are not among the answer.
 */
export async function ownersOf(db: Database, indexes: string[]): Promise<AddressOwner[]> {
  const { results } = await db
    .prepare(
      `SELECT address_index AS "index", ${presentId("addresses.customer_id")} AS customerId,
        contact_id AS contactId
     FROM addresses WHERE address_index IN (SELECT value FROM json_each(?))`,
    )
    .bind(listed(indexes))
    .all<AddressOwner>();
  return results;
}

/**
 * Returns whose a contact is, the customer it was stored for (`ownerId`), and its sealed name; null
 * where there is none.
 */
export function findContact(
  db: Database,
  id: string,
): Promise<{ customerId: string; ownerId: string; nameSealed: string | null } | null> {
  return db
    .prepare(
      `SELECT ${presentId("contacts.customer_id")} AS customerId, customer_id AS ownerId,
        name_sealed AS nameSealed FROM contacts WHERE id = ?`,
    )
    .bind(id)
    .first();
}

export type ContactRow = {
  id: string;
  nameSealed: string | null;
  telephoneSealed: string | null;
  addressIndex: string | null;
  addressSealed: string | null;
};

/**
 * A customer's contacts, one row an address, oldest first; a contact without addresses has one row.
 */
export async function contactsOf(db: Database, customerId: string): Promise<ContactRow[]> {
  const { results } = await db
    .prepare(
      `SELECT c.id, c.name_sealed AS nameSealed, c.telephone_sealed AS telephoneSealed,
        a.address_index AS addressIndex, a.address_sealed AS addressSealed
     FROM contacts c LEFT JOIN addresses a ON a.contact_id = c.id
     WHERE c.customer_id = ? ORDER BY c.created_at, c.id, a.created_at, a.address_index`,
    )
    .bind(customerId)
    .all<ContactRow>();
  return results;
}
