/** Interactions as an import adds them, by external id. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Direction, InteractionKind } from "../../shared/contract/fields.ts";
import type { Database } from "./database.ts";
import { forRows, queryRows } from "./import-rows.ts";
import { whileRunning } from "./imports.ts";

/** Which of these external ids are in the book. */
export async function knownInteractions(db: Database, externalIds: readonly string[]): Promise<Set<string>> {
  const rows = await queryRows<{ externalId: string }>(db,
    "SELECT i.external_id AS externalId FROM json_each(?1) j CROSS JOIN interactions i ON i.external_id = j.value", externalIds);
  return new Set(rows.map((row) => row.externalId));
}

export type InteractionRow = {
  id: string; externalId: string; customerId: string; contactId: string | null; kind: InteractionKind; direction: Direction | null;
  occurredAt: number; subjectSealed: string | null; noteSealed: string | null; minutes: number | null;
};

/** Statements that add interactions; each is the root of its own thread of amendments. */
export function addInteractions(db: Database, rows: readonly InteractionRow[], importId: string, now: number): D1PreparedStatement[] {
  return forRows(db,
    `INSERT INTO interactions (id, root_id, external_id, customer_id, contact_id, kind, direction, occurred_at, subject_sealed, note_sealed, minutes, import_id, recorded_at)
     SELECT value->>0, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9, ?2, ?3
     FROM json_each(?1) WHERE ${whileRunning("?2")} ON CONFLICT (external_id) DO NOTHING`,
    rows.map((r) => [r.id, r.externalId, r.customerId, r.contactId, r.kind, r.direction, r.occurredAt, r.subjectSealed, r.noteSealed, r.minutes]),
    importId, now);
}
