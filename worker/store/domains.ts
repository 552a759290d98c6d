/** Business domains of customers, and what each has in common with those that look like it. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { KnownDomain } from "../people/recognition.ts";
import { hexKey } from "./data-keys.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";

export type CustomerDomain = KnownDomain & { customerId: string };

/**
 * Statements that note domains; the first customer of a domain keeps it, and it alone can seal it.
 */
export function noteDomains(
  db: Database,
  domains: readonly CustomerDomain[],
  now: number,
): D1PreparedStatement[] {
  return [
    ...forRows(
      db,
      `INSERT INTO domains (domain_index, customer_id, domain_sealed, created_at)
       SELECT value->>0, value->>1, value->>2, ?2 FROM json_each(?1) WHERE true
       ON CONFLICT DO UPDATE SET domain_sealed = excluded.domain_sealed
       WHERE domain_sealed IS NULL AND customer_id = excluded.customer_id`,
      domains.map((domain) => [domain.index, domain.customerId, domain.domainSealed]),
      now,
    ),
    ...forRows(
      db,
      `INSERT INTO domain_looks (look_index, domain_index)
       SELECT look.value, j.value->>0 FROM json_each(?1) j, json_each(j.value, '$[1]') look
         WHERE true ON CONFLICT DO NOTHING`,
      domains.map((domain) => [domain.index, domain.lookIndexes]),
    ),
  ];
}

export type DomainRow = {
  index: string;
  customerId: string;
  sealed: string;
  dataKey: string | null;
};

/**
 * The sealed domains among `indexes`, and of those that share one of `lookIndexes` at most `most`.
 * One query.
 */
export async function domainsLike(
  db: Database,
  indexes: readonly string[],
  lookIndexes: readonly string[],
  most: number,
): Promise<DomainRow[]> {
  const { results } = await db
    .prepare(
      `SELECT d.domain_index AS "index", d.customer_id AS customerId, d.domain_sealed AS sealed,
        ${hexKey("c.data_key")} AS dataKey
     FROM (
       SELECT value AS domain_index FROM json_each(?1)
       UNION
       SELECT * FROM (SELECT DISTINCT l.domain_index FROM json_each(?2) j
         CROSS JOIN domain_looks l ON l.look_index = j.value
         JOIN domains looked ON looked.domain_index = l.domain_index
           WHERE looked.domain_sealed IS NOT NULL LIMIT ?3)
     ) found CROSS JOIN domains d ON d.domain_index = found.domain_index
       LEFT JOIN customers c ON c.id = d.customer_id
     WHERE d.domain_sealed IS NOT NULL`,
    )
    .bind(JSON.stringify(indexes), JSON.stringify(lookIndexes), most)
    .all<DomainRow>();
  return results;
}
