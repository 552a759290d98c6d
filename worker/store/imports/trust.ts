/** Trust responses as an import adds them, by the blind index of their external id. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "../database.ts";
import { forRows, queryRows } from "../rows.ts";
import { whileRunning } from "../imports.ts";

/** Returns which of these external indexes are in the book. */
export async function knownAnswers(
  db: Database,
  externalIndexes: readonly string[],
): Promise<Set<string>> {
  const rows = await queryRows<{ externalIndex: string }>(
    db,
    "SELECT t.external_index AS externalIndex FROM json_each(?1) j CROSS JOIN trust_responses t ON t.external_index = j.value",
    externalIndexes,
  );
  return new Set(rows.map((row) => row.externalIndex));
}

export type AnswerRow = {
  id: string;
  externalIndex: string;
  customerId: string;
  contactId: string | null;
  source: "customer" | "rep";
  occurredAt: number;
  /** JSON: 1 to 7 by dimension. */
  answers: string;
};

/** Statements that add trust responses. */
export function addAnswers(
  db: Database,
  rows: readonly AnswerRow[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO trust_responses (id, external_index, customer_id, contact_id, source, occurred_at, answers, import_id, recorded_at)
     SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, ?2, ?3
     FROM json_each(?1) WHERE ${whileRunning("?2")} ON CONFLICT (external_index) DO NOTHING`,
    rows.map((r) => [
      r.id,
      r.externalIndex,
      r.customerId,
      r.contactId,
      r.source,
      r.occurredAt,
      r.answers,
    ]),
    importId,
    now,
  );
}
