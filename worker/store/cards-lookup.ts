/** The cards of many addresses in one query. */
import type { D1DatabaseSession } from "@cloudflare/workers-types";
import { hexKey } from "./data-keys.ts";

/** A person to look up: blind indexes of the address and of its business domain, if it has one. */
export type Wanted = { addressIndex: string; domainIndex: string | null };

/** One person as found: `contactId` is null for a stranger at a customer's business domain. */
export type Found = {
  addressIndex: string;
  customerId: string;
  /**
   * The customer that the address was stored for and its wrapped data key, where that one was
   * merged.
   */
  mergedId: string | null;
  mergedKey: string | null;
  contactId: string | null;
  contactNameSealed: string | null;
  contactTelephoneSealed: string | null;
  /**
   * The card and the customer's wrapped data key, both in hex; null for a customer that was never
   * scored.
   */
  body: string | null;
  dataKey: string | null;
  /** When the override ends that the card goes by; null without one. */
  overrideUntil: number | null;
};

/**
 * Looks up `wanted` (50 at most: two bound parameters each, D1 takes 100), in any order, unknown
 * ones left out. One query; it reads two rows a person at most: the address or else the domain, and
 * the card. The list goes in as VALUES, which SQLite runs as a co-routine: json_each would count a
 * row read for each entry.
 */
export async function lookUpCards(
  db: D1DatabaseSession,
  wanted: Wanted[],
): Promise<{ found: Found[]; rowsRead: number }> {
  if (wanted.length === 0) return { found: [], rowsRead: 0 };
  const { results, meta } = await db
    .prepare(
      `WITH w(address, domain) AS (VALUES ${wanted.map(() => "(?,?)").join(",")})
     SELECT w.address AS addressIndex,
            coalesce(m.customer_id, a.customer_id, d.customer_id) AS customerId,
            o.id AS mergedId, ${hexKey("o.data_key")} AS mergedKey, a.contact_id AS contactId,
            a.name_sealed AS contactNameSealed, a.telephone_sealed AS contactTelephoneSealed,
            nullif(hex(c.body), '') AS body, ${hexKey("c.data_key")} AS dataKey,
            c.override_until AS overrideUntil
     FROM w
     LEFT JOIN addresses a ON a.address_index = w.address
     -- A null key is not searched for: a known address costs no row of domains.
     LEFT JOIN domains d ON d.domain_index = iif(a.contact_id IS NULL, w.domain, NULL)
     -- Two rows more for a customer that was merged, none for others.
     LEFT JOIN customer_aliases m ON m.old_id = coalesce(a.customer_id, d.customer_id)
     LEFT JOIN customers o ON o.id = m.old_id
     LEFT JOIN cards c ON c.customer_id = coalesce(m.customer_id, a.customer_id, d.customer_id)
     WHERE a.contact_id IS NOT NULL OR d.customer_id IS NOT NULL`,
    )
    .bind(...wanted.flatMap((one) => [one.addressIndex, one.domainIndex]))
    .all<Found>();
  return { found: results, rowsRead: meta.rows_read };
}
