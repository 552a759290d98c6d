/** Customers as imports find, add and change them, by external id. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";
import { forRows, queryRows } from "./rows.ts";
import { changedByImport } from "./changed-rows.ts";
import { importNumber, whileRunning } from "./imports.ts";

export type KnownCustomer = { id: string; externalId: string; kind: "company" | "person"; nameSealed: string | null; segment: string | null };

/** The customers of these external ids, by external id. */
export async function customersByExternalId(db: Database, externalIds: Iterable<string>): Promise<Map<string, KnownCustomer>> {
  const rows = await queryRows<KnownCustomer>(db,
    `SELECT c.id, c.external_id AS externalId, c.kind, c.name_sealed AS nameSealed, c.segment
     FROM json_each(?1) j CROSS JOIN customers c ON c.external_id = j.value`, [...externalIds]);
  return new Map(rows.map((row) => [row.externalId, row]));
}

export type CustomerRow = { id: string; externalId: string; kind: "company" | "person"; nameSealed: string | null; segment: string | null };

/** Statements that add customers; an external id that was taken meanwhile keeps its customer. */
export function addCustomers(db: Database, rows: readonly CustomerRow[], importId: string, userId: string, now: number): D1PreparedStatement[] {
  return forRows(db,
    `INSERT INTO customers (id, external_id, kind, name_sealed, segment, created_at, created_by, import_number)
     SELECT value->>0, value->>1, value->>2, value->>3, value->>4, ?3, ?4, ${importNumber("?2")} FROM json_each(?1) WHERE ${whileRunning("?2")}
     ON CONFLICT (external_id) DO NOTHING`,
    rows.map((row) => [row.id, row.externalId, row.kind, row.nameSealed, row.segment]), importId, now, userId);
}

/** Statements that set kind, name and segment of customers; what they held before is kept. */
export function changeCustomers(db: Database, rows: readonly CustomerRow[], importId: string, now: number): D1PreparedStatement[] {
  return [...changedByImport(db, "customers", rows.map(({ id }) => id), importId, now), ...forRows(db,
    `UPDATE customers SET kind = j.value->>1, name_sealed = j.value->>2, segment = j.value->>3, searchable = NULL
     FROM json_each(?1) j WHERE customers.id = j.value->>0 AND ${whileRunning("?2")}`,
    rows.map((row) => [row.id, row.kind, row.nameSealed, row.segment]), importId)];
}
