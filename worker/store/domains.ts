/** Business domains of customers, and what each has in common with those that look like it. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { KnownDomain } from "../recognition.ts";
import type { Database } from "./database.ts";
import { forRows } from "./rows.ts";

export type CustomerDomain = KnownDomain & { customerId: string };

/** Statements that note domains; the first customer of a domain keeps it. */
export function noteDomains(db: Database, domains: readonly CustomerDomain[], now: number): D1PreparedStatement[] {
  return [
    ...forRows(db,
      `INSERT INTO domains (domain_index, customer_id, domain_sealed, created_at)
       SELECT value->>0, value->>1, value->>2, ?2 FROM json_each(?1) WHERE true
       ON CONFLICT DO UPDATE SET domain_sealed = excluded.domain_sealed WHERE domain_sealed IS NULL`,
      domains.map((domain) => [domain.index, domain.customerId, domain.domainSealed]), now),
    ...forRows(db,
      `INSERT INTO domain_looks (look_index, domain_index)
       SELECT look.value, j.value->>0 FROM json_each(?1) j, json_each(j.value, '$[1]') look WHERE true ON CONFLICT DO NOTHING`,
      domains.map((domain) => [domain.index, domain.lookIndexes])),
  ];
}

/** The sealed domains among `indexes`, and of those that share one of `lookIndexes` at most `most`. One query. */
export async function domainsLike(db: Database, indexes: readonly string[], lookIndexes: readonly string[], most: number): Promise<string[]> {
  const { results } = await db.prepare(
    `SELECT d.domain_sealed AS sealed FROM json_each(?1) j CROSS JOIN domains d ON d.domain_index = j.value WHERE d.domain_sealed IS NOT NULL
     UNION
     SELECT * FROM (SELECT DISTINCT d.domain_sealed FROM json_each(?2) j CROSS JOIN domain_looks l ON l.look_index = j.value
       JOIN domains d ON d.domain_index = l.domain_index WHERE d.domain_sealed IS NOT NULL LIMIT ?3)`,
  ).bind(JSON.stringify(indexes), JSON.stringify(lookIndexes), most).all<{ sealed: string }>();
  return results.map((row) => row.sealed);
}
