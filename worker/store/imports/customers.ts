/** Customers as imports find, add and change them, by external id. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import { presentId } from "../aliases.ts";
import { hexKey } from "../data-keys.ts";
import type { Database } from "../database.ts";
import { forRows, queryRows } from "../rows.ts";
import { customersChangedByImport } from "../changed-rows.ts";
import { importNumber, whileRunning } from "../imports.ts";

export type KnownCustomer = {
  id: string;
  externalId: string;
  kind: "company" | "person";
  nameSealed: string | null;
  segmentSealed: string | null;
  /** In clear, of a customer stored before segments were sealed. */ segmentClear: string | null;
  /** A user's id. */ ownerId: string | null;
  /** Wrapped, hex; null where none was made yet. */ dataKey: string | null;
};

/** The customers of these external ids, by external id. */
export async function customersByExternalId(
  db: Database,
  externalIds: Iterable<string>,
): Promise<Map<string, KnownCustomer>> {
  const rows = await queryRows<KnownCustomer>(
    db,
    `SELECT c.id, named.external_id AS externalId, c.kind, c.name_sealed AS nameSealed,
       c.segment_sealed AS segmentSealed, c.segment AS segmentClear,
       c.owner_id AS ownerId, ${hexKey("c.data_key")} AS dataKey
     FROM json_each(?1) j CROSS JOIN customers named ON named.external_id = j.value
     JOIN customers c ON c.id = ${presentId("named.id")}`,
    [...externalIds],
  );
  return new Map(rows.map((row) => [row.externalId, row]));
}

export type CustomerRow = {
  id: string;
  externalId: string;
  kind: "company" | "person";
  nameSealed: string | null;
  segmentSealed: string | null;
  segmentIndex: string | null;
  ownerId: string | null;
  dataKey: string | null;
};

/** Statements that add customers; an external id that was taken meanwhile keeps its customer. */
export function addCustomers(
  db: Database,
  rows: readonly CustomerRow[],
  importId: string,
  userId: string,
  now: number,
): D1PreparedStatement[] {
  return forRows(
    db,
    `INSERT INTO customers (id, external_id, kind, name_sealed, segment_sealed, segment_index,
      data_key, owner_id, created_at, created_by,
       import_number)
     SELECT value->>0, value->>1, value->>2, value->>3, value->>4, value->>5, unhex(value->>6),
       value->>7, ?3, ?4, ${importNumber("?2")}
     FROM json_each(?1) WHERE ${whileRunning("?2")}
     ON CONFLICT (external_id) DO NOTHING`,
    rows.map((row) => [
      row.id,
      row.externalId,
      row.kind,
      row.nameSealed,
      row.segmentSealed,
      row.segmentIndex,
      row.dataKey,
      row.ownerId,
    ]),
    importId,
    now,
    userId,
  );
}

/** Statements that set kind, name, segment and owner of customers; what they held before is kept. */
export function changeCustomers(
  db: Database,
  rows: readonly CustomerRow[],
  importId: string,
  now: number,
): D1PreparedStatement[] {
  return [
    ...customersChangedByImport(
      db,
      rows.map(({ id }) => id),
      importId,
      now,
    ),
    ...forRows(
      db,
      `UPDATE customers SET kind = j.value->>1, name_sealed = j.value->>2,
        segment_sealed = j.value->>3, segment_index = j.value->>4,
       segment = NULL, owner_id = j.value->>5, searchable = NULL
     FROM json_each(?1) j WHERE customers.id = j.value->>0 AND ${whileRunning("?2")}`,
      rows.map((row) => [
        row.id,
        row.kind,
        row.nameSealed,
        row.segmentSealed,
        row.segmentIndex,
        row.ownerId,
      ]),
      importId,
    ),
  ];
}

/**
 * Digits of numbers that are compared without the zeros in front, and customers of one import that
 * are compared.
 */
const [longestNumber, mostCompared] = [12, 50_000];

/**
 * Pairs of customers, one of them added by this import, whose numbers are the same but for zeros in
 * front: 45 and 00045. At most
 * `count`. Customers are gone through once; each number that another may have is looked for by the
 * index.
 */
export async function numbersApartByZeros(
  db: Database,
  importId: string,
  count: number,
): Promise<{ number: string; other: string }[]> {
  const { results } = await db
    .prepare(`
    WITH added AS (
      SELECT c.external_id AS number, ltrim(c.external_id, '0') AS bare FROM customers c
      WHERE c.import_number = ${importNumber("?1")} AND c.external_id NOT GLOB '*[^0-9]*'
        AND length(c.external_id) <= ?3 LIMIT ?4),
    lengths AS (SELECT 1 AS digits UNION ALL SELECT digits + 1 FROM lengths WHERE digits < ?3)
    SELECT a.number, o.external_id AS other FROM added a CROSS JOIN lengths l
      CROSS JOIN customers o ON o.external_id = substr('${"0".repeat(longestNumber)}' || a.bare,
        -l.digits)
    WHERE a.bare <> '' AND l.digits >= length(a.bare) AND l.digits <> length(a.number) LIMIT ?2`)
    .bind(importId, 2 * count, longestNumber, mostCompared)
    .all<{ number: string; other: string }>();
  const pairs = new Map(results.map((row) => [[row.number, row.other].sort().join(" "), row]));
  return [...pairs.values()].slice(0, count);
}
