/** Rows whose sealed values are to be sealed again, a page at a time, and what stores them so. */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { CustomerColumn, RingColumn } from "../security/places.ts";
import type { Database } from "./database.ts";
import { hexKey } from "./data-keys.ts";
import { forRows } from "./rows.ts";

/** A row with values to seal again. */
export type SealedRow = {
  /** Its primary key as JSON array. */ key: string;
  /** The row as places name it. */ row: string;
  /** Whose it is; null where nobody knows any more. */ customerId: string | null;
  dataKey: string | null;
  /** JSON: sealed values by column. */ values: string;
};

/**
 * A table of sealed values: its key and columns, whose its rows are, and which of them are to be
 * sealed again.
 */
export type SealedTable = {
  table: string;
  key: readonly string[];
  columns: readonly string[];
  /** The customer that a row belongs to, as SQL; null where its values stand under the key ring. */ owner:
    | string
    | null;
  /**
   * SQL; ?3 is how values under the ring's first key begin. Equal to that of the partial index,
   * where there is one.
   */
  stale: string;
};

const old = (columns: readonly string[]) => columns.map((column) => `${column} < '2'`).join(" OR ");
const notCurrent = (columns: readonly string[]) =>
  columns.map((column) => `substr(${column}, 1, length(?3)) <> ?3`).join(" OR ");
const factOwner = (table: string, id: string) =>
  `(SELECT f.customer_id FROM ${table} f WHERE f.${id} = t.fact_id LIMIT 1)`;

function table(
  name: string,
  key: readonly string[],
  columns: readonly string[],
  owner: string | null,
  stale = old(columns),
): SealedTable {
  return { table: name, key, columns, owner, stale };
}

/** Every table of sealed text; cards and data keys are gone through beside them. */
export const sealedTables: readonly SealedTable[] = [
  table(
    "users",
    ["id"],
    ["address_sealed", "name_sealed"],
    null,
    notCurrent(["address_sealed", "name_sealed"]),
  ),
  table("sessions", ["id"], ["label_sealed"], null, notCurrent(["label_sealed"])),
  table("saved_views", ["id"], ["body_sealed"], null, notCurrent(["body_sealed"])),
  table("bulk_actions", ["id"], ["body_sealed"], null, notCurrent(["body_sealed"])),
  table("waiting_answers", ["id"], ["body_sealed"], null, notCurrent(["body_sealed"])),
  table("anonymous_answers", ["id"], ["answers_sealed"], null, notCurrent(["answers_sealed"])),
  table("key_check", ["id"], ["constant_sealed"], null, notCurrent(["constant_sealed"])),
  // Under another key of the ring they stay until they are past their time.
  table("idempotency_keys", ["user_id", "key"], ["answer_sealed"], null),
  table(
    "customers",
    ["id"],
    ["name_sealed", "segment", "notes_sealed"],
    "t.id",
    "name_sealed < '2' OR segment IS NOT NULL",
  ),
  // Telephones are younger than format 1: none is stale, and the partial indexes leave them out.
  table(
    "contacts",
    ["id"],
    ["name_sealed", "telephone_sealed"],
    "t.customer_id",
    old(["name_sealed"]),
  ),
  table(
    "addresses",
    ["address_index"],
    ["address_sealed", "name_sealed", "telephone_sealed"],
    "t.customer_id",
    old(["address_sealed", "name_sealed"]),
  ),
  table("domains", ["domain_index"], ["domain_sealed"], "t.customer_id"),
  table(
    "interactions",
    ["id"],
    ["subject_sealed", "note_sealed", "participants_sealed"],
    "t.customer_id",
  ),
  table("satisfaction_responses", ["id"], ["comment_sealed"], "t.customer_id"),
  table("action_outcomes", ["id"], ["reason_sealed"], "t.customer_id"),
  // Promises, cases, edits and overrides are younger than format 1, so that none is ever found stale.
  table("promises", ["id"], ["what_sealed"], "t.customer_id"),
  table("case_steps", ["id"], ["reason_sealed"], "t.customer_id"),
  table("answer_decisions", ["id"], ["reason_sealed"], "t.customer_id"),
  table("customer_edits", ["id"], ["value_sealed"], "t.customer_id"),
  table("overrides", ["id"], ["reason_sealed"], "t.customer_id"),
  table(
    "withdrawals",
    ["fact_type", "fact_id"],
    ["reason_sealed"],
    `CASE t.fact_type
      WHEN 'interaction' THEN ${factOwner("interactions", "root_id")}
      WHEN 'satisfaction' THEN ${factOwner("satisfaction_responses", "id")}
      WHEN 'trust' THEN ${factOwner("trust_responses", "id")}
      WHEN 'outcome' THEN ${factOwner("action_outcomes", "id")}
      WHEN 'promise' THEN ${factOwner("promises", "id")}
      WHEN 'promise_outcome' THEN ${factOwner("promise_outcomes", "id")}
      WHEN 'edit' THEN ${factOwner("customer_edits", "id")}
      WHEN 'override' THEN ${factOwner("overrides", "id")}
      WHEN 'case' THEN ${factOwner("cases", "id")}
      WHEN 'case_step' THEN ${factOwner("case_steps", "id")}
      WHEN 'case_handover' THEN ${factOwner("case_handovers", "id")} END`,
  ),
];

/** The columns named above as places name them. */
export const columnOf = (name: string, column: string): RingColumn | CustomerColumn =>
  `${name}.${column === "segment" ? "segment_sealed" : column}` as RingColumn | CustomerColumn;

/**
 * The next rows of a table with a value to seal again, in the order of keys, after one (a JSON
 * array) or from the first.
 */
export async function staleRows(
  db: Database,
  { table: name, key, columns, owner, stale }: SealedTable,
  after: string | null,
  current: string,
  size: number,
): Promise<SealedRow[]> {
  const names = key.join(", ");
  const place = key.map((_, at) => `?1 ->> '$[${at}]'`).join(", ");
  const { results } = await db
    .prepare(`
    SELECT json_array(${key.map((one) => `t.${one}`).join(", ")}) AS key,
      ${key.map((one) => `t.${one}`).join(" || ' ' || ")} AS row,
      c.id AS customerId, ${hexKey("c.data_key")} AS dataKey,
      json_object(${columns.map((column) => `'${column}', t.${column}`).join(", ")}) AS "values"
    FROM ${name} t LEFT JOIN customers c ON c.id = ${owner ?? "NULL"}
    WHERE (${qualified(stale, columns)}) AND (?1 IS NULL
      OR (${key.map((one) => `t.${one}`).join(", ")}) > (${place}))
      AND ?3 = ?3 ORDER BY
        ${names
          .split(", ")
          .map((one) => `t.${one}`)
          .join(", ")}
        LIMIT ?2`)
    .bind(after, size, current)
    .all<SealedRow>();
  return results;
}

/** Columns with the table's alias: `customers` has a `name_sealed` of its own in every query. */
function qualified(sql: string, columns: readonly string[]): string {
  return sql.replace(new RegExp(`\\b(${columns.join("|")})\\b`, "g"), "t.$1");
}

export type Resealed = { key: string; column: string; was: string; now: string };

/** Statements that store values sealed again, each where the value that was read still stands. */
export function storeResealed(
  db: Database,
  { table: name, key, columns }: SealedTable,
  values: readonly Resealed[],
): D1PreparedStatement[] {
  const where = key.map((one, at) => `t.${one} = (j.value ->> 'key') ->> '$[${at}]'`).join(" AND ");
  return columns
    .filter((column) => column !== "segment")
    .flatMap((column) =>
      forRows(
        db,
        `
    UPDATE ${name} AS t SET ${column} = j.value ->> 'now' FROM json_each(?1) j WHERE ${where}
      AND t.${column} = j.value ->> 'was'`,
        values.filter((one) => one.column === column),
      ),
    );
}

export type ResealedSegment = { id: string; was: string; sealed: string; index: string };

/**
 * Statements that seal segments that stood in clear, and empty those; one that was sealed since
 * stays.
 */
export function storeSegments(
  db: Database,
  segments: readonly ResealedSegment[],
): D1PreparedStatement[] {
  return forRows(
    db,
    `
    UPDATE customers SET segment = NULL,
      segment_sealed = coalesce(segment_sealed, j.value ->> 'sealed'),
      segment_index = coalesce(segment_index, j.value ->> 'index')
    FROM json_each(?1) j WHERE customers.id = j.value ->> 'id'
      AND customers.segment = j.value ->> 'was'`,
    segments,
  );
}

export type OldCard = { customerId: string; dataKey: string | null; /** Hex. */ body: string };

/** The next cards of before cards were bytes, in the order of customers. */
export async function oldCards(db: Database, after: string, size: number): Promise<OldCard[]> {
  const { results } = await db
    .prepare(`
    SELECT k.customer_id AS customerId, hex(k.body) AS body, ${hexKey("c.data_key")} AS dataKey
    FROM cards k JOIN customers c ON c.id = k.customer_id
    WHERE (k.body >= x'31' AND k.body < x'32') AND k.customer_id > ?1 ORDER BY k.customer_id
      LIMIT ?2`)
    .bind(after, size)
    .all<OldCard>();
  return results;
}

/** Statements that store cards sealed again; their revision stays, for the card is the same. */
export function storeBodies(
  db: Database,
  cards: readonly { customerId: string; was: string; body: string }[],
): D1PreparedStatement[] {
  return forRows(
    db,
    `
    UPDATE cards SET body = unhex(j.value ->> 'body'),
      data_key = (SELECT c.data_key FROM customers c WHERE c.id = cards.customer_id)
    FROM json_each(?1) j WHERE cards.customer_id = j.value ->> 'customerId'
      AND cards.body = unhex(j.value ->> 'was')`,
    cards,
  );
}

/** The next data keys that are not wrapped as `current` (hex) begins, in the order of customers. */
export async function staleDataKeys(
  db: Database,
  after: string,
  current: string,
  size: number,
): Promise<{ id: string; dataKey: string }[]> {
  const { results } = await db
    .prepare(`SELECT id, hex(data_key) AS dataKey FROM customers
    WHERE id > ?1 AND data_key IS NOT NULL AND substr(data_key, 1, length(unhex(?2))) <> unhex(?2)
      ORDER BY id LIMIT ?3`)
    .bind(after, current, size)
    .all<{ id: string; dataKey: string }>();
  return results;
}

/** Statements that store data keys wrapped again, and the copies beside the cards. */
export function storeDataKeys(
  db: Database,
  keys: readonly { id: string; was: string; dataKey: string }[],
): D1PreparedStatement[] {
  return ["customers", "cards"].flatMap((name) =>
    forRows(
      db,
      `
    UPDATE ${name} SET data_key = unhex(j.value ->> 'dataKey') FROM json_each(?1) j
    WHERE ${name}.${name === "cards" ? "customer_id" : "id"} = j.value ->> 'id'
      AND ${name}.data_key = unhex(j.value ->> 'was')`,
      keys,
    ),
  );
}

/** The tables in which rows are kept as JSON: taken back, or as they stood before a change. */
export const keptTables = { withdrawn_rows: "row", changed_rows: "before" } as const;
export type KeptTable = keyof typeof keptTables;
export type KeptRow = {
  id: number;
  table: string;
  rowId: string | null;
  customerId: string | null;
  dataKey: string | null;
  row: string;
};

/** The next rows kept as JSON that hold a value of format 1, or a segment in clear. */
export async function oldKeptRows(
  db: Database,
  kept: KeptTable,
  after: number,
  size: number,
): Promise<KeptRow[]> {
  const json = keptTables[kept];
  const { results } = await db
    .prepare(`
    SELECT k.id, k.table_name AS "table", ${kept === "changed_rows" ? "k.row_id" : "NULL"} AS rowId,
      c.id AS customerId,
      ${hexKey("c.data_key")} AS dataKey, k.${json} AS row
    FROM ${kept} k LEFT JOIN customers c ON c.id = k.customer_id
    WHERE k.id > ?1 AND (k.${json} LIKE '%\\_sealed":"1.%' ESCAPE '\\'
      OR k.${json} LIKE '%"segment":"%') ORDER BY k.id LIMIT ?2`)
    .bind(after, size)
    .all<KeptRow>();
  return results;
}

/** Statements that store kept rows sealed again. */
export function storeKeptRows(
  db: Database,
  kept: KeptTable,
  rows: readonly { id: number; was: string; row: string }[],
): D1PreparedStatement[] {
  const json = keptTables[kept];
  return forRows(
    db,
    `UPDATE ${kept} SET ${json} = j.value ->> 'row' FROM json_each(?1) j
    WHERE ${kept}.id = j.value ->> 'id' AND ${kept}.${json} = j.value ->> 'was'`,
    rows,
  );
}
