/** Interactions as an import adds them, by the blind index of their external id. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Direction, InteractionKind } from "../../../shared/contract/fields.ts";
import type { Database } from "../database.ts";
import { forRows, queryRows } from "../rows.ts";
import { whileRunning } from "../imports.ts";

/** Returns which of these external indexes are in the book. */
export async function knownInteractions(
  db: Database,
  externalIndexes: readonly string[],
): Promise<Set<string>> {
  const rows = await queryRows<{ externalIndex: string }>(
    db,
    "SELECT i.external_index AS externalIndex FROM json_each(?1) j CROSS JOIN interactions i ON i.external_index = j.value",
    externalIndexes,
  );
  return new Set(rows.map((row) => row.externalIndex));
}

export type InteractionRow = {
  id: string;
  externalIndex: string;
  customerId: string;
  contactId: string | null;
  kind: InteractionKind;
  direction: Direction | null;
  occurredAt: number;
  subjectSealed: string | null;
  noteSealed: string | null;
  minutes: number | null;
};

/** Statements that add interactions; each is the root of its own thread of amendments. */
export function addInteractions(
  db: Database,
  rows: readonly InteractionRow[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO interactions (id, root_id, external_index, customer_id, contact_id, kind, direction, occurred_at, subject_sealed, note_sealed, minutes, import_id, recorded_at)
     SELECT value->>0, value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, value->>6, value->>7, value->>8, value->>9, ?2, ?3
     FROM json_each(?1) WHERE ${whileRunning("?2")} ON CONFLICT (external_index) DO NOTHING`,
    rows.map((r) => [
      r.id,
      r.externalIndex,
      r.customerId,
      r.contactId,
      r.kind,
      r.direction,
      r.occurredAt,
      r.subjectSealed,
      r.noteSealed,
      r.minutes,
    ]),
    importId,
    now,
  );
}
