/** Satisfaction responses as an import adds them, by the blind index of their external id. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Metric } from "../../../shared/contract/fields.ts";
import type { Database } from "../database.ts";
import { forRows, queryRows } from "../rows.ts";
import { whileRunning } from "../imports.ts";

/** Returns which of these external indexes are in the book. */
export async function knownResponses(
  db: Database,
  externalIndexes: readonly string[],
): Promise<Set<string>> {
  const rows = await queryRows<{ externalIndex: string }>(
    db,
    "SELECT s.external_index AS externalIndex FROM json_each(?1) j CROSS JOIN satisfaction_responses s ON s.external_index = j.value",
    externalIndexes,
  );
  return new Set(rows.map((row) => row.externalIndex));
}

export type ResponseRow = {
  id: string;
  externalIndex: string;
  customerId: string;
  contactId: string | null;
  metric: Metric;
  value: number;
  source: "customer" | "rep";
  occurredAt: number;
  commentSealed: string | null;
};

/** Statements that add satisfaction responses. */
export function addResponses(
  db: Database,
  rows: readonly ResponseRow[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO satisfaction_responses (id, external_index, customer_id, contact_id, metric, value, source, occurred_at, comment_sealed, import_id, recorded_at)
     SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, ?2, ?3
     FROM json_each(?1) WHERE ${whileRunning("?2")} ON CONFLICT (external_index) DO NOTHING`,
    rows.map((r) => [
      r.id,
      r.externalIndex,
      r.customerId,
      r.contactId,
      r.metric,
      r.value,
      r.source,
      r.occurredAt,
      r.commentSealed,
    ]),
    importId,
    now,
  );
}
