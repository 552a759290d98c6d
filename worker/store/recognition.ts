/** Contacts by their names, and those that nobody has looked at yet. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { hexKey } from "./data-keys.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";

export type Namesake = {
  contactId: string;
  customerId: string;
  nameSealed: string;
  addressIndex: string;
  addressSealed: string;
  dataKey: string | null;
};

/** Addresses of contacts whose name has one of these indexes, `most` at most. */
export async function namesakesOf(
  db: Database,
  personIndexes: readonly string[],
  most: number,
): Promise<Namesake[]> {
  const { results } = await db
    .prepare(
      `SELECT c.id AS contactId, c.customer_id AS customerId, c.name_sealed AS nameSealed,
        a.address_index AS addressIndex,
       a.address_sealed AS addressSealed, ${hexKey("k.data_key")} AS dataKey
     FROM contacts c JOIN addresses a ON a.contact_id = c.id
       JOIN customers k ON k.id = c.customer_id
     WHERE c.person_index IN (SELECT value FROM json_each(?1)) AND c.person_index > ''
       AND c.name_sealed IS NOT NULL LIMIT ?2`,
    )
    .bind(JSON.stringify(personIndexes), most)
    .all<Namesake>();
  return results;
}

export type Unrecognised = {
  id: string;
  customerId: string;
  nameSealed: string | null;
  dataKey: string | null;
  /** JSON array of pairs: blind index and sealed address. */
  addresses: string;
};

/** The next contacts whose name and domains are not indexed yet. */
export async function unrecognised(db: Database, size: number): Promise<Unrecognised[]> {
  const { results } = await db
    .prepare(
      `SELECT c.id, c.customer_id AS customerId, c.name_sealed AS nameSealed,
        ${hexKey("k.data_key")} AS dataKey,
       (SELECT json_group_array(json_array(a.address_index, a.address_sealed)) FROM addresses a
         WHERE a.contact_id = c.id) AS addresses
     FROM contacts c CROSS JOIN customers k ON k.id = c.customer_id WHERE c.person_index IS NULL
       ORDER BY c.id LIMIT ?`,
    )
    .bind(size)
    .all<Unrecognised>();
  return results;
}

/** Statements that index names; one that was renamed meanwhile keeps its new index. */
export function recognise(
  db: Database,
  contacts: readonly { id: string; personIndex: string }[],
): D1PreparedStatement[] {
  return forRows(
    db,
    `UPDATE contacts SET person_index = j.value->>1 FROM json_each(?1) j
      WHERE contacts.id = j.value->>0 AND contacts.person_index IS NULL`,
    contacts.map((contact) => [contact.id, contact.personIndex]),
  );
}
