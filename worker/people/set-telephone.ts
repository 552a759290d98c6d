/** Gives a contact another telephone number, on itself and beside each of its addresses. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { CustomerSeals } from "../security/seal.ts";
import { at } from "../security/places.ts";
import { contactsOf, setTelephone } from "../store/contacts.ts";
import type { Database } from "../store/database.ts";

/** A contact, the customer that it is stored for, and what seals for that. */
export type StoredContact = { id: string; ownerId: string; seals: CustomerSeals };

/** Statements that store the number, sealed for each place; null takes it away. */
export async function dial(
  db: Database,
  { id, ownerId, seals }: StoredContact,
  telephone: string | null,
): Promise<D1PreparedStatement[]> {
  const indexes = await addressIndexes(db, id, ownerId);
  return setTelephone(
    db,
    { id, telephoneSealed: await seals.seal(at("contacts.telephone_sealed", id), telephone) },
    await Promise.all(
      indexes.map(async (index) => ({
        index,
        telephoneSealed: await seals.seal(at("addresses.telephone_sealed", index), telephone),
      })),
    ),
  );
}

/** Blind indexes of the addresses that a contact of the customer `ownerId` has. */
export async function addressIndexes(db: Database, id: string, ownerId: string): Promise<string[]> {
  return (await contactsOf(db, ownerId)).flatMap((row) =>
    row.id === id ? (row.addressIndex ?? []) : [],
  );
}
