/**
 * Rows that were taken back. They leave the tables that find people and facts, so that everything
 * else sees only what is live and their numbers and addresses are free again, and are kept whole in
 * one table beside who took them back and when.
 */
import type { D1PreparedStatement } from "@cloudflare/workers-types";
import type { Database } from "./database.ts";

/**
 * Columns of each table whose rows can be taken back: a row is kept with all of them. Bytes are
 * kept as hex.
 */
export const withdrawnColumns = {
  customers: [
    "id",
    "kind",
    "external_id",
    "name_sealed",
    "segment",
    "segment_sealed",
    "segment_index",
    "data_key",
    "owner_id",
    "consent",
    "created_at",
    "created_by",
    "import_number",
    "searchable",
    "language",
    "notes_sealed",
  ],
  contacts: [
    "id",
    "customer_id",
    "external_index",
    "name_sealed",
    "created_at",
    "created_by",
    "person_index",
    "import_number",
    "telephone_sealed",
  ],
  addresses: [
    "address_index",
    "customer_id",
    "contact_id",
    "address_sealed",
    "name_sealed",
    "created_at",
    "import_number",
    "created_by",
    "telephone_sealed",
  ],
  transactions: [
    "id",
    "customer_id",
    "order_id",
    "category",
    "kind",
    "amount",
    "currency",
    "occurred_at",
    "import_id",
    "recorded_at",
    "lines",
    "refers_to",
  ],
  interactions: [
    "id",
    "customer_id",
    "contact_id",
    "external_index",
    "kind",
    "direction",
    "occurred_at",
    "subject_sealed",
    "note_sealed",
    "participants_sealed",
    "minutes",
    "behaviours",
    "message_index",
    "thread_index",
    "user_id",
    "recorded_at",
    "import_id",
    "root_id",
    "amends_id",
  ],
  satisfaction_responses: [
    "id",
    "customer_id",
    "contact_id",
    "external_index",
    "metric",
    "value",
    "comment_sealed",
    "source",
    "occurred_at",
    "user_id",
    "recorded_at",
    "import_id",
  ],
  trust_responses: [
    "id",
    "customer_id",
    "contact_id",
    "source",
    "answers",
    "occurred_at",
    "user_id",
    "recorded_at",
    "external_index",
    "import_id",
  ],
} as const satisfies Record<string, readonly string[]>;
export type WithdrawnTable = keyof typeof withdrawnColumns;

const bytes: ReadonlySet<string> = new Set(["data_key"]);
/** Column by which a table's rows are told apart. */
const keys: Partial<Record<WithdrawnTable, string>> = { addresses: "address_index" };

/** The taking back of rows: by whom, when, and with which import. */
export type Taking = { userId: string; importId: string | null; now: number };

/**
 * Statements that take back the rows of a table with these keys, as a JSON array; `CAST` for
 * numbers is the caller's.
 */
export function takeBack(
  db: Database,
  table: WithdrawnTable,
  keysJson: string,
  { userId, importId, now }: Taking,
): D1PreparedStatement[] {
  const key = keys[table] ?? "id";
  const row = withdrawnColumns[table]
    .map((name) => `'${name}', ${bytes.has(name) ? `hex(${name})` : name}`)
    .join(", ");
  const wanted = `${key} IN (SELECT value FROM json_each(?1))`;
  return [
    db
      .prepare(`INSERT INTO withdrawn_rows (table_name, customer_id, row, import_id, user_id, at)
      SELECT '${table}', ${table === "customers" ? "id" : "customer_id"}, json_object(${row}), ?2,
        ?3, ?4 FROM ${table} WHERE ${wanted}`)
      .bind(keysJson, importId, userId, now),
    db.prepare(`DELETE FROM ${table} WHERE ${wanted}`).bind(keysJson),
  ];
}
