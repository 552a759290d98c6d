/** Customers by what is one person's or one company's alone: an address, a number, a full name. */
import { presentId } from "./aliases.ts";
import type { NamedCustomer } from "./customer-words.ts";
import { hexKey } from "./data-keys.ts";
import { type Database, listed } from "./database.ts";

/** Blind indexes of an address and of full names, and a number of the company's own. */
export type Exactly = { addressIndex: string; number: string; personIndexes: readonly string[] };
export type FoundExactly = NamedCustomer & { by: "address" | "number" | "contact" };

/** Customers of an address, of a number, or with a contact of a name, `most` of each at most. */
export async function customersExactly(
  db: Database,
  { addressIndex, number, personIndexes }: Exactly,
  most: number,
  visible: string | null,
): Promise<FoundExactly[]> {
  const { results } = await db
    .prepare(`
    WITH hit("by", id) AS (
      SELECT 'address', ${presentId("a.customer_id")} FROM addresses a WHERE a.address_index = ?1
      UNION ALL SELECT 'number', n.id FROM customers n WHERE n.external_id = ?2
      UNION ALL SELECT * FROM (SELECT 'contact', ${presentId("p.customer_id")} FROM contacts p
        WHERE p.person_index > '' AND p.person_index IN (SELECT value FROM json_each(?3))
        LIMIT ?4))
    SELECT hit."by", c.id, c.kind, c.external_id AS externalId, c.name_sealed AS nameSealed,
      k.tier, l.former, ${hexKey("c.data_key")} AS dataKey
    FROM hit CROSS JOIN customers c ON c.id = hit.id LEFT JOIN cards k ON k.customer_id = c.id
      LEFT JOIN customer_list l ON l.customer_id = c.id
    WHERE c.name_sealed IS NOT NULL AND ${visible ?? "TRUE"}`)
    .bind(addressIndex, number, listed(personIndexes), most)
    .all<FoundExactly>();
  return results;
}
