/** The cards of many addresses in one query. */
import type { D1DatabaseSession } from "@cloudflare/workers-types";

/** A person to look up: blind indexes of the address and of its business domain, if it has one. */
export type Wanted = { addressIndex: string; domainIndex: string | null };

/** What is known of one: `contactId` is null for a stranger at a customer's business domain. */
export type Found = {
  addressIndex: string; customerId: string; contactId: string | null; contactNameSealed: string | null;
  /** The card; null for a customer that was never scored. */
  bodySealed: string | null;
  /** The customer's name, for the suggestion; null for a known address, whose card has it. */
  customerNameSealed: string | null;
};

/**
 * What is known of `wanted` (50 at most: two bound parameters each, D1 takes 100), in any order, unknown ones left
 * out. One query; it reads two rows a person at most: the address or else the domain, and the card. The list goes
 * in as VALUES, which SQLite runs as a co-routine: json_each would count a row read for each entry.
 */
export async function lookUpCards(db: D1DatabaseSession, wanted: Wanted[]): Promise<{ found: Found[]; rowsRead: number }> {
  if (wanted.length === 0) return { found: [], rowsRead: 0 };
  const { results, meta } = await db.prepare(
    `WITH w(address, domain) AS (VALUES ${wanted.map(() => "(?,?)").join(",")})
     SELECT w.address AS addressIndex, coalesce(a.customer_id, d.customer_id) AS customerId,
            a.contact_id AS contactId, a.name_sealed AS contactNameSealed,
            c.body_sealed AS bodySealed, iif(a.contact_id IS NULL, c.name_sealed, NULL) AS customerNameSealed
     FROM w
     LEFT JOIN addresses a ON a.address_index = w.address
     -- A null key is not searched for: a known address costs no row of domains.
     LEFT JOIN domains d ON d.domain_index = iif(a.contact_id IS NULL, w.domain, NULL)
     LEFT JOIN cards c ON c.customer_id = coalesce(a.customer_id, d.customer_id)
     WHERE a.contact_id IS NOT NULL OR d.customer_id IS NOT NULL`,
  ).bind(...wanted.flatMap((one) => [one.addressIndex, one.domainIndex])).all<Found>();
  return { found: results, rowsRead: meta.rows_read };
}
